"""Intervals of floats: no exact value is ever outside."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.proofs.boxes.interval import Interval, hull

ENDS = st.one_of(
    st.integers(-5, 5).map(float),
    st.floats(-1e3, 1e3),
    st.floats(-1e-305, 1e-305),
    st.sampled_from([2.0**-1074, -(2.0**-1074), 2.0**60 + 2**9, 1 / 3, 0.1]),
)


@st.composite
def intervals(draw):
    """An interval and a rational in it."""
    low, high = sorted((draw(ENDS), draw(ENDS)))
    part = draw(st.fractions(0, 1, max_denominator=7))
    return Interval(low, high), Fraction(low) + part * (Fraction(high) - Fraction(low))


def contains(interval, value):
    assert interval.low == -inf or Fraction(interval.low) <= value
    assert interval.high == inf or value <= Fraction(interval.high)


@given(intervals(), intervals())
def test_sums_products_and_quotients_hold_every_exact_one(left, right):
    (a, x), (b, y) = left, right
    contains(a + b, x + y)
    contains(a - b, x - y)
    contains(a * b, x * y)
    contains(hull(a, b), x)
    contains(abs(a), abs(x))
    if y:
        contains(a / b, x / y)


@given(intervals(), st.integers(0, 7))
def test_powers_hold_every_exact_one(pair, exponent):
    contains(pair[0] ** exponent, pair[1] ** exponent)


@given(st.fractions(), st.integers(-9, 9))
def test_rationals_are_enclosed_by_neighbours(value, shift):
    contains(Interval.of(value), value)
    contains(Interval.of(value) + shift, value + shift)
    contains(shift - Interval.of(value), shift - value)
    assert Interval.of(Fraction(shift, 8)).low == Interval.of(Fraction(shift, 8)).high


@pytest.mark.parametrize("exponent", [2, 3, 20])
def test_a_factor_that_vanishes_at_an_end_keeps_the_product_at_0(exponent):
    x = Interval(0.0, 0.3)
    assert (x**exponent * (1 - x) * Fraction(1, 3)).low == 0.0
    assert (Interval(-0.25, 0.5) ** 2).low == 0.0


def test_what_is_too_large_for_a_float_is_unbounded():
    assert Interval.of(10**400).high == inf
    assert Interval.of(-(10**400)).low == -inf
    assert (Interval(1e300, 1e300) * Interval(1e300, 1e300)).high == inf
