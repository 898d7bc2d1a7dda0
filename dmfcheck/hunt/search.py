"""The stream of shards: which come next, and what is known after those that ended."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.archive import Archive
from dmfcheck.hunt.bandit import Bandit
from dmfcheck.hunt.coverage import Coverage
from dmfcheck.hunt.disagreements import Disagreements
from dmfcheck.hunt.shards import Task
from dmfcheck.hunt.stages import BY_NAME, DIPS, DRAWN, GENERIC, NAMES
from dmfcheck.hunt.structure import structure_of

CHOSEN = 4
"""Shards of a phase, but the first, whose stages the bandit chooses, beside the least of each."""

MOVED = 0.5
"""How often an integer or a size of known points is moved before a stage goes on from them."""


@dataclass
class Seen:
    """What one stage did: evaluations, and its tightest margin and where (None before any)."""

    evaluations: int = 0
    best_margin: float | None = None
    at: Mapping[str, Any] | None = None


@dataclass
class Search:
    """All that is known of a hunt; a function of the seed and of the shards absorbed so far.

    A phase runs every stage at least once, and those more often that made progress. It is planned
    when the one before has ended, so its shards can run anywhere, in any order.

    ``undefined`` counts points within the hypotheses where the margin has no value, and ``raised``
    is what it raised first: not among the ``counts``, which a hunt writes down.
    """

    claim: Claim
    seed: int
    strategies: int
    shards: int = 0
    stages: dict[str, Seen] = field(default_factory=lambda: {name: Seen() for name in NAMES})
    counts: dict[str, int] = field(default_factory=dict)
    undefined: int = 0
    raised: str = ""
    coverage: Coverage = field(default_factory=Coverage)
    disagreements: Disagreements = field(default_factory=Disagreements)
    found: Mapping[str, Any] | None = None
    found_by: str = ""
    found_after: int = 0
    phase: int = 0
    archive: Archive = field(default_factory=Archive)
    dips: Archive = field(default_factory=Archive)
    bandit: Bandit = field(default_factory=lambda: Bandit(tuple(BY_NAME)))

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
        rng = seeds.branch(self.seed, "phase", self.phase)
        planned = self._stages()
        # The tuned strategies draw at random: again every other time.
        tuned = range(self.strategies) if self.phase % 2 == 0 else ()
        self.phase += 1
        tasks = [
            Task(self.shards + i, self.seed, DRAWN, (), index) for i, index in enumerate(tuned)
        ]
        turns = {name: self.bandit.runs.get(name, 0) for name in BY_NAME}
        for name in planned:
            near = self._near(name, turns[name], rng)
            # The structure is moved by those stages that look at all of it.
            moves = bool(near) and BY_NAME[name].begins != "near" and rng.random() < MOVED
            number = self.shards + len(tasks)
            tasks.append(Task(number, self.seed, name, near, turns[name], moves))
            turns[name] += 1
        return tasks

    def _stages(self) -> list[str]:
        """The least of every stage that can begin, then those that the bandit chooses."""
        can = [stage for stage in GENERIC if len(self.archive) or stage.begins != "near"]
        planned = [stage.name for stage in can for _ in range(stage.least)]
        for _ in range(CHOSEN if self.phase else 0):
            planned.append(self.bandit.chosen([stage.name for stage in can], planned))
        return planned

    def _near(self, name: str, turn: int, rng: random.Random) -> tuple[Mapping[str, Any], ...]:
        """The points known that the shard of a stage starts from; none for a drawn structure."""
        stage = BY_NAME[name]
        archive = self.dips if name == DIPS else self.archive
        if not len(archive) or (stage.begins == "afresh" and turn % 2 == 0):
            return ()
        # Of the stages that go on from what is known, one shard in four does not.
        if stage.begins == "known" and turn % 4 == 3:
            return ()
        return tuple(archive.chosen(rng))

    def absorb(self, task: Task, result: Mapping[str, Any]) -> None:
        """Take in the result of the shard that comes next in order."""
        if task.number != self.shards:
            raise ValueError("shards are absorbed in order")
        self.shards += 1
        stage = self.stages[task.stage]
        stage.evaluations += result["evaluations"]
        for name in ("inside", "unknown", "certified", "false_alarms", "undecided"):
            self.counts[name] = self.counts.get(name, 0) + result[name]
        # A log of an earlier release has none of what follows.
        self.undefined += result.get("undefined", 0)
        self.raised = self.raised or result.get("raised", "")
        if "coverage" in result:
            self.coverage.add(result["coverage"])
        if "disagreements" in result:
            self.disagreements.add(result["disagreements"])
        news = 0.0
        for margin, values in result["tightest"]:
            if stage.best_margin is None or margin < stage.best_margin:
                stage.best_margin, stage.at = margin, values
            structure = structure_of(self.claim, self.claim.point(**values).exact)
            news = max(news, self.archive.add(structure, margin, task.number, values))
        for depth, values in result.get("dips", ()):
            structure = structure_of(self.claim, self.claim.point(**values).exact)
            news = max(news, self.dips.add(structure, depth, task.number, values))
        if task.stage != DRAWN:
            self.bandit.reward(task.stage, news)
        found = result["found"]
        if found is not None and (self.found is None or found["margin"] < self.found["margin"]):
            self.found, self.found_by, self.found_after = found, task.stage, self.evaluations
