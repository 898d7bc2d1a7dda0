"""Shards: the numbered pieces of a hunt, each a function of the claim, the seed and its task."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.base.allocation import keep_freed_memory
from dmfcheck.base.bounds import within
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.anchors import drawn_start
from dmfcheck.hunt.cost import affordable
from dmfcheck.hunt.stages import BY_NAME, DRAWN
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import structure_of
from dmfcheck.hunt.subject import Subject
from dmfcheck.hunt.tally import Tally
from dmfcheck.hunt.variation import fitted, varied


@dataclass(frozen=True)
class Task:
    """Shard ``number`` of the hunt with ``seed``: its stage and where it starts.

    ``near`` holds points, their values as text, the tightest first; without any a structure is
    drawn. ``turn`` counts the shards of the stage before it; of a drawn shard it says which of the
    tuned strategies is used. ``varied``: an integer or a size of the points is another.
    """

    number: int
    seed: int
    stage: str
    near: tuple[Mapping[str, Any], ...] = ()
    turn: int = 0
    varied: bool = False


def run_shard(subject: Subject, task: Task) -> dict[str, Any]:
    """The tally of one shard, as JSON has it: what a worker is asked for.

    >>> run_shard(Subject("order.preserved~turned"), Task(0, 0, "drawn"))["found"] is None
    False
    """
    keep_freed_memory()
    claim = subject.claim()
    return _tally(claim, subject, task).as_json()


def run_within(subject: Subject, task: Task, seconds: float) -> dict[str, Any] | None:
    """:func:`run`, given up after so many seconds: for a worker that nobody can end."""
    # The loop of such a worker, in a thread of its own, draws from `random` while a strategy does.
    warnings.filterwarnings("ignore", "Do not use the `random` module inside strategies")
    with within(seconds, divisible=False):
        return run_shard(subject, task)
    return None


def _tally(claim: Claim, subject: Subject, task: Task) -> Tally:
    seed = (task.seed, task.number)
    if task.stage == DRAWN:
        # Imported late, as the other stages are: each loads its own heavy library.
        from dmfcheck.hunt.draws import draw_until_refuted
        from dmfcheck.hunt.tuned import strategies_for

        return draw_until_refuted(claim, strategies_for(subject.name)[task.turn], seed)
    stage = BY_NAME[task.stage]
    near = tuple(claim.point(**values).exact for values in task.near)
    if not near:
        return stage.run(drawn_start(claim, seed, task.turn, stage.share))
    structure = structure_of(claim, near[0])
    # A niche has points of several structures.
    near = tuple(values for values in near if structure_of(claim, values) == structure)
    if task.varied:
        rng = seeds.branch(*seed, "varied")
        structure = affordable(claim, varied(claim, structure, rng), task.number, stage.share)
        near = tuple(fitted(values, structure) for values in near)
    return stage.run(Start(claim, structure, near, seed, task.turn, known=True))
