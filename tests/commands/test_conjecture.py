"""dmfcheck conjecture: what it prints and writes, and that a false one is refuted."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck.commands.main import main
from dmfcheck.hunt.conjectures import engine
from dmfcheck.hunt.conjectures.conjecture import Conjecture
from dmfcheck.hunt.conjectures.linear import stated
from dmfcheck.hunt.conjectures.sample import draw
from dmfcheck.theory.quantities import SETTINGS

NAME = "two layers up to half"
SETTING = SETTINGS[NAME]


@pytest.fixture(autouse=True)
def few(monkeypatch, tmp_path):
    """One that survives and one that does not, instead of a second of linear programs each."""
    monkeypatch.chdir(tmp_path)
    sample = draw(SETTING, 0, 40)
    good = stated(sample, {"K_2-1": 1, "K_1": -1, "gap": -1})
    bad = good.__class__(
        Conjecture(NAME, (("K_1", -1), ("K_2", 1)), Fraction(3, 2)), good.logs, 1, 1.0
    )
    monkeypatch.setattr(engine, "conjectured", lambda sample, seed: [good, bad])


def conjectured(capsys, *arguments):
    options = ["--setting", NAME, "--evaluations", "3000", "--seconds", "60", *arguments]
    assert main(["conjecture", *options, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_survivors_are_files_that_a_hunt_takes(capsys):
    found = conjectured(capsys, "-o", "found")
    assert found["seed"] == 0
    assert found["survived"] == 1
    assert found["settings"][NAME]["found"] == 2
    good, bad = found["conjectures"]
    assert good["text"] == "(K_2-1) <= K_1 gap"
    assert (good["verdict"], good["reason"], good["certificate"]) == ("undecided", None, None)
    assert good["evaluations"] >= 3000
    assert good["worst_margin"] >= 0
    assert bad["verdict"] == "refuted"
    arguments = ["verify", bad["certificate"], "--claims", bad["file"]]
    assert main(arguments) == 0
    assert main(["hunt", f"{good['file']}::{good['id']}", "--evaluations", "99", "-o", "h"]) == 3
    assert main(["tighten", f"{good['file']}::{good['id']}", "edge", "-o", "t"]) == 2
    assert "'bound'" in capsys.readouterr().err


def test_text_and_no_files_without_a_folder(capsys, tmp_path):
    assert main(["conjecture", "--setting", NAME, "--evaluations", "500"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("seed 0\n")
    assert "1 of 2 survived, which proves nothing" in out
    assert max(map(len, out.splitlines())) <= 80
    assert (err, list(tmp_path.iterdir())) == ("", [])


@pytest.mark.parametrize(
    ("arguments", "argument", "accepted"),
    [
        ("--setting three", "--setting", "'two layers'"),
        ("--seconds 0", "--seconds", "positive"),
        ("--most 0", "--most", "1..100"),
        ("--seed -1", "--seed", "0"),
        ("-o full", "--output", "a new folder"),
        ("-o full/file", "--output", "a new folder"),
    ],
)
def test_bad_input_is_one_line(capsys, arguments, argument, accepted):
    Path("full").mkdir()
    Path("full/file").write_text("x")
    assert main(["conjecture", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"dmfcheck: {argument} ")
    assert accepted in err.partition("; accepted: ")[2]
