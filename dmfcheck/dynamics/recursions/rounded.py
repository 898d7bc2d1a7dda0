"""Values with a bound of what float64 is off by: every operation rounds once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb

from dmfcheck.dynamics.balls.balls import power
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.floats.formats import FLOAT64
from dmfcheck.dynamics.recursions.numbers import Numbers, derivative

ROUNDOFF = arb(FLOAT64.roundoff)
LEAST = arb(2) ** FLOAT64.least_exponent

LIBRARY = 8
"""Roundings that a function of the library is worth."""


class Rounded:
    """A ball of exact values, and how far what float64 has instead may be from each.

    >>> third = Rounded.of(arb(1) / 3)
    >>> bool((third + third).error < 4e-16)
    True
    """

    __slots__ = ("error", "value")

    def __init__(self, value: arb, error: arb, roundings: int = 0) -> None:
        self.value = value
        if roundings:
            size = abs(value) + error
            error = error + roundings * ROUNDOFF * size + LEAST
        self.error = error.upper()

    @classmethod
    def of(cls, value: Any) -> Rounded:
        """A constant, rounded once."""
        return value if isinstance(value, Rounded) else cls(arb(value), arb(0), 1)

    def __add__(self, other: Any) -> Rounded:
        o = Rounded.of(other)
        return Rounded(self.value + o.value, self.error + o.error, 1)

    def __sub__(self, other: Any) -> Rounded:
        o = Rounded.of(other)
        return Rounded(self.value - o.value, self.error + o.error, 1)

    def __mul__(self, other: Any) -> Rounded:
        o = Rounded.of(other)
        error = abs(self.value) * o.error + (abs(o.value) + o.error) * self.error
        return Rounded(self.value * o.value, error, 1)

    def __truediv__(self, other: Any) -> Rounded:
        o = Rounded.of(other)
        value = self.value / o.value
        error = (self.error + abs(value) * o.error) / (abs(o.value) - o.error)
        # Unknown where the divisor may be 0.
        return Rounded(value, error if abs(o.value) > o.error else arb("nan"), 1)


class Rounding(Numbers):
    """The operations of a rule, rounded."""

    def __init__(self) -> None:
        super().__init__(lambda value: Rounded.of(ball(value)))

    def power(self, x: Any, exponent: int) -> Rounded:
        """x^exponent, as many roundings as there are multiplications at most."""
        size = (abs(x.value) + x.error).upper()
        error = exponent * power(size, exponent - 1) * x.error
        return Rounded(power(x.value, exponent), error, 2 * exponent)

    def pi(self) -> Rounded:
        """The circle's number."""
        return Rounded.of(arb.pi())

    def apply(self, name: str, x: Any) -> Rounded:
        """A function, by its slope on all that x may be."""
        wide = x.value + arb(0, x.error)
        return Rounded(getattr(x.value, name)(), abs(derivative(name, wide)) * x.error, LIBRARY)


def rounding_error(step: Any, state: tuple[arb, ...], given: tuple[Any, ...], k: int) -> list[arb]:
    """What one step in float64 from anywhere in ``state`` is off by, for each variable."""
    numbers = Rounding()
    start = tuple(Rounded(value, arb(0)) for value in state)
    values = step(numbers, start, tuple(map(Rounded.of, given)), numbers.number(Fraction(k)))
    return [Rounded.of(value).error for value in values]
