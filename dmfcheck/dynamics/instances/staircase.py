"""Does the effective rank rise in plateaus after its first minimum? A scale-free criterion.

Neither the unit of time nor that of the rank matters: both are measured in shares of the rise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array

LEVELS = 20
"""The rise is cut into so many levels of equal height."""

PROMINENCE = 2.0
"""Between two plateaus the rank passes some level this many times faster than either."""

LARGEST_MOVE = 0.05
"""Of the rise: what the effective rank may move the wrong way."""


@dataclass(frozen=True)
class Staircase:
    """How the effective rank fell to its least value and rose from it.

    ``least`` is the index of the least value, ``early_rise`` the largest rise above the running
    minimum before it and ``fall`` the deepest fall below the running maximum after it, both in
    shares of the whole rise (nan where there is none). ``plateaus`` counts that of the limit too.
    """

    least: int
    early_rise: float
    fall: float
    plateaus: int

    def falls_first(self) -> float:
        """>= 0 exactly if there is no minimum before the least value.

        >>> Staircase(least=3, early_rise=0.01, fall=0.0, plateaus=3).falls_first() > 0
        True
        """
        return LARGEST_MOVE - self.early_rise if np.isfinite(self.early_rise) else -1.0

    def rises_in(self, plateaus: int) -> float:
        """>= 0 exactly if it rises from the least value on, over so many plateaus or more.

        >>> Staircase(least=3, early_rise=0.0, fall=0.01, plateaus=2).rises_in(3)
        -0.5
        """
        if not np.isfinite(self.fall):
            return -1.0
        return min(LARGEST_MOVE - self.fall, self.plateaus - plateaus + 0.5)


def staircase(times: ArrayLike, ranks: ArrayLike) -> Staircase:
    """The staircase of effective ranks logged at increasing times, both of shape (logged,).

    The *rise* goes from the least value to the largest later one and is cut into LEVELS levels. The
    time that the running maximum takes to pass each of them (interpolated linearly) is a histogram;
    a *plateau* is a peak of it that takes at least 1/LEVELS of the time up to the highest level,
    and between two peaks some level takes at most 1/PROMINENCE of the time of either. The highest
    level, where the descent rests, is the last plateau. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> steps = np.arange(300)
    >>> staircase(steps, 1.0 + (steps > 100) + 0.5 * (steps > 250)).plateaus
    3
    """
    t, r = finite_array(times, "times"), finite_array(ranks, "ranks")
    if t.ndim != 1 or t.shape != r.shape or t.size < 2:
        raise BadInput("ranks", f"have the shape {r.shape}", "two or more, one for each time")
    if (np.diff(t) <= 0).any():
        raise BadInput("times", "do not increase", "increasing times")
    least = int(np.argmin(r))
    rising = r[least:]
    rise = float(rising.max() - rising[0])
    if rise <= 1e-9 * float(rising.max()):
        return Staircase(least, float("nan"), float("nan"), 1)
    before = r[: least + 1]
    early = float((before - np.minimum.accumulate(before)).max()) / rise
    reached = np.maximum.accumulate(rising)
    fall = float((reached - rising).max()) / rise
    edges = rising[0] + rise * np.arange(1, LEVELS) / LEVELS
    spent = np.diff(_first_passages(t[least:], reached, edges), prepend=t[least])
    return Staircase(least, early, fall, 1 + _peaks_left(spent))


def _first_passages(t: FloatArray, reached: FloatArray, edges: FloatArray) -> FloatArray:
    """When the nondecreasing ``reached`` first is at each edge above its first value."""
    after = np.searchsorted(reached, edges)
    low, high = reached[after - 1], reached[after]
    return np.asarray(t[after - 1] + (t[after] - t[after - 1]) * (edges - low) / (high - low))


def _peaks_left(spent: FloatArray) -> int:
    """How many peaks are left again, by a level that takes 1/PROMINENCE of their time or less."""
    enough = spent.sum() / LEVELS
    found, peak, valley, climbing = 0, 0.0, 0.0, True
    for share in spent:
        if climbing:
            peak = max(peak, share)
            if share <= peak / PROMINENCE:
                found, valley, climbing = found + int(peak >= enough), share, False
        else:
            valley = min(valley, share)
            if share >= valley * PROMINENCE:
                peak, climbing = share, True
    return found
