"""Files made to harm end in bounded time and memory; what the judge writes is always read."""

import json
import os
from pathlib import Path

import pytest

from dmfcheck import BadInput, claim
from dmfcheck.base.certificate import digest
from dmfcheck.commands.limited_replay import ClaimsFile, replays
from dmfcheck.commands.main import main
from dmfcheck.replay.reading import digest as own_digest
from dmfcheck.replay.reading import read
from dmfcheck.replay.verify import verify_content

POINTS = json.loads((Path(__file__).parents[1] / "data" / "points.json").read_text())
POINT = {"depth": 3, "eigenvalue": 2, "alpha": "1/3", "eta": "1/20", "steps": 12}
OWN = """
from dataclasses import replace
from dmfcheck import claim
mine = replace(claim("step.monotone"), id="{}", statement="as it says")
"""


def sealed(content):
    rest = {key: value for key, value in content.items() if key != "digest"}
    return rest | {"digest": digest(rest)}


@pytest.fixture(scope="module")
def genuine():
    return dict(claim("step.monotone").examine(**POINT).certificate)


@pytest.mark.parametrize(
    ("depth", "eta", "steps"),
    [(2, "1/2", 20), (2, "1/2", 40), (3, "1/3", 25), (50, "1/50", 12), (2, "1/3", 300)],
)
def test_margins_of_any_exponent_are_read(depth, eta, steps):
    point = {"depth": depth, "eigenvalue": 1, "alpha": "1/2", "eta": eta, "steps": steps}
    certificate = dict(claim("step.monotone").examine(**point).certificate)
    assert verify_content(certificate).verdict == "holds"
    (middle, exponent) = certificate["margin"]["mid"]
    moved = certificate["margin"] | {"mid": [middle, exponent + 1]}
    assert verify_content(sealed(certificate | {"margin": moved})).verdict == "rejected"


def test_numbers_of_thousands_of_digits_are_read(tmp_path):
    point = POINT | {"alpha": "1e-5000", "steps": 2}
    certificate = dict(claim("step.monotone").examine(**point).certificate)
    assert own_digest(certificate) == certificate["digest"]
    assert verify_content(certificate).verdict == "holds"
    path = tmp_path / "long.json"
    path.write_text(f'{{"lo": {"9" * 6000}, "hi": 1}}')
    assert read(path)["lo"] == int("9" * 3000) * 10**3000 + int("9" * 3000)


@pytest.mark.parametrize("bits", [1, 64, 4096, 10**9])
def test_the_bits_of_a_file_decide_nothing(genuine, bits):
    (middle, exponent), radius = genuine["margin"]["mid"], genuine["margin"]["rad"]
    larger = {"mid": [middle * 19 // 5 | 1, exponent], "rad": radius}
    assert verify_content(sealed(genuine | {"bits": bits, "margin": larger})).verdict == "rejected"
    assert verify_content(sealed(genuine | {"bits": bits})).verdict == "holds"
    for ulps in (2, -2, 1000):
        moved = {"mid": [middle + ulps * 2**20, exponent], "rad": [1, exponent]}
        forged = sealed(genuine | {"bits": bits, "margin": moved})
        assert verify_content(forged).verdict == "rejected"


@pytest.mark.parametrize("text", ["2/4", "0.5", "1e-1", "+1/2", " 1/2", "01/2", "1/2/1", "-0", "¼"])
def test_a_rational_has_one_spelling(genuine, text):
    content = sealed(genuine | {"parameters": genuine["parameters"] | {"alpha": text}})
    assert verify_content(content).verdict == "rejected"


def hostile(genuine):
    parameters = genuine["parameters"]
    yield "parameter", genuine | {"parameters": parameters | {"alpha": "1e-99999"}}
    yield "digits", genuine | {"parameters": parameters | {"alpha": f"1/{10**4000}{'0' * 200000}"}}
    yield "margin", genuine | {"bits": 0, "margin": "1e-30000000"}
    yield "exponent", genuine | {"margin": {"mid": [1, 10**30], "rad": [1, -(10**30)]}}
    yield "nested", genuine | {"parameters": json.loads("[" * 200 + "]" * 200)}
    for steps in (10**6, 10**12):
        yield f"steps {steps}", genuine | {"parameters": parameters | {"steps": steps}}


def test_hostile_contents_end_and_confirm_nothing(genuine, tmp_path):
    names = []
    for number, (name, content) in enumerate(hostile(genuine)):
        names.append(str(tmp_path / f"{number} {name}.json"))
        Path(names[-1]).write_text(json.dumps(sealed(content)))
    found = {Path(r.path).stem: r.verdict for r in replays(names, 60)}
    assert len(found) == 7
    assert set(found.values()) == {"rejected", "undecided"}, found
    assert found["5 steps 1000000"] == found["6 steps 1000000000000"] == "undecided"


@pytest.mark.parametrize("name", ["monotone.decay", "monotone.perturbed", "float.determinant"])
def test_too_many_steps_end_undecided(name, tmp_path):
    certificate = dict(claim(name).examine(**POINTS[name]).certificate)
    parameters = certificate["parameters"] | {"steps": 10**12}
    path = tmp_path / "steps.json"
    path.write_text(json.dumps(sealed(certificate | {"parameters": parameters})))
    (replay,) = replays([str(path)], 60)
    assert replay.verdict == "undecided"
    assert "steps" in replay.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders")
def test_pipes_and_devices_are_refused(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", Path("/dev/zero"), tmp_path):
        with pytest.raises(BadInput, match="is not a regular file"):
            read(path)
    assert main(["verify", str(tmp_path / "pipe.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_does_not_end_is_killed_and_the_next_file_is_replayed(genuine, tmp_path, capsys):
    loop = tmp_path / "loop.py"
    loop.write_text(
        OWN.format("my.loop")
        + "def forever(a, p, c):\n    while True: pass\n"
        + "mine = replace(mine, margin=forever)\n"
    )
    content = sealed(genuine | {"claim": "my.loop", "statement": "as it says"})
    paths = [tmp_path / "loops.json", tmp_path / "genuine.json"]
    for path, entry in zip(paths, (content, genuine), strict=True):
        path.write_text(json.dumps(entry))
    arguments = [*map(str, paths), "--claims", str(loop), "--seconds", "20", "--json"]
    assert main(["verify", *arguments]) == 3
    first, second = json.loads(capsys.readouterr().out)["results"]
    assert first["verdict"] == "undecided"
    assert first["reason"] == "it took more than 20 s"
    assert second == {
        "path": str(paths[1]),
        "verdict": "holds",
        "reason": "",
        "second_reading": True,
    }


def test_memory_is_limited(genuine, tmp_path):
    hungry = OWN.format("my.hungry") + (
        "mine = replace(mine, margin=lambda a, p, c: a.number(len(bytearray(1 << 33))))\n"
    )
    path = tmp_path / "hungry.json"
    content = sealed(genuine | {"claim": "my.hungry", "statement": "as it says"})
    path.write_text(json.dumps(content))
    (replay,) = replays([str(path)], 60, ClaimsFile("hungry.py", hungry))
    assert (replay.verdict, replay.reason) == ("undecided", "it takes more than 2 GB")


def test_seconds_are_checked(capsys):
    for seconds in ("0", "-1", "nan", "inf"):
        assert main(["verify", "any.json", "--seconds", seconds]) == 2
        assert capsys.readouterr().err.startswith("dmfcheck: --seconds is ")


def test_a_file_of_claims_redefines_nothing(genuine, tmp_path, capsys):
    path, mine = tmp_path / "genuine.json", tmp_path / "mine.py"
    path.write_text(json.dumps(genuine))
    for name in ("step.monotone", "order.preserved~ties"):
        mine.write_text(OWN.format(name))
        assert main(["verify", str(path), "--claims", str(mine)]) == 2
        assert f"{mine} defines {name}, which is built in" in capsys.readouterr().err
    mine.write_text(OWN.format("my.own") + "other = claim('step.monotone')\n")
    assert main(["verify", str(path), "--claims", str(mine)]) == 0


def test_a_claim_of_ones_own_asks_for_its_file(genuine):
    replay = verify_content(sealed(genuine | {"claim": "my.own"}))
    assert replay.verdict == "undecided"
    assert "--claims FILE.py" in replay.reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.json  holds", r"a\nb.json\x20\x20holds"),
        ("\x1b[2Kc.json", r"\x1b[2Kc.json"),
        ("d\u202e.json", r"d\u202e.json"),
        (os.fsdecode(b"e\xff.json"), r"e\udcff.json"),
    ],
)
def test_no_name_forges_a_row(genuine, tmp_path, capsys, monkeypatch, name, shown):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(json.dumps(genuine))
    assert main(["verify", name]) == 0
    table, _, meaning = capsys.readouterr().out.partition("\n\n")
    heading, row = table.splitlines()
    assert meaning.startswith("second reading: ")
    assert heading.split() == ["certificate", "verdict", "second", "reading"]
    assert row.split() == [shown, "holds", "yes"]
    Path(name).unlink()
    assert main(["verify", name]) == 2
    assert capsys.readouterr().err.isascii()
