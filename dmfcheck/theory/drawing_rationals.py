"""Rationals of a range with small denominators."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from dmfcheck.theory.late import composite, st


@cache
def fractions(
    low: Fraction | int, high: Fraction | int, *, max_denominator: int
) -> st.SearchStrategy[Fraction]:
    """Rationals p/q with low <= p/q <= high and q <= ``max_denominator``.

    The same values as :func:`hypothesis.strategies.fractions` from the same choices; that one makes
    and validates a strategy for every denominator that it draws, which took most of the time of
    drawing. The denominators of ``low`` and ``high`` are at most ``max_denominator``.

    >>> fractions(0, 1, max_denominator=9) is fractions(0, 1, max_denominator=9)
    True
    """
    least, most = Fraction(low), Fraction(high)
    if least == most:
        return st.just(least)
    bottom = least.numerator * most.denominator
    top = most.numerator * least.denominator
    scale = least.denominator * most.denominator
    divisor = math.gcd(scale, math.gcd(bottom, top))
    unit, first, last = scale // divisor, bottom // divisor, top // divisor

    @composite
    def drawn(draw: Callable[..., Any]) -> Fraction:
        q = draw(st.integers(1, max_denominator))
        p = draw(st.integers(q * first, q * last))
        return Fraction(p, q * unit).limit_denominator(max_denominator)

    return drawn()
