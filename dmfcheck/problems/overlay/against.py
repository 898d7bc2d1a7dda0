"""What a run measured beside what is certified: recovery times, plateaus and the onset."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dmfcheck.dynamics.balls.far_orbit import OutOfReach
from dmfcheck.dynamics.balls.onset import onset_step
from dmfcheck.dynamics.balls.plateaus import Plateau
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.overlay.reading import Reading
from dmfcheck.problems.predicted_eigenvalues import PredictedEigenvalue

__all__ = [
    "Against",
    "Bracket",
    "OverlaidPlateau",
    "OverlaidStep",
    "onset",
    "plateau",
    "recovery",
    "unpredicted",
]

Bracket = tuple[int, int | None]
"""(lo, hi): a step that is lo or later, and hi or earlier where hi is known."""

Against = Literal["to the step", "agrees", "contradicts", "not reached", "nothing certified"]
"""Agrees: the run can be read so that it takes a certified step."""


@dataclass(frozen=True)
class OverlaidStep:
    """A step that is certified, ``measured`` on record (None if it is not), and how they compare.

    ``within`` is what the record says of the true step: rounding, and steps that are not on record,
    leave room. ``reason`` is why nothing is certified, if nothing is.
    """

    certified: tuple[int, int] | None
    measured: int | None
    within: Bracket
    verdict: Against
    reason: str = ""


@dataclass(frozen=True)
class OverlaidPlateau:
    """A certified plateau and the recorded steps, around it, within its bounds (None: no such)."""

    plateau: Plateau
    measured: tuple[int, int] | None
    verdict: Against


def recovery(
    reading: Reading, index: int, entry: PredictedEigenvalue, fraction: Fraction
) -> OverlaidStep:
    """The first step with w(k) >= fraction lambda, on record and certified."""
    level = float(fraction) * float(sum(entry.value) / 2)
    curve = reading.run.values[:, index]
    low, high = reading.ends(curve)
    if not level > 0:
        return OverlaidStep(None, None, (0, None), "nothing certified", entry.reason)
    within = _first(reading.run.steps, low >= level, high >= level)
    measured = _step(reading.run.steps, curve >= level)
    return _compared(entry.hitting_time, measured, within, reading, entry.reason)


def unpredicted(
    run_steps: NDArray[np.int64], curve: FloatArray, level: float, why: str
) -> OverlaidStep:
    """What is measured where nothing is certified."""
    reached = (curve >= level) & (level > 0)
    within = _first(run_steps, reached, reached)
    return OverlaidStep(None, _step(run_steps, reached), within, "nothing certified", why)


def plateau(reading: Reading, found: Plateau) -> OverlaidPlateau:
    """A certified plateau, and whether the effective rank on record is within its bounds."""
    run, bounds = reading.run, (float(found.lower), float(found.upper))
    if not len(run.steps) or not (run.values[:, 0] > 0).all():
        return OverlaidPlateau(found, None, "not reached")
    ranks = run.effective_ranks
    # Of n numbers that are off by ``across`` each, over the largest.
    low, high = reading.ends(ranks, 2 * run.size * reading.across / run.values[:, 0])
    certain = np.array([found.holds_at(int(step)) for step in run.steps])
    outside = (high < bounds[0]) | (low > bounds[1])
    if not certain.any():
        return OverlaidPlateau(found, None, "not reached")
    if outside[certain].any():
        return OverlaidPlateau(found, None, "contradicts")
    first, last = (int(place) for place in np.flatnonzero(certain)[[0, -1]])
    inside = (bounds[0] <= ranks) & (ranks <= bounds[1])
    while first > 0 and inside[first - 1]:
        first -= 1
    while last + 1 < len(inside) and inside[last + 1]:
        last += 1
    return OverlaidPlateau(found, (int(run.steps[first]), int(run.steps[last])), "agrees")


def onset(reading: Reading, problem: Problem) -> OverlaidStep:
    """The first step with phi_1 <= min phi_i: from it on no w_i / w_1 falls, and r does not."""
    distinct = sorted(set(problem.spectrum), reverse=True)
    if len(distinct) < 2:
        return OverlaidStep(None, None, (0, None), "nothing certified", "all eigenvalues are equal")
    if problem.alpha**problem.depth > distinct[-1]:
        why = "is certified where every eigenvalue is at least the start alpha^N"
        return OverlaidStep(None, None, (0, None), "nothing certified", why)
    try:
        certified = onset_step(problem.spectrum, problem.depth, problem.alpha, problem.eta)
        why = "" if certified else "an eigenvalue starts at its limit: there is none"
    except OutOfReach as error:
        certified, why = None, str(error)
    gap, error_of_gap = _gap(reading, problem)
    low, high = reading.ends(gap, error_of_gap)
    steps = reading.run.steps
    return _compared(
        certified, _step(steps, gap <= 0), _first(steps, high <= 0, low <= 0), reading, why
    )


def _gap(reading: Reading, problem: Problem) -> tuple[FloatArray, FloatArray]:
    """phi_1 - min phi_i on record, phi = d^{N-2} (lambda - w), and what it may be off by."""
    N, w = problem.depth, reading.run.values
    values = np.array([float(value) for value in problem.spectrum])
    others = values < values[0]
    power = w ** ((N - 2) / N)
    phi = power * (values - w)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.nan_to_num(np.abs(phi) / w, nan=np.inf) if N > 2 else np.zeros_like(w)
    across = reading.across[:, None]
    wrong = across * (power + (N - 2) / N * part)
    least = np.where(others, phi, np.inf).min(axis=1)
    return phi[:, 0] - least, wrong[:, 0] + np.where(others, wrong, 0.0).max(axis=1)


def _compared(
    certified: tuple[int, int] | None,
    measured: int | None,
    within: Bracket,
    reading: Reading,
    reason: str,
) -> OverlaidStep:
    if certified is None:
        return OverlaidStep(None, measured, within, "nothing certified", reason)
    last = int(reading.run.steps[-1]) if len(reading.run.steps) else -1
    verdict: Against = "agrees"
    if (within[1] is not None and within[1] < certified[0]) or within[0] > certified[1]:
        verdict = "contradicts"
    elif measured is None and certified[1] > last:
        verdict = "not reached"
    elif certified[0] == certified[1] == measured and within == (measured, measured):
        verdict = "to the step"
    return OverlaidStep(certified, measured, within, verdict)


def _step(steps: NDArray[np.int64], reached: NDArray[np.bool_]) -> int | None:
    return int(steps[np.argmax(reached)]) if reached.any() else None


def _first(
    steps: NDArray[np.int64], surely: NDArray[np.bool_], maybe: NDArray[np.bool_]
) -> Bracket:
    """From the step after the last row surely before it to the first row surely not."""
    place = int(np.argmax(maybe)) if maybe.any() else len(steps)
    return int(steps[place - 1]) + 1 if place else 0, _step(steps, surely)
