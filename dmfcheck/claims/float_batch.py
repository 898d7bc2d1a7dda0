"""float64 batches: the arithmetic in which margins are drawn by the thousand.

What it says is never more than a candidate: every violation is decided again in balls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims.arithmetic import Arithmetic, Factors, Which, eigenvalue_of
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix

Batch = NDArray[np.float64]

STEP_LIMIT = 100_000
"""Hitting times beyond this many steps are not iterated: NaN, which balls then decide."""

AGREEMENT = 1e-9
"""Relative agreement asked of float64 closed forms and quadratures."""


class FloatBatch(Arithmetic):
    """Arrays of shape (batch,), float64; numbers of a single point have shape (1,).

    >>> FloatBatch().minimum(np.array([1.0, 2.0]), np.array([3.0, 0.0]))
    array([1., 0.])
    """

    def number(self, value: Fraction) -> Batch:
        """The nearest float64, as an array of shape (1,)."""
        try:
            return np.array([float(value)])
        except OverflowError:
            return np.array([np.inf if value > 0 else -np.inf])

    def log(self, x: Any) -> Any:
        """ln x, elementwise."""
        return np.log(x)

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}, elementwise."""
        return x ** (1.0 / degree)

    def minimum(self, *values: Any) -> Any:
        """The elementwise minimum; NaN wins, so that an undefined part is never hidden."""
        if len(values) == 1:
            return np.asarray(values[0])
        # One after the other: `reduce` would first copy all of them into one array.
        least = np.minimum(values[0], values[1])
        for value in values[2:]:
            least = np.minimum(least, value)
        return least

    def absolute(self, x: Any) -> Any:
        """|x|, elementwise."""
        return np.abs(x)

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, -1 elsewhere (NaN included), elementwise."""
        return np.where(x >= 0, 1.0, -1.0)

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """1 - |left - right| / (scale * :data:`AGREEMENT`), elementwise."""
        return 1 - np.abs(left - right) / (scale * AGREEMENT)

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """The compiled recursion; entry k has shape (batch,)."""
        from dmfcheck.dynamics.floats.recursion import identical_orbit

        d0, eigenvalue, eta = np.broadcast_arrays(
            point.alpha, eigenvalue_of(point, which), point.eta
        )
        orbit: Batch = identical_orbit(d0, eigenvalue, eta, point.depth, point.steps)
        return list(orbit)

    def iterate_at(self, point: Point, step: int, which: Which = None) -> tuple[Any, Any]:
        """The last two numbers of the compiled recursion; NaN beyond :data:`STEP_LIMIT` steps."""
        if step > STEP_LIMIT:
            return np.array([np.nan]), np.array([np.nan])
        return super().iterate_at(point, step, which)

    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Factors]:
        """The compiled recursion in (u, v); each of p, q, w has shape (batch,) at every step."""
        from dmfcheck.dynamics.floats.recursion import perturbed_orbit

        alpha, beta, eigenvalue, eta = np.broadcast_arrays(
            point.alpha, point.beta, eigenvalue_of(point, which), point.eta
        )
        p, q, w = perturbed_orbit(alpha, beta, eigenvalue, eta, point.depth, point.steps)
        return list(zip(p, q, w, strict=True))

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """The compiled recursion up to the step; NaN beyond :data:`STEP_LIMIT` steps."""
        from dmfcheck.dynamics.floats.recursion import identical_iterate

        known = (step >= 0) & (step <= STEP_LIMIT)
        steps = np.where(known, step, 0).astype(np.int64)
        d = identical_iterate(
            point.alpha, eigenvalue_of(point, which), point.eta, point.depth, steps
        )
        return np.where(known, d**point.depth, np.nan)

    def hitting_time(self, point: Point, which: Which = None) -> Batch:
        """The compiled recursion iterated to the level; NaN beyond :data:`STEP_LIMIT` steps."""
        from dmfcheck.dynamics.floats.recursion import hitting_steps

        start, step = self.scaled(point, which)
        level = self.root(point.fraction, point.depth)
        x0, h, threshold = np.broadcast_arrays(start, step, level)
        steps, status = hitting_steps(x0, h, threshold, point.depth, STEP_LIMIT)
        return np.where(status == 0, steps, np.nan)

    def end_to_end_matrix(self, point: Point) -> Matrix:
        """NaN: where rounding can take a descent elsewhere, float64 does not know the exact one."""
        unknown = np.array([np.nan])
        return tuple(tuple(unknown for _ in row) for row in point.target)

    def negative_recovery_time(self, point: Point) -> Batch:
        """The compiled recursion iterated to the level; NaN beyond :data:`STEP_LIMIT` steps."""
        from dmfcheck.dynamics.floats.recursion import perturbed_hitting_steps

        alpha, beta, eigenvalue, eta, level = np.broadcast_arrays(
            point.alpha, point.beta, point.eigenvalue, point.eta, point.fraction
        )
        steps, status = perturbed_hitting_steps(
            alpha, beta, eigenvalue, eta, level, point.depth, STEP_LIMIT
        )
        return np.where(status == 0, steps, np.nan)

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Batch:
        """Gauss-Legendre quadrature with 32 panels of 16 nodes each."""
        nodes, weights = _gauss_legendre()
        panels = 32
        width = (high - low) / panels
        total = np.zeros(np.broadcast_shapes(np.shape(low), np.shape(high)))
        for panel in range(panels):
            for node, weight in zip(nodes, weights, strict=True):
                total = total + weight * width * integrand(low + width * (panel + node))
        return total

    def exp(self, x: Any) -> Any:
        """e^x, elementwise."""
        return np.exp(x)

    def atan(self, x: Any) -> Any:
        """arctan x, elementwise."""
        return np.arctan(x)

    def cos_pi(self, turn: Fraction) -> Any:
        """cos(pi turn)."""
        return np.cos(np.pi * float(turn))

    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """2F1(1, b; 1 + b; y), elementwise."""
        from scipy.special import hyp2f1

        return hyp2f1(1.0, float(b), 1.0 + float(b), y)


@cache
def _gauss_legendre() -> tuple[Batch, Batch]:
    nodes, weights = np.polynomial.legendre.leggauss(16)
    return (nodes + 1) / 2, weights / 2
