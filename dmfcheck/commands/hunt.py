"""``dmfcheck hunt``: search for a counterexample, confirm it, simplify it, certify it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output

if TYPE_CHECKING:
    from dmfcheck.hunt.directory import HuntDirectory
    from dmfcheck.hunt.executors import Executor
    from dmfcheck.hunt.first_look import FirstLook
    from dmfcheck.hunt.subject import Subject

SECONDS = 60.0
"""How long a hunt lasts that is given no limit."""

MOST_WORKERS = 1024


ClaimId = Annotated[
    str | None, typer.Argument(metavar="ID", help="A claim, a mutant, or FILE.py::claim.id.")
]
Folder = Annotated[
    str | None, typer.Option("-o", "--output", metavar="DIR", help="A new folder for the hunt.")
]
Resume = Annotated[
    str | None, typer.Option("--resume", metavar="DIR", help="Go on with the hunt in DIR.")
]
Seconds = Annotated[
    str | None,
    typer.Option("--seconds", metavar="S", help="Stop after S seconds (60 if no limit is given)."),
]
Evaluations = Annotated[
    str | None,
    typer.Option(
        "--evaluations",
        metavar="E",
        help="Stop after E evaluations of the margin, at the end of a batch.",
    ),
]
Seed = Annotated[
    str | None, typer.Option("--seed", metavar="K", help="Seed of every random choice (0).")
]
Workers = Annotated[str | None, typer.Option("--workers", metavar="W", help="Local processes (1).")]
ToTheWorst = Annotated[
    bool, typer.Option("--max-violation", help="Go on after the first find, to the worst one.")
]


def hunt(
    claim_id: ClaimId = None,
    folder: Folder = None,
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
    from dmfcheck.base import validation
    from dmfcheck.hunt.hunt import Budget, settings_of
    from dmfcheck.hunt.hunt import hunt as run_hunt

    number = None if seed is None else validation.whole(seed, "seed", 0)
    limit = None if evaluations is None else validation.whole(evaluations, "evaluations", 1)
    time_limit = None if seconds is None else float(validation.positive(seconds, "seconds"))
    if limit is None and time_limit is None:
        time_limit = SECONDS
    budget = Budget(time_limit, limit, max_violation)
    directory = _directory(folder, resume)
    if resume is None:
        subject, number = _subject(claim_id), number or 0
        look = _look(subject, time_limit)
        executor = _executor(workers, scheduler)
        with directory.locked(create=True):
            directory.begin(settings_of(subject, number))
            summary = run_hunt(subject, number, directory, executor, budget, look)
    else:
        directory.require_hunt()
        with directory.locked(create=False):
            subject, number = _continued(directory, claim_id, number)
            look = _look(subject, time_limit)
            executor = _executor(workers, scheduler)
            summary = run_hunt(subject, number, directory, executor, budget, look)
    if json_output:
        output.print_json(summary)
    else:
        _print_summary(summary)
    return 1 if summary["verdict"] == "refuted" else 3


def _directory(folder: str | None, resume: str | None) -> HuntDirectory:
    from dmfcheck.hunt.directory import HuntDirectory

    if resume is None:
        if folder is None:
            raise BadInput("--output", "is missing", "a new folder, such as -o found")
        return HuntDirectory(Path(folder), "--output")
    if folder is not None and Path(folder).resolve() != Path(resume).resolve():
        raise BadInput("--output", f"is {folder!r} beside --resume {resume!r}", "one folder")
    return HuntDirectory(Path(resume), "--resume")


def _subject(claim_id: str | None) -> Subject:
    from dmfcheck.hunt.subject import ACCEPTED, read_subject

    if claim_id is None:
        raise BadInput("ID", "is missing", ACCEPTED)
    return read_subject(claim_id)


def _look(subject: Subject, seconds: float | None) -> FirstLook:
    """What a first look at a claim of a user's own finds; built-in claims need none."""
    from dmfcheck.hunt.first_look import NOTHING_UNDEFINED, first_look

    return first_look(subject.claim(), seconds) if subject.path else NOTHING_UNDEFINED


def _continued(
    directory: HuntDirectory, claim_id: str | None, seed: int | None
) -> tuple[Subject, int]:
    """The claim and the seed of the hunt on record, which nothing may contradict."""
    from dmfcheck.hunt.hunt import settings_of

    settings = directory.settings()
    subject = _subject(str(settings.get("claim")))
    recorded_seed = settings.get("seed")
    if isinstance(recorded_seed, bool) or not isinstance(recorded_seed, int) or recorded_seed < 0:
        raise BadInput(
            "--resume",
            f"{str(directory.path)!r} was begun with the seed {recorded_seed!r:.40}",
            "a folder whose seed is a whole number",
        )
    if claim_id is not None and claim_id != subject.text:
        raise BadInput("ID", f"is {claim_id!r}, but the hunt is of another claim", subject.text)
    if seed is not None and seed != recorded_seed:
        raise BadInput("--seed", f"is {seed}, but the hunt has another", str(recorded_seed))
    expected = settings_of(subject, recorded_seed)
    for name, what in (("source", "file of claims"), ("version", "version of dmfcheck")):
        if settings.get(name) != expected[name]:
            raise BadInput(
                "--resume",
                f"{str(directory.path)!r} was begun with another {what}",
                f"the {what} it was begun with, or a new hunt",
            )
    return subject, recorded_seed


def _executor(workers: str | None, scheduler: str | None) -> Executor:
    from dmfcheck.base import validation
    from dmfcheck.hunt.executors import Cluster, LocalPool, Serial

    if workers is not None and scheduler is not None:
        raise BadInput("--scheduler", "is given beside --workers", "one of the two")
    count = 1 if workers is None else validation.whole(workers, "workers", 1, MOST_WORKERS)
    if scheduler is not None:
        return Cluster(scheduler)
    return Serial() if count == 1 else LocalPool(count)


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
