"""The steps at which a record recovers its eigenvalues, against the certified brackets."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from dmfcheck.claims.measured import RESOLUTION, DescentRecord
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.predicted_eigenvalues import start_above
from dmfcheck.problems.prediction import Prediction


def measured_times(
    problem: Problem, record: DescentRecord, fraction: Fraction, shift: float = 0.0
) -> list[int | None]:
    """For each eigenvalue lambda the first recorded k with w(k)/lambda >= fraction, or None.

    None also where the start is above lambda > 0, for then it falls to it.
    """
    times: list[int | None] = []
    for index, eigenvalue in enumerate(problem.spectrum):
        if eigenvalue > 0 and start_above(problem.mode(index), eigenvalue) is not None:
            times.append(None)
            continue
        with np.errstate(over="ignore"):  # infinitely many times 5e-324 is at any level
            ratio = record.components[:, index] / float(eigenvalue) if eigenvalue else np.zeros(1)
        reached = ratio >= float(fraction) * (1 + shift)
        times.append(int(record.recorded[np.argmax(reached)]) if reached.any() else None)
    return times


def times_outside(
    problem: Problem, record: DescentRecord, fraction: Fraction, prediction: Prediction
) -> list[str]:
    """Which measured recovery steps contradict their certified brackets, and how.

    A step counts as early only if even a level higher by the resolution is reached before the
    bracket, and as late only if even a lower one is reached after it.
    """
    early = measured_times(problem, record, fraction, RESOLUTION)
    late = measured_times(problem, record, fraction, -RESOLUTION)
    wrong = []
    for index, entry in enumerate(prediction.eigenvalues):
        if entry.hitting_time is None:
            continue
        lo, hi = entry.hitting_time
        first, last = early[index], late[index]
        too_late = last > hi if last is not None else hi <= record.steps
        if too_late or (first is not None and first < lo):
            wrong.append(f"eigenvalue {index}: measured {last}, certified {lo}..{hi}")
    return wrong
