"""A hunt from beginning to end: search, stop, simplify, and write down what was found."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from dmfcheck import __version__
from dmfcheck.certified.certificate import write as write_certificate
from dmfcheck.hunt.decision import decide
from dmfcheck.hunt.describe import sentence, snippet
from dmfcheck.hunt.directory import CERTIFICATE, SNIPPET, SUMMARY, HuntDirectory
from dmfcheck.hunt.executors import Executor
from dmfcheck.hunt.heartbeat import OutOfTime, beat, heard_by
from dmfcheck.hunt.progress import Progress
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.simplify import largest_denominator, simplify
from dmfcheck.hunt.subject import Subject
from dmfcheck.hunt.tuned import strategies_for

KEPT_SHARE = 0.9
"""After a hunt for the worst violation a simpler point must keep this share of its margin."""

DENOMINATOR = 1000
"""A larger denominator in a simplified counterexample is explained."""


@dataclass(frozen=True)
class Budget:
    """When a hunt without a find stops: after ``seconds`` of this run, or so many evaluations.

    ``to_the_worst`` goes on after the first find until then.
    """

    seconds: float | None
    evaluations: int | None
    to_the_worst: bool = False

    def ends(self, search: Search, begun: float) -> bool:
        """Whether nothing more is to be searched."""
        if search.found is not None and not self.to_the_worst:
            return True
        if self.evaluations is not None and search.evaluations >= self.evaluations:
            return True
        return self.is_over(begun)

    def is_over(self, begun: float) -> bool:
        """Whether the time is up."""
        return self.seconds is not None and time.monotonic() - begun >= self.seconds


def settings_of(subject: Subject, seed: int) -> dict[str, Any]:
    """What has to be the same for a stream of shards to be the same."""
    return {
        "claim": subject.text,
        "source": subject.digest,
        "seed": seed,
        "version": __version__,
    }


def hunt(
    subject: Subject, seed: int, directory: HuntDirectory, executor: Executor, budget: Budget
) -> dict[str, Any]:
    """Search until the budget ends it, going on from what the folder has on record.

    Returns the summary that is also written to the folder: verdict, certificate (a path), and what
    every stage saw. The folder must be locked.
    """
    begun = time.monotonic()
    search = Search(subject.claim(), seed, len(strategies_for(subject.name)))
    recorded = directory.results()
    with closing(executor), Progress(budget.seconds) as progress:

        def listen() -> None:
            progress.show(search)
            if budget.is_over(begun):
                raise OutOfTime

        progress.show(search)
        with suppress(OutOfTime), heard_by(listen):
            _search(search, subject, recorded, directory, executor, budget, begun)
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
    }
    if search.found is not None:
        summary |= _write_found(search, subject, directory, budget)
    directory.write(SUMMARY, json.dumps(summary, indent=2) + "\n")
    return summary


def _search(
    search: Search,
    subject: Subject,
    recorded: list[dict[str, Any]],
    directory: HuntDirectory,
    executor: Executor,
    budget: Budget,
    begun: float,
) -> None:
    without_clock = Budget(None, budget.evaluations, budget.to_the_worst)
    while True:
        tasks = search.next_phase()
        known = recorded[search.shards : search.shards + len(tasks)]
        for task, result in zip(tasks, known, strict=False):
            search.absorb(task, result)
            # What is on record costs no time, but ends where it would have ended without a break.
            if without_clock.ends(search, begun):
                return
        for task, result in executor.results(subject, tasks[len(known) :]):
            directory.append(task.number, result)
            search.absorb(task, result)
            beat()
            if budget.ends(search, begun):
                return


def _write_found(
    search: Search, subject: Subject, directory: HuntDirectory, budget: Budget
) -> dict[str, Any]:
    """Write the certificate as found, then the simplified one in its place; describe it."""
    claim = search.claim
    certificate: Mapping[str, Any] = (search.found or {})["certificate"]
    path = directory.path / CERTIFICATE
    write_certificate(certificate, path)
    values: Mapping[str, Any] = claim.point(**certificate["parameters"]).exact
    decision = decide(claim, values)
    least = KEPT_SHARE * decision.margin if budget.to_the_worst else 0.0
    values, decision = simplify(claim, values, decision, least=least)
    if decision.certificate is None:
        raise ValueError("a counterexample on record is none")
    write_certificate(decision.certificate, path)
    directory.write(SNIPPET, snippet(subject, decision.parameters))
    name, denominator = largest_denominator(values)
    return {
        "verdict": "refuted",
        "certificate": str(path),
        "counterexample": decision.parameters,
        "margin": decision.margin,
        "description": sentence(claim, values, decision),
        "found_by": search.found_by,
        "found_after": search.found_after,
        "resolution": None
        if denominator <= DENOMINATOR
        else f"no simpler {name} tried with the other parameters refutes it: denominator "
        f"{denominator}",
    }
