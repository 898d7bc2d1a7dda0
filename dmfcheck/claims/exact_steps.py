"""How many steps exact rationals are worth: decided before the first of them is taken."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point

LONGEST = 4000
"""Bits of the last iterate beyond which quotients of exact iterates cost more than balls do."""


def require_few(a: Arithmetic, depth: int, steps: int, *parameters: Any) -> None:
    """Turn exact arithmetics away where ``steps`` steps would end in iterates of too many digits.

    A step multiplies the digits by about 2N-1; ``parameters`` are the exact numbers that the first
    one starts from. Every other arithmetic is let through.

    >>> from dmfcheck.claims.arithmetic import Exact
    >>> require_few(Exact(), 2, 4, Fraction(1, 2))
    >>> require_few(Exact(), 2, 40, Fraction(1, 2))
    Traceback (most recent call last):
    dmfcheck.claims.exact_number.NotExact: the logarithm of a rational other than 1 is irrational
    """
    bits = sum(
        value.numerator.bit_length() + value.denominator.bit_length()
        for value in parameters
        if isinstance(value, Fraction)
    )
    for _ in range(steps):
        bits *= 2 * depth - 1
        if bits > LONGEST:
            # Each exact arithmetic refuses an irrational number in its own way, and its caller
            # expects that one; the others have it.
            a.log(a.number(Fraction(2)))
            return


def require_few_of(a: Arithmetic, point: Point) -> None:
    """:func:`require_few` for ``point.steps`` steps of every eigenvalue of ``point.spectrum``."""
    exact = point.exact
    parameters = (exact["alpha"], exact["eta"], exact["spectrum"][-1])
    require_few(a, point.depth, point.steps, *parameters)
