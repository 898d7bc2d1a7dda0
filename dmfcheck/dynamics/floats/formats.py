"""The formats that descents are computed in: what the float horizon takes from each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["FLOAT32", "FLOAT64", "FORMATS", "FloatFormat"]


@dataclass(frozen=True)
class FloatFormat:
    """A binary format: sizes of 2^least_exponent or more, below 2^(largest_exponent + 1).

    ``roundoff`` is u, the largest relative error of one rounding. A descent in it has left its
    orbit where its factors are off by the part ``departed`` of M.
    """

    name: str
    roundoff: float
    largest_exponent: int
    least_exponent: int
    departed: float

    def holds(self, number: Fraction) -> bool:
        """Whether the nearest number of the format is finite, and 0 only for 0.

        >>> FLOAT64.holds(Fraction(1, 10**300)), FLOAT32.holds(Fraction(1, 10**300))
        (True, False)
        """
        size = abs(number)
        least = Fraction(2) ** self.least_exponent / 2
        # Half a unit below the next power of two is rounded up to it.
        beyond = Fraction(2) ** (self.largest_exponent + 1) * (1 - Fraction(self.roundoff) / 2)
        return size == 0 or least < size < beyond


FLOAT64 = FloatFormat("float64", 2.0**-53, 1023, -1074, departed=1e-6)
FLOAT32 = FloatFormat("float32", 2.0**-24, 127, -126, departed=1e-3)
"""Numbers below 2^-126 count as lost: compilers of array programs may flush them to 0."""

FORMATS = {one.name: one for one in (FLOAT64, FLOAT32)}
