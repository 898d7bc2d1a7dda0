"""dmfcheck tighten: from a claim and a constant to both ends, each with its witness."""

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck.commands.main import main
from dmfcheck.hunt import tighten as tightening
from dmfcheck.hunt.subject import claims_of, read_source

OWN = """
from fractions import Fraction
from dmfcheck import Claim, Constant, Variable

X = Variable("x", "number", Fraction(0), Fraction(1))

def made(name, margin, stated, expected="open"):
    return Claim(id=name, statement="x(1-x) <= c", source="derived", kind="inequality",
                 expected=expected, variables=(X,), margin=margin, exact=True,
                 constants=(Constant("largest product", lambda N: Fraction(stated), stated),))

CLAIMS = (
    made("my.product", lambda a, p, c: c["largest product"] - p.x * (1 - p.x), "1"),
    # Refuted as stated.
    made("my.small", lambda a, p, c: c["largest product"] - p.x * (1 - p.x), "1/64"),
    made("my.idle", lambda a, p, c: 1 - p.x, "1"),
    made("my.always", lambda a, p, c: c["largest product"] + p.x, "1"),
    made("my.both", lambda a, p, c: 1 - (4 * p.x - c["largest product"]) ** 2, "2"),
    made("my.false", lambda a, p, c: c["largest product"] - 1 - p.x, "1", "refuted"),
)
"""
KEYS = {
    "verdict",
    "claim",
    "source",
    "seed",
    "version",
    "constant",
    "formula",
    "stronger",
    "direction",
    "best",
    "refuted",
    "gap",
    "precision",
    "factors",
    "evaluations",
    "claims",
    "reason",
}
BUDGET = ("--evaluations", "1500", "--precision", "1/10")
ROUGH = ("--evaluations", "500", "--precision", "1")


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    (tmp_path / "my_claims.py").write_text(OWN)
    monkeypatch.chdir(tmp_path)


def tightened(capsys, *arguments, code=0):
    assert main(["tighten", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def product(capsys, *arguments, **options):
    return tightened(
        capsys, "my_claims.py::my.product", "largest_product", *BUDGET, *arguments, **options
    )


def test_both_ends_of_a_sharp_constant_are_certified(capsys):
    found = product(capsys, "-o", "found")
    assert set(found) == KEYS
    assert (found["verdict"], found["stronger"], found["reason"]) == ("tightened", "smaller", None)
    best, refuted = Fraction(found["best"]["factor"]), Fraction(found["refuted"]["factor"])
    assert refuted < Fraction(1, 4) <= best
    assert best / refuted == Fraction(found["gap"]) <= Fraction(11, 10)
    assert found["best"]["status"] == "not refuted"
    assert found["best"]["evaluations"] >= 1500
    # At the witness the surviving claim holds, and the refuted one fails at the other.
    x = Fraction(found["best"]["parameters"]["x"])
    assert 0 <= best - x * (1 - x) < Fraction(1, 20)
    y = Fraction(found["refuted"]["parameters"]["x"])
    assert y * (1 - y) > refuted
    assert json.loads(Path("found/summary.json").read_text()) == found
    assert [Fraction(entry["factor"]) for entry in found["factors"]] == sorted(
        Fraction(entry["factor"]) for entry in found["factors"]
    )


def test_what_it_writes_is_verified_and_hunted_like_claims_of_ones_own(capsys):
    found = product(capsys, "-o", "found")
    both = [found["refuted"]["certificate"], found["best"]["certificate"]]
    assert main(["verify", *both, "--claims", found["claims"], "--json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert [entry["verdict"] for entry in results] == ["refuted", "holds"]
    defined = claims_of(found["claims"], read_source(found["claims"]))
    assert set(defined) == {found["best"]["claim"], found["refuted"]["claim"]}
    name = f"{found['claims']}::{found['refuted']['claim']}"
    assert main(["hunt", name, "-o", "hunted", "--evaluations", "3000"]) == 1
    # So is the claim by its name alone, without the file.
    name = f"my_claims.py::{found['refuted']['claim']}"
    assert main(["hunt", name, "-o", "again", "--evaluations", "3000"]) == 1


def test_an_interrupt_loses_nothing(capsys, monkeypatch):
    whole = product(capsys, "-o", "whole")
    real, calls = tightening.hunt, []

    def broken_off(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(tightening, "hunt", broken_off)
    options = ["my_claims.py::my.product", "largest_product", *BUDGET]
    assert main(["tighten", *options, "-o", "found"]) == 130
    capsys.readouterr()
    resumed = tightened(capsys, "--resume", "found", *BUDGET)
    for name in ("best", "refuted"):
        assert resumed[name] is not None
        assert resumed[name]["claim"] == whole[name]["claim"]
    assert resumed["factors"] == whole["factors"]
    # Two before, one broken off, and none of the first two again.
    assert len(calls) - 3 == sum(entry["by"] == "a hunt" for entry in whole["factors"]) - 2


def test_a_constant_that_is_too_good_as_stated(capsys):
    found = tightened(capsys, "my_claims.py::my.small", "largest product", *BUDGET, "-o", "found")
    best, refuted = Fraction(found["best"]["factor"]), Fraction(found["refuted"]["factor"])
    assert refuted < 16 <= best
    assert {entry["factor"]: entry["outcome"] for entry in found["factors"]}["1"] == "refuted"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("my.idle", "no value of it made a difference at any of"),
        ("my.always", "no value was refuted, as far as 1/65536 times the stated one"),
        ("my.both", "there is no best one"),
    ],
)
def test_where_nothing_can_be_told_it_is_undecided(capsys, name, reason):
    options = ["--evaluations", "300", "-o", "found"]
    found = tightened(capsys, f"my_claims.py::{name}", "largest_product", *options, code=3)
    assert found["verdict"] == "undecided"
    assert reason in found["reason"]
    assert found["refuted"] is None


def test_a_factor_of_which_nothing_was_seen_is_hunted_again_by_another_run(capsys, monkeypatch):
    real = tightening.Tightening._hunted
    seen = []

    def nothing(_, factor, _share):
        seen.append(factor)
        return {"outcome": tightening.UNSEEN, "by": "hunt", "nothing": "no point was met"}

    monkeypatch.setattr(tightening.Tightening, "_hunted", nothing)
    product(capsys, "-o", "found", code=3)
    first = len(seen)
    assert first >= 2
    tightened(capsys, "--resume", "found", *BUDGET, code=3)
    assert len(seen) > first
    monkeypatch.setattr(tightening.Tightening, "_hunted", real)
    assert tightened(capsys, "--resume", "found", *BUDGET)["refuted"] is not None


def test_what_is_proved_says_so(capsys):
    found = tightened(capsys, "step.quoted/monotone_map", "monotone_map", *ROUGH, "-o", "found")
    outcomes = {entry["factor"]: entry for entry in found["factors"]}
    assert outcomes["1"]["outcome"] == "proved"
    assert "Coq" in outcomes["1"]["by"]
    assert found["best"]["factor"] == "1"
    assert found["best"]["status"] == "proved"
    assert found["best"]["margin"] is not None
    assert main(["verify", found["refuted"]["certificate"], "--claims", found["claims"]]) == 0


def test_text_of_eighty_columns(capsys):
    arguments = ["my_claims.py::my.product", "largest_product", *BUDGET, "-o", "found"]
    assert main(["tighten", *arguments]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "seed 0"
    assert "a smaller value is the stronger claim" in " ".join(out.split())
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("gap: a factor of ") for line in lines)
    assert "refuted: " in out
    assert "not refuted: my.product@largest_product*" in out
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "argument", "accepted"),
    [
        ("", "ID", "an id"),
        ("step.monotne edge", "ID", "step.monotone"),
        ("reduction.scaling edge", "ID", "a claim that has some"),
        ("step.monotone", "CONSTANT", "'monotone bound'"),
        ("step.monotone edge", "CONSTANT", "'monotone bound'"),
        ("my_claims.py::my.product edge", "CONSTANT", "'largest product'"),
        ("my_claims.py::my.false largest_product", "ID", "a claim that holds or is open"),
        ("monotone.literal leading_step_bound", "ID", "a claim that holds or is open"),
        ("step.monotone monotone_bound --precision 2", "--precision", "0 < P <= 1"),
        ("step.monotone monotone_bound --seconds 0", "--seconds", "positive"),
        ("step.monotone monotone_bound --workers 0", "--workers", "1..1024"),
        ("step.monotone monotone_bound --seed x", "--seed", "an exact number"),
        ("--resume nowhere", "--resume", "the folder of an earlier tightening"),
    ],
)
def test_bad_input_is_one_line(capsys, tmp_path, arguments, argument, accepted):
    given = arguments.split()
    new = [] if "--resume" in given else ["-o", "found"]
    assert main(["tighten", *given, *new]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"dmfcheck: {argument} ")
    assert accepted in err.partition("; accepted: ")[2]
    assert not (tmp_path / "found" / "tighten.json").exists()


def test_another_claim_or_constant_does_not_go_on(capsys):
    product(capsys, "-o", "found")
    for arguments, said in (
        (["my_claims.py::my.small"], "ID is 'my_claims.py::my.small', but the tightening"),
        (["my_claims.py::my.product", "edge"], "CONSTANT is 'edge', but the tightening"),
        (["--seed", "3"], "--seed is 3, but the tightening"),
    ):
        assert main(["tighten", *arguments, "--resume", "found"]) == 2
        assert said in capsys.readouterr().err
    shutil.rmtree("found/hunts")
    assert main(["tighten", "my_claims.py::my.product", "largest_product", "-o", "found"]) == 2
    assert "holds a tightening already" in capsys.readouterr().err
