"""Which steps of a long descent are put on record, decided as it goes by.

All up to :data:`WHOLE`, then three in a row whenever the number of steps has grown by a part of
itself, and every step around the first at which a component reaches a level that a claim asks for:
components on their way to one are read at every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims.measured import RESOLUTION, quiet_level
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.dynamics.problem import Problem

EVERY_STEP = 20_000
"""A descent of so many steps or fewer is on record at each of them."""

WHOLE, PART = 1024, 128
"""Of a longer one the first steps are, and three more whenever k has grown by 1/PART."""

IN_A_ROW = 3

FOLLOWING = 10
"""Steps that are kept after a level is reached: as many as are run after the last recovery."""

Bases = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class Level:
    """A component of W that a claim waits for, and where; ``recovery`` if it is that of its own."""

    index: int
    height: float
    recovery: bool


def levels(problem: Problem, fraction: Fraction) -> list[Level]:
    """The levels that recoveries and plateaus ask for: theta lambda_i, and delta' of lambda_i.

    >>> problem = Problem.from_spectrum("2,1", depth=2, alpha="1/10", eta="1/10")
    >>> [(level.index, level.height) for level in levels(problem, Fraction(9, 10))]
    [(0, 1.8), (1, 0.9), (1, 0.1)]
    """
    spectrum = problem.spectrum
    # From a multiple of I nothing is on its way below 0.
    found = [
        Level(i, float(fraction * value), recovery=True)
        for i, value in enumerate(spectrum)
        if value > 0 or (value < 0 and problem.dynamics != PLAIN)
    ]
    for index in range(1, problem.size):
        quiet = quiet_level(problem.alpha**problem.depth, spectrum, index, fraction)
        if spectrum[index] > quiet:
            found.append(Level(index, float(quiet), recovery=False))
    return found


class KeptSteps:
    """Told W(k) at every k = 0, 1, ..., ``last``, it says which of them are kept.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1/10", eta="1/10")
    >>> kept = KeptSteps((np.eye(1), np.eye(1)), levels(problem, Fraction(1, 2)), 10**6)
    >>> [k for k in range(3000) if k > 1020 and kept.keeps(k, np.zeros((1, 1)))][:8]
    [1021, 1022, 1023, 1024, 1025, 1026, 1032, 1033]
    """

    def __init__(self, bases: Bases, wanted: Sequence[Level], last: int) -> None:
        self._bases, self._last = bases, last
        self._waiting = list(wanted)
        self._mark, self._until = WHOLE, -1
        self.arrived = 0
        """Levels that components came to so far."""
        self._came: dict[Level, int] = {}
        self._recovered: dict[int, tuple[int, int]] = {}
        self._later: list[tuple[int, int]] = []
        self._read_waiting()

    def _read_waiting(self) -> None:
        """What is read of W, of the levels that are not passed."""
        left, right = self._bases
        heights = np.array([level.height for level in self._waiting])
        self._of = np.array([level.index for level in self._waiting], np.int64)
        columns, self._of = np.unique(self._of, return_inverse=True)
        self._left = np.ascontiguousarray(left[:, columns])
        self._right = np.ascontiguousarray(right[:, columns])
        self._sides = np.sign(heights)
        # A level within the resolution of a claim's is one of those as which it is read: from the
        # first of them to the last.
        self._heights = np.abs(heights) * (1 - 2 * RESOLUTION)
        self._passed = np.abs(heights) * (1 + 2 * RESOLUTION)
        self._reached = np.zeros(len(heights), np.bool_)

    def keeps(self, k: int, product: NDArray[np.float64]) -> bool:
        """Whether W(k) = ``product`` is kept for its number, or since it comes to a level.

        Of the latter the step before it is needed too.
        """
        if self._waiting:
            self._watch(k, product)
        if k >= self._mark + IN_A_ROW:
            self._mark = max(k, self._mark + max(IN_A_ROW + 1, self._mark // PART))
        marked = k < WHOLE or self._mark <= k < self._mark + IN_A_ROW
        later = any(low <= k <= high for low, high in self._later)
        return marked or k <= self._until or later or k == self._last

    def _watch(self, k: int, product: NDArray[np.float64]) -> None:
        components = np.einsum("ij,ij->j", self._left, product @ self._right)
        sizes = self._sides * components[self._of]
        reached = sizes >= self._heights
        if not reached.any():
            return
        for level in np.flatnonzero(reached & ~self._reached):
            self._came[self._waiting[level]] = k
            self.arrived += 1
        self._reached |= reached
        self._until = max(self._until, k + FOLLOWING)
        passed = self._reached & (sizes >= self._passed)
        if passed.any():
            for level in np.flatnonzero(passed):
                self._passes(k, self._waiting[level])
            stays = np.flatnonzero(~passed)
            before = self._reached[stays]
            self._waiting = [self._waiting[level] for level in stays]
            self._read_waiting()
            self._reached = before

    def _passes(self, k: int, level: Level) -> None:
        """Claims about a plateau look at it again, as many steps later as the first took.

        Both times are read within the resolution: from when a component came to its level until it
        was past it. In between every step is kept.
        """
        if not level.recovery:
            return
        self._recovered[level.index] = self._came[level], k
        first = self._recovered.get(0)
        if first is None:
            return
        others = [level.index] if level.index else self._recovered
        for came, past in (self._recovered[index] for index in others):
            self._later.append((came + max(1, first[0]) - 1, past + max(1, first[1]) + 1))
