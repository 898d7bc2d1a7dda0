"""Intervals of floats, every end rounded outwards unless it is exact.

An exact end stays exact, so that a product of factors >= 0 that vanishes on the edge of a box is
found to be >= 0 there and not >= -1e-324.
"""

from __future__ import annotations

from fractions import Fraction
from math import frexp, inf, nextafter
from typing import Any

from dmfcheck.proofs.ratio import Uncompared

__all__ = ["ONE", "ZERO", "Interval", "hull"]

WHOLE = 2.0**53
"""Below it the product of two integers is exact."""

SMALLEST = 1e-300
"""Above it the product by a power of two is exact."""


class Interval(Uncompared):
    """low <= x <= high. Adds, multiplies, divides, whole powers; with ints and Fractions too.

    >>> Interval(0.0, 1.0) * Interval(-1.0, 2.0) - 1
    [-2.0, 1.0]
    >>> Interval.of(Fraction(1, 3)) * 3
    [0.9999999999999999, 1.0000000000000002]
    """

    __slots__ = ("high", "low")

    def __init__(self, low: float, high: float) -> None:
        self.low = low
        self.high = high

    @classmethod
    def of(cls, value: int | Fraction) -> Interval:
        """The tightest interval around a rational."""
        near = _nearest(value)
        if abs(near) == inf:
            return cls(-inf, inf)
        exact = Fraction(near)
        return cls(
            near if exact <= value else nextafter(near, -inf),
            near if exact >= value else nextafter(near, inf),
        )

    def __repr__(self) -> str:
        return f"[{self.low}, {self.high}]"

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Any) -> Interval:
        if not isinstance(other, Interval):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Interval.of(other)
        return Interval(_sum(self.low, other.low, -inf), _sum(self.high, other.high, inf))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Interval:
        return self + (-other) if isinstance(other, Interval | int | Fraction) else NotImplemented

    def __rsub__(self, other: int | Fraction) -> Interval:
        return -self + other

    def __mul__(self, other: Any) -> Interval:
        if not isinstance(other, Interval):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Interval.of(other)
        a, b, c, d = self.low, self.high, other.low, other.high
        if a >= 0 and c >= 0:
            return Interval(_product(a, c, -inf), _product(b, d, inf))
        pairs = ((a, c), (a, d), (b, c), (b, d))
        return Interval(
            min(_product(x, y, -inf) for x, y in pairs), max(_product(x, y, inf) for x, y in pairs)
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Interval:
        """The quotient; everything where the denominator may be 0."""
        if not isinstance(other, Interval):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Interval.of(other)
        if other.low <= 0 <= other.high:
            return Interval(-inf, inf)
        low, high = nextafter(1 / other.high, -inf), nextafter(1 / other.low, inf)
        # 1/x keeps its sign: only an end that was rounded to 0 could have crossed it.
        return self * Interval(max(low, 0.0) if other.low > 0 else low, high)

    def __rtruediv__(self, other: int | Fraction) -> Interval:
        return Interval.of(other) / self

    def __pow__(self, exponent: int) -> Interval:
        """x^exponent, exponent >= 0, as tight as the ends allow."""
        if exponent == 0:
            return ONE
        base = self if exponent % 2 else abs(self)
        return Interval(_signed(base.low, exponent, -inf), _signed(base.high, exponent, inf))

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(0.0, max(-self.low, self.high))


def hull(left: Interval, right: Interval) -> Interval:
    """The least interval around both.

    >>> hull(ZERO, ONE)
    [0.0, 1.0]
    """
    return Interval(min(left.low, right.low), max(left.high, right.high))


def _nearest(value: int | Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return inf


def _sum(x: float, y: float, towards: float) -> float:
    total = x + y
    if total != total:
        return towards
    # Knuth's error of the sum: 0 where it is exact.
    part = total - x
    error = (x - (total - part)) + (y - part)
    if error == 0 or (error > 0) == (towards < 0):
        return total
    return nextafter(total, towards)


def _product(x: float, y: float, towards: float) -> float:
    if x == 0 or y == 0:
        return 0.0
    found = x * y
    size = abs(found)
    if SMALLEST < size < inf and (abs(frexp(x)[0]) == 0.5 or abs(frexp(y)[0]) == 0.5):
        return found
    if size < WHOLE and x.is_integer() and y.is_integer():
        return found
    return nextafter(found, towards)


def _power(x: float, exponent: int, towards: float) -> float:
    """x^exponent for x >= 0."""
    found = 1.0
    while exponent:
        if exponent & 1:
            found = _product(found, x, towards)
        exponent >>= 1
        if exponent:
            x = _product(x, x, towards)
    return found


def _signed(x: float, exponent: int, towards: float) -> float:
    # Of a negative x only odd powers are asked for.
    return _power(x, exponent, towards) if x >= 0 else -_power(-x, exponent, -towards)


ZERO = Interval(0.0, 0.0)
ONE = Interval(1.0, 1.0)
