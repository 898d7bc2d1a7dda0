"""The stream of shards: which come next, and what is known after those that ended."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.coverage import Coverage
from dmfcheck.hunt.shards import STAGES, Task
from dmfcheck.hunt.structure import Structure, structure_of

SWEEPS = 4
MOST_SWEEPS = 32
EVOLUTIONS = 4
NEIGHBOURHOODS = 2
"""Shards of each stage in a round; the Sobol batches double from round to round."""

STRUCTURES = 16
"""Structures whose tightest points are kept for the next phase."""

EACH = 3
"""Points kept of each."""


@dataclass
class Stage:
    """What one stage did: evaluations, and its tightest margin and where (None before any)."""

    evaluations: int = 0
    best_margin: float | None = None
    at: Mapping[str, Any] | None = None


@dataclass
class Search:
    """All that is known of a hunt; a function of the seed and of the shards absorbed so far.

    A round has two phases: first the tuned strategies and Sobol batches, then differential
    evolution and neighbourhoods from the tightest points so far. A phase is planned when the one
    before has ended, so the shards of a phase can run anywhere, in any order.
    """

    claim: Claim
    seed: int
    strategies: int
    shards: int = 0
    stages: dict[str, Stage] = field(default_factory=lambda: {name: Stage() for name in STAGES})
    counts: dict[str, int] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)
    found: Mapping[str, Any] | None = None
    found_by: str = ""
    found_after: int = 0
    phase: int = 0
    _pool: dict[Structure, list[tuple[float, int, Mapping[str, Any]]]] = field(default_factory=dict)

    @property
    def evaluations(self) -> int:
        """Margins evaluated in all."""
        return sum(stage.evaluations for stage in self.stages.values())

    @property
    def worst_margin(self) -> float | None:
        """The least margin seen, float64 where positive, certified otherwise."""
        margins = [s.best_margin for s in self.stages.values() if s.best_margin is not None]
        return min(margins, default=None)

    def next_phase(self) -> list[Task]:
        """The tasks of the phase that follows what was absorbed."""
        turn, second = divmod(self.phase, 2)
        self.phase += 1
        rng = seeds.branch(self.seed, "phase", self.phase)
        tasks = self._from_the_tightest(rng) if second else self._afresh(turn, rng)
        return [
            Task(self.shards + i, self.seed, stage, near, strategy)
            for i, (stage, near, strategy) in enumerate(tasks)
        ]

    def _afresh(
        self, turn: int, rng: random.Random
    ) -> list[tuple[str, tuple[Mapping[str, Any], ...], int]]:
        tasks: list[tuple[str, tuple[Mapping[str, Any], ...], int]] = [
            ("drawn", (), index) for index in range(self.strategies)
        ]
        pools = self._ranked()
        for index in range(min(MOST_SWEEPS, SWEEPS << turn)):
            known = bool(index % 2 == 1 and pools)
            near = tuple(rng.choice(pools)[:1]) if known else ()
            tasks.append(("edge" if index % 4 >= 2 else "sobol", near, 0))
        return tasks

    def _from_the_tightest(
        self, rng: random.Random
    ) -> list[tuple[str, tuple[Mapping[str, Any], ...], int]]:
        pools = self._ranked()
        tasks: list[tuple[str, tuple[Mapping[str, Any], ...], int]] = []
        for index in range(EVOLUTIONS):
            # The tightest structures, one at random, and one of which nothing is known.
            if index == EVOLUTIONS - 1 or not pools:
                tasks.append(("evolution", (), 0))
            elif index < min(2, len(pools)):
                tasks.append(("evolution", tuple(pools[index]), 0))
            else:
                tasks.append(("evolution", tuple(rng.choice(pools)), 0))
        for index in range(min(NEIGHBOURHOODS, len(pools))):
            pool = pools[0] if index == 0 else rng.choice(pools)
            tasks.append(("neighbourhood", (pool[0],), 0))
        return tasks

    def _ranked(self) -> list[list[Mapping[str, Any]]]:
        ranked = sorted(self._pool.values(), key=lambda entries: entries[0][:2])
        return [[values for _, _, values in entries] for entries in ranked]

    def absorb(self, task: Task, result: Mapping[str, Any]) -> None:
        """Take in the result of the shard that comes next in order."""
        if task.number != self.shards:
            raise ValueError("shards are absorbed in order")
        self.shards += 1
        stage = self.stages[task.stage]
        stage.evaluations += result["evaluations"]
        for name in ("inside", "unknown", "certified", "false_alarms", "undecided"):
            self.counts[name] = self.counts.get(name, 0) + result[name]
        # A log of an earlier release has none.
        if "coverage" in result:
            self.coverage.add(result["coverage"])
        for margin, values in result["tightest"]:
            if stage.best_margin is None or margin < stage.best_margin:
                stage.best_margin, stage.at = margin, values
            self._remember(margin, task.number, values)
        found = result["found"]
        if found is not None and (self.found is None or found["margin"] < self.found["margin"]):
            self.found, self.found_by, self.found_after = found, task.stage, self.evaluations

    def _remember(self, margin: float, number: int, values: Mapping[str, Any]) -> None:
        structure = structure_of(self.claim, self.claim.point(**values).exact)
        entries = self._pool.setdefault(structure, [])
        entries.append((margin, number, values))
        # Ties go to the earlier shard, so that the order of arrival cannot matter.
        entries.sort(key=lambda entry: entry[:2])
        del entries[EACH:]
        if len(self._pool) > STRUCTURES:
            worst = max(self._pool, key=lambda key: self._pool[key][0][:2])
            del self._pool[worst]
