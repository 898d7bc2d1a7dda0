"""Verdicts: their names, what they are about, and the one line that each prints."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck import claim
from dmfcheck.base.recorded_margin import margin_bounds, margin_float, margin_text
from dmfcheck.base.verdict import (
    Holds,
    OutsideHypotheses,
    Proved,
    Refuted,
    Uncontradicted,
    Undecided,
)

EVERY = [
    (Proved({}), "proved", 0),
    (Holds({}), "holds", 0),
    (Uncontradicted(0.5), "holds", 0),
    (Refuted({}), "refuted", 1),
    (Undecided("no"), "undecided", 3),
    (OutsideHypotheses(("h <= 1/N",)), "outside hypotheses", 3),
]
AT = {"depth": 2, "alpha": "1/10", "eta": "1/4"}


@pytest.mark.parametrize(("verdict", "name", "exit_code"), EVERY)
def test_names_and_exit_codes(verdict, name, exit_code):
    assert verdict.name == name
    assert verdict.exit_code == exit_code
    with pytest.raises(TypeError, match="not a truth value"):
        bool(verdict)


@pytest.mark.parametrize("verdict", [verdict for verdict, _, _ in EVERY])
def test_every_verdict_says_where_with_what_margin_and_what_is_certified(verdict):
    assert "\n" not in repr(verdict)
    assert repr(verdict).startswith(f"{type(verdict).__name__}(")
    assert str(verdict) == repr(verdict)
    assert dict(verdict.at) == {}
    assert dict(verdict.certificate) == {}
    assert verdict.enclosure is None
    assert verdict.margin == 0.5 or verdict.margin != verdict.margin


def test_a_margin_of_balls_is_enclosed():
    values = {"depth": 2, "eigenvalue": "1", "alpha": "1/10", "eta": "1/8", "fraction": "1/2"}
    verdict = claim("time.two_layer").examine(**values)
    low, high = verdict.enclosure
    assert 0 < low < high
    assert abs(Fraction(verdict.margin) - low) < Fraction(1, 10**16)  # wider than the ball
    assert high - low < Fraction(1, 10**12)
    assert verdict.at == verdict.certificate["parameters"] == values
    assert repr(verdict).startswith(f"Holds(margin {verdict.margin:.7g} in [")
    assert repr(verdict).endswith(
        "] at depth=2, eigenvalue='1', alpha='1/10', eta='1/8', fraction='1/2')"
    )


def test_an_exact_margin_is_exact():
    wrong = claim("reduction.nonnormal")
    verdict = wrong.examine(**wrong.counterexamples[0])
    (exact, same) = verdict.enclosure
    assert exact == same == Fraction(verdict.certificate["margin"]) < 0
    assert f"margin {float(exact):.7g} = {exact} at depth=2" in repr(verdict)
    assert verdict.at == verdict.counterexample


def test_what_decides_nothing_says_where_too():
    preserved = claim("order.preserved")
    values = {"depth": 2, "spectrum": ["2", "1"], "alpha": "1/10", "eta": "1/2", "steps": 1}
    outside = preserved.examine(**values)
    assert outside.name == "outside hypotheses"
    assert outside.at == values
    assert "fails: " in repr(outside)
    late = claim("monotone.entropy")
    undecided = late.examine(seconds="1/1000000", **late.counterexamples[0])
    assert undecided.name == "undecided"
    assert undecided.at["depth"] == 2
    assert "reason='no decision within" in repr(undecided)
    # Sixty eigenvalues are cut off in the line, and whole in `at`.
    assert len(repr(undecided)) < 400
    assert len(undecided.at["spectrum"]) > 60


@given(st.fractions(), st.fractions(min_value=0, max_value=1, max_denominator=10**9))
def test_the_ends_that_are_printed_enclose_the_margin(middle, radius):
    exponent = -60
    mid, rad = round(middle * 2**60), round(radius * 2**30)
    recorded = {"mid": [mid, exponent], "rad": [rad, exponent]}
    low, high = margin_bounds(recorded)
    assert (low, high) == (Fraction(mid - rad, 2**60), Fraction(mid + rad, 2**60))
    _, _, ends = margin_text(recorded).partition(" in ")
    first, second = (Fraction(end) for end in ends.strip("[]").split(", "))
    assert first <= low <= high <= second
    assert second - first <= (high - low) + (abs(low) + abs(high)) / 10**10
    assert margin_float(recorded) == float(Fraction(mid, 2**60))


@pytest.mark.parametrize(
    ("recorded", "text"),
    [
        ("0", "0"),
        ("-2", "-2"),
        ("1/3", "0.3333333 = 1/3"),
        (f"1/{10**400}", "1e-400 in [1E-400, 1E-400]"),
        ({"mid": [1, -(10**9)], "rad": [0, 0]}, "about 2^-1000000000"),
        ({"mid": [0, 0], "rad": [1, -3]}, "0 in [-0.125, 0.125]"),
        (None, "unknown"),
    ],
)
def test_margins_of_any_size(recorded, text):
    assert margin_text(recorded).lower() == text.lower()
