"""The record of a real matrix descent as an arithmetic: margins read off what was measured.

Nothing here iterates a recursion: eigenvalues, hitting times and orbits are those of the N full
matrices in float64, so the resolution of a margin is that of their rounding.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.offered import show
from dmfcheck.claims.arithmetic import Which
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.point import Point

RESOLUTION = 1e-9
"""Relative size below which a measured margin or level crossing says nothing."""

CLEAR = Fraction(1, 10**5)
"""Components below this share of the largest one are not clear of its rounding."""

APART = 1e-6
"""Distances below this share of what they are between are rounding for the most part."""

FULL_DIGITS = 2.0**-969
"""Entries of W below it have lost digits to underflow: rounding is no longer relative to them."""


@dataclass(frozen=True)
class DescentRecord:
    """What was measured along one real descent that completed.

    ``components[k, i]`` is (V^T W(k) V)_{ii}, float64 of shape (steps + 1, n), in the eigenbasis V
    of the target and the order of the spectrum; ``off_diagonal[k]`` the largest entry of
    V^T W(k) V off the diagonal, relative to ||W(k)|| or to FULL_DIGITS if that is larger. Step k is
    judged only up to the float horizon, where the record ends. Components below the share ``clear``
    of the largest one are not judged, nor distances below the share ``apart`` of what they are
    between: so that what is judged is right within ``resolution``.
    """

    components: NDArray[np.float64]
    off_diagonal: NDArray[np.float64]
    resolution: float = RESOLUTION
    clear: Fraction = CLEAR
    apart: float = APART

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)

    @property
    def steps(self) -> int:
        """The number of steps on record."""
        return len(self.components) - 1


class Measured(FloatBatch):
    """The arithmetic of one record; ``indices`` say which measured components a point is about.

    ``level_shift`` moves every recovery level by a relative amount of the order of the rounding,
    so that a crossing within the rounding of its level can be read both ways; ``shift_read`` says
    whether a margin has asked for it so far.
    """

    def __init__(
        self, record: DescentRecord, indices: tuple[int, ...], level_shift: float = 0.0
    ) -> None:
        self.record = record
        self.indices = indices
        self.shift_read = False
        self._level_shift = level_shift

    @property
    def level_shift(self) -> float:
        """The relative amount by which recovery levels are moved."""
        self.shift_read = True
        return self._level_shift

    def number(self, value: Fraction) -> Any:
        """The nearest float64."""
        return np.float64(super().number(value)[0])

    def minimum(self, *values: Any) -> Any:
        """The least of the values, NaN if there are none to judge or one is not on record."""
        for value in values:
            if math.isnan(value):
                return np.float64(math.nan)
        return min(values, default=np.float64(math.nan))

    def maximum(self, *values: Any) -> Any:
        """The greatest of the values, NaN like :meth:`minimum`."""
        for value in values:
            if math.isnan(value):
                return np.float64(math.nan)
        return max(values, default=np.float64(math.nan))

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0 within the resolution, -1 elsewhere."""
        return np.float64(1.0 if x >= -self.record.resolution else -1.0)

    def _component(self, which: Which) -> NDArray[np.float64]:
        column: NDArray[np.float64] = self.record.components[:, self.indices[which or 0]]
        return column

    def _judgeable(self, which: Which) -> NDArray[np.bool_]:
        """Where the component stands clear of the rounding of the largest one and of underflow."""
        largest = np.abs(self.record.components).max(axis=1)
        floor = np.maximum(float(self.record.clear) * largest, FULL_DIGITS)
        clear: NDArray[np.bool_] = np.abs(self._component(which)) > floor
        return clear

    def orbit(self, point: Point, which: Which = None) -> list[Any]:
        """d(k) = sign(w) |w(k)|^{1/N}, from the start for as long as w is clear of the rounding."""
        w = self._component(which)[: point.steps + 1]
        clear = self._judgeable(which)[: point.steps + 1]
        end = len(clear) if clear.all() else int(np.argmin(clear))
        return list(np.sign(w[:end]) * np.abs(w[:end]) ** (1.0 / point.depth))

    def contractions(self, point: Point, which: Which = None) -> list[Any]:
        """The measured (c - d_{k+1}) / (c - d_k), c = lambda^{1/N}, until they are not apart."""
        d = np.array(self.orbit(point, which))
        if len(d) < 2:
            return []
        distance = self.root(point.eigenvalue, point.depth) - d
        apart = np.abs(distance[:-1]) > self.record.apart * np.abs(d[:-1] + distance[:-1])
        # A quotient after the first nearby iterate would divide rounding by rounding.
        end = len(apart) if apart.all() else int(np.argmin(apart))
        return list(distance[1 : end + 1] / distance[:end])

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """The measured component at that step; NaN beyond the record."""
        if not 0 <= step <= self.record.steps:
            return np.float64(math.nan)
        return self._component(which)[int(step)]

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """The first step on record whose component is at its level; NaN if none is."""
        eigenvalue = point.eigenvalue if which is None else point.spectrum[which]
        level = point.fraction * eigenvalue * (1 + self.level_shift)
        reached = self._component(which) >= level
        return np.float64(np.argmax(reached) if reached.any() else math.nan)
