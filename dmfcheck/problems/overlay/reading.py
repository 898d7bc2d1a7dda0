"""How a recorded number is read: as an interval, within what rounding may have done to it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.formats import FORMATS, FloatFormat
from dmfcheck.dynamics.floats.horizon import float_horizon, rounding_deviation
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.overlay.run import Run

__all__ = ["Reading", "judged_run", "reading_of"]

MOST_STEPS = 1_000_000
MOST_NUMBERS = 20_000_000
"""Of a recursion that a run is held against: its last step, and that times n."""


@dataclass(frozen=True)
class Reading:
    """``run`` up to the last step that is judged, and what its rounding may be there.

    By the model of the horizon, every factor is within deviation M of the orbit, across it; along
    it the descent may be early or late by ``late[i]`` steps. ``across[i]`` is what that makes of an
    eigenvalue of the product at most: N deviation M^N, and the rounding of what was recorded.
    ``horizon`` is None where it lies beyond the run.
    """

    run: Run
    horizon: int | None
    arithmetic: FloatFormat
    across: FloatArray
    late: FloatArray

    def ends(
        self, curve: FloatArray, across: FloatArray | None = None
    ) -> tuple[FloatArray, FloatArray]:
        """What a curve, shape (rows,), may be without the rounding: (low, high) at each row."""
        steps = self.run.steps.astype(np.float64)
        if not len(steps):
            return curve, curve
        width = self.across if across is None else across
        before, after = (np.interp(steps + sign * self.late, steps, curve) for sign in (-1, 1))
        around = np.stack([before, curve, after])
        return around.min(axis=0) - width, around.max(axis=0) + width

    def all_ends(self) -> tuple[FloatArray, FloatArray]:
        """What every singular value may be: (low, high), each of shape (rows, n)."""
        ends = [self.ends(column) for column in self.run.values.T]
        return np.stack([low for low, _ in ends], axis=1), np.stack([h for _, h in ends], axis=1)


def judged_run(problem: Problem, run: Run, arithmetic: FloatFormat) -> tuple[Run, int | None]:
    """The rows up to the horizon (and to :data:`MOST_STEPS`); the horizon, None if beyond them."""
    last = min(int(run.steps[-1]), MOST_STEPS, MOST_NUMBERS // problem.size)
    horizon = float_horizon(*_given(problem), steps=last, arithmetic=arithmetic)
    return run.up_to(last if horizon is None else min(last, horizon)), horizon


def reading_of(problem: Problem, run: Run, horizon: int | None, arithmetic: FloatFormat) -> Reading:
    """The reading of rows that are within the horizon.

    Raises :class:`~dmfcheck.base.validation.BadInput` for parameters that the format cannot hold.
    """
    N, M = problem.depth, float(problem.scale_power)
    last = int(run.steps[-1]) if len(run.steps) else 0
    deviation = np.full(len(run.steps), arithmetic.roundoff)
    if last:
        at, modelled = rounding_deviation(*_given(problem), steps=last, arithmetic=arithmetic)
        place = np.minimum(np.searchsorted(at, run.steps), len(modelled) - 1)
        deviation = np.maximum(deviation, modelled[place])
    # What was recorded is rounded too: once, and by a singular value decomposition of n rows.
    recorded = problem.size * FORMATS[run.arithmetic].roundoff
    across = (N * deviation + recorded) * M
    return Reading(run, horizon, arithmetic, across, deviation * run.steps)


def _given(problem: Problem) -> tuple[tuple[Fraction, ...], int, Fraction, Fraction]:
    return problem.spectrum, problem.depth, problem.alpha, problem.eta
