"""``dmfcheck check``: run the real matrix descent and hold every applicable claim against it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dmfcheck.commands import options, output
from dmfcheck.commands.target import chosen_target

EXIT_CODES = {"refuted": 1, "undecided": 3}
"""Verdicts that end in something other than 0; where both occur the refutation counts."""


def check(
    depth: options.Depth,
    alpha: options.Alpha,
    eta: options.Eta,
    matrix: options.Matrix = None,
    spectrum: options.Spectrum = None,
    beta: options.Beta = "0",
    delta: options.Delta = "1/10",
    steps: Annotated[
        str | None,
        typer.Option("--steps", metavar="K", help="Steps to run; by default what is needed."),
    ] = None,
    seed: Annotated[
        str, typer.Option("--seed", metavar="S", help="Seed of every random choice.")
    ] = "0",
    json_output: options.Json = False,
) -> int:
    """Run the real matrix descent and hold every claim that applies against it."""
    from dmfcheck import validation
    from dmfcheck.problem import Problem

    target = chosen_target(matrix, spectrum)
    parameters = {"depth": depth, "alpha": alpha, "eta": eta, "beta": beta}
    fraction = 1 - validation.proper_fraction(delta, "delta")
    count = None if steps is None else validation.whole(steps, "steps", 1)
    chosen_seed = validation.whole(seed, "seed", 0)
    if isinstance(target, tuple):
        problem = Problem.from_spectrum(target, **parameters)
        array = None
    else:
        from dmfcheck.prediction import nearest_spectrum

        problem = Problem.from_spectrum(nearest_spectrum(target), **parameters)
        array = target

    from dmfcheck.descent_check import check_problem

    with _progress() as progress:
        result = check_problem(
            problem,
            target=array,
            steps=count,
            fraction=fraction,
            seed=chosen_seed,
            progress=progress,
        )
    if json_output:
        output.print_json(
            {
                "claims": [
                    {
                        "id": entry.id,
                        "verdict": entry.verdict,
                        "margin": entry.margin,
                        "detail": entry.detail,
                    }
                    for entry in result.claims
                ],
                "eigenvalues": result.eigenvalues,
            }
        )
    else:
        output.print_table(
            ["claim", "verdict", "margin", ""],
            [
                [
                    entry.id,
                    entry.verdict,
                    "-" if entry.margin is None else f"{entry.margin:.3g}",
                    entry.detail,
                ]
                for entry in result.claims
            ],
        )
    codes = {EXIT_CODES.get(entry.verdict, 0) for entry in result.claims}
    return next((code for code in (1, 3) if code in codes), 0)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr that is told (steps done, steps in all); None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("descent", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
