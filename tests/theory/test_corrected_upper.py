"""time.corrected_upper at N = 2: what its proof computes."""

from fractions import Fraction
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.dynamics.balls.corrected_upper import boxes_within
from dmfcheck.dynamics.symbols import corrected_upper as upper

SLOW, FAST, LARGEST = Fraction(3, 10), (Fraction(3, 10), Fraction(1, 2)), Fraction(1, 2)
FIRST, LAST, LANDING = Fraction(1, 40), Fraction(18, 25), Fraction(17, 20)
SHARE = Fraction(695, 10000)


def residual(u, h):
    e = h * (1 - u)
    return log(1 + e) * (1 / h + 0.5) - (1 / (2 * h) - 0.5) * log(1 - h * u * (2 + e)) - 1


@given(st.floats(0, 0.95), st.floats(0.01, 0.5))
def test_the_polynomial_is_a_lower_bound_and_a_close_one(u, h):
    low, true = upper.residual_from_below(u, h), residual(u, h) / h**2
    assert low <= true + 1e-9
    if h <= 0.1 and u <= 0.7:
        assert low == pytest.approx(true, abs=1e-4)


@given(st.fractions(0, 1, max_denominator=40), st.fractions(0, 1, max_denominator=40))
def test_spare_is_what_it_says(u, share):
    h = share / 2 + Fraction(1, 100)
    later = u * (1 + h * (1 - u)) ** 2
    rise = (upper.rise(later) - upper.rise(u)) / h
    assert upper.spare(u, h) == rise + upper.residual_from_below(u, h)


def test_residuals_are_not_negative_at_either_end():
    assert upper.pieces(upper.residual_from_below, Fraction(0), FIRST, LARGEST) == 1
    assert upper.pieces(upper.residual_from_below, LAST, Fraction(1), LARGEST) == 1


def test_small_steps():
    """-R <= h (V(u+) - V(u)), and V varies by less than 2 * .0695 where the orbit is."""
    assert upper.pieces(upper.spare, Fraction(0), LAST, SLOW) is not None
    assert LAST * (1 + SLOW * (1 - LAST)) ** 2 < LANDING
    assert 2 * SHARE > upper.HIGHEST - upper.LOWEST

    def below(u, h):
        return upper.rise(u) - upper.LOWEST.numerator * (u**0) / upper.LOWEST.denominator + 0 * h

    def above(u, h):
        return upper.HIGHEST.numerator * (u**0) / upper.HIGHEST.denominator - upper.rise(u) + 0 * h

    assert upper.pieces(below, Fraction(0), LANDING, SLOW) is not None
    assert upper.pieces(above, Fraction(0), LANDING, SLOW) is not None


def test_large_steps():
    assert boxes_within((FIRST, LAST, *FAST), SHARE, 20_000) is not None


def test_a_smaller_constant_is_not_shown():
    """.0694 is refuted by the suite, at h = 1/2."""
    near = (Fraction(12, 100), Fraction(13, 100), Fraction(49, 100), Fraction(1, 2))
    assert boxes_within(near, Fraction(694, 10000), 3000) is None


def test_a_flatter_v_does_not_do(monkeypatch):
    point = Fraction(1, 3), Fraction(1, 10)
    assert upper.spare(*point) > 0
    monkeypatch.setattr(upper, "RISE", tuple(c * 4 // 5 for c in upper.RISE))
    assert upper.spare(*point) < 0
