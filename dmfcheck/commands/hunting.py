"""What the commands that hunt have in common: a folder to go on in, a claim, and workers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dmfcheck.base.validation import BadInput

if TYPE_CHECKING:
    from dmfcheck.hunt.directory import HuntDirectory
    from dmfcheck.hunt.executors import Executor
    from dmfcheck.hunt.first_look import FirstLook
    from dmfcheck.hunt.subject import Subject

    Folder = TypeVar("Folder", bound=HuntDirectory)

SECONDS = 60.0
"""How long a hunt lasts that is given no limit."""

MOST_WORKERS = 1024

Output = Annotated[
    str | None, typer.Option("-o", "--output", metavar="DIR", help="A new folder for the hunt.")
]
Resume = Annotated[
    str | None, typer.Option("--resume", metavar="DIR", help="Go on with the hunt in DIR.")
]
Seconds = Annotated[
    str | None,
    typer.Option("--seconds", metavar="S", help="Stop after S seconds (60 if no limit is given)."),
]
Seed = Annotated[
    str | None, typer.Option("--seed", metavar="K", help="Seed of every random choice (0).")
]
Workers = Annotated[str | None, typer.Option("--workers", metavar="W", help="Local processes (1).")]


def folder_of(kind: type[Folder], folder: str | None, resume: str | None) -> Folder:
    """The folder that is begun or gone on with, neither made nor locked yet."""
    if resume is None:
        if folder is None:
            raise BadInput("--output", "is missing", "a new folder, such as -o found")
        return kind(Path(folder), "--output")
    if folder is not None and Path(folder).resolve() != Path(resume).resolve():
        raise BadInput("--output", f"is {folder!r} beside --resume {resume!r}", "one folder")
    return kind(Path(resume), "--resume")


def subject_of(claim_id: str | None) -> Subject:
    """The claim that is named, its file read."""
    from dmfcheck.hunt.subject import ACCEPTED, read_subject

    if claim_id is None:
        raise BadInput("ID", "is missing", ACCEPTED)
    return read_subject(claim_id)


def look_at(subject: Subject, seconds: float | None) -> FirstLook:
    """What a first look at a claim of a user's own finds; built-in claims need none."""
    from dmfcheck.hunt.first_look import NOTHING_UNDEFINED, first_look

    return first_look(subject.claim(), seconds) if subject.path else NOTHING_UNDEFINED


def continued(
    directory: HuntDirectory, claim_id: str | None, seed: int | None
) -> tuple[Subject, int]:
    """The claim and the seed of the hunt on record, which nothing may contradict."""
    from dmfcheck.hunt.hunt import settings_of

    settings = directory.settings()
    subject = subject_of(str(settings.get("claim")))
    recorded_seed = settings.get("seed")
    if isinstance(recorded_seed, bool) or not isinstance(recorded_seed, int) or recorded_seed < 0:
        raise BadInput(
            "--resume",
            f"{str(directory.path)!r} was begun with the seed {recorded_seed!r:.40}",
            "a folder whose seed is a whole number",
        )
    if claim_id is not None and claim_id != subject.text:
        raise BadInput(
            "ID", f"is {claim_id!r}, but the {directory.word} is of another claim", subject.text
        )
    if seed is not None and seed != recorded_seed:
        raise BadInput(
            "--seed", f"is {seed}, but the {directory.word} has another", str(recorded_seed)
        )
    expected = settings_of(subject, recorded_seed)
    for name, what in (("source", "file of claims"), ("version", "version of dmfcheck")):
        if settings.get(name) != expected[name]:
            raise BadInput(
                "--resume",
                f"{str(directory.path)!r} was begun with another {what}",
                f"the {what} it was begun with, or a new {directory.word}",
            )
    return subject, recorded_seed


def executor_of(workers: str | None, scheduler: str | None) -> Executor:
    """Where shards run: this process, ``workers`` of its own, or a cluster."""
    from dmfcheck.base import validation
    from dmfcheck.hunt.executors import Cluster, LocalPool, Serial

    if workers is not None and scheduler is not None:
        raise BadInput("--scheduler", "is given beside --workers", "one of the two")
    count = 1 if workers is None else validation.whole(workers, "workers", 1, MOST_WORKERS)
    if scheduler is not None:
        return Cluster(scheduler)
    return Serial() if count == 1 else LocalPool(count)
