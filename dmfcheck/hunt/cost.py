"""What a margin costs at a structure, in operations: the same on every machine, unlike seconds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import numpy as np

from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.float_fractions import operations
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.objective import hypotheses
from dmfcheck.hunt.structure import Structure, draw_structure
from dmfcheck.hunt.variation import between, size_of, smaller, ways_down

OPERATIONS = 24_000
"""Operations on arrays that a margin may take at most, in most shards."""

LONG = 8
"""So many times more in one shard of :data:`EVERY`."""

EVERY = 6

FIRST = 8
SHORT = 32
"""In so many shards at first they are so many times fewer."""

FASTER = 1.25
"""A margin costs so many times more than in proportion to its size at most, or all is counted."""

USUAL = FIRST * EVERY
"""A number of a shard that has :data:`OPERATIONS`, as most do."""

SMALL = 64
"""Operations are counted where no integer or size is larger."""

DRAWS = 6
"""Structures drawn until one has a point within the hypotheses."""

LOOKED_AT = 128
"""Points that are looked at for it."""


def drawn_structure(claim: Claim, rng: random.Random, number: int, share: float = 1.0) -> Structure:
    """A structure at random that is affordable, with points within its hypotheses if it can.

    ``number`` is that of the shard, ``share`` that of the operations which its margin may take.
    """
    for _ in range(DRAWS):
        structure = draw_structure(claim, rng)
        if first_inside(claim, structure) is not None:
            break
    return affordable(claim, structure, number, share)


def affordable(claim: Claim, structure: Structure, number: int, share: float = 1.0) -> Structure:
    """``structure``, its largest integers and sizes divided until the margin takes few operations.

    How many that are depends on the ``number`` of the shard: first fewer, so that every stage has
    its turn, and now and then more; ``share`` of it. They are counted where all of them are small;
    what they are elsewhere is taken to be in proportion.
    """
    most = OPERATIONS * LONG if is_long(number) else OPERATIONS
    if number < FIRST:
        most = OPERATIONS // SHORT
    most = int(most * share)
    ways = ways_down(claim, structure, SMALL)
    cost = _costs(claim, ways[-1], most)
    if cost is None:
        return _smaller_until(claim, ways[-1], most)
    each = max(1, cost) / size_of(ways[-1])
    index = next(
        i for i, way in enumerate(ways) if i == len(ways) - 1 or each * size_of(way) <= most
    )
    if index == 0:
        found = structure
    else:
        found = between(ways[index], ways[index - 1], most / (each * size_of(ways[index])))
    if found == ways[-1] or _in_proportion(claim, ways[-1], cost):
        return found
    return _smaller_until(claim, found, 2 * most)


def is_long(number: int) -> bool:
    """Whether the margins of the shard may take so many more operations."""
    return number >= FIRST and number % EVERY == EVERY - 1


def _in_proportion(claim: Claim, structure: Structure, cost: int) -> bool:
    """Whether a smaller structure costs so much less that nothing grows faster than its size.

    Two counts of small structures take a fraction of the time of one where the margin is long.
    """
    less = smaller(claim, structure)
    if less is None:
        return False
    fewer = _costs(claim, less, max(1, cost))
    ratio = size_of(structure) / size_of(less)
    return fewer is not None and cost <= FASTER * ratio * fewer


def _smaller_until(claim: Claim, structure: Structure, most: int) -> Structure:
    while _costs(claim, structure, most) is None:
        less = smaller(claim, structure)
        if less is None:
            break
        structure = less
    return structure


def _costs(claim: Claim, structure: Structure, most: int) -> int | None:
    values = first_inside(claim, structure)
    if values is None:
        box = Box(claim, structure)
        values = box.exact(np.full((1, box.dimension), 0.5), 0)
    try:
        return operations(claim, claim.margin, values, most)
    except faults.ClaimFault:
        raise
    except faults.OF_THE_POINT:
        return 0


def first_inside(claim: Claim, structure: Structure) -> Mapping[str, Any] | None:
    """The first of a few points that is within the hypotheses in float64, its values exact."""
    box = Box(claim, structure)
    cube = np.random.default_rng(0).random((LOOKED_AT, box.dimension))
    try:
        inside, _ = hypotheses(claim, box.values(cube), len(cube))
    except faults.OF_THE_POINT:
        # Hypotheses that know no batches.
        return None
    rows = np.flatnonzero(inside)
    return box.exact(cube, int(rows[0])) if len(rows) else None
