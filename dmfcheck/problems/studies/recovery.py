"""Matrix sensing: the error against rank, number of measurements, depth and start scale.

16 x 16 truths with the singular values 1, 1/2, ..., 2^{1-r} and Gaussian measurements; how many is
said per degree of freedom, r (2n - r).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dmfcheck.dynamics.instances.instances import Setting, run
from dmfcheck.dynamics.instances.rates import Rate, rate_of
from dmfcheck.problems.studies.measured_claim import measured_claim
from dmfcheck.problems.studies.study import Result, Study, Table, Task
from dmfcheck.problems.studies.summaries import grouped, mean_json

SIZE = 16
RANKS = (1, 3)
RATIOS = (1.0, 1.5, 2.0, 2.5)
DEPTHS = (1, 2, 3, 4)
SCALES = (1e-1, 1e-2, 1e-3)
STEPS = 4000
RECOVERED = 0.1
FULL_RATIO = 2.0
"""All start scales at this ratio; the smallest one only at the others."""


def measurements_of(rank: int, ratio: float) -> int:
    """``ratio`` times the degrees of freedom.

    >>> measurements_of(1, 2.0)
    62
    """
    return round(ratio * rank * (2 * SIZE - rank))


def _tasks(runs: int, seed: int) -> list[Task]:
    return [
        {"seed": seed, "run": i, "rank": r, "ratio": ratio, "depth": depth, "scale": scale}
        for i in range(runs)
        for r in RANKS
        for ratio in RATIOS
        for depth in DEPTHS
        for scale in (SCALES if ratio == FULL_RATIO else SCALES[-1:])
    ]


def _work(task: Task) -> Result:
    setting = Setting(
        size=SIZE,
        rank=task["rank"],
        measurements=measurements_of(task["rank"], task["ratio"]),
        depth=task["depth"],
        scale=task["scale"],
        kind="gaussian",
        steps=STEPS,
    )
    outcome = run(setting, (task["seed"], task["run"], task["rank"], int(10 * task["ratio"])))
    return {"error": outcome.error, "fit": outcome.fit}


def _summary(tasks: Sequence[Task], results: Sequence[Result], seed: int) -> Table:
    cells = grouped(
        zip(tasks, results, strict=True),
        lambda pair: tuple(pair[0][name] for name in ("rank", "ratio", "depth", "scale")),
    )
    errors = {key: [result["error"] for _, result in pairs] for key, pairs in cells.items()}
    rows, rates = [], []
    for (rank, ratio, depth, scale), pairs in cells.items():
        sample = errors[rank, ratio, depth, scale]
        where = {
            "rank": rank,
            "measurements": measurements_of(rank, ratio),
            "depth": depth,
            "scale": scale,
        }
        recovered = rate_of(
            measured_claim("recovery", "recovery"), [e <= RECOVERED for e in sample], seed, **where
        )
        rates += [recovered, *_comparisons(errors, (rank, ratio, depth, scale), where, seed)]
        rows.append(
            {
                "rank": rank,
                "per freedom": ratio,
                "measurements": where["measurements"],
                "depth": depth,
                "scale": scale,
                "error": mean_json(sample, seed),
                "recovered": recovered.as_json(),
                "fit": float(np.median([result["fit"] for _, result in pairs])),
            }
        )
    return Table(list(rows[0]), rows, rates)


def _comparisons(
    errors: dict[Any, list[float]],
    key: tuple[int, float, int, float],
    where: dict[str, Any],
    seed: int,
) -> list[Rate]:
    """Matched instance by instance: one layer more, and a tenth of the start."""
    rank, ratio, depth, scale = key
    own = errors[key]
    rates = []
    if depth < max(DEPTHS):
        deeper = errors[rank, ratio, depth + 1, scale]
        wins = [b <= a for a, b in zip(own, deeper, strict=True)]
        rates.append(
            rate_of(measured_claim("recovery", "depth"), wins, seed, **where, deeper=depth + 1)
        )
    if (rank, ratio, depth, scale / 10) in errors:
        smaller = errors[rank, ratio, depth, scale / 10]
        wins = [b <= a for a, b in zip(own, smaller, strict=True)]
        rates.append(
            rate_of(measured_claim("recovery", "scale"), wins, seed, **where, smaller=scale / 10)
        )
    return rates


STUDY = Study(
    name="recovery",
    question="how does the error of matrix sensing depend on rank, measurements, depth and start?",
    runs=20,
    settings={
        "size": SIZE,
        "singular values": "1, 1/2, ..., 2^(1-rank)",
        "measurements": "gaussian",
        "start": "gaussian",
        "step": "1 / curvature bound",
        "steps": STEPS,
        "recovered": f"relative error <= {RECOVERED}",
    },
    tasks=_tasks,
    work=_work,
    summary=_summary,
)
