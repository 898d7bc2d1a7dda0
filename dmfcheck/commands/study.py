"""``dmfcheck study``: rerun an empirical study; the same seed gives the same table."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from dmfcheck.base.exact_text import json_text
from dmfcheck.base.numbers import reproducible
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output

MOST_RUNS = 100_000
MOST_WORKERS = 256


def study(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="completion, plateaus, recovery, gaussian or real."),
    ],
    seed: Annotated[
        str, typer.Option("--seed", metavar="S", help="Seed of every random choice.")
    ] = "0",
    runs: Annotated[
        str | None,
        typer.Option("--runs", metavar="R", help="Repetitions; by default a few minutes' worth."),
    ] = None,
    workers: Annotated[
        str | None,
        typer.Option("--workers", metavar="W", help="Processes; by default one per core."),
    ] = None,
    destination: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the study here, as JSON."),
    ] = None,
    json_output: options.Json = False,
) -> int:
    """Rerun an empirical study: errors and rates with their intervals, on a stated ensemble."""
    from dmfcheck import __version__
    from dmfcheck.base import validation
    from dmfcheck.base.files import write_whole
    from dmfcheck.problems.studies.pool import Journal, results_of
    from dmfcheck.problems.studies.study import study_named

    chosen = study_named(name)
    first = validation.whole(seed, "seed", 0)
    count = chosen.runs if runs is None else validation.whole(runs, "runs", 2, MOST_RUNS)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    processes = (
        cores or 1 if workers is None else validation.whole(workers, "workers", 1, MOST_WORKERS)
    )
    header: dict[str, Any] = {"study": name, "version": __version__, "seed": first, "runs": count}
    header["settings"] = dict(chosen.settings)
    journal = None if destination is None else Journal(_journal_of(destination), header)
    tasks = chosen.tasks(count, first)
    if not json_output:
        print(f"study {name}: {chosen.question}")
        print(f"seed {first}, {count} runs; {_settings_text(chosen.settings)}\n", flush=True)
    with _progress(name) as progress:
        results = results_of(chosen, tasks, workers=processes, journal=journal, progress=progress)
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


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr that is told (tasks done, tasks in all); None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
