"""A margin as a certificate records it: its float64, its enclosure, and both in one short text.

A certificate has an exact rational as text, or a ball as integers,
``{"mid": [m, e], "rad": [n, f]}`` for m 2^e +- n 2^f.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Any

from dmfcheck.base.exact_text import read_rational

DIGITS = 12
"""Significant digits of the ends of an enclosure, which are rounded outwards to them."""

SHORT = 40
"""Characters of an exact rational up to which it is written in full."""

LARGEST_EXPONENT = 100_000
"""Balls farther from 1 than 2^+-this are named by their exponent: orbits escape to any size."""

Recorded = str | Mapping[str, Any] | None


def margin_bounds(recorded: Recorded) -> tuple[Fraction, Fraction] | None:
    """(lo, hi) with lo <= margin <= hi; None for no margin, or beyond :data:`LARGEST_EXPONENT`.

    >>> margin_bounds("-3/4"), margin_bounds({"mid": [3, -2], "rad": [1, -1]})
    ((Fraction(-3, 4), Fraction(-3, 4)), (Fraction(1, 4), Fraction(5, 4)))
    """
    if recorded is None:
        return None
    if isinstance(recorded, str):
        exact = read_rational(recorded)
        return exact, exact
    pairs = [recorded["mid"], recorded["rad"]]
    if any(mantissa and abs(exponent) > LARGEST_EXPONENT for mantissa, exponent in pairs):
        return None
    middle, radius = (mantissa * Fraction(2) ** exponent for mantissa, exponent in pairs)
    return middle - radius, middle + radius


def margin_float(recorded: Recorded) -> float:
    """The float64 nearest to the rational, or to the middle of the ball; NaN for no margin.

    >>> margin_float("-3/4"), margin_float({"mid": [1, 10**9], "rad": [1, 0]}), margin_float(None)
    (-0.75, inf, nan)
    """
    if recorded is None:
        return math.nan
    bounds = margin_bounds(recorded)
    if bounds is None:
        sign, size = _magnitude(recorded)
        return sign * (math.inf if size > 0 else 0.0)
    return _nearest((bounds[0] + bounds[1]) / 2)


def _nearest(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.copysign(math.inf, number)


def _magnitude(recorded: Any) -> tuple[int, int]:
    """(sign, k): the middle of a ball is sign 2^k, to a factor of 2."""
    mantissa, exponent = recorded["mid"]
    return -1 if mantissa < 0 else 1, mantissa.bit_length() + exponent - 1


def margin_text(recorded: Recorded) -> str:
    """The margin as a decimal number, with the exact one or an enclosure rounded outwards.

    >>> margin_text("-651/3218")
    '-0.2022996 = -651/3218'
    >>> margin_text({"mid": [11, -5], "rad": [1, -60]})
    '0.34375 in [0.343749999999, 0.343750000001]'
    >>> margin_text({"mid": [-3, 10**9], "rad": [1, 0]})
    'about -2^1000000001'
    """
    if recorded is None:
        return "unknown"
    bounds = margin_bounds(recorded)
    if bounds is None:
        sign, size = _magnitude(recorded)
        return f"about {'-' * (sign < 0)}2^{size}"
    low, high = bounds
    if low == high and isinstance(recorded, str) and len(recorded) <= SHORT:
        return recorded if low.denominator == 1 else f"{_short((low + high) / 2)} = {recorded}"
    ends = f"[{_rounded(low, ROUND_FLOOR)}, {_rounded(high, ROUND_CEILING)}]"
    return f"{_short((low + high) / 2)} in {ends}"


def _short(number: Fraction) -> str:
    value = _nearest(number)
    if math.isfinite(value) and (value or not number):
        return f"{value:.7g}"
    return _rounded(number, ROUND_FLOOR, 7)  # too large or too small for a float64


def _rounded(number: Fraction, rounding: str, digits: int = DIGITS) -> str:
    """``number`` to so many significant digits, rounded down or up."""
    context = Context(prec=digits, rounding=rounding, Emax=10**9, Emin=-(10**9))
    return str(context.divide(Decimal(number.numerator), Decimal(number.denominator)).normalize())
