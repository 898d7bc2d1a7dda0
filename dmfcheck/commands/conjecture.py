"""``dmfcheck conjecture``: inequalities that a sample suggests and a hunt does not refute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar
from dmfcheck.commands.hunting import SECONDS, Seconds, Seed

MOST, LARGEST_MOST = 12, 100

Folder = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="DIR", help="A new folder for files of claims."),
]
Most = Annotated[str | None, typer.Option("--most", metavar="M", help="Conjectures at most (12).")]
SettingName = Annotated[
    str | None,
    typer.Option("--setting", metavar="NAME", help="One of the settings; all without it."),
]
Evaluations = Annotated[
    str | None,
    typer.Option("--evaluations", metavar="E", help="Hunt each for E evaluations at most."),
]


def conjecture(
    seconds: Seconds = None,
    seed: Seed = None,
    most: Most = None,
    setting: SettingName = None,
    evaluations: Evaluations = None,
    folder: Folder = None,
    json_output: options.Json = False,
) -> int:
    """Conjecture inequalities between recovery times, and hunt each.

    They hold on all of a drawn sample, do not follow there from what is known, and come with the
    tightest first. What survives is a conjecture and no more: DIR has a file of each.
    """
    from dmfcheck.base import validation
    from dmfcheck.hunt.conjectures.engine import conjectures
    from dmfcheck.theory.quantities import SETTINGS

    number = 0 if seed is None else validation.whole(seed, "seed", 0)
    count = MOST if most is None else validation.whole(most, "most", 1, LARGEST_MOST)
    limit = SECONDS if seconds is None else float(validation.positive(seconds, "seconds"))
    each = None if evaluations is None else validation.whole(evaluations, "evaluations", 1)
    if setting is not None and setting not in SETTINGS:
        raise BadInput("--setting", f"is {setting!r:.60}", ", ".join(map(repr, SETTINGS)))
    path = None if folder is None else _new_folder(folder)
    chosen = list(SETTINGS) if setting is None else [setting]
    with bar("conjecture", limit):
        found = conjectures(limit, number, count, path, chosen, each)
    if json_output:
        output.print_json(found)
    else:
        _print(found)
    return 0


def _new_folder(name: str) -> Path:
    path = Path(name)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise BadInput("--output", f"{name!r} is not empty", "a new folder")
    except (OSError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        reason = getattr(error, "strerror", None) or error
        raise BadInput("--output", f"{name!r} cannot be used ({reason})", "a new folder") from None
    return path


MEANINGS = {
    "touch": "points of the sample within 2% of equality",
    "evaluations": "those of its hunt",
}


def _outcome(entry: dict[str, Any]) -> str:
    if entry["reason"] is not None:
        return "saw nothing"
    return "refuted" if entry["verdict"] == "refuted" else "survived"


def _print(found: dict[str, Any]) -> None:
    print(f"seed {found['seed']}")
    for name, counts in found["settings"].items():
        output.print_wrapped(
            f"{name}: {counts['found']} inequalities hold on {counts['points']} points,"
            f" {counts['new']} were kept as new"
        )
    print()
    rows = [
        [
            entry["setting"],
            entry["text"],
            str(entry["touches"]),
            _outcome(entry),
            str(entry["evaluations"]),
        ]
        for entry in found["conjectures"]
    ]
    output.print_table(["setting", "conjecture", "touch", "hunt", "evaluations"], rows, MEANINGS)
    print()
    print(f"{found['survived']} of {len(rows)} survived, which proves nothing")
    for entry in found["conjectures"]:
        if entry["file"] is not None and _outcome(entry) == "survived":
            print(f"{entry['file']}::{entry['id']}")
