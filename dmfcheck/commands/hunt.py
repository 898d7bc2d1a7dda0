"""``dmfcheck hunt``: search for a counterexample, confirm it, simplify it, certify it."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from dmfcheck.commands import options, output
from dmfcheck.commands.hunting import (
    SECONDS,
    Output,
    Resume,
    Seconds,
    Seed,
    Workers,
    continued,
    executor_of,
    folder_of,
    look_at,
    subject_of,
)

ClaimId = Annotated[
    str | None, typer.Argument(metavar="ID", help="A claim, a mutant, or FILE.py::claim.id.")
]
Evaluations = Annotated[
    str | None,
    typer.Option(
        "--evaluations",
        metavar="E",
        help="Stop after E evaluations of the margin, at the end of a batch.",
    ),
]
ToTheWorst = Annotated[
    bool, typer.Option("--max-violation", help="Go on after the first find, to the worst one.")
]


def hunt(
    claim_id: ClaimId = None,
    folder: Output = None,
    resume: Resume = None,
    seconds: Seconds = None,
    evaluations: Evaluations = None,
    seed: Seed = None,
    workers: Workers = None,
    scheduler: options.Scheduler = None,
    max_violation: ToTheWorst = False,
    json_output: options.Json = False,
) -> int:
    """Hunt a counterexample: the answer depends on the seed, not on workers or interruptions."""
    begun = time.monotonic()
    from dmfcheck.base import validation
    from dmfcheck.hunt.directory import HuntDirectory
    from dmfcheck.hunt.hunt import Budget, settings_of
    from dmfcheck.hunt.hunt import hunt as run_hunt

    number = None if seed is None else validation.whole(seed, "seed", 0)
    limit = None if evaluations is None else validation.whole(evaluations, "evaluations", 1)
    time_limit = None if seconds is None else float(validation.positive(seconds, "seconds"))
    if limit is None and time_limit is None:
        time_limit = SECONDS
    budget = Budget(time_limit, limit, max_violation, begun)
    directory = folder_of(HuntDirectory, folder, resume)
    if resume is None:
        subject, number = subject_of(claim_id), number or 0
        look = look_at(subject, time_limit)
        executor = executor_of(workers, scheduler)
        with directory.locked(create=True):
            directory.begin(settings_of(subject, number))
            summary = run_hunt(subject, number, directory, executor, budget, look)
    else:
        directory.require_hunt()
        with directory.locked(create=False):
            subject, number = continued(directory, claim_id, number)
            look = look_at(subject, time_limit)
            executor = executor_of(workers, scheduler)
            summary = run_hunt(subject, number, directory, executor, budget, look)
    if json_output:
        output.print_json(summary)
    else:
        _print_summary(summary)
    return 1 if summary["verdict"] == "refuted" else 3


def _print_summary(summary: dict[str, Any]) -> None:
    rows = [
        [
            stage["stage"],
            str(stage["evaluations"]),
            "-" if stage["best_margin"] is None else f"{stage['best_margin']:.3g}",
        ]
        for stage in summary["stages"]
    ]
    meanings = {"tightest margin": "the least in float64, >= 0 where the claim holds"}
    output.print_table(["stage", "evaluations", "tightest margin"], rows, meanings)
    print()
    from dmfcheck.hunt.disagreements import told

    if told(summary["disagreements"]):
        print(f"{told(summary['disagreements'])}\n")
    if summary["verdict"] == "refuted":
        print(f"refuted: {summary['description']}")
        if summary["resolution"] is not None:
            print(f"    {summary['resolution']}")
        print(f"certificate: {summary['certificate']}")
        return
    covered = [
        [row["of"], row["tried"], row["not_tried"] or "-"] for row in summary["coverage"]["rows"]
    ]
    output.print_table(["of", "tried", "not tried"], covered)
    print()
    if summary["reason"] is not None:
        print(f"undecided: {summary['reason']}")
    else:
        print(
            f"undecided: no counterexample in {summary['evaluations']} evaluations,"
            f" {summary['counts']['inside']} of them within the hypotheses"
        )
