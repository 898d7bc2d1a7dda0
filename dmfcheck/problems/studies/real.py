"""Denoising real matrices: a covariance, a graph and a photograph, with noise added.

The matrices are those of the repository's tests/data; where each comes from is said there.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from dmfcheck.base.shipped import data_folder
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.problems.denoising_errors import best_step, denoising_errors
from dmfcheck.problems.early_stopping import (
    Spectrum,
    Start,
    choose_plateau,
    chosen_start,
    decompose,
    early_stopped,
    longest_plateau,
)
from dmfcheck.problems.matrix_files import read_rectangular
from dmfcheck.problems.studies.study import Result, Study, Table, Task
from dmfcheck.problems.studies.summaries import grouped, mean_json

DATA = data_folder()
MATRICES: dict[str, tuple[str, Start]] = {
    "digits": ("digits_covariance.csv", "identical"),
    "karate": ("karate_club.mtx", "aligned"),
    "pagoda": ("pagoda.csv", "aligned"),
}
"""The karate club's graph has negative eigenvalues, which the identical start cannot find."""

LEVELS = (0.02, 0.05, 0.2)
"""The largest singular value that the noise has by itself, in units of ||W*||."""

DEPTHS = (2, 3, 4)
DELTA = Fraction(1, 10)
LAST_STEP = 20_000
METHODS = (
    "best step",
    "best plateau",
    "chosen plateau",
    "chosen, sigma known",
    "longest plateau",
    "threshold there",
    "shrinkage",
    "converged",
)


@cache
def truth_of(name: str) -> FloatArray:
    """The matrix of that name, divided by its norm."""
    matrix = read_rectangular(DATA / MATRICES[name][0], "DATA")
    return np.asarray(matrix / np.linalg.norm(matrix, 2))


def gaussian_noise(
    shape: tuple[int, int], level: float, symmetric: bool, seed: list[int]
) -> FloatArray:
    """Gaussian noise whose singular values reach up to ``level`` as the sides grow."""
    G = np.random.default_rng(seed).standard_normal(shape)
    if symmetric:
        G = (G + G.T) / 2**0.5
    return np.asarray(level / (shape[0] ** 0.5 + shape[1] ** 0.5) * G)


def _tasks(runs: int, seed: int) -> list[Task]:
    for name in MATRICES:
        # Without the repository's data this is refused here, once, and not in every process.
        truth_of(name)
    return [
        {"seed": seed, "run": i, "matrix": name, "level": level}
        for i in range(runs)
        for name in MATRICES
        for level in LEVELS
    ]


def _work(task: Task) -> Result:
    truth = truth_of(task["matrix"])
    symmetric = task["matrix"] != "pagoda"
    place = [task["seed"], task["run"], LEVELS.index(task["level"])]
    E = gaussian_noise(truth.shape, task["level"], symmetric, place)
    spectrum = decompose(truth + E, MATRICES[task["matrix"]][1])
    sigma = task["level"] / (truth.shape[0] ** 0.5 + truth.shape[1] ** 0.5)
    return {str(depth): _compared(spectrum, truth, E, sigma, depth) for depth in DEPTHS}


def _compared(
    spectrum: Spectrum, truth: FloatArray, E: FloatArray, sigma: float, depth: int
) -> dict[str, Any]:
    alpha, eta = chosen_start(spectrum, depth)
    parameters: dict[str, Any] = {"depth": depth, "alpha": alpha, "eta": eta}
    found = early_stopped(spectrum, **parameters, delta=DELTA)
    errors = denoising_errors(spectrum, found, truth)
    best, _ = best_step(spectrum, truth, **parameters, steps=LAST_STEP)
    early = [entry.early for entry in errors.plateaus]
    chosen, known = (choose_plateau(spectrum, found, level) for level in (None, sigma))

    def error_at(index: int | None) -> float:
        return errors.converged if index is None else early[index]

    values = {
        # Later steps are seen on their plateaus and in the limit only.
        "best step": min([best, *early, errors.converged]),
        "best plateau": min(early, default=errors.converged),
        "chosen plateau": error_at(chosen),
        "chosen, sigma known": error_at(known),
        "longest plateau": error_at(longest_plateau(found)),
        "threshold there": (
            errors.converged if chosen is None else errors.plateaus[chosen].threshold
        ),
        "shrinkage": errors.shrinkage,
        "converged": errors.converged,
    }
    noise = float(np.linalg.norm(E))
    return {
        "errors": {name: value / noise for name, value in values.items()},
        "rank": None if chosen is None else found[chosen].plateau.rank,
        "best rank": found[int(np.argmin(early))].plateau.rank if early else None,
    }


def _summary(tasks: Sequence[Task], results: Sequence[Result], seed: int) -> Table:
    cells = grouped(
        zip(tasks, results, strict=True), lambda pair: (pair[0]["matrix"], pair[0]["level"])
    )
    rows = []
    for (matrix, level), pairs in cells.items():
        for depth in DEPTHS:
            found = [result[str(depth)] for _, result in pairs]
            ranks = {name: [entry[name] or 0 for entry in found] for name in ("rank", "best rank")}
            rows.append(
                {
                    "matrix": matrix,
                    "level": level,
                    "depth": depth,
                    "rank chosen": float(np.median(ranks["rank"])),
                    "best rank": float(np.median(ranks["best rank"])),
                    **{
                        name: mean_json([entry["errors"][name] for entry in found], seed)
                        for name in METHODS
                    },
                }
            )
    return Table(list(rows[0]), rows, [])


STUDY = Study(
    name="real",
    question="how near does early stopping come to a real matrix beneath noise?",
    runs=10,
    settings={
        "matrices": "digits covariance (identical start), karate club and pagoda (aligned)",
        "level": "largest singular value of the noise / ||W*||",
        "errors": "in units of ||E||_F",
        "delta": str(DELTA),
    },
    tasks=_tasks,
    work=_work,
    summary=_summary,
)
