"""Shards: the numbered pieces of a hunt, each a function of the claim, the seed and its task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.base.bounds import within
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.structure import Structure, draw_structure, structure_of
from dmfcheck.hunt.subject import Subject
from dmfcheck.hunt.tally import Tally

STAGES = ("drawn", "sobol", "edge", "evolution", "neighbourhood")
"""Hypothesis on tuned strategies, Sobol points, the same on the edge of the hypotheses,
differential evolution, Hypothesis near a point."""


@dataclass(frozen=True)
class Task:
    """Shard ``number`` of the hunt with ``seed``: its stage and where it starts.

    ``near`` holds points, their values as text, of one structure; without any a structure is drawn.
    ``strategy`` says which of the tuned strategies a drawn shard uses.
    """

    number: int
    seed: int
    stage: str
    near: tuple[Mapping[str, Any], ...] = ()
    strategy: int = 0


def run_shard(subject: Subject, task: Task) -> dict[str, Any]:
    """The tally of one shard, as JSON has it: what a worker is asked for.

    >>> run_shard(Subject("order.preserved~turned"), Task(0, 0, "drawn"))["found"] is None
    False
    """
    claim = subject.claim()
    return _tally(claim, subject, task).as_json()


def run_within(subject: Subject, task: Task, seconds: float) -> dict[str, Any] | None:
    """:func:`run`, given up after so many seconds: for a worker that nobody can end."""
    with within(seconds, divisible=False):
        return run_shard(subject, task)
    return None


def _tally(claim: Claim, subject: Subject, task: Task) -> Tally:
    # Imported late: each stage loads its own heavy library.
    seed = (task.seed, task.number)
    near = tuple(claim.point(**values).exact for values in task.near)
    if task.stage == "drawn":
        from dmfcheck.hunt.draws import draw_until_refuted
        from dmfcheck.hunt.tuned import strategies_for

        return draw_until_refuted(claim, strategies_for(subject.name)[task.strategy], seed)
    if task.stage == "neighbourhood":
        from dmfcheck.hunt.draws import draw_until_refuted
        from dmfcheck.hunt.near import neighbourhood

        return draw_until_refuted(claim, neighbourhood(claim, near[0]), seed)
    structure = structure_of(claim, near[0]) if near else _drawn_structure(claim, seed)
    if task.stage == "sobol":
        from dmfcheck.hunt.sobol import sweep

        return sweep(claim, structure, seed, near)
    if task.stage == "edge":
        from dmfcheck.hunt.edge import edge

        return edge(claim, structure, seed)
    from dmfcheck.hunt.evolve import evolve

    return evolve(claim, structure, near, seed)


def _drawn_structure(claim: Claim, seed: tuple[int, int]) -> Structure:
    return draw_structure(claim, seeds.branch(*seed))
