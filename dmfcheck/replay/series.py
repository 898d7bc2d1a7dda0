"""2F1(1, b; 1 + b; y) in mpmath intervals, from power series whose remainders are bounded."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mpmath import iv, mpf

from dmfcheck.replay.functions import exponential, logarithm

TERM_LIMIT = 20_000
"""Series are not summed beyond so many terms."""


def hypergeometric(b: Fraction, y: Any) -> Any:
    """2F1(1, b; 1 + b; y) for b > 0 and an interval y in [0, 1), at the precision ``iv.prec``.

    Raises ``OverflowError`` where the series would need more than :data:`TERM_LIMIT` terms, which
    for b <= 2 it never does.

    >>> found = hypergeometric(Fraction(1), iv.mpf(1) / 2)  # -ln(1 - y)/y
    >>> bool(abs(found.mid - 2 * iv.log(2).mid) < 1e-14)
    True
    """
    if y.a > 0.5 and b <= 2:
        return _near_one(b, y)
    return _from_zero(b, y)


def _from_zero(b: Fraction, y: Any) -> Any:
    """sum_n b y^n/(b + n): positive terms, from the n-th on at most b y^n/((b + n)(1 - y))."""
    parameter = iv.mpf(b.numerator) / b.denominator
    total, power = iv.mpf(0), iv.mpf(1)
    for n in range(TERM_LIMIT):
        term = parameter * power / (parameter + n)
        rest = (term / (1 - y)).b
        if rest * mpf(2) ** iv.prec <= total.a:
            return total + iv.mpf([0, rest])
        total, power = total + term, power * y
    raise OverflowError(f"hypergeometric series of more than {TERM_LIMIT} terms")


def _near_one(b: Fraction, y: Any) -> Any:
    """b y^{-b} int_0^y s^{b-1}/(1-s) ds, the part from 1/2 on expanded in u = 1 - s.

    (1-u)^{b-1} = sum_n c_n u^n with |c_n| <= 1 for 0 < b <= 2, so that part is
    -ln(2(1-y)) + sum_n c_n (2^{-n} - (1-y)^n)/n, and its terms from n on add up to at most 2^{1-n}.
    """
    parameter = iv.mpf(b.numerator) / b.denominator
    half, gap = iv.mpf(1) / 2, 1 - y
    total = exponential(-parameter * logarithm(2)) * _from_zero(b, half) / parameter
    total -= logarithm(2 * gap)
    coefficient, powers = iv.mpf(1), [iv.mpf(1), iv.mpf(1)]
    for n in range(1, iv.prec + 2):
        coefficient = coefficient * (n - parameter) / n
        powers = [powers[0] * half, powers[1] * gap]
        total += coefficient * (powers[0] - powers[1]) / n
    rest = mpf(2) ** -iv.prec
    return parameter * exponential(-parameter * logarithm(y)) * (total + iv.mpf([-rest, rest]))
