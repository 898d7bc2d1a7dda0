"""Intervals with a fixed binary point: two integers, whatever is between them over 2^BITS.

:data:`UNKNOWN` is what may be any number: it shows nothing, whatever becomes of it.

Nothing here is shared with what searches for a tree: sums are exact, products and quotients are
rounded outwards by the division of integers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.replay.uncompared import Uncompared

BITS = 128
UNIT = 1 << BITS
LARGEST = 1 << (16 * BITS)
"""Numbers beyond it say nothing, and would only grow."""

__all__ = ["UNKNOWN", "Fixed"]


class Fixed(Uncompared):
    """low / 2^128 <= x <= high / 2^128.

    >>> third = Fixed.of(Fraction(1, 3))
    >>> third.high - third.low, (third * 3 - 1).low
    (1, -1)
    """

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    @classmethod
    def of(cls, value: Any) -> Fixed:
        """The tightest interval around an integer or a Fraction."""
        if isinstance(value, int):
            return cls(value << BITS, value << BITS)
        over, under = value.numerator << BITS, value.denominator
        return cls(over // under, -(-over // under))

    @classmethod
    def between(cls, low: Fraction, high: Fraction) -> Fixed:
        """Around all from ``low`` to ``high``."""
        return cls(cls.of(low).low, cls.of(high).high)

    def __neg__(self) -> Fixed:
        return self if self is UNKNOWN else Fixed(-self.high, -self.low)

    def __add__(self, other: Any) -> Fixed:
        if not isinstance(other, Fixed):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Fixed.of(other)
        if self is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        return Fixed(self.low + other.low, self.high + other.high)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Fixed:
        if not isinstance(other, Fixed):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Fixed.of(other)
        if self is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        return Fixed(self.low - other.high, self.high - other.low)

    def __rsub__(self, other: Any) -> Fixed:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Fixed:
        if not isinstance(other, Fixed):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Fixed.of(other)
        if self is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        a, b, c, d = self.low, self.high, other.low, other.high
        products = (a * c, b * d) if a >= 0 and c >= 0 else (a * c, a * d, b * c, b * d)
        least, largest = min(products), max(products)
        if largest > LARGEST or -least > LARGEST:
            return UNKNOWN
        return Fixed(least >> BITS, -(-largest >> BITS))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Fixed:
        if not isinstance(other, Fixed):
            if not isinstance(other, int | Fraction):
                return NotImplemented
            other = Fixed.of(other)
        if self is UNKNOWN or other.low <= 0 <= other.high:
            return UNKNOWN
        quotients = [
            (sign * (x << BITS), sign * y)
            for x in (self.low, self.high)
            for y in (other.low, other.high)
            for sign in (1 if y > 0 else -1,)
        ]
        return Fixed(min(x // y for x, y in quotients), max(-(-x // y) for x, y in quotients))

    def __rtruediv__(self, other: Any) -> Fixed:
        return Fixed.of(other) / self

    def __pow__(self, exponent: int) -> Fixed:
        """By repeated products; an even power of what may be 0 is >= 0."""
        if exponent < 0:
            return 1 / self**-exponent
        if self is UNKNOWN:
            return UNKNOWN if exponent else Fixed.of(1)
        if self.low < 0 < self.high and exponent and exponent % 2 == 0:
            size = max(-self.low, self.high)
            power = Fixed(size, size) ** exponent
            return power if power is UNKNOWN else Fixed(0, power.high)
        low, high = _raised(self.low, exponent), _raised(self.high, exponent)
        if low is UNKNOWN or high is UNKNOWN:
            return UNKNOWN
        return Fixed(min(low.low, high.low), max(low.high, high.high))


def _raised(end: int, exponent: int) -> Fixed:
    found = Fixed.of(1)
    for bit in f"{exponent:b}":
        found = found * found
        if bit == "1":
            found = found * Fixed(end, end)
    return found


UNKNOWN = Fixed(-LARGEST * LARGEST, LARGEST * LARGEST)
"""Any number: too large to be held, or a quotient by what may be 0."""
