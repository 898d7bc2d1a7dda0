"""What the curves of the explorer go through, in float64: steps as written, or the flow.

Nothing here is certified; what is stands beside the curves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.problem import PLAIN_UPDATE, Problem

if TYPE_CHECKING:
    from dmfcheck.dynamics.floats.arrays import FloatArray

__all__ = ["Lines", "flow_lines", "flow_steps", "follows_theory", "step_lines", "written_lines"]

GRID = 1500
"""Steps of a flow at equal ratios, and points on its way."""

DRAWN = 1200
"""Points of a curve at most: a screen has no more columns."""

NEAR = 1e-6
"""A flow is followed until the distance to its limit is this part of what it was, or of it."""

ASKED = 500
"""Steps between two looks at the time."""

SMALL = 1e-11
"""What the effective rank may fall by in float64 without being said to fall."""


@dataclass(frozen=True)
class Lines:
    """w(k) at increasing ``steps``: ``values`` has a column an eigenvalue, ``ranks`` is r(W(k)).

    ``means`` says what they are, in words. ``every`` says that the steps are 0, 1, 2, ...
    """

    steps: FloatArray
    values: FloatArray
    ranks: FloatArray
    means: str
    every: bool

    def first_steps(self, levels: Sequence[Fraction]) -> list[int | None]:
        """The first step of each column at its level or above it, None where there is none.

        A level that is not positive is reached by none. Where there are all steps.
        """
        found: list[int | None] = []
        for column, level in zip(self.values.T, levels, strict=True):
            reached = (column >= float(level)).nonzero()[0]
            found.append(int(reached[0]) if level > 0 and reached.size else None)
        return found

    def last_fall(self) -> int | None:
        """The last step into which the effective rank falls, None if it never does."""
        falls = (self.ranks[1:] < self.ranks[:-1] - SMALL).nonzero()[0]
        return int(falls[-1]) + 1 if falls.size else None

    def thinned(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Steps, values and ranks of so many points as a screen shows, at equal ratios."""
        import numpy as np

        if len(self.steps) <= DRAWN:
            return self.steps, self.values, self.ranks
        last = len(self.steps) - 1
        chosen = np.unique(np.concatenate([[0], np.geomspace(1, last, DRAWN)]).astype(int))
        return self.steps[chosen], self.values[chosen], self.ranks[chosen]


def follows_theory(problem: Problem) -> bool:
    """Whether the theory is about it: gradient descent with a stable step size.

    >>> follows_theory(Problem.from_spectrum("1", depth=2, alpha="1/2", eta=1))
    False
    """
    return problem.update == PLAIN_UPDATE and problem.monotone_step()


def step_lines(problem: Problem, last: int) -> Lines:
    """Gradient descent from the identical start, step by step: 0.2 microseconds each.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1/2", eta="1/4")
    >>> step_lines(problem, 1).values.tolist()
    [[0.25], [0.3525390625]]
    """
    import numpy as np

    power, eta = problem.depth - 1, float(problem.eta)
    columns = {}
    for value in dict.fromkeys(problem.spectrum):
        goal, d = float(value), float(problem.alpha)
        column = [d]
        for k in range(last):
            if not k % ASKED:
                check_time()
            below = d**power
            d += eta * below * (goal - below * d)
            column.append(d)
        columns[value] = np.array(column) ** problem.depth
    values = np.column_stack([columns[value] for value in problem.spectrum])
    return _lines(np.arange(last + 1.0), values, "float64, step by step", every=True)


def written_lines(problem: Problem, last: int) -> Lines:
    """The orbits of any update, every step as it is written; some 10 microseconds each.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1/2", eta="1/4")
    >>> written_lines(problem, 1).values.tolist()
    [[0.25], [0.3525390625]]
    """
    import numpy as np

    from dmfcheck.dynamics.dynamics import end_to_end, iterates

    start, update = problem.start.converted(float), problem.update.converted(float)
    counts = [count for _, count in start.classes(problem.depth)]
    eigenvalues = np.array([float(value) for value in problem.spectrum])
    orbit = iterates(start, update, problem.depth, eigenvalues, float(problem.eta))
    values = np.empty((last + 1, problem.size))
    # One that leaves float64 is not followed further, and shows it.
    with np.errstate(all="ignore"):
        for k in range(last + 1):
            if not k % ASKED:
                check_time()
            values[k] = end_to_end(next(orbit), counts)
    return _lines(np.arange(last + 1.0), values, "float64, the update as written", every=True)


def flow_lines(problem: Problem, last: float) -> Lines:
    """The gradient flow at the times eta k up to step ``last``, of the identical start.

    Its time from alpha to s is the integral of ds / (s^{N-1} (lambda - s^N)), by the trapezoidal
    rule. For orbits of so many steps that the picture is the same.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1e-9", eta="1e-9")
    >>> bool(abs(flow_lines(problem, 1e11).values[-1, 0] - 1) < 1e-5)
    True
    """
    import numpy as np

    steps = np.concatenate([[0.0], np.geomspace(1.0, last, GRID)])
    columns = {}
    for value in dict.fromkeys(problem.spectrum):
        check_time()
        k, w = _flow(problem, float(value))
        columns[value] = np.interp(np.log1p(steps), np.log1p(k), w)
    values = np.column_stack([columns[value] for value in problem.spectrum])
    return _lines(steps, values, "gradient flow, in float64", every=False)


def flow_steps(problem: Problem, part: float) -> float:
    """Steps after which the flow has all positive eigenvalues at ``part`` of themselves.

    0 where it starts beyond them, or there is none.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1/100", eta="1/100")
    >>> round(flow_steps(problem, 0.5))
    461
    """
    latest = 0.0
    for value in {float(value) for value in problem.spectrum if value > 0}:
        k, w = _flow(problem, value)
        reached = (w >= part * value).nonzero()[0]
        if w[0] < part * value and reached.size:
            latest = max(latest, float(k[reached[0]]))
    return latest


def _flow(problem: Problem, value: float) -> tuple[FloatArray, FloatArray]:
    """Steps, increasing from 0, and w at them."""
    import numpy as np

    N, start = problem.depth, float(problem.alpha)
    limit = value ** (1 / N) if value > 0 else 0.0
    if math.isclose(start, limit, rel_tol=NEAR):
        return np.array([0.0, 1.0]), np.full(2, start**N)
    if limit > start:
        half = limit / 2
        near = limit - np.geomspace(limit - max(start, half), limit * NEAR, GRID)
        s = np.concatenate([np.geomspace(start, half, GRID)[:-1], near]) if start < half else near
    elif limit:
        s = limit + np.geomspace(start - limit, limit * NEAR, GRID)
    else:
        s = start * np.geomspace(1.0, NEAR, GRID)
    with np.errstate(all="ignore"):
        # In log s, where a power is nearly straight.
        slope = s ** (2 - N) / (value - s**N)
        times = np.cumsum((slope[1:] + slope[:-1]) / 2 * np.diff(np.log(s)))
        k = np.concatenate([[0.0], times]) / float(problem.eta)
    kept = np.isfinite(k)
    return k[kept], s[kept] ** N


def _lines(steps: FloatArray, values: FloatArray, means: str, *, every: bool) -> Lines:
    import numpy as np

    sizes = np.abs(values)
    # An orbit that has left float64, or that is at 0, has no effective rank.
    with np.errstate(all="ignore"):
        ranks = sizes.sum(axis=1) / sizes.max(axis=1)
    return Lines(steps, values, ranks, means, every)
