"""Intervals with a fixed point: no exact value is ever outside."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.replay.boxes.fixed import UNIT, UNKNOWN, Fixed

ENDS = st.one_of(st.integers(-5, 5).map(Fraction), st.fractions(-1000, 1000))


@st.composite
def intervals(draw):
    """An interval and a rational in it."""
    low, high = sorted((draw(ENDS), draw(ENDS)))
    return Fixed.between(low, high), low + draw(st.fractions(0, 1)) * (high - low)


def contains(interval, value):
    assert Fraction(interval.low, UNIT) <= value <= Fraction(interval.high, UNIT)


@given(intervals(), intervals())
def test_sums_products_and_quotients_hold_every_exact_one(left, right):
    (a, x), (b, y) = left, right
    contains(a + b, x + y)
    contains(a - b, x - y)
    contains(-a, -x)
    contains(a * b, x * y)
    if b.low > 0 or b.high < 0:
        contains(a / b, x / y)
    else:
        assert a / b is UNKNOWN


@given(intervals(), ENDS, st.integers(0, 9), st.integers(-9, 9))
def test_powers_and_constants_hold_every_exact_one(pair, constant, exponent, whole):
    a, x = pair
    contains(a**exponent, x**exponent)
    contains(constant * a - whole, constant * x - whole)
    contains(whole * a + constant, whole * x + constant)


def test_ends_are_rounded_by_less_than_a_unit():
    third = Fixed.of(Fraction(1, 3))
    assert (third.low, third.high) == (UNIT // 3, UNIT // 3 + 1)
    assert (third * third).high - (third * third).low <= 2


def test_what_grows_without_end_is_unknown_and_shows_nothing():
    for unknown in (
        Fixed.of(10**9) ** 500,
        Fixed.between(Fraction(-(10**900)), Fraction(1)) * Fixed.of(10**900),
    ):
        assert unknown is UNKNOWN
        for more in (
            unknown * 0,
            unknown - unknown,
            unknown / 7,
            7 / unknown,
            -unknown,
            unknown**2,
        ):
            assert more is UNKNOWN
            assert more.low < 0 < more.high
    assert (UNKNOWN**0).low == UNIT
