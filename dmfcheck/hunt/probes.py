"""Points decided with certainty whatever float64 says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from dmfcheck.base import seeds
from dmfcheck.claims import faults
from dmfcheck.hunt.anchors import redrawn
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.corners import into_corners, points_inside
from dmfcheck.hunt.equalities.starts import point_within
from dmfcheck.hunt.heartbeat import beat
from dmfcheck.hunt.look import ENDLESS, UNKNOWN, look
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.tally import Tally
from dmfcheck.hunt.variation import smaller

PROBES = 24
"""Points of one shard, half of them simple ones of small structures, half float64 ones."""

OF_AN_IDENTITY = 4
"""An identity has so many times more: float64 takes what is off by 1e-12 for equal."""

WORK = 1 << 23
"""Bits of all exact numbers of one shard at most: a second or two."""

LONGEST = 400
"""Steps times numbers of a structure whose points are decided."""

FAR = 5000
IN_ALL = 2 * FAR
STRUCTURES = 4
FEW = 2
FINE = 1024
"""Longer structures are made shorter than :data:`FAR`. Of a shard there are so many of them, and so
many points of each: in balls of the usual bits, and of so many where those do not do. Steps times
numbers of all of them are at most :data:`IN_ALL`."""


def probes(start: Start) -> Tally:
    """Decide points with certainty, and compare with what float64 says.

    Where float64 knows nothing, a NaN or an error, or has lost all digits after thousands of steps,
    nothing but this would judge the claim.
    """
    tally = Tally(start.claim)
    many = PROBES * (OF_AN_IDENTITY if start.claim.kind == "identity" else 1)
    work = WORK
    for values in _points(start, many):
        beat()
        seen = look(start.claim, values)
        work -= seen.work
        tally.looked(values, seen, compared=True)
        if tally.found is not None or work <= 0:
            return tally
    far = np.random.default_rng([*start.seed, STRUCTURES])
    left = IN_ALL
    for again in range(STRUCTURES):
        begin = start if start.known and not again else redrawn(start, again)
        left -= _look_far(tally, begin, far, left)
        if tally.found is not None or left <= 0:
            break
    return tally


def _look_far(tally: Tally, start: Start, rng: np.random.Generator, most: int) -> int:
    """Look at points of a long structure until one stays unknown: the others are mostly like it.

    Returns their steps times numbers, about ``most`` at most.
    """
    structure = start.structure
    while cost(structure) > FAR and (less := smaller(start.claim, structure)) is not None:
        structure = less
    if not LONGEST < cost(structure) <= FAR:
        return 0
    near = start.near if structure == start.structure else ()
    begin = replace(start, structure=structure, near=near)
    looked = 0
    for values in _in_corners(begin, rng, min(FEW, 1 + most // cost(structure))):
        beat()
        looked += cost(structure)
        seen = look(start.claim, values)
        if seen.what == UNKNOWN and seen.work < ENDLESS:
            seen = look(start.claim, values, FINE)
        tally.looked(values, seen, compared=True)
        if tally.found is not None or seen.what == UNKNOWN:
            break
    return looked


def _in_corners(start: Start, rng: np.random.Generator, many: int) -> list[Mapping[str, Any]]:
    """Points in corners of the hypotheses; none where these know no batches."""
    box = Box(start.claim, start.structure, start.near)
    try:
        cube = points_inside(box, start.near, many, rng)
        if len(cube):
            cube = into_corners(box, cube, rng)
    except faults.ClaimFault:
        raise
    except faults.OF_THE_POINT:
        return []
    return [box.exact(cube, row) for row in range(len(cube))]


def _points(start: Start, many: int) -> Iterator[Mapping[str, Any]]:
    """Simple points and float64 ones in turn, those known at first."""
    rng = seeds.branch(*start.seed, "probes")
    affordable = cost(start.structure) <= LONGEST
    box = Box(start.claim, start.structure, start.near)
    cube = np.random.default_rng(list(start.seed)).random((many // 2, box.dimension))
    if affordable:
        yield from start.near
    for row in range(many // 2):
        simple = point_within(start.claim, rng)
        if simple is not None:
            yield simple
        if affordable:
            yield box.exact(cube, row)


def cost(structure: Structure) -> int:
    """The greatest integer of a structure times its numbers.

    >>> cost(Structure((("depth", 2), ("steps", 30)), (("spectrum", (3,)),)))
    90
    """
    longest = max((value for _, value in structure.integers), default=1)
    return max(1, longest) * max(1, structure.dimension(()))
