"""Scrambled Sobol points: the whole box, evenly, in as few points as will do."""

from __future__ import annotations

import numpy as np

from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.objective import Objective
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.tally import Tally

WORK = 1 << 20
"""Numbers of a batch at most: points times steps times eigenvalues."""

FEWEST, MOST = 32, 4096
"""Points of a batch."""


def batch_size(structure: Structure) -> int:
    """A power of two that keeps the work of a batch about the same whatever its structure.

    >>> batch_size(Structure((("depth", 2), ("steps", 987)), (("spectrum", (3,)),)))
    256
    """
    longest = max((value for _, value in structure.integers), default=1)
    cost = max(1, longest) * max(1, structure.dimension(()))
    size = FEWEST
    while size < MOST and 2 * size * cost <= WORK:
        size *= 2
    return size


def sobol(start: Start) -> Tally:
    """One batch of scrambled Sobol points, of the box or of it widened to hold the points known.

    Margins that know no batches get fewer points.
    """
    tally = Tally(start.claim)
    box = Box(start.claim, start.structure, start.near)
    objective = Objective(start.claim, box)
    size = batch_size(start.structure) if objective.vectorised else 4 * objective.singles
    rng = np.random.default_rng(list(start.seed))
    cube = sobol_points(box.dimension, size, rng)
    scores = objective(cube)
    tally.count(scores, box, cube)
    tally.harvest(scores, box, cube)
    return tally


def sobol_points(dimension: int, size: int, rng: np.random.Generator) -> Batch:
    """Points of the cube, shape (size, dimension); one if there is no coordinate."""
    from scipy.stats import qmc

    if dimension == 0:
        return np.zeros((1, 0))
    points: Batch = qmc.Sobol(dimension, scramble=True, seed=rng).random(size)
    return points
