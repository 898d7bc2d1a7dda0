"""The factors of a constant that were tried, and which comes next: bisection on rationals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from dmfcheck.hunt.rationals import simplest_between

FARTHEST = Fraction(1 << 16)
"""The largest factor tried, and one over the least."""

MIDDLE = (0.4, 0.6)
"""A factor between two has the simplest number between these powers of the way."""

REFUTED, SURVIVED, PROVED = "refuted", "survived", "proved"
UNSEEN = "unseen"
"""What becomes of a factor; unseen is one whose hunt has met no point that says anything."""


@dataclass(frozen=True)
class Ladder:
    """What became of each factor, as far as it is known; ``sign`` is 1 if larger ones ask more.

    The strength of a factor s is s^sign: the stronger the claim, the larger.

    >>> Ladder(-1, {Fraction(1): PROVED, Fraction(1, 2): REFUTED}).next(Fraction(1, 100))
    Fraction(2, 3)
    """

    sign: int
    outcomes: dict[Fraction, str]

    def strength(self, factor: Fraction) -> Fraction:
        """``factor``, or one over it where a smaller one is the stronger claim."""
        return factor if self.sign > 0 else 1 / factor

    @property
    def refuted(self) -> Fraction | None:
        """The weakest factor that is refuted."""
        found = [factor for factor, what in self.outcomes.items() if what == REFUTED]
        return min(found, key=self.strength, default=None)

    @property
    def best(self) -> Fraction | None:
        """The strongest factor that survived or is proved, weaker than all that are refuted."""
        end = self.refuted
        kept = [
            factor
            for factor, what in self.outcomes.items()
            if what in (SURVIVED, PROVED)
            and (end is None or self.strength(factor) < self.strength(end))
        ]
        return max(kept, key=self.strength, default=None)

    @property
    def ratio(self) -> Fraction | None:
        """How far the two are from each other, a ratio > 1; None without one of them."""
        if self.best is None or self.refuted is None:
            return None
        return self.strength(self.refuted) / self.strength(self.best)

    def next(self, precision: Fraction) -> Fraction | None:
        """The factor to try next; None once the ratio is at most 1 + ``precision``, or no use."""
        best, end = self.best, self.refuted
        if best is None and end is None:
            return Fraction(1)
        if best is None or end is None:
            return self._outwards(best, end)
        low, high = sorted((best, end))
        if high / low <= 1 + precision:
            return None
        return between(low, high)

    def _outwards(self, best: Fraction | None, end: Fraction | None) -> Fraction | None:
        """2, 4, 16, 256, ... times stronger than 1 until one is refuted, or weaker until not."""
        strength = self.strength(best or end or Fraction(1))
        if best is not None:
            wanted = Fraction(2) if strength <= 1 else strength**2
        else:
            wanted = Fraction(1, 2) if strength >= 1 else strength**2
        if not 1 / FARTHEST <= wanted <= FARTHEST:
            return None
        return self.strength(wanted)

    def left(self, precision: Fraction) -> int:
        """About how many factors are still to be tried."""
        ratio = self.ratio
        steps = math.log(4 if ratio is None else ratio) / math.log1p(float(precision))
        return (2 if ratio is None else 0) + max(0, math.ceil(math.log2(max(steps, 1))))


def between(low: Fraction, high: Fraction) -> Fraction:
    """The simplest rational near the geometric middle of 0 < low < high.

    >>> between(Fraction(1), Fraction(2)), between(Fraction(1), Fraction(4))
    (Fraction(3, 2), Fraction(2, 1))
    """
    width = math.log(high / low)
    ends = [low * Fraction(math.exp(share * width)) for share in MIDDLE]
    return simplest_between(*ends)
