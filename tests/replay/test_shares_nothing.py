"""A replay shares nothing with what made the certificate: no import, no function, no result."""

import ast
import inspect
import json
from pathlib import Path

import makers
import pytest

import dmfcheck.replay
from dmfcheck import claim
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.replay.constants import PROVED_STEP, proved_step
from dmfcheck.replay.intervals import Intervals
from dmfcheck.replay.rationals import Rationals
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

POINTS = json.loads((Path(__file__).parents[1] / "data" / "points.json").read_text())
"""A point of nearly every claim at which a certificate is made, and replayed, in moments."""

STATEMENTS = {
    "dmfcheck.claims.claim",
    "dmfcheck.theory.ledger",
    "dmfcheck.theory.mutants",
    "dmfcheck.theory.own_box",
    "dmfcheck.theory.proof",
    "dmfcheck.claims.point",
    "dmfcheck.base.validation",
}
"""What a replay has from elsewhere: what is claimed, and how bad input is refused."""


def test_it_imports_only_what_is_claimed():
    found = set()
    for path in Path(dmfcheck.replay.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("dmfcheck"):
                whole = node.module in ("dmfcheck", "dmfcheck.base")
                names = {f"{node.module}.{n.name}" for n in node.names}
                found |= names if whole else {node.module}
            elif isinstance(node, ast.Import):
                found |= {n.name for n in node.names if n.name.startswith("dmfcheck")}
    outside = {name for name in found if not name.startswith("dmfcheck.replay")}
    assert outside == STATEMENTS


@pytest.mark.parametrize("arithmetic", [Rationals, Intervals])
def test_its_arithmetics_have_all_that_a_margin_may_ask_for_and_inherit_nothing(arithmetic):
    asked = {name for name in vars(Arithmetic) if not name.startswith("_")}
    assert len(asked) > 25
    for name in asked:
        found = inspect.unwrap(getattr(arithmetic, name))
        assert found.__module__.startswith("dmfcheck.replay"), name
    assert not issubclass(arithmetic, Arithmetic)


def test_the_proved_step_is_the_stated_one_at_every_depth():
    subjects = [*ledger().values(), *(mutant.claim for mutant in mutants().values())]
    stated = [c.stated for s in subjects for c in s.constants if c.formula == PROVED_STEP]
    assert stated
    for depth in range(2, 51):
        assert {value(depth) for value in stated} == {proved_step(depth)}


def forbidden(*_, **__):
    raise AssertionError("a replay called what makes certificates")


def test_certificates_replay_where_every_maker_raises(monkeypatch):
    certificates = [dict(claim(name).examine(**POINTS[name]).certificate) for name in POINTS]
    makers.clear_caches()
    for maker in makers.makers():
        maker.replaced(monkeypatch, forbidden)
    with pytest.raises(AssertionError, match="what makes certificates"):
        claim("step.monotone").examine(**POINTS["step.monotone"])
    for certificate in certificates:
        replay = verify_content(certificate)
        assert replay.verdict == certificate["verdict"], (certificate["claim"], replay.reason)
