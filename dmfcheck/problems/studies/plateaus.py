"""Does the effective rank rise in plateaus outside the proved setting? Random starts, sensing.

20 x 20 truths with the singular values 1, 1/2, 1/4, at depths 2, 3, 4 and two start scales.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from dmfcheck.dynamics.instances.instances import Setting, run
from dmfcheck.dynamics.instances.rates import rate_of
from dmfcheck.dynamics.instances.staircase import Staircase
from dmfcheck.problems.studies.measured_claim import measured_claim
from dmfcheck.problems.studies.study import Result, Study, Table, Task
from dmfcheck.problems.studies.summaries import grouped

SIZE, RANK = 20, 3
DEPTHS = (2, 3, 4)
SCALES = (1e-2, 1e-4)
STEPS = 4000
LONG = 16_000
"""Steps at depth 4 from the small start: the last singular value takes longest there."""

ENSEMBLES: dict[str, dict[str, Any]] = {
    "gaussian start": {"start": "gaussian", "measurements": SIZE**2},
    "orthogonal start": {"start": "orthogonal", "measurements": SIZE**2},
    "balanced start": {"start": "balanced", "measurements": SIZE**2},
    "random entries": {"measurements": 240},
    "gaussian measurements": {"kind": "gaussian", "measurements": 240},
    "rank-one measurements": {"kind": "rank-one", "measurements": 240},
    "symmetric measurements": {
        "kind": "symmetric",
        "measurements": 160,
        "start": "identical",
        "definite": True,
    },
}
"""What makes each ensemble; 240 and 160 are 2.2 and 2.8 per degree of freedom
of a 20 x 20 matrix of rank 3 (111; 57 if it is symmetric)."""

FIRST = next(iter(ENSEMBLES))
"""The ensemble whose first minima are a claim of their own as well."""


@cache
def _ensembles() -> dict[str, dict[str, Any]]:
    """The same by the ids of the claims that each ensemble rises in plateaus."""
    return {measured_claim("plateaus", f"rises, {name}"): ENSEMBLES[name] for name in ENSEMBLES}


def _tasks(runs: int, seed: int) -> list[Task]:
    return [
        {"seed": seed, "run": i, "claim": claim, "depth": depth, "scale": scale}
        for i in range(runs)
        for claim in _ensembles()
        for depth in DEPTHS
        for scale in SCALES
    ]


def _work(task: Task) -> Result:
    setting = Setting(
        size=SIZE,
        rank=RANK,
        depth=task["depth"],
        scale=task["scale"],
        steps=LONG if (task["depth"], task["scale"]) == (4, SCALES[-1]) else STEPS,
        **_ensembles()[task["claim"]],
    )
    outcome = run(setting, (task["seed"], task["run"]), stairs=True)
    stairs = outcome.stairs or Staircase(0, float("nan"), float("nan"), 0)
    return {
        "rises": stairs.rises_in(RANK) >= 0,
        "falls_first": stairs.falls_first() >= 0,
        "plateaus": stairs.plateaus,
        "error": outcome.error,
        "fit": outcome.fit,
    }


def _summary(tasks: Sequence[Task], results: Sequence[Result], seed: int) -> Table:
    cells = grouped(
        zip(tasks, results, strict=True),
        lambda pair: (pair[0]["claim"], pair[0]["depth"], pair[0]["scale"]),
    )
    rows, rates = [], []
    literal = measured_claim("plateaus", f"rises, {FIRST}")
    for (claim, depth, scale), pairs in cells.items():
        found = [result for _, result in pairs]
        where = {"depth": depth, "scale": scale}
        rises = rate_of(claim, [result["rises"] for result in found], seed, **where)
        falls = [result["falls_first"] for result in found]
        first = rate_of(measured_claim("plateaus", "falls first"), falls, seed, **where)
        rates += [rises, first] if claim == literal else [rises]
        rows.append(
            {
                "ensemble": claim,
                "depth": depth,
                "scale": scale,
                "rises in plateaus": rises.as_json(),
                "no earlier minimum": first.as_json() | {"claim": None},
                "plateaus": float(np.median([result["plateaus"] for result in found])),
                "error": float(np.median([result["error"] for result in found])),
                "fit": float(np.median([result["fit"] for result in found])),
            }
        )
    return Table(list(rows[0]), rows, rates)


STUDY = Study(
    name="plateaus",
    question="does the effective rank rise in plateaus from random starts and from measurements?",
    runs=20,
    settings={
        "size": SIZE,
        "singular values": "1, 1/2, 1/4",
        "start": "gaussian unless named",
        "measurements": "240 (160 symmetric, 400 for random.*)",
        "step": "1 / curvature bound",
        "steps": f"{STEPS} ({LONG} at depth 4, scale {SCALES[-1]:g})",
    },
    tasks=_tasks,
    work=_work,
    summary=_summary,
)
