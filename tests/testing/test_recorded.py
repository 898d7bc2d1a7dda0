"""A record that a file has is what a run can have found, or one line says that it is none."""

import json

import pytest

from dmfcheck.commands.main import main
from dmfcheck.testing.evidence import Evidence
from dmfcheck.testing.recorded import FIELDS, read_evidence, record_of
from dmfcheck.testing.strength import proved

ID = "monotone.momentum"
WRONG = [
    {"tightest_margin": "x"},
    {"tightest_margin": [1]},
    {"where": "a"},
    {"where": [1]},
    {"drawn": 3},
    {"drawn": 3, "satisfied": 4},
    {"drawn": "x", "satisfied": 1},
    {"drawn": True, "satisfied": 1},
    {"certified": [1]},
    {"certified": -1},
    {"certified": 10**400},
    {"swept": float("nan")},
    {"tightest_margin": float("inf")},
    {"rates": 5},
    {"rates": [1]},
    {"rates": [{}]},
    {"verdict": ["x"]},
    {"verdict": 7},
    {"verdict": "<b>certainly</b>"},
    {"counterexample": 5},
    {"binding": {"a": "b"}},
    {"proved_depths": "23"},
    {"where": {"alpha": "9" * 300_000}},
    {"id": ["x"]},
    {"id": None},
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
@pytest.mark.parametrize("command", ["report -o l.html", "claims", f"claims {ID}"])
def test_what_is_no_record_is_one_line(wrong, command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    record = {"id": ID, "verdict": "refuted", **wrong}
    (tmp_path / "found.json").write_text(json.dumps([record]))
    assert main([*command.split(), "--evidence", "found.json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "dmfcheck: --evidence found.json is no ledger of a test run; "
        "accepted: a file that `pytest --dmf-json FILE` wrote\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["found.json"]


@pytest.mark.parametrize("text", ["7", "{}7", '{"id": 1}', '[["id"]]', "[" * 100_000])
def test_what_is_no_ledger_is_one_line(text, tmp_path, capsys):
    place = tmp_path / "found.json"
    place.write_text(text)
    assert main(["claims", "--evidence", str(place)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_does_not_say_what_is_proved(tmp_path, capsys):
    claim_id = "time.quoted/far"
    assert proved(claim_id) == {"kernel": None}
    forged = {"id": claim_id, "verdict": "holds", "kernel": "mine", "boxes": [2, 3], "swept": 5}
    place = tmp_path / "found.json"
    place.write_text(json.dumps([forged]))
    assert main(["claims", claim_id, "--json", "--evidence", str(place)]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["evidence"]["kernel"] is None
    assert "boxes" not in told["evidence"]
    assert told["evidence"]["swept"] == 5


def test_what_a_run_writes_is_read_whole(tmp_path):
    evidence = Evidence(ID, "refuted", drawn=4, satisfied=2, certified=1, refuted=1)
    evidence.saw_margin(-0.5, {"depth": 2})
    evidence.saw_counterexample({"depth": 2, "spectrum": ["1", "1/2"]})
    evidence.binding["h <= 1/N"] += 1
    evidence.proved_depths += [2, 3]
    rate = {"claim": ID, "rate": 0.5, "low": 0.1, "high": 0.9, "level": 0.95}
    evidence.rates.append(rate | {"successes": 1, "runs": 2, "seed": 0, "where": {"depth": 2}})
    written = evidence.as_json()
    assert set(written) == {"id", *FIELDS}
    place = tmp_path / "found.json"
    place.write_text(json.dumps([written, Evidence("step.monotone", "holds").as_json()]))
    assert read_evidence(str(place))[ID] == json.loads(json.dumps(written))


def test_a_verdict_is_a_word_of_a_run():
    with pytest.raises(ValueError, match="verdict is 'maybe'"):
        record_of({"id": ID, "verdict": "maybe"})
