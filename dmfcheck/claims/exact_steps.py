"""How many steps exact rationals are worth: decided before the first of them is taken."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

LONGEST = 4000
"""Bits of the last iterate beyond which quotients of exact iterates cost more than balls do."""


def are_many(depth: int, steps: int, parameters: Iterable[Any]) -> bool:
    """Whether ``steps`` steps would end in iterates of too many digits.

    A step multiplies the digits by about 2N-1; ``parameters`` are the exact numbers that the first
    one starts from.

    >>> are_many(2, 4, [Fraction(1, 2)]), are_many(2, 40, [Fraction(1, 2)])
    (False, True)
    """
    bits = sum(
        value.numerator.bit_length() + value.denominator.bit_length()
        for value in parameters
        if isinstance(value, Fraction)
    )
    for _ in range(steps):
        bits *= 2 * depth - 1
        if bits > LONGEST:
            return True
    return False
