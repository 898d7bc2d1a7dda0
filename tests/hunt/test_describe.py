"""A counterexample in one sentence: the spectrum first, then the last step at which it holds."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from dmfcheck.hunt import describe

VALUES = {
    "depth": 2,
    "eigenvalue": Fraction(-1, 3),
    "spectrum": (Fraction(2), Fraction(1, 2)),
    "target": ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))),
    "steps": 7,
}


@pytest.mark.parametrize(
    ("before", "fails"),
    [
        ("holds", "holds up to k = 6, fails at k = 7"),
        ("refuted", "fails by k = 7"),
        ("undecided", "fails by k = 7"),
    ],
)
def test_a_counterexample_in_one_sentence(before, fails, monkeypatch):
    asked = []

    def decide(claim, values):
        asked.append((claim.id, values["steps"]))
        return SimpleNamespace(holds=before == "holds")

    monkeypatch.setattr(describe, "decide", decide)
    claim, decision = SimpleNamespace(id="my.claim"), SimpleNamespace(margin=-0.123456)
    where = "diag(2, 1/2), N = 2, lambda = -1/3, target = [[1, 0], [0, 1]]"
    found = describe.sentence(claim, VALUES, decision)
    assert found == f"{where}: my.claim {fails} (margin -0.1235)"
    assert asked == [("my.claim", 6)]
    without = {"alpha": Fraction(1, 9), "spectrum": (Fraction(1),)}
    found = describe.sentence(claim, without, decision)
    assert found == "diag(1), alpha = 1/9: my.claim fails (margin -0.1235)"
