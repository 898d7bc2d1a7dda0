"""The tightest points of a search by niches: one kind of structure cannot crowd out the others."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dmfcheck.hunt.structure import Structure

Values = Mapping[str, Any]
Niche = tuple[tuple[str, tuple[int, ...]], ...]

NICHES = 64
"""Niches whose tightest points are kept."""

EACH = 3
"""Points kept of each."""

TOP = 4
"""A point is taken from so many tightest niches as often as from all."""


def niche_of(structure: Structure) -> Niche:
    """What structures of one kind share: each integer and size to within a factor of sqrt 2.

    >>> niche_of(Structure((("depth", 2), ("steps", 700)), ()))
    (('depth', (2,)), ('steps', (21,)))
    >>> niche_of(Structure((("depth", 2), ("steps", 710)), ()))
    (('depth', (2,)), ('steps', (21,)))
    """
    integers = tuple((name, (_level(value),)) for name, value in structure.integers)
    return integers + tuple(
        (name, tuple(map(_level, lengths))) for name, lengths in structure.shapes
    )


def _level(value: int) -> int:
    """0, 1, 2, 3, and beyond that twice the logarithm: v^2 has so many bits, less 2 or more."""
    size = abs(value)
    level = size if size < 4 else (size * size).bit_length() + 2
    return level if value >= 0 else -level


@dataclass
class Archive:
    """The tightest points by niche, as (margin, number of the shard, values as text).

    What is kept follows from the points and their numbers, not from when they arrive.
    """

    _kept: dict[Niche, list[tuple[float, int, Values]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, structure: Structure, margin: float, number: int, values: Values) -> float:
        """Keep a point if it is tight; returns how much news it is, in [0, 1].

        1 for the first of a niche, else the share by which the tightest margin fell.
        """
        niche = niche_of(structure)
        entries = self._kept.setdefault(niche, [])
        before = entries[0][0] if entries else None
        entries.append((margin, number, values))
        # Ties go to the earlier shard.
        entries.sort(key=lambda entry: entry[:2])
        del entries[EACH:]
        if len(self._kept) > NICHES:
            worst = max(self._kept, key=lambda key: self._kept[key][0][:2])
            del self._kept[worst]
        if before is None:
            return 1.0
        fall = before - margin
        return fall / max(fall, abs(before)) if fall > 0 else 0.0

    def ranked(self) -> list[list[Values]]:
        """The points of each niche, the tightest first in each and among the niches."""
        ranked = sorted(self._kept.values(), key=lambda entries: entries[0][:2])
        return [[values for _, _, values in entries] for entries in ranked]

    def chosen(self, rng: random.Random) -> list[Values]:
        """The points of one niche: half of the time among the tightest ones, else any.

        Raises IndexError where none is kept.
        """
        ranked = self.ranked()
        return rng.choice(ranked[:TOP] if rng.random() < 0.5 else ranked)
