"""Rationals as JSON numbers: rounding goes where it says."""

import json
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.base.numbers import float_above, float_below, integer_text, nearest, number_text


@given(st.fractions())
def test_rounding_goes_outwards_and_no_farther(number):
    low, middle, high = float_below(number), nearest(number), float_above(number)
    assert low <= middle <= high
    assert Fraction(low) <= number <= Fraction(high)
    if isinstance(middle, float):
        assert math.nextafter(high, -math.inf) < number or high == number
        assert math.nextafter(low, math.inf) > number or low == number
    else:
        assert low == middle == high == number


@pytest.mark.parametrize("number", [Fraction(10**400), Fraction(10**400, 3), -Fraction(10**401, 7)])
def test_beyond_float64_there_are_integers(number):
    assert all(
        isinstance(rounding(number), int) for rounding in (float_below, nearest, float_above)
    )
    assert float_below(number) <= number <= float_above(number)
    assert float_above(number) - float_below(number) <= 1
    assert json.loads(json.dumps(nearest(number))) == nearest(number)


def test_below_the_smallest_float64():
    tiny = Fraction(1, 10**400)
    assert (float_below(tiny), nearest(tiny), float_above(tiny)) == (0, 0, 5e-324)
    assert float_below(-tiny) == -5e-324


def test_texts():
    assert integer_text(10**24 - 1) == "9" * 24
    assert integer_text(10**24) == "1.000e24 (25 digits)"
    assert number_text(10**400) == "1.000e400 (401 digits)"
    assert number_text(0.1) == "0.1"
