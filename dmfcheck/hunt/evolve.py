"""Differential evolution from the worst points found so far, a generation to a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.objective import Objective, lessened
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

POPULATION = 128
SINGLE_POPULATION = 24
"""Sizes of a generation, with and without batches."""

WORK = 160_000
"""Steps times eigenvalues times generations: each costs the same few calls, however many points."""

GENERATIONS = 100
SINGLE_GENERATIONS = 12
PLAIN = 4
"""Generations at most; so many times more of single points in plain floats."""


def evolution(start: Start) -> Tally:
    """Minimise the objective over the points of one structure, from those known of it.

    The first generation is those, neighbours of theirs at every scale, and uniform points.
    """
    from scipy.optimize import differential_evolution

    claim, structure = start.claim, start.structure
    tally = Tally(claim)
    box = Box(claim, structure, start.near)
    if box.dimension == 0:
        return tally
    objective = Objective(claim, box)
    rng = np.random.default_rng(list(start.seed))
    size = POPULATION if objective.vectorised else SINGLE_POPULATION
    longest = max([1, *(value for _, value in structure.integers)])
    generations = WORK // (longest * max(1, structure.dimension(())))
    most = GENERATIONS if objective.vectorised else lessened(SINGLE_GENERATIONS, claim)
    if not objective.vectorised and objective.plain:
        most *= PLAIN

    def cost(columns: Batch) -> Batch:
        cube = np.ascontiguousarray(columns.T)
        scores = objective(cube)
        tally.count(scores, box, cube)
        return scores.objective()

    outcome = differential_evolution(
        cost,
        [(0.0, 1.0)] * box.dimension,
        init=first_generation(box, start.near, size, rng),
        maxiter=min(most, max(8 if objective.vectorised else 2, generations)),
        vectorized=True,
        updating="deferred",
        mutation=(0.3, 1.0),
        recombination=0.8,
        polish=False,
        tol=0.0,
        seed=rng,
    )
    best = np.atleast_2d(outcome.x)
    for cube in (best, outcome.population):
        tally.harvest(objective(cube), box, cube)
        if tally.found is not None:
            break
    return tally


def first_generation(
    box: Box, starts: Sequence[Mapping[str, Any]], size: int, rng: np.random.Generator
) -> Batch:
    """Points of the cube, shape (size, dimension): the starts first."""
    if not starts:
        return rng.random((size, box.dimension))
    anchors = np.array([box.place(values) for values in starts])[:size]
    scales = 10.0 ** -rng.uniform(0.5, 6, size=(size, 1))
    chosen = anchors[rng.integers(len(anchors), size=size)]
    near = chosen + scales * rng.standard_normal((size, box.dimension))
    uniform = rng.random((size, box.dimension))
    population = np.where((np.arange(size) % 3 == 0)[:, np.newaxis], uniform, near)
    population[: len(anchors)] = anchors
    clipped: Batch = np.clip(population, 0.0, 1.0)
    return clipped
