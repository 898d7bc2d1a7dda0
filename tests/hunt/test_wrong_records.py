"""Margins and folders that no hunt can be built on: bad input, not an error inside dmfcheck."""

import json

import pytest

from dmfcheck.commands.main import main
from dmfcheck.replay.verify import verify_certificate

HEAD = """
from fractions import Fraction
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable

calls = 0

def fickle(a, p, c):
    global calls
    calls += 1
    return -1 - p.x if calls % 3 == 0 else 1 + p.x

def claim(name, margin):
    return Claim(
        id="my." + name, statement="s", source="derived", kind="inequality", expected="open",
        variables=(Variable("x", "number", Fraction(0), Fraction(1)),), margin=margin,
    )

fickle_claim = claim("fickle", fickle)
huge = claim("huge", lambda a, p, c: -10**5000)
positive = claim("positive", lambda a, p, c: Fraction(10**5000, 3))
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_claims.py").write_text(HEAD)
    return tmp_path


def test_a_margin_that_changes_its_mind_is_bad_input(here, capsys):
    assert main(["hunt", "my_claims.py::my.fickle", "-o", "found", "--seconds", "60"]) == 2
    said = capsys.readouterr().err
    assert "claim 'my.fickle' is refuted at a point on record, and is not a second time" in said
    assert said.splitlines()[-1].startswith("dmfcheck: claim")
    assert not (here / "found" / "certificate.json").exists()


def test_a_margin_beyond_float64_is_refuted_at_once(here, capsys):
    assert main(["hunt", "my_claims.py::my.huge", "-o", "found", "--seconds", "60"]) == 1
    assert "my.huge fails" in capsys.readouterr().out
    content = json.loads((here / "found" / "certificate.json").read_text())
    assert content["verdict"] == "refuted"
    assert verify_certificate(content).verdict == "undecided"
    assert main(["verify", "--claims", "my_claims.py", "found/certificate.json"]) == 0


@pytest.mark.usefixtures("here")
def test_one_that_is_positive_is_seen_too(capsys):
    arguments = ["--seconds", "60", "--evaluations", "500"]
    assert main(["hunt", "my_claims.py::my.positive", "-o", "found", *arguments]) == 3
    assert "no counterexample in" in capsys.readouterr().out


@pytest.mark.parametrize("seed", ["a", True, -1, 1.5, None])
def test_a_seed_on_record_that_is_none_is_refused(here, capsys, seed):
    arguments = ["--seconds", "60", "--evaluations", "200"]
    assert main(["hunt", "my_claims.py::my.positive", "-o", "found", *arguments]) == 3
    settings = here / "found" / "hunt.json"
    settings.write_text(json.dumps(json.loads(settings.read_text()) | {"seed": seed}))
    capsys.readouterr()
    assert main(["hunt", "--resume", "found", *arguments]) == 2
    assert f"was begun with the seed {seed!r}" in capsys.readouterr().err
