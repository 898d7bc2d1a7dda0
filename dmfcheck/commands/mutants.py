"""``dmfcheck mutants``: try to refute every wrong claim, and name those that survive."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.commands import options, output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dmfcheck.mutation import Trial


def mutants(
    claim_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One claim, such as step.monotone.")
    ] = None,
    seed: Annotated[
        str, typer.Option("--seed", metavar="S", help="Seed of every random choice.")
    ] = "0",
    json_output: options.Json = False,
) -> int:
    """Refute the mutants: claims with one thing wrong. A survivor is something the suite misses."""
    from dmfcheck import seeds, validation
    from dmfcheck.claims.ledger import claim
    from dmfcheck.mutation import chosen_mutants, run_mutants

    if claim_id is not None:
        claim(claim_id)
    seeds.use(validation.whole(seed, "seed", 0))
    chosen = chosen_mutants(claim_id)
    with _progress(len(chosen)) as progress:
        trials = run_mutants(chosen, progress)
    survivors = [trial.mutant.name for trial in trials if not trial.killed]
    if json_output:
        output.print_json(
            {
                "killed": len(trials) - len(survivors),
                "total": len(trials),
                "survivors": survivors,
                "mutants": [_trial_json(trial) for trial in trials],
            }
        )
    else:
        rows = [
            [
                trial.mutant.name,
                trial.mutant.broken,
                "killed" if trial.killed else "SURVIVES",
                f"{trial.satisfied}/{trial.evaluations}",
            ]
            for trial in trials
        ]
        output.print_table(["mutant", "what is wrong", "", "satisfied/drawn"], rows)
        print(f"{len(trials) - len(survivors)} of {len(trials)} killed")
        for name in survivors:
            print(f"survivor: {name}")
    return 3 if survivors else 0


def _trial_json(trial: Trial) -> dict[str, Any]:
    return {
        "name": trial.mutant.name,
        "claim": trial.mutant.claim_id,
        "broken": trial.mutant.broken,
        "killed": trial.killed,
        "witness": trial.witness,
        "satisfied": trial.satisfied,
        "evaluations": trial.evaluations,
    }


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Trial], None] | None]:
    """A bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("mutants", total=total)
        yield lambda _: bar.advance(task)
