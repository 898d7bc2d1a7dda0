"""Points moved into corners of the hypotheses: many of them met with equality, or nearly, at once.

A claim may fail only where every number is as large, or as small, as its hypotheses let it be.
Moving one of them onto the edge, as the stage ``edge`` does, comes nowhere near.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims import faults
from dmfcheck.hunt.anchors import redrawn
from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.objective import Objective, inside
from dmfcheck.hunt.sobol import sobol_points
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

STRUCTURES = 4
"""A shard has a batch of so many structures, or as many of the one whose points are known."""

NUMBERS = 1 << 13
FEWEST, MOST = 32, 256
"""Numbers of all points of a batch, and points of a batch."""

HALVINGS = 20
"""Bisections towards an edge: it is met to 6 digits of the way."""

DECADES = 8.0
"""A number stops a share of 10^-DECADES to 1 of its way before the edge."""

EXACT = 0.5
"""How often it goes all the way."""

KEPT = 0.2
"""How often the numbers of one parameter stay where they are."""

APART = 0.2
"""How often the entries of a spectrum or a matrix go their own ways, not all the same."""

ENTRIES = 64
"""Numbers of one point that are moved at most."""


def corners(start: Start) -> Tally:
    """Batches of points within the hypotheses, each number of them moved as far as these let it.

    The parameters are moved one after the other, in an order that is drawn for each batch; which
    way is drawn for each point. Batches are small, so that a shard has room for those of several
    structures. Hypotheses that know no batches get none.
    """
    tally = Tally(start.claim)
    if Box(start.claim, start.structure).dimension == 0:
        return tally
    rng = np.random.default_rng(list(start.seed))
    for turn in range(STRUCTURES):
        begin = redrawn(start, turn) if turn and not start.known else start
        _batch(tally, begin, rng)
        if tally.found is not None:
            break
    return tally


def _batch(tally: Tally, start: Start, rng: np.random.Generator) -> None:
    """One batch of points of one structure."""
    box = Box(start.claim, start.structure, start.near)
    size = min(MOST, max(FEWEST, NUMBERS // box.dimension))
    try:
        cube = points_inside(box, start.near, size, rng)
        if len(cube) == 0:
            return
        cube = into_corners(box, cube, rng)
    except faults.ClaimFault:
        raise
    except faults.OF_THE_POINT:
        return
    scores = Objective(start.claim, box)(cube)
    tally.count(scores, box, cube)
    tally.harvest(scores, box, cube)


def points_inside(
    box: Box, near: Sequence[Mapping[str, Any]], size: int, rng: np.random.Generator
) -> Batch:
    """At most ``size`` points within the hypotheses: of the whole box, and near those known."""
    cube = sobol_points(box.dimension, 4 * MOST, rng)
    if near:
        known = np.array([box.place(values) for values in near])
        cube = np.concatenate([known, cube])
    found: Batch = cube[inside(box, cube)]
    # Where few are inside they are moved several times, each way differently.
    return found[np.arange(size) % len(found)] if len(found) else found


def into_corners(box: Box, cube: Batch, rng: np.random.Generator) -> Batch:
    """Rows of ``cube``, all within the hypotheses, moved as far as they stay so.

    The entries of one spectrum keep their order: the way of one ends at its neighbour.
    """
    cube = box.in_order(cube)
    groups: list[tuple[range, bool]] = []
    first = 0
    for variable, shape in box.places():
        count = int(np.prod(shape, dtype=int))
        groups.append((range(first, first + count), variable.shape == "spectrum"))
        first += count
    left = ENTRIES
    for index in rng.permutation(len(groups)):
        columns, ordered = groups[index]
        moves = list(rng.permutation(columns)) if not ordered else list(columns)
        moves, left = moves[:left], left - len(moves[:left])
        cube = _moved(box, cube, (columns, moves), ordered=ordered, rng=rng)
    return cube


def _moved(
    box: Box,
    cube: Batch,
    columns: tuple[range, list[int]],
    *,
    ordered: bool,
    rng: np.random.Generator,
) -> Batch:
    """The numbers of one parameter moved, one after the other, each row its own way."""
    size, (every, moves) = len(cube), columns
    up = rng.random(size) < 0.5
    apart = rng.random(size) < APART
    stays = rng.random(size) < KEPT
    short = np.where(rng.random(size) < EXACT, 0.0, 10.0 ** (-DECADES * rng.random(size)))
    for turn, column in enumerate(moves):
        # Upwards the largest of a spectrum makes room for the next, downwards the smallest.
        places = np.where(up, column, moves[len(moves) - 1 - turn]) if ordered else column
        places = np.broadcast_to(places, (size,))
        upwards = np.where(apart, rng.random(size) < 0.5, up)
        ends = np.where(upwards, 1.0, 0.0)
        if ordered:
            ends = _neighbours(cube, places, upwards, every, ends)
        far = np.where(stays, cube[np.arange(size), places], ends)
        cube = as_far(box, cube, places, far, short)
    return cube


def _neighbours(
    cube: Batch, places: NDArray[np.int64], upwards: NDArray[np.bool_], every: range, ends: Batch
) -> Batch:
    """Where the way of an entry ends: at the next larger, or smaller, or at the end of the box."""
    rows = np.arange(len(cube))
    beside = np.where(upwards, places - 1, places + 1)
    there = (beside >= every.start) & (beside < every.stop)
    return np.where(there, cube[rows, np.where(there, beside, places)], ends)


def as_far(box: Box, cube: Batch, places: NDArray[np.int64], far: Batch, short: Batch) -> Batch:
    """Each row with its number at ``places`` moved towards ``far``, as far as it stays inside.

    It stops a share ``short`` of that way before.
    """
    rows = np.arange(len(cube))
    here = cube[rows, places]
    moved = cube.copy()

    def reached(share: Batch) -> NDArray[np.bool_]:
        on_the_way = np.clip(here + share * (far - here), *np.sort([here, far], axis=0))
        # Equal to a neighbour, and not nearly so by rounding.
        moved[rows, places] = np.where(share == 1, far, on_the_way)
        return inside(box, moved)

    low, high = np.zeros(len(cube)), np.ones(len(cube))
    low = np.where(reached(high), 1.0, low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        within = reached(middle)
        low, high = np.where(within, middle, low), np.where(within, high, middle)
    # Of hypotheses that are not convex, or by rounding, the place before the end may be outside.
    stays = ~reached(low * (1 - short))
    moved[rows[stays], places[stays]] = here[stays]
    return moved
