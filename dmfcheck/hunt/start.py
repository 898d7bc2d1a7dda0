"""Where a shard of a stage starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim
    from dmfcheck.hunt.structure import Structure


@dataclass(frozen=True)
class Start:
    """Where a shard starts: a claim, a structure, points known of it, and the seed of the shard.

    ``near`` holds exact values of points that have the structure, the tightest first; it may be
    empty. ``turn`` counts the earlier shards of the stage: later ones may look longer.
    ``known`` says that the structure is that of points known, not drawn.
    """

    claim: Claim
    structure: Structure
    near: tuple[Mapping[str, Any], ...]
    seed: tuple[int, int]
    turn: int = 0
    known: bool = False
