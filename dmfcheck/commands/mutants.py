"""``dmfcheck mutants``: try to refute every wrong claim, and name those that survive."""

from __future__ import annotations

import math
import sys
from itertools import count, groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

if TYPE_CHECKING:
    from dmfcheck.testing.mutation import KillMatrix, Trial


WORTH_A_WORKER = 16
"""Mutants that take as long as a worker takes to collect the property tests."""


def mutants(
    claim_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One claim, such as step.monotone.")
    ] = None,
    seed: options.Seed = "0",
    workers: options.Workers = None,
    json_output: options.Json = False,
) -> int:
    """Refute the mutants: claims with one thing wrong. A survivor is something the suite misses.

    Each mutant has a search of its own; the matrix shows which property tests refute it as well.
    What the same sources and tests have found before is read from the user's cache.
    """
    from dmfcheck.base import seeds, validation
    from dmfcheck.base.shipped import properties_folder
    from dmfcheck.testing.kept_matrix import kept_mutants
    from dmfcheck.testing.mutation import chosen_mutants
    from dmfcheck.theory.ledger import claim

    if claim_id is not None:
        claim(claim_id)
    seeds.use(validation.whole(seed, "seed", 0))
    processes = options.processes(workers)
    chosen = chosen_mutants(claim_id)
    if workers is None:
        processes = min(processes, math.ceil(len(chosen) / WORTH_A_WORKER))
    if properties_folder() is None:
        print(
            "dmfcheck: the property tests (properties/, which a checkout and a wheel have) are not "
            "here: each mutant is tried on its own search alone",
            file=sys.stderr,
        )
    with bar("mutants") as told:
        done = count(1)
        progress = None if told is None else lambda _: told(next(done), len(chosen))
        matrix = kept_mutants(chosen, workers=min(processes, len(chosen)), progress=progress)
    if json_output:
        output.print_json(_as_json(matrix))
    else:
        _print(matrix)
    return 3 if matrix.survivors else 0


def _as_json(matrix: KillMatrix) -> dict[str, Any]:
    return {
        "killed": len(matrix.trials) - len(matrix.survivors),
        "total": len(matrix.trials),
        "survivors": matrix.survivors,
        "mutants": [_trial_json(trial) for trial in matrix.trials],
        "tests": {name: sorted(claims) for name, claims in matrix.tests.items()},
        "redundant": matrix.redundant,
    }


def _print(matrix: KillMatrix) -> None:
    _print_matrix(matrix)
    print(f"{len(matrix.trials) - len(matrix.survivors)} of {len(matrix.trials)} killed")
    for name in matrix.survivors:
        print(f"survivor: {name}")
    if matrix.redundant:
        print("tests that kill nothing that another test does not:")
    for name in matrix.redundant:
        print(f"  {name}")


MEANINGS = {
    "own search": "points within the hypotheses of all that were searched, - if none was needed",
    "numbers": "the tests that refute the mutant",
}


def _print_matrix(matrix: KillMatrix) -> None:
    """One block a claim: its tests by number, then a line for each mutant."""
    for claim_id, trials in groupby(matrix.trials, key=lambda trial: trial.mutant.claim_id):
        tests = [name for name, claims in matrix.tests.items() if claim_id in claims]
        print(f"{claim_id}, judged by")
        for number, name in enumerate(tests, 1):
            print(f"  {number:2}  {name}")
        rows = [
            [
                trial.mutant.name.partition("~")[2],
                trial.mutant.broken,
                "-" if trial.witness is None else f"{trial.satisfied}/{trial.evaluations}",
                *(str(i) if name in trial.killers else "." for i, name in enumerate(tests, 1)),
            ]
            for trial in trials
        ]
        headings = ["mutant", "what is wrong", "own search", *[""] * len(tests)]
        output.print_table(headings, rows, MEANINGS)
        print()


def _trial_json(trial: Trial) -> dict[str, Any]:
    return {
        "name": trial.mutant.name,
        "claim": trial.mutant.claim_id,
        "broken": trial.mutant.broken,
        "killed": trial.killed,
        "witness": trial.witness,
        "satisfied": trial.satisfied,
        "evaluations": trial.evaluations,
        "killers": list(trial.killers),
    }
