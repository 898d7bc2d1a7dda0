"""Deep matrix completion against the least nuclear norm: who recovers, and from which start scale.

The setting of Arora, Cohen, Hu and Luo, *Implicit Regularization in Deep Matrix Factorization*,
arXiv:1905.13655: 100 x 100, rank 5, 2000 and 5000 observed entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dmfcheck.dynamics.instances.instances import Setting, draw, run
from dmfcheck.dynamics.instances.measurements import Entries
from dmfcheck.dynamics.instances.nuclear_norm import least_nuclear_norm
from dmfcheck.dynamics.instances.rates import Rate, rate_of
from dmfcheck.problems.studies.measured_claim import measured_claim
from dmfcheck.problems.studies.study import Result, Study, Table, Task
from dmfcheck.problems.studies.summaries import grouped, mean_json

SIZE, RANK = 100, 5
OBSERVATIONS = (2000, 5000)
DEPTHS = (1, 2, 3, 4)
SCALES = (1e-1, 1e-2, 1e-3, 1e-4)
TWO_LAYER_SCALES = (1e-6, 1e-8)
"""More starts at depth 2: from so far, deeper products would not end in any reasonable time."""

STEPS, TOLERANCE, SHARE = 4000, 1e-3, 1.0
LONG = 8000
"""Steps from those starts."""

RECOVERED = 0.1
NUCLEAR = "least nuclear norm"


def _tasks(runs: int, seed: int) -> list[Task]:
    return [
        {"seed": seed, "run": i, "observations": m, "depth": depth, "scale": scale}
        for i in range(runs)
        for m in OBSERVATIONS
        for depth, scale in [
            (0, 0.0),
            *((d, s) for d in DEPTHS for s in SCALES),
            *((2, s) for s in TWO_LAYER_SCALES),
        ]
    ]


def setting_of(task: Task) -> Setting:
    """The ensemble of a task."""
    return Setting(
        size=SIZE,
        rank=RANK,
        measurements=task["observations"],
        depth=task["depth"],
        scale=task["scale"],
        truth="gaussian",
        steps=LONG if task["scale"] in TWO_LAYER_SCALES else STEPS,
        tolerance=TOLERANCE,
        share=SHARE,
    )


def _work(task: Task) -> Result:
    setting, seed = setting_of(task), (task["seed"], task["run"], task["observations"])
    if task["depth"] == 0:
        truth, entries = draw(setting, seed)
        assert isinstance(entries, Entries)  # noqa: S101 - random_entries drew them
        found = least_nuclear_norm(entries, entries.apply(truth))
        error = float(np.linalg.norm(found.matrix - truth) / np.linalg.norm(truth))
        return {"error": error, "fit": 0.0, "steps": found.iterations, "gap": found.gap}
    outcome = run(setting, seed)
    return {"error": outcome.error, "fit": outcome.fit, "steps": outcome.steps}


def _summary(tasks: Sequence[Task], results: Sequence[Result], seed: int) -> Table:
    cells = grouped(
        zip(tasks, results, strict=True),
        lambda pair: (pair[0]["observations"], pair[0]["depth"], pair[0]["scale"]),
    )
    errors = {key: [result["error"] for _, result in pairs] for key, pairs in cells.items()}
    rows = []
    rates = []
    for (m, depth, scale), pairs in sorted(cells.items()):
        sample = errors[m, depth, scale]
        where = {"observations": m, "depth": depth, "scale": scale}
        recovered = rate_of(
            measured_claim("completion", "recovery"),
            [e <= RECOVERED for e in sample],
            seed,
            **where,
        )
        rows.append(
            {
                "observations": m,
                "method": f"depth {depth}" if depth else NUCLEAR,
                "scale": scale if depth else None,
                "error": mean_json(sample, seed),
                "recovered": recovered.as_json(),
                "steps": float(np.median([result["steps"] for _, result in pairs])),
                "fitted": sum(result["fit"] <= TOLERANCE for _, result in pairs),
            }
        )
        if depth:
            rates += [recovered, *_comparisons(errors, m, depth, scale, seed)]
    columns = ["observations", "method", "scale", "error", "recovered", "steps", "fitted"]
    return Table(columns, rows, rates)


def _comparisons(
    errors: dict[Any, list[float]], m: int, depth: int, scale: float, seed: int
) -> list[Rate]:
    """Matched instance by instance: one layer more, the next smaller start, the nuclear norm."""
    own = errors[m, depth, scale]
    where = {"observations": m, "depth": depth, "scale": scale}

    def compared(rate: str, other: list[float], better: list[float], **more: Any) -> Rate:
        wins = [b <= o for b, o in zip(better, other, strict=True)]
        return rate_of(measured_claim("completion", rate), wins, seed, **where, **more)

    rates = [compared("nuclear", errors[m, 0, 0.0], own)]
    if (m, depth + 1, scale) in errors:
        deeper = errors[m, depth + 1, scale]
        rates.append(compared("depth", own, deeper, deeper=depth + 1))
    if (m, depth, scale / 10) in errors:
        smaller = scale / 10
        rates.append(compared("scale", own, errors[m, depth, smaller], smaller=smaller))
    return rates


STUDY = Study(
    name="completion",
    question="who completes a matrix of low rank, and from which start scale?",
    runs=20,
    settings={
        "size": SIZE,
        "rank": RANK,
        "truth": "product of Gaussian factors, spectral norm 1",
        "start": "gaussian",
        "step": f"{SHARE} / curvature bound",
        "steps": f"{STEPS} ({LONG} from 1e-6 and less)",
        "tolerance": TOLERANCE,
        "recovered": f"relative error <= {RECOVERED}",
    },
    tasks=_tasks,
    work=_work,
    summary=_summary,
)
