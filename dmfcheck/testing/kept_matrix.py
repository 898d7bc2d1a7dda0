"""The kill matrix that these sources and property tests gave before, or give now.

Every search follows from the seed of the run alone, so the same sources give the same matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.base.kept_result import kept_result
from dmfcheck.base.shipped import properties_folder
from dmfcheck.base.sources import sources_key
from dmfcheck.claims.mutant import Mutant
from dmfcheck.testing.mutation import KillMatrix, Trial, run_mutants

__all__ = ["KEPT", "MOST", "kept_mutants"]

KEPT = "mutants"
"""The folder in the user's cache."""

MOST = 256
"""Files at most, each of some mutants and a seed; the oldest goes."""

LARGEST = 4_000_000
"""Bytes of a file at most; that of all mutants has a tenth."""

DRAWN_WITH = ("hypothesis", "pytest", "scipy", "numba")
"""Distributions that the searches follow from as well."""


def kept_mutants(
    chosen: Sequence[Mutant], *, workers: int, progress: Callable[[Trial], None] | None = None
) -> KillMatrix:
    """What :func:`~dmfcheck.testing.mutation.run_mutants` finds, from the user's cache if there.

    >>> from dmfcheck.testing.mutation import chosen_mutants
    >>> kept_mutants(chosen_mutants("reduction.scaling"), workers=1).survivors
    []
    """
    tests = properties_folder()
    key = sources_key(*(() if tests is None else (tests,)), also_with=DRAWN_WITH)
    task = "\n".join([str(seeds.current()), *(mutant.name for mutant in chosen)])

    def find() -> dict[str, Any]:
        return _written(run_mutants(chosen, workers=workers, progress=progress))

    kept = kept_result(KEPT, key, task, find, most=MOST, largest=LARGEST)
    trials = [
        Trial(mutant, witness, drawn, satisfied, tuple(killers))
        for mutant, (witness, drawn, satisfied, killers) in zip(chosen, kept["trials"], strict=True)
    ]
    return KillMatrix(trials, {name: frozenset(ids) for name, ids in kept["tests"].items()})


def _written(matrix: KillMatrix) -> dict[str, Any]:
    return {
        "trials": [
            [trial.witness, trial.evaluations, trial.satisfied, trial.killers]
            for trial in matrix.trials
        ],
        "tests": {name: sorted(ids) for name, ids in matrix.tests.items()},
    }
