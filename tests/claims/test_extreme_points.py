"""Every claim answers at extreme points of its domain; tests/soak/soak_points.py asks for more."""

import importlib.util
import sys
from pathlib import Path

import pytest

from dmfcheck.theory.ledger import claim, ledger

SOAK = Path(__file__).parents[1] / "soak" / "soak_points.py"
POINTS, SECONDS, REPLAYED = 20, 0.25, 2
WHAT_CAN_BE = {"holds", "refuted", "outside hypotheses", "undecided", "bad input"}


def _soak():
    spec = importlib.util.spec_from_file_location("soak_points", SOAK)
    module = sys.modules["soak_points"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


soak = _soak()


@pytest.mark.parametrize("claim_id", ledger())
def test_every_extreme_point_has_an_answer(claim_id):
    certificates = 0
    for number, values in enumerate(soak.extreme_points(claim(claim_id), POINTS, seed=0)):
        found, why = soak.answer(claim_id, values, SECONDS, replay=certificates < REPLAYED)
        certificates += found in ("holds", "refuted")
        assert found in WHAT_CAN_BE, (claim_id, number, found, why)


def test_the_points_are_those_of_their_seed_and_some_meet_the_hypotheses():
    subject = claim("step.monotone")
    first, again, other = (list(soak.extreme_points(subject, 60, seed)) for seed in (0, 0, 1))
    assert first == again != other
    kinds = {soak.answer(subject.id, values, SECONDS, replay=False)[0] for values in first}
    assert {"holds", "outside hypotheses", "bad input"} <= kinds


def test_an_exception_is_none_of_the_answers(monkeypatch):
    def broken(*_):
        raise KeyError("rate")

    subject = claim("step.monotone")
    values = {"depth": 2, "eigenvalue": 1, "alpha": "1/2", "eta": "1/4", "steps": 2}
    monkeypatch.setattr(soak, "ledger", lambda: {subject.id: _with(subject, broken)})
    assert soak.answer(subject.id, values, SECONDS, replay=False)[0] == "raised"


def _with(subject, margin):
    from dataclasses import replace

    return replace(subject, margin=margin)
