"""Points decided with certainty whatever float64 says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dmfcheck.base import seeds
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.equalities.starts import point_within
from dmfcheck.hunt.heartbeat import beat
from dmfcheck.hunt.look import look
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.tally import Tally

PROBES = 24
"""Points of one shard, half of them simple ones of small structures, half float64 ones."""

OF_AN_IDENTITY = 4
"""An identity has so many times more: float64 takes what is off by 1e-12 for equal."""

WORK = 1 << 23
"""Bits of all exact numbers of one shard at most: a second or two."""

LONGEST = 400
"""Steps times numbers of a structure whose points are decided."""


def probes(start: Start) -> Tally:
    """Decide points with certainty, and compare with what float64 says.

    Where float64 knows nothing, a NaN or an error, nothing but this would judge the claim.
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
            break
    return tally


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
