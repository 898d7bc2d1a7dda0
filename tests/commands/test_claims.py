import json
from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.commands.main import main
from dmfcheck.testing.evidence import Evidence
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

KEYS = {
    "id",
    "status",
    "kind",
    "source",
    "statement",
    "constants",
    "mutants",
    "second_reading",
    "strongest",
    "evidence",
}


def run(capsys, *arguments):
    code = main(["claims", *arguments])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def test_the_whole_ledger_in_order(capsys):
    code, out = run(capsys, "--json")
    entries = json.loads(out)
    assert code == 0
    assert [entry["id"] for entry in entries] == list(ledger())
    for entry in entries:
        assert set(entry) == KEYS
        assert entry["status"] == ledger()[entry["id"]].expected
        formal = formal_statements().get(entry["id"])
        kernel = formal.evidence if formal else None
        assert entry["evidence"]["kernel"] == kernel
        assert set(entry["evidence"]) <= {"kernel", "symbolic", "coefficients", "boxes"}
        assert (entry["strongest"] == "kernel") == (kernel is not None)
    assert {name for entry in entries for name in entry["mutants"]} == set(mutants())
    code, out = run(capsys)
    table, meanings = out.split("\n\n")
    assert [line.split()[0] for line in table.splitlines()] == ["id", *ledger()]
    assert meanings.startswith("expected: what is expected of the claim\n")
    assert "\nstrongest evidence: kernel, proved for all parameters" in meanings


def test_the_claims_of_a_file(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        "from dmfcheck import claim\nA, B = claim('step.monotone'), claim('rank.plateau')"
    )
    code, out = run(capsys, str(file))
    table, meanings = out.split("\n\n")
    assert (code, table.count("\n")) == (0, 2)
    assert [line.split()[0] for line in table.splitlines()] == [
        "id",
        "step.monotone",
        "rank.plateau",
    ]
    assert meanings.startswith("expected: ")


def test_one_claim_with_its_constants(capsys):
    code, out = run(capsys, "step.monotone", "--json")
    [entry] = json.loads(out)
    assert (code, entry["id"], entry["kind"]) == (0, "step.monotone", "equivalence")
    [bound] = entry["constants"]
    assert bound["formula"] == "1/N"
    assert {int(N): Fraction(value) for N, value in bound["stated"].items()} == {
        N: Fraction(1, N) for N in range(2, 11)
    }


def test_constants_are_listed_at_the_depths_of_the_claim(capsys):
    deep = json.loads(run(capsys, "time.deep_lower", "--json")[1])[0]
    assert [sorted(map(int, constant["stated"])) for constant in deep["constants"]] == [
        list(range(3, 11))
    ]


def test_one_claim_as_text(capsys):
    code, out = run(capsys, "time.two_layer")
    assert code == 0
    assert out.startswith("time.two_layer: expected holds (inequality, abstract C1)\n")
    assert "if h < 1/2\n" in out
    assert "for 0 < fraction < 1: " in out


def test_the_theorem_of_a_claim_and_what_it_leaves_out(capsys, monkeypatch):
    formal = formal_statements()
    part = replace(formal["monotone.ratio"], missing="that w_i / w_1 falls for ever")
    monkeypatch.setitem(formal, "monotone.ratio", part)
    known = json.loads(run(capsys, "--json")[1])
    proved = {entry["id"]: entry["evidence"]["kernel"] for entry in known}
    assert proved["rank.plateau"] == "rank_plateau"
    assert proved["monotone.ratio"] is None
    said = " ".join(run(capsys, "rank.plateau")[1].split())
    assert "by theorem: rank_plateau (`" in said
    text = run(capsys, "monotone.ratio")[1]
    assert "by theorem: monotone_ratio_full (" in text
    assert "which does not say that w_i / w_1 falls for ever" in text
    assert "by theorem" not in run(capsys, "rank.leading_last")[1]


def test_a_mutant_has_not_the_theorem_of_its_claim(capsys):
    [entry] = json.loads(run(capsys, "rank.plateau~any-step", "--json")[1])
    assert entry["evidence"] == {"kernel": None}


@pytest.fixture
def evidence_file(tmp_path):
    records = [Evidence("step.monotone", "holds", drawn=5, satisfied=4, swept=4)]
    records[0].binding["h <= 1/N"] += 3
    records.append(Evidence("reduction.nonnormal", "refuted", refuted=1, satisfied=1, drawn=1))
    path = tmp_path / "ledger.json"
    path.write_text(json.dumps([record.as_json() for record in records]))
    return str(path)


def test_evidence_of_a_run(capsys, evidence_file):
    entries = json.loads(run(capsys, "--evidence", evidence_file, "--json")[1])
    verdicts = {entry["id"]: entry["evidence"].get("verdict") for entry in entries}
    assert verdicts["step.monotone"] == "holds"
    assert verdicts["reduction.nonnormal"] == "refuted"
    assert verdicts["time.two_layer"] is None
    lines = run(capsys, "--evidence", evidence_file)[1].splitlines()
    [line] = [line for line in lines if line.startswith("step.monotone ")]
    assert line.split()[-2:] == ["holds", "80%"]
    [line] = [line for line in lines if line.startswith("time.two_layer ")]
    assert line.split()[-2:] == ["-", "-"]
    text = run(capsys, "step.monotone", "--evidence", evidence_file)[1]
    assert "found: holds, 4 of 5 examples within the hypotheses\n" in text
    assert "tightest in 3 of them: h <= 1/N\n" in text
    assert "tightest in 0 of them: alpha^N < lambda\n" in text


@pytest.mark.parametrize(
    "content", ["{}x", '{"id": 1}', "[1]", '[{"id": "a"}]', "[[[[", '"text"', b"\xff", "[" * 10000]
)
def test_what_is_no_ledger(capsys, tmp_path, content):
    path = tmp_path / "ledger.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["claims", "--evidence", str(path)]) == 2
    assert "is no ledger of a test run" in capsys.readouterr().err


def test_a_claim_says_which_lemmas_prove_it_and_up_to_what(capsys):
    assert main(["claims", "monotone.rank/sharp"]) == 0
    assert "by lemmas at N = 2, 3 (`dmfcheck prove monotone.rank/sharp`)" in capsys.readouterr().out
    assert main(["claims", "monotone.rank/powers"]) == 0
    assert "up to glue (tangent) (`dmfcheck prove" in capsys.readouterr().out
