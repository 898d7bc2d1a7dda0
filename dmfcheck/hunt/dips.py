"""Evolution towards a dip: where one part of a margin is small beside the parts next to it.

A margin that is the least of one number for each step is nearly 0 wherever the first of them is, or
the last. What is about to fail is one that its neighbours do not lead to: f_k is small beside
sqrt(f_{k-1} f_{k+1}), whatever the size of all three.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims.float_parts import float_parts
from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.edge import moved_to_the_edge
from dmfcheck.hunt.ends import towards_ends
from dmfcheck.hunt.evolve import POPULATION, WORK, first_generation
from dmfcheck.hunt.objective import OUTSIDE, Objective, Scores, hypotheses
from dmfcheck.hunt.sobol import sobol_points
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally
from dmfcheck.hunt.variation import ways_down

GENERATIONS = 60
FEWEST = 8
"""Generations at most, and at least whatever they cost."""

LONGEST = 2000
"""The largest integer of a structure: a dip is seen step by step."""

ROUNDING = 1e-11
"""Parts smaller than this share of the largest one may be rounding: they are no dips."""

USUAL = 0.3
"""A part that dips so deep at half of the points, or deeper, dips for reasons of its own."""

KEPT = 3
"""Deepest points that a shard hands on."""

FARTHEST = 1e100
"""No distance is larger: SciPy squares what it minimises."""


def dips(start: Start) -> Tally:
    """Minimise the deepest dip over the points of one structure until a part is negative.

    Margins that know no batches, or have no parts, get none.
    """
    from scipy.optimize import differential_evolution

    tally = Tally(start.claim)
    structure = ways_down(start.claim, start.structure, LONGEST)[-1]
    start = replace(
        start, structure=structure, near=start.near if structure == start.structure else ()
    )
    box = Box(start.claim, structure, start.near)
    if box.dimension == 0:
        return tally
    objective = Objective(start.claim, box)
    if not objective.vectorised:
        return tally
    rng = np.random.default_rng(list(start.seed))
    seeker = _Seeker(objective, tally)
    first = _first(start, objective, rng)
    # A margin that was never asked, for no point was within the hypotheses, may know no batches.
    objective(first)
    if not objective.vectorised or not seeker.begins(first):
        return tally
    longest = max([1, *(value for _, value in start.structure.integers)])
    generations = WORK // (longest * max(1, start.structure.dimension(())))
    outcome = differential_evolution(
        lambda columns: seeker(np.ascontiguousarray(columns.T)),
        [(0.0, 1.0)] * box.dimension,
        init=first,
        maxiter=min(GENERATIONS, max(FEWEST, generations)),
        vectorized=True,
        updating="deferred",
        mutation=(0.3, 1.0),
        recombination=0.8,
        polish=False,
        tol=0.0,
        seed=rng,
        callback=seeker.has_found,
    )
    if seeker.negative is not None:
        scores, cube = seeker.negative
        tally.harvest(scores, box, cube)
    seeker.keep(outcome.population, outcome.population_energies)
    return tally


def _first(start: Start, objective: Objective, rng: np.random.Generator) -> Batch:
    """Points all over the box, some near its ends, some on the edge of the hypotheses."""
    box = objective.box
    if start.near:
        return first_generation(box, start.near, POPULATION, rng)
    cube = sobol_points(box.dimension, POPULATION, rng)
    cube[::4] = towards_ends(cube[::4], rng)
    cube[::2] = moved_to_the_edge(objective, cube[::2], rng)
    return cube


@dataclass
class _Seeker:
    """The function that is minimised; ``negative`` is the first batch with a violation."""

    objective: Objective
    tally: Tally
    informative: NDArray[np.bool_] | None = None
    negative: tuple[Scores, Batch] | None = field(default=None)

    def begins(self, cube: Batch) -> bool:
        """Whether there are parts to look at; finds out which of them dip everywhere."""
        scores, depth = self._depths(cube)
        if depth is None or not scores.inside.any():
            return False
        self.informative = np.median(depth[:, scores.inside], axis=1) > USUAL
        return bool(self.informative.any())

    def __call__(self, cube: Batch) -> Batch:
        """The deepest dip of each row, 1 where there is none, more outside the hypotheses."""
        scores, depth = self._depths(cube)
        box = self.objective.box
        self.tally.count(scores, box, cube)
        distance = np.where(np.isnan(scores.distance), 1e6, scores.distance)
        outside = OUTSIDE + np.minimum(distance, FARTHEST)
        if depth is None or self.informative is None:
            return np.where(scores.inside, 1.0, outside)
        deepest = np.min(depth[self.informative], axis=0)
        return np.where(scores.inside, deepest, outside)

    def has_found(self, intermediate_result: object) -> bool:
        """Whether to stop; SciPy passes what it has so far by the name of this argument."""
        return self.negative is not None

    def _depths(self, cube: Batch) -> tuple[Scores, Batch | None]:
        claim, values = self.objective.claim, self.objective.box.values(cube)
        inside, distance = hypotheses(claim, values, len(cube))
        if not inside.any():
            return Scores(np.full(len(cube), np.nan), inside, distance), None
        margin, parts = float_parts(claim, values, len(cube))
        scores = Scores(np.where(np.isfinite(margin), margin, np.nan), inside, distance)
        if len(parts) == 0:
            return scores, None
        largest = np.nanmax(np.where(np.isfinite(parts), np.abs(parts), 0.0), axis=0)
        if self.negative is None and (inside & (margin < -ROUNDING * largest)).any():
            self.negative = scores, cube
        return scores, depths(parts, largest)

    def keep(self, cube: Batch, deepest: Batch) -> None:
        """Hand on the deepest points, no violation among them."""
        for row in np.argsort(deepest, kind="stable")[:KEPT]:
            if 0 < deepest[row] < 1:
                exact = self.objective.box.exact(cube, int(row))
                self.tally.dips.append((float(deepest[row]), exact))


def depths(parts: Batch, largest: Batch) -> Batch:
    """f_k/sqrt(f_{k-1} f_{k+1}) of each inner part, 1 at most; shape (parts - 2, batch).

    1 where one of the neighbours is not positive, or all that is seen is rounding.

    >>> parts = np.array([[1.0], [0.5], [1.0], [2.0]])
    >>> depths(parts, np.array([2.0])).ravel()
    array([0.5, 1. ])
    """
    with np.errstate(all="ignore"):
        positive = parts > ROUNDING * largest
        known = positive[:-2] & positive[2:]
        between = np.sqrt(np.where(known, parts[:-2], 1.0) * np.where(known, parts[2:], 1.0))
        found = np.where(known, parts[1:-1] / between, 1.0)
    return np.minimum(np.where(np.isnan(found), 1.0, found), 1.0)
