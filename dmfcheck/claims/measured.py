"""The record of a real matrix descent as an arithmetic: margins read off what was measured.

Nothing here iterates a recursion: eigenvalues, hitting times and orbits are those of the N full
matrices in float64, so the resolution of a margin is that of their rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.offered import show
from dmfcheck.claims.arithmetic import Which
from dmfcheck.claims.column import Column
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.point import Point

RESOLUTION = 1e-9
"""Relative size below which a measured margin or level crossing says nothing."""

CLEAR = Fraction(1, 10**5)
"""Components below this share of the largest one are not clear of its rounding."""

APART = 1e-6
"""Distances below this share of what they are between are rounding for the most part."""

POWERS_KEPT = 128
"""Orbits whose powers a record keeps."""

MANY = 64
"""Values of which the least is found in an array."""

FULL_DIGITS = 2.0**-969
"""Entries of W below it have lost digits to underflow: rounding is no longer relative to them."""


@dataclass(frozen=True)
class DescentRecord:
    """What was measured along one real descent that completed.

    ``components[j, i]`` is (V^T W(k) V)_{ii}, float64 of shape (rows, n), in the eigenbasis V
    of the target and the order of the spectrum; ``off_diagonal[j]`` the largest entry of
    V^T W(k) V off the diagonal, relative to ||W(k)|| or to FULL_DIGITS if that is larger. Row j is
    step k = ``at[j]``, increasing from 0 to the last one; None is every step. Step k is
    judged only up to the float horizon, where the record ends. Components below the share ``clear``
    of the largest one are not judged, nor distances below the share ``apart`` of what they are
    between: so that what is judged is right within ``resolution``.

    >>> record = DescentRecord(np.ones((3, 1)), np.zeros(3), at=np.array([0, 1, 4]))
    >>> record.steps, record.row(4), record.row(2)
    (4, 2, None)
    """

    components: NDArray[np.float64]
    off_diagonal: NDArray[np.float64]
    resolution: float = RESOLUTION
    clear: Fraction = CLEAR
    apart: float = APART
    at: NDArray[np.int64] | None = None

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)

    @property
    def steps(self) -> int:
        """The last step on record."""
        return len(self.components) - 1 if self.at is None else int(self.at[-1])

    @cached_property
    def largest(self) -> NDArray[np.float64]:
        """max_i |w_i| of every row."""
        return np.asarray(np.abs(self.components).max(axis=1))

    @cached_property
    def columns(self) -> NDArray[np.float64]:
        """``components`` by eigenvalue, each beside itself in memory."""
        return np.ascontiguousarray(self.components.T)

    @cached_property
    def arrivals(self) -> dict[tuple[int, float], float]:
        """The first step at a level, by index and level, of those that were asked for so far."""
        return {}

    @cached_property
    def powers(self) -> dict[tuple[int, int, int], NDArray[np.float64]]:
        """What was found of ``components`` so far, by index, steps and depth: d(k)^N."""
        return {}

    @cached_property
    def recorded(self) -> NDArray[np.int64]:
        """The step of every row."""
        return np.arange(len(self.components)) if self.at is None else self.at

    def row(self, step: int) -> int | None:
        """The row of a step, None if it is not on record."""
        place = int(np.searchsorted(self.recorded, step))
        found = place < len(self.recorded) and self.recorded[place] == step
        return place if found else None


def quiet_level(
    start: Fraction,
    spectrum: Sequence[Fraction],
    rank: int,
    fraction: Fraction,
    clear: Fraction = CLEAR,
) -> Fraction:
    """delta' of the plateau of rank L: delta lambda_{L+1}, or what a record can see if it is more.

    That is the start w(0) = ``start``, which has to be quiet, and the share ``clear`` of lambda_1.

    >>> quiet_level(Fraction(1, 100), [Fraction(2), Fraction(1)], 1, Fraction(9, 10))
    Fraction(1, 10)
    """
    following = spectrum[rank] if rank < len(spectrum) else Fraction(0)
    least = max(clear * abs(spectrum[0]), Fraction(FULL_DIGITS))
    return max((1 - fraction) * following, start, least)


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
        if len(values) > MANY:
            array = np.array(values)
            return np.float64(math.nan) if np.isnan(array).any() else values[array.argmin()]
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

    def along(
        self, quantity: Callable[..., Any], first: Sequence[Any], *others: Sequence[Any]
    ) -> Sequence[Any]:
        """The same for whole sequences at once, in float64 entry by entry."""
        arrays = [np.asarray(sequence) for sequence in (first, *others)]
        shortest = min(map(len, arrays))
        if not shortest:
            return []
        found = quantity(_Rows(self.record.resolution), *(array[:shortest] for array in arrays))
        return Column(np.broadcast_to(found, (shortest,)))

    def running_least(self, values: Sequence[Any]) -> Sequence[Any]:
        """The same; NaN from the first on."""
        return Column(np.minimum.accumulate(np.asarray(values, np.float64)))

    def steps_of(self, orbit: Sequence[Any]) -> Sequence[int]:
        """The steps on record."""
        return Column(self.record.recorded[: len(orbit)])

    def _component(self, which: Which) -> NDArray[np.float64]:
        column: NDArray[np.float64] = self.record.columns[self.indices[which or 0]]
        return column

    def _judgeable(self, which: Which) -> NDArray[np.bool_]:
        """Where the component stands clear of the rounding of the largest one and of underflow."""
        floor = np.maximum(float(self.record.clear) * self.record.largest, FULL_DIGITS)
        clear: NDArray[np.bool_] = np.abs(self._component(which)) > floor
        return clear

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """d(k) = sign(w) |w(k)|^{1/N}, from the start for as long as w is clear of the rounding.

        At the steps on record.
        """
        rows = int(np.searchsorted(self.record.recorded, point.steps, side="right"))
        w = self._component(which)[:rows]
        clear = self._judgeable(which)[:rows]
        end = len(clear) if clear.all() else int(np.argmin(clear))
        return Column(np.sign(w[:end]) * np.abs(w[:end]) ** (1.0 / point.depth))

    def end_to_end(self, point: Point, which: Which = None) -> Sequence[Any]:
        """d(k)^N, kept for the next claim that asks."""
        if "beta" in point:
            return super().end_to_end(point, which)
        kept, key = self.record.powers, (self.indices[which or 0], point.steps, point.depth)
        if key not in kept:
            while len(kept) >= POWERS_KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = np.array(super().end_to_end(point, which), np.float64)
        return Column(kept[key])

    def contractions(self, point: Point, which: Which = None) -> Sequence[Any]:
        """The measured (c - d_{k+1}) / (c - d_k), c = lambda^{1/N}, until they are not apart.

        Where steps are not on record, the product over those to the next that is.
        """
        d = np.asarray(self.orbit(point, which))
        if len(d) < 2:
            return []
        distance = self.root(point.eigenvalue, point.depth) - d
        apart = np.abs(distance[:-1]) > self.record.apart * np.abs(d[:-1] + distance[:-1])
        # A quotient after the first nearby iterate would divide rounding by rounding.
        end = len(apart) if apart.all() else int(np.argmin(apart))
        return Column(distance[1 : end + 1] / distance[:end])

    def two_step_contractions(self, point: Point, which: Which = None) -> Sequence[Any]:
        """The products of measured neighbours that are one step each."""
        products = np.asarray(super().two_step_contractions(point, which))
        steps = self.record.recorded
        return Column(products[steps[2:][: len(products)] - steps[: len(products)] == 2])

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """The measured component at that step; NaN where that is not on record."""
        if not 0 <= step <= self.record.steps:
            return np.float64(math.nan)
        row = self.record.row(int(step))
        return np.float64(math.nan) if row is None else self._component(which)[row]

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """The first step whose component is at its level; NaN if none on record is.

        Of a record that leaves steps out it is NaN, too, unless the step before is there: as it is
        at the levels of the ledger's claims. A level that rounding does not tell from the
        eigenvalue has none.
        """
        if abs(1 - point.fraction) < self.record.resolution:
            return np.float64(math.nan)
        eigenvalue = point.eigenvalue if which is None else point.spectrum[which]
        level = point.fraction * eigenvalue * (1 + self.level_shift)
        kept, key = self.record.arrivals, (self.indices[which or 0], float(level))
        if key not in kept:
            reached = self._component(which) >= level
            row, steps = int(np.argmax(reached)), self.record.recorded
            known = reached.any() and (row == 0 or steps[row - 1] == steps[row] - 1)
            kept[key] = steps[row] if known else math.nan
        return np.float64(kept[key])


class _Rows(FloatBatch):
    """float64 of many rows of a record at once, with the signs of :class:`Measured`."""

    def __init__(self, resolution: float) -> None:
        self._resolution = resolution

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0 within the resolution, -1 elsewhere."""
        return np.where(x >= -self._resolution, 1.0, -1.0)
