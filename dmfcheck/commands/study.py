"""``dmfcheck study``: rerun an empirical study; the same seed gives the same table."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.exact_text import json_text
from dmfcheck.base.numbers import reproducible
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

if TYPE_CHECKING:
    from dmfcheck.problems.studies.study import Study

MOST_RUNS = 100_000

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="completion, plateaus, recovery, gaussian or real.")
]
Runs = Annotated[
    str | None,
    typer.Option("--runs", metavar="R", help="Repetitions; by default a few minutes' worth."),
]
Destination = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the study here, as JSON."),
]


def study(
    name: Name,
    seed: options.Seed = "0",
    runs: Runs = None,
    workers: options.Workers = None,
    scheduler: options.Scheduler = None,
    destination: Destination = None,
    json_output: options.Json = False,
) -> int:
    """Rerun an empirical study: errors and rates with their intervals, on a stated ensemble."""
    from dmfcheck.base import validation
    from dmfcheck.base.files import write_whole
    from dmfcheck.problems.studies.pool import Journal, results_of
    from dmfcheck.problems.studies.study import study_named

    chosen = study_named(name)
    first = validation.whole(seed, "seed", 0)
    count = chosen.runs if runs is None else validation.whole(runs, "runs", 2, MOST_RUNS)
    if workers is not None and scheduler is not None:
        raise BadInput("--scheduler", "is given beside --workers", "one of the two")
    processes = options.processes(workers)
    header = _header(chosen, first, count)
    journal = None if destination is None else Journal(_journal_of(destination), header)
    tasks = chosen.tasks(count, first)
    if not json_output:
        print(f"study {name}: {chosen.question}")
        print(f"seed {first}, {count} runs; {_settings_text(chosen.settings)}\n", flush=True)
    with bar(name) as progress:
        results = results_of(
            chosen,
            tasks,
            workers=processes,
            journal=journal,
            progress=progress,
            scheduler=scheduler,
        )
    table = chosen.summary(tasks, results, first)
    found = {
        **header,
        "columns": list(table.columns),
        "rows": reproducible(list(table.rows)),
        "rates": reproducible([rate.as_json() for rate in table.rates]),
    }
    if destination is not None and journal is not None:
        write_whole(destination, json_text(found) + "\n", "--output")
        journal.remove()
    if json_output:
        output.print_json(found)
    else:
        _print(found)
    return 0


def _header(chosen: Study, seed: int, runs: int) -> dict[str, Any]:
    from dmfcheck import __version__

    settings = dict(chosen.settings)
    named = {"study": chosen.name, "version": __version__, "seed": seed, "runs": runs}
    return {**named, "settings": settings}


def _journal_of(destination: str) -> Path:
    path = Path(destination)
    accepted = "a file in an existing folder that may be written"
    try:
        folder = path.resolve().parent
        if path.is_dir() or not folder.is_dir():
            wrong = "is a folder" if path.is_dir() else "is in a folder that does not exist"
            raise BadInput("--output", f"{destination} {wrong}", accepted)
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput("--output", f"{destination!r} is no file name", accepted) from None
    if not os.access(folder, os.W_OK):
        raise BadInput(
            "--output", f"{destination} is in a folder that may not be written", accepted
        )
    return path.with_name(f"{path.name}.part")


def _settings_text(settings: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} {value}" for name, value in settings.items())


def _print(found: Mapping[str, Any]) -> None:
    from dmfcheck.testing.table import rate_text

    rows = [[_cell(row[column]) for column in found["columns"]] for row in found["rows"]]
    output.print_table(found["columns"], rows)
    print()
    for rate in found["rates"]:
        print(f"{rate['claim']}: {rate_text(rate)}")


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, Mapping):
        middle = value["mean"] if "mean" in value else value["rate"]
        return f"{middle:.3g} [{value['low']:.3g}, {value['high']:.3g}]"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
