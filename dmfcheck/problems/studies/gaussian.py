"""Denoising by early stopping on Gaussian noise: the ratios of stopping.gaussian, and the rule.

W* of rank 3 in a Haar basis of R^30, symmetric Gaussian noise of norm about 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from dmfcheck.dynamics.instances.denoising import gaussian_instance
from dmfcheck.dynamics.instances.rates import rate_of
from dmfcheck.problems.denoising_errors import best_step, denoising_errors
from dmfcheck.problems.early_stopping import choose_plateau, chosen_start, decompose, early_stopped
from dmfcheck.problems.studies.measured_claim import measured_claim
from dmfcheck.problems.studies.study import Result, Study, Table, Task
from dmfcheck.problems.studies.summaries import grouped, mean_json

SIZE = 30
SIGNALS = {
    "weak": (1.5, 1.25, 1.0),
    "middle": (3.0, 2.5, 2.0),
    "strong": (6.0, 5.0, 4.0),
}
"""Eigenvalues of W*, in units of ||E||; below 1 they would drown."""

DEPTHS = (2, 3, 4)
DELTA = Fraction(1, 10)
LAST_STEP = 3000
METHODS = (
    "best step",
    "best plateau",
    "chosen plateau",
    "threshold at rank",
    "shrinkage",
    "converged",
)


def _tasks(runs: int, seed: int) -> list[Task]:
    return [
        {"seed": seed, "run": i, "signal": name, "depth": depth}
        for i in range(runs)
        for name in SIGNALS
        for depth in DEPTHS
    ]


def _work(task: Task) -> Result:
    signal, depth = SIGNALS[task["signal"]], task["depth"]
    # Seeds far apart: the same run has the same instance at every depth.
    instance = gaussian_instance(SIZE, signal, task["seed"] * 1_000_003 + task["run"])
    # In the eigenbasis of What, where What is diagonal up to the order of its eigenvalues.
    spectrum = decompose(np.diag(instance.spectrum), "identical")
    alpha, eta = chosen_start(spectrum, depth)
    parameters = {"depth": depth, "alpha": alpha, "eta": eta}
    found = early_stopped(spectrum, **parameters, delta=DELTA)
    errors = denoising_errors(spectrum, found, instance.truth)
    best, step = best_step(spectrum, instance.truth, **parameters, steps=LAST_STEP)
    chosen = choose_plateau(spectrum, found)
    early = [entry.early for entry in errors.plateaus]
    kept = np.where(np.arange(SIZE) < len(signal), instance.spectrum, 0.0)
    threshold = float(np.linalg.norm(np.diag(kept) - instance.truth))
    values = {
        "best step": best,
        "best plateau": min(early, default=errors.converged),
        "chosen plateau": errors.converged if chosen is None else early[chosen],
        "threshold at rank": threshold,
        "shrinkage": errors.shrinkage,
        "converged": errors.converged,
    }
    return {
        "errors": {name: value / instance.noise for name, value in values.items()},
        "chosen": None if chosen is None else found[chosen].plateau.rank,
        "is best": chosen is not None and early[chosen] == min(early),
        "step": step,
    }


def _summary(tasks: Sequence[Task], results: Sequence[Result], seed: int) -> Table:
    cells = grouped(
        zip(tasks, results, strict=True), lambda pair: (pair[0]["signal"], pair[0]["depth"])
    )
    rows, rates = [], []
    for (signal, depth), pairs in cells.items():
        found = [result for _, result in pairs]
        samples = {name: [result["errors"][name] for result in found] for name in METHODS}
        pairs_of = zip(samples["best step"], samples["threshold at rank"], strict=True)
        where = {"signal": ",".join(map(str, SIGNALS[signal])), "depth": depth}
        claim = measured_claim("gaussian", "early beats thresholding")
        # The share that the claim is about: early stopping, by an oracle, beats thresholding.
        rates.append(rate_of(claim, [a < b for a, b in pairs_of], seed, **where))
        best = rate_of(claim, [result["is best"] for result in found], seed, **where)
        rows.append(
            {
                "signal": signal,
                "depth": depth,
                **{name: mean_json(sample, seed) for name, sample in samples.items()},
                "rule picks best": best.as_json() | {"claim": None},
            }
        )
    return Table(list(rows[0]), rows, rates)


STUDY = Study(
    name="gaussian",
    question="on Gaussian noise, how near does early stopping come to the truth?",
    runs=200,
    settings={
        "size": SIZE,
        "signals": "; ".join(f"{name} {values}" for name, values in SIGNALS.items()),
        "noise": "symmetric Gaussian, norm about 1",
        "errors": "in units of ||E||_F",
        "delta": str(DELTA),
    },
    tasks=_tasks,
    work=_work,
    summary=_summary,
)
