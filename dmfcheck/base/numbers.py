"""Exact rationals as the numbers that JSON and tables have."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dmfcheck.base.exact_text import decimal_digits

REPRODUCIBLE_DIGITS = 6
"""Of a measured number, in significant digits: processors, whose vector instructions and fused
products round differently, agree on ten of what a study publishes."""


def nearest(number: Fraction) -> int | float:
    """The integer itself, or the nearest float64 (the nearest integer beyond its range).

    >>> nearest(Fraction(3)), nearest(Fraction(1, 3))
    (3, 0.3333333333333333)
    """
    if number.denominator == 1:
        return number.numerator
    try:
        return float(number)
    except OverflowError:
        return round(number)


def float_below(number: Fraction) -> int | float:
    """The largest float64 <= ``number``, or an integer where the number is one or that large.

    >>> float_below(Fraction(1, 3)), float_below(Fraction(2, 3))
    (0.3333333333333333, 0.6666666666666666)
    """
    return -float_above(-number)


def float_above(number: Fraction) -> int | float:
    """The smallest float64 >= ``number``, or an integer where the number is one or that large.

    >>> float_above(Fraction(1, 3))
    0.33333333333333337
    """
    rounded = nearest(number)
    if rounded >= number:
        return rounded
    return rounded + 1 if isinstance(rounded, int) else math.nextafter(rounded, math.inf)


def number_text(number: int | float) -> str:
    """A number to eight digits, for a table.

    >>> number_text(1 / 3), number_text(3), number_text(10**400)
    ('0.33333333', '3', '1.000e400 (401 digits)')
    """
    return integer_text(number) if isinstance(number, int) else f"{number:.8g}"


def integer_text(number: int, longest: int = 24) -> str:
    """An integer in full, or its leading digits and how many there are beyond ``longest``.

    >>> integer_text(1234), integer_text(-(10**80))
    ('1234', '-1.000e80 (81 digits)')
    """
    digits = decimal_digits(abs(number))
    sign = "-" if number < 0 else ""
    if len(digits) <= longest:
        return sign + digits
    return f"{sign}{digits[0]}.{digits[1:4]}e{len(digits) - 1} ({len(digits)} digits)"


def reproducible(value: Any) -> Any:
    """``value`` with every float in it rounded to ``REPRODUCIBLE_DIGITS`` significant digits.

    >>> reproducible({"mean": [2 / 3, 1e-300 / 3, 7, None]})
    {'mean': [0.666667, 3.33333e-301, 7, None]}
    """
    if isinstance(value, float):
        return float(f"{value:.{REPRODUCIBLE_DIGITS}g}")
    if isinstance(value, Mapping):
        return {key: reproducible(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [reproducible(entry) for entry in value]
    return value
