"""Hunts and a study here, on local processes and on Dask: throughput, and what a shard costs more.

Run ``python tests/benchmarks/bench_cluster.py``; ``--evaluations 100000`` of a hunt, ``--runs 2``
of the study, ``--only hunt`` (or ``study``), which writes nothing. Each case runs the same shards
of one seed, after a first hunt that loads what a worker needs; a case's answer must be that of one
process, or the benchmark fails. Wall time: nothing else may run.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from noted import write_section

from dmfcheck.hunt.executors import Cluster, Executor, LocalPool, Serial
from dmfcheck.hunt.hunt import Budget, follow
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.subject import read_subject
from dmfcheck.problems.studies.pool import results_of
from dmfcheck.problems.studies.study import study_named

CLAIM = "order.preserved"
WARM = 20_000
GOAL = 1e15

Row = tuple[str, int, float, float, float]
"""How, workers, seconds, per second, milliseconds of workers a task beyond those of one process."""


@contextmanager
def dask(workers: int) -> Iterator[str]:
    """The address of a scheduler with so many worker processes of one thread."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def hunted(executor: Executor, evaluations: int) -> tuple[float, int, int, str]:
    """(seconds, evaluations, shards, the counts as text) of one hunt."""
    subject = read_subject(CLAIM)
    search = Search(subject.claim(), 1, 0)
    began = time.perf_counter()
    follow(search, subject, executor, Budget(None, evaluations))
    spent = time.perf_counter() - began
    answer = json.dumps([search.counts, search.worst_margin, search.coverage.as_json()])
    return spent, search.evaluations, search.shards, answer


def hunts(evaluations: int) -> list[Row]:
    """One row a case."""
    rows: list[Row] = []
    answers = set()
    alone = 0.0

    def case(name: str, workers: int, make: Callable[[], Executor]) -> None:
        nonlocal alone
        executor = make()
        try:
            hunted(executor, WARM)
            spent, done, shards, answer = hunted(executor, evaluations)
        finally:
            executor.close()
        answers.add(answer)
        alone = alone or spent
        rows.append((name, workers, spent, done / spent, (spent * workers - alone) / shards * 1e3))

    case("this process", 1, Serial)
    for workers in (1, 2):
        case("local processes", workers, lambda workers=workers: LocalPool(workers))
    for workers in (1, 2):
        with dask(workers) as address:
            case("Dask", workers, lambda address=address: Cluster(address))
    if len(answers) != 1:
        raise SystemExit("the cases do not answer the same")
    return rows


def studies(runs: int) -> list[Row]:
    """The same of the study of matrix completion, in runs."""
    study = study_named("completion")
    tasks, few = study.tasks(runs, 0), study.tasks(2, 0)
    rows: list[Row] = []
    answers = set()
    alone = 0.0

    def case(name: str, workers: int, address: str | None) -> None:
        nonlocal alone
        # A pool of local processes ends with its study: what it loads counts.
        if address is not None:
            results_of(study, few, workers=workers, scheduler=address)
        began = time.perf_counter()
        found = results_of(study, tasks, workers=workers, scheduler=address)
        spent = time.perf_counter() - began
        answers.add(repr(found))
        alone = alone or spent
        extra = (spent * workers - alone) / len(tasks) * 1e3
        rows.append((name, workers, spent, len(tasks) / spent, extra))

    for workers in (1, 2):
        case("local processes", workers, None)
    for workers in (1, 2):
        with dask(workers) as address:
            case("Dask", workers, address)
    if len(answers) != 1:
        raise SystemExit("the cases do not answer the same")
    return rows


def table(rows: list[Row], what: str) -> list[str]:
    """As Markdown."""
    lines = [
        f"| {what} | workers | seconds | a second | ms of workers a task beyond the first line |",
        "|---|---|---|---|---|",
    ]
    for name, workers, spent, rate, extra in rows:
        often = f"{rate:,.0f}" if rate >= 100 else f"{rate:.2g}"
        lines.append(f"| {name} | {workers} | {spent:.1f} | {often} | {extra:.1f} |")
    return lines


def on_paper(rows: list[Row], shards: int, evaluations: int) -> list[str]:
    """What so many margins would take, by what one worker of a cluster does here."""
    rate = next(rate for name, workers, _, rate, _ in rows if (name, workers) == ("Dask", 1))
    seconds = GOAL / rate
    share = evaluations / shards
    return [
        f"On paper: {GOAL:.0e} margins are {seconds / 86400 / 365:.1f} years of one such worker,",
        f"{seconds / 86400 / 1000:.0f} days of 1000. A shard has {share:,.0f} margins on average,",
        f"so {GOAL / share:.0e} shards: Dask's scheduler, at about 1000 tasks a second, would take",
        f"{GOAL / share / 1000 / 86400:.0f} days for the tasks alone, and serves 1000 workers from",
        f"{1000 * rate / 1000:,.0f} margins a shard on; a search whose next phase follows from the",
        "last one has as many independent parts as it has claims, seeds and shards of a phase.",
    ]


def main() -> None:
    """Measure, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluations", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--only", choices=["hunt", "study"])
    given = parser.parse_args()
    lines = [
        "Written by `python tests/benchmarks/bench_cluster.py`. The same shards of one hunt",
        f"({CLAIM}), the same runs of one study (completion); every case gave the same answer.",
        f"Wall time on {os.cpu_count()} cores, workers begun and loaded before.",
        "",
    ]
    if given.only != "study":
        rows = hunts(given.evaluations)
        _, evaluations, shards, _ = hunted(Serial(), given.evaluations)
        lines += [*table(rows, "hunt"), "", *on_paper(rows, shards, evaluations), ""]
    if given.only != "hunt":
        lines += table(studies(given.runs), "study")
    if given.only is None:
        write_section("Beyond one machine", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
