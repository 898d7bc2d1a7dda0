"""Sobol points with one or two parameters on their way to an end of their range: double limits."""

from __future__ import annotations

import numpy as np

from dmfcheck.hunt.batches import changed_batches
from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

DECADES = 9.0
"""A parameter comes to a share of 10^-DECADES of its range to the end."""

TOGETHER = 2
"""Parameters that go at once at most, of each point."""


def ends(start: Start) -> Tally:
    """Batches of points with one or two coordinates near an end, at every scale.

    What is true of a parameter, and of another, can fail where both go to their ends together.
    """
    box = Box(start.claim, start.structure, start.near)
    if box.dimension == 0:
        return Tally(start.claim)
    return changed_batches(start, box, towards_ends)


def towards_ends(cube: Batch, rng: np.random.Generator) -> Batch:
    """Rows of ``cube`` with 1 to :data:`TOGETHER` coordinates at 10^{-9 u} of an end, u theirs.

    Which coordinates and which ends is drawn for each row.
    """
    size, dimension = cube.shape
    together = min(TOGETHER, dimension)
    rank = rng.random(cube.shape).argsort(axis=1).argsort(axis=1)
    moved = rank < rng.integers(1, together + 1, size=(size, 1))
    distance = 10.0 ** (-DECADES * cube)
    upper = rng.random(cube.shape) < 0.5
    return np.where(moved, np.where(upper, 1 - distance, distance), cube)
