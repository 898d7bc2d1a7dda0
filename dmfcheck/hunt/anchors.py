"""Where a shard with a drawn structure starts: points to go on from where the box holds none.

A box has a usual range for every number, and hypotheses may exclude all of it: beta <= 10^-16 alpha
does. Points that are made to satisfy them widen the box to where they are.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.cost import USUAL, drawn_structure, first_inside
from dmfcheck.hunt.objective import hypotheses
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.variation import fitted

TRIED = 6
"""Points that are made at most."""


def drawn_start(claim: Claim, seed: tuple[int, int], turn: int = 0, share: float = 1.0) -> Start:
    """A start with a structure at random, and points within the hypotheses if the box has none.

    ``turn`` counts the earlier shards of the stage; ``share`` is that of the operations which the
    margin may take.
    """
    rng = seeds.branch(*seed)
    structure = drawn_structure(claim, rng, seed[1], share)
    near = anchors(claim, structure, seeds.branch(*seed, "anchors"))
    return Start(claim, structure, near, seed, turn)


def redrawn(start: Start, again: int) -> Start:
    """Another start of the same shard, its structure drawn once more and of the usual cost."""
    rng = seeds.branch(*start.seed, "redrawn", again)
    structure = drawn_structure(start.claim, rng, USUAL)
    return replace(start, structure=structure, near=anchors(start.claim, structure, rng))


def anchors(
    claim: Claim, structure: Structure, rng: random.Random
) -> tuple[Mapping[str, Any], ...]:
    """Points of ``structure`` within the hypotheses, exact; none where the usual box has some.

    They are simple points of small structures, their numbers moved until the hypotheses hold, with
    the integers and the sizes of ``structure`` instead; those that are within the hypotheses then.
    """
    from dmfcheck.hunt.equalities.starts import point_within

    if not claim.hypotheses or first_inside(claim, structure) is not None:
        return ()
    found = []
    for _ in range(TRIED):
        values = point_within(claim, rng)
        if values is None:
            continue
        moved = fitted(values, structure)
        try:
            inside, _ = hypotheses(claim, moved, 1)
        except faults.ClaimFault:
            raise
        except faults.OF_THE_POINT:
            continue
        if inside[0]:
            found.append(moved)
    return tuple(found)
