"""A hunt from beginning to end: search, stop, simplify, and write down what was found."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from dmfcheck import __version__
from dmfcheck.base.bounds import Limit, within
from dmfcheck.base.certificate import write as write_certificate
from dmfcheck.base.validation import BadInput
from dmfcheck.hunt.decision import Decision, decide
from dmfcheck.hunt.describe import sentence, snippet
from dmfcheck.hunt.directory import CERTIFICATE, SNIPPET, SUMMARY, HuntDirectory
from dmfcheck.hunt.executors import Executor
from dmfcheck.hunt.first_look import NOTHING_UNDEFINED, FirstLook, nothing_seen
from dmfcheck.hunt.heartbeat import beat, heard_by
from dmfcheck.hunt.progress import Progress
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.simplify import Simplifier, largest_denominator
from dmfcheck.hunt.subject import Subject
from dmfcheck.hunt.tuned import strategies_for
from dmfcheck.hunt.uncovered import explained

KEPT_SHARE = 0.9
"""After a hunt for the worst violation a simpler point must keep this share of its margin."""

SIMPLIFYING = 1.0
DESCRIBING = 0.5
"""Seconds for which a counterexample is simplified and described even if the time is up."""

DENOMINATOR = 1000
"""A larger denominator in a simplified counterexample is explained."""


@dataclass(frozen=True)
class Budget:
    """When a hunt without a find stops: after ``seconds`` of this run, or so many evaluations.

    ``to_the_worst`` goes on after the first find until then. The seconds count from ``begun``, a
    time of time.monotonic, or from where the search begins.
    """

    seconds: float | None
    evaluations: int | None
    to_the_worst: bool = False
    begun: float | None = None

    @property
    def left(self) -> float | None:
        """The seconds that are left since ``begun``, half of them at least.

        So a hunt of a second or two is one, however long it takes to load what it needs.
        """
        if self.seconds is None or self.begun is None:
            return self.seconds
        return max(self.seconds - (time.monotonic() - self.begun), self.seconds / 2)

    def ends(self, search: Search) -> bool:
        """Whether nothing more is to be searched, whatever the time."""
        if search.found is not None and not self.to_the_worst:
            return True
        return self.evaluations is not None and search.evaluations >= self.evaluations


def settings_of(subject: Subject, seed: int) -> dict[str, Any]:
    """What has to be the same for a stream of shards to be the same."""
    return {
        "claim": subject.text,
        "source": subject.digest,
        "seed": seed,
        "version": __version__,
    }


def hunt(
    subject: Subject,
    seed: int,
    directory: HuntDirectory,
    executor: Executor,
    budget: Budget,
    look: FirstLook = NOTHING_UNDEFINED,
) -> dict[str, Any]:
    """Search until the budget ends it, going on from what the folder has on record.

    Returns the summary that is also written to the folder: verdict, certificate (a path), and what
    every stage saw; without a find ``reason`` says why that means nothing, if it does. ``look`` is
    what a first look at the claim found. The folder must be locked.
    """
    search = Search(subject.claim(), seed, len(strategies_for(subject.name)))
    recorded = directory.results()
    # Not divisible: what a shard finds must not depend on the time that is left.
    seconds = budget.left
    limit = within(seconds, divisible=False)
    with limit as clock, closing(executor), Progress(seconds) as progress:
        progress.show(search)
        with heard_by(lambda: progress.show(search)):
            follow(search, subject, executor, budget, recorded, directory.append)
    summary: dict[str, Any] = {
        "verdict": "undecided",
        "certificate": None,
        "evaluations": search.evaluations,
        "worst_margin": search.worst_margin,
        **settings_of(subject, seed),
        "shards": search.shards,
        "counts": search.counts,
        "stages": [
            {
                "stage": name,
                "evaluations": stage.evaluations,
                "best_margin": stage.best_margin,
                "at": stage.at,
            }
            for name, stage in search.stages.items()
        ],
        "disagreements": search.disagreements.as_json(),
        "coverage": explained(
            search.claim,
            search.coverage,
            {
                n: s.evaluations
                for n, s in search.stages.items()
                if n != "drawn" or search.strategies
            },
            search.counts,
        ),
    }
    if search.found is None:
        summary["reason"] = nothing_seen(search, look)
    else:
        summary |= _write_found(search, subject, directory, budget, clock.remaining)
    directory.write(SUMMARY, json.dumps(summary, indent=2) + "\n")
    return summary


def follow(
    search: Search,
    subject: Subject,
    executor: Executor,
    budget: Budget,
    recorded: Sequence[dict[str, Any]] = (),
    keep: Callable[[int, dict[str, Any]], object] | None = None,
) -> None:
    """Run and absorb one shard after the other until the budget ends it, or the time in force.

    Those ``recorded`` are not run again; ``keep`` is told the number and the result of the others.
    """
    while True:
        tasks = search.next_phase()
        known = recorded[search.shards : search.shards + len(tasks)]
        for task, result in zip(tasks, known, strict=False):
            search.absorb(task, result)
            # What is on record costs no time, but ends where it would have ended without a break.
            if budget.ends(search):
                return
        for task, result in executor.results(subject, tasks[len(known) :]):
            if keep is not None:
                keep(task.number, result)
            search.absorb(task, result)
            if budget.ends(search):
                return
            beat()


def _write_found(
    search: Search, subject: Subject, directory: HuntDirectory, budget: Budget, left: float
) -> dict[str, Any]:
    """Write the certificate as found, then the simplified one in its place; describe it.

    Of the budget's time ``left`` seconds are not spent yet. Raises
    :class:`~dmfcheck.base.validation.BadInput` where the point on record is no counterexample.
    """
    claim = search.claim
    certificate: Mapping[str, Any] = (search.found or {})["certificate"]
    path = directory.path / CERTIFICATE
    write_certificate(certificate, path)
    values: Mapping[str, Any] = claim.point(**certificate["parameters"]).exact
    simplifier = Simplifier(claim, values, Decision.of(certificate))
    with within(max(left, SIMPLIFYING), divisible=False) as clock:
        simplifier.decision = decide(claim, values)
        if not simplifier.decision.refuted:
            path.unlink()
            raise BadInput(
                f"claim {claim.id!r}",
                "is refuted at a point on record, and is not a second time",
                "a margin that depends on its arguments alone, and the record that a hunt wrote",
            )
        if budget.to_the_worst:
            simplifier.least = KEPT_SHARE * simplifier.decision.margin
        simplifier.run()
    values, decision = simplifier.values, simplifier.decision
    write_certificate(decision.certificate or certificate, path)
    directory.write(SNIPPET, snippet(subject, decision.parameters))
    name, denominator = largest_denominator(values)
    return {
        "verdict": "refuted",
        "certificate": str(path),
        "counterexample": decision.parameters,
        "margin": decision.margin,
        "description": sentence(claim, values, decision, max(clock.remaining, DESCRIBING)),
        "found_by": search.found_by,
        "found_after": search.found_after,
        "resolution": _resolution(name, denominator, clock),
    }


def _resolution(name: str, denominator: int, clock: Limit) -> str | None:
    """Why there is no simpler counterexample, if that needs a reason."""
    if clock.reached:
        return "the time was up before it was simplified as far as it goes: --resume goes on"
    if denominator <= DENOMINATOR:
        return None
    return (
        f"no simpler {name} tried with the other parameters refutes it: denominator {denominator}"
    )
