"""Gradient descent on W_N ... W_1 from linear measurements: sensing and completion, any depth >= 1.

L(W_1, ..., W_N) = 1/2 ||A(W_N ... W_1) - y||^2. Nothing is factored, projected or rescaled: every
iterate is the one before minus a step size times the gradient. The step size follows a stated rule
(:func:`curvature_bound`), because from a small start a constant one needs millions of steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.floats.norms import (
    TrackedNorm,
    all_finite,
    effective_ranks,
    frobenius,
    row_norms,
)
from dmfcheck.dynamics.instances.measurements import Measurements

Status = Literal["fitted", "done"]

LEFT = "the iterate or its gradient is not in float64"
NO_STEP = "the step size that the curvature allows is not in float64"


class MeasuredFactors:
    """N >= 1 factors, W_1 first, and measurements y = A(W) that they should match.

    Each may be a batch (starts, rows, columns) of factors: the measurements, which are what is
    large, are then read once a step for all of them.

    >>> from dmfcheck.dynamics.instances.measurements import Dense
    >>> chain = MeasuredFactors([np.eye(1) / 2] * 2, Dense(np.ones((1, 1, 1))), np.ones(1))
    >>> chain.multiply(), chain.loss(), chain.differentiate()[0]
    (array([[0.25]]), 0.28125, array([[-0.375]]))
    """

    def __init__(
        self, factors: Sequence[ArrayLike], measurements: Measurements, values: ArrayLike
    ) -> None:
        self.weights = [
            np.array(finite_array(w, f"factors matrix {j}")) for j, w in enumerate(factors, start=1)
        ]
        self.measurements = measurements
        self.values = finite_array(values, "values")
        _check(self.weights, measurements, self.values)
        self._products = list(self.weights)
        self._residual = self.values
        self.slope = np.zeros(measurements.shape)

    def multiply(self) -> FloatArray:
        """W_N ... W_1; also fills the residual A(W) - y and ``slope`` = A^*(A(W) - y)."""
        self._products[0] = self.weights[0]
        for j in range(1, len(self.weights)):
            self._products[j] = self.weights[j] @ self._products[j - 1]
        product = self._products[-1]
        self._residual = self.measurements.apply(product) - self.values
        self.slope = self.measurements.adjoint(self._residual)
        return product

    def loss(self) -> float:
        """1/2 ||A(W) - y||^2 at the last :meth:`multiply`; inf beyond the range of float64."""
        return 0.5 * self.misfit() * self.misfit()

    def misfit(self) -> float:
        """||A(W) - y|| at the last :meth:`multiply`; the norm over the batch, of a batch."""
        return frobenius(self._residual)

    def misfits(self) -> FloatArray:
        """||A(W) - y|| of every start of a batch, (starts,), at the last :meth:`multiply`."""
        return row_norms(self._residual)

    def differentiate(self) -> list[FloatArray]:
        """dL/dW_j = (W_N ... W_{j+1})^T slope (W_{j-1} ... W_1)^T at the last :meth:`multiply`."""
        gradients = [self.slope] * len(self.weights)
        above = self.slope
        for j in range(len(self.weights) - 1, 0, -1):
            gradients[j] = above @ self._products[j - 1].mT
            above = self.weights[j].mT @ above
        gradients[0] = above
        return gradients

    def move(self, step_size: float, gradients: Sequence[FloatArray]) -> None:
        """W_j -= step_size * gradient_j."""
        for j, gradient in enumerate(gradients):
            self.weights[j] = self.weights[j] - step_size * gradient


def _check(weights: list[FloatArray], measurements: Measurements, values: FloatArray) -> None:
    accepted = (
        f"one or more factors (n_j, n_{{j-1}}), W_1 first, with a product of shape "
        f"{measurements.shape}"
    )
    batches = {weight.shape[:-2] for weight in weights}
    shapes = [weight.shape[-2:] for weight in weights]
    chained = (
        len(batches) == 1
        and len(batches.pop()) < 2
        and all(len(shape) == 2 for shape in shapes)
        and all(shapes[j][1] == shapes[j - 1][0] for j in range(1, len(shapes)))
        and (shapes[-1][0], shapes[0][1]) == measurements.shape
    )
    if not chained:
        raise BadInput("factors", f"have the shapes {shapes}", accepted)
    if values.shape != (measurements.count,):
        raise BadInput(
            "values", f"have the shape {values.shape}", f"{measurements.count} measured numbers"
        )


def curvature_bound(sizes: Sequence[float], slope_size: float, curvature: float) -> float:
    """A bound of the Hessian's norm at factors of spectral norms ``sizes``.

    N curvature max_j prod_{i != j} s_i^2 + (N-1) ||slope|| max_{j < k} prod_{i != j, k} s_i: the
    Gauss-Newton part by Cauchy-Schwarz and the part of the residual entry by entry. Derived here.

    >>> curvature_bound([2.0, 1.0], 3.0, 1.0)
    11.0
    """
    N = len(sizes)
    ordered = sorted(sizes)
    without_one = math.prod(ordered[1:])
    without_two = math.prod(ordered[2:])
    try:
        gauss_newton = N * curvature * without_one**2
    except OverflowError:
        gauss_newton = np.inf
    return gauss_newton + (N - 1) * slope_size * without_two


def _step_size(
    share: float, sizes: Sequence[float], slope_size: float, curvature: float
) -> float | None:
    """share / :func:`curvature_bound`, 0 where the bound is 0; None where float64 has neither."""
    bound = curvature_bound(sizes, slope_size, curvature)
    if bound == 0 and (slope_size == 0 or sorted(sizes)[1:2] == [0.0]):
        return 0.0
    eta = share / bound if bound else np.inf
    return eta if 0 < eta < np.inf else None


@dataclass(frozen=True)
class SensingDescent:
    """What a completed descent on measurements went through; row i of an array is ``steps[i]``.

    ``times`` sums the step sizes before it (the time of the gradient flow), ``fits`` is
    ||A(W) - y|| / ||y||, ``singular_values`` are those of W, nonincreasing (logged, min side).
    ``end_to_end`` is the last W, after ``completed`` steps. ``status``: "fitted" if the fit
    reached the tolerance, "done" after all the steps.
    """

    steps: FloatArray
    times: FloatArray
    fits: FloatArray
    singular_values: FloatArray
    end_to_end: FloatArray
    completed: int
    status: Status

    @property
    def effective_ranks(self) -> FloatArray:
        """Nuclear over spectral norm at every logged step."""
        return effective_ranks(self.singular_values)


class _Spectra:
    """The singular values of one matrix after another, found for many at once, which is cheaper."""

    AT_ONCE = 256

    def __init__(self) -> None:
        self._waiting: list[FloatArray] = []
        self._found: list[FloatArray] = []

    def add(self, matrix: FloatArray) -> None:
        self._waiting.append(matrix)
        if len(self._waiting) == self.AT_ONCE:
            self._find()

    def found(self) -> FloatArray:
        """Those of all matrices added, (matrices, min side), nonincreasing."""
        self._find()
        return np.concatenate(self._found)

    def _find(self) -> None:
        if self._waiting:
            self._found.append(np.linalg.svd(np.array(self._waiting), compute_uv=False))
            self._waiting = []


class _StepSizes:
    """Step sizes along a descent, the norms in their bound tracked by one power iteration each."""

    def __init__(self, chain: MeasuredFactors, share: float, curvature: float) -> None:
        self._chain, self._share, self._curvature = chain, share, curvature
        self._norms = [TrackedNorm(weight) for weight in chain.weights]
        self._slope: TrackedNorm | None = None

    def following(self) -> float | None:
        """The next one, from the weights and the slope as they are; None if float64 has none."""
        chain = self._chain
        self._slope = self._slope or TrackedNorm(chain.slope)
        return _step_size(
            self._share,
            [norm.update(weight) for norm, weight in zip(self._norms, chain.weights, strict=True)],
            self._slope.update(chain.slope),
            self._curvature,
        )


def descend_measured(
    measurements: Measurements,
    values: ArrayLike,
    start: Sequence[ArrayLike],
    *,
    steps: int,
    share: float = 0.5,
    tolerance: float = 0.0,
    log_every: int | None = None,
    watch: Callable[[int, FloatArray], object] | None = None,
) -> SensingDescent | CutShort[SensingDescent]:
    """Gradient descent with step size eta_k = share / :func:`curvature_bound` at W(k).

    The norms in the bound are tracked by one power iteration a step. The bound is that of the
    present curvature, which grows along a step, so a small ``share`` is near the gradient flow and
    a share of 1 may let the loss rise for a moment. Ends after ``steps`` steps
    or once ||A(W) - y|| <= tolerance ||y||. ``log_every`` steps, and at both ends, the singular
    values are recorded; without it only at both ends. ``watch(k, W)`` is called at every step and
    must not change W. A descent whose iterate, gradient or step size leaves the range of float64 is
    cut short, and no record. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> from dmfcheck.dynamics.floats.cut_short import complete
    >>> from dmfcheck.dynamics.instances.measurements import Dense
    >>> start = [[[0.1]], [[0.1]]]
    >>> run = complete(
    ...     descend_measured(Dense(np.ones((1, 1, 1))), [2.0], start, steps=99, tolerance=1e-9)
    ... )
    >>> run.status, run.end_to_end.round(6)
    ('fitted', array([[2.]]))
    """
    last = validation.whole(steps, "steps", 0)
    if not 0 < share <= 1:
        raise BadInput("share", f"is {share}", "0 < share <= 1")
    every = last + 1 if log_every is None else validation.whole(log_every, "log_every", 1)
    chain = MeasuredFactors(start, measurements, values)
    size = frobenius(chain.values)
    rows: list[tuple[int, float, float]] = []
    spectra = _Spectra()
    status: Status = "done"
    time = 0.0
    k = 0
    with np.errstate(over="ignore", invalid="ignore"):
        step_sizes = _StepSizes(chain, share, measurements.curvature)
        for k in range(last + 1):
            W = chain.multiply()
            # The residual of a W that is not finite is not, unless nothing of it was measured.
            misfit = chain.misfit()
            if not (math.isfinite(misfit) and all_finite(W)):
                return CutShort(k, LEFT, np.array(True))
            fit = misfit / size if size else 0.0
            if fit <= tolerance:
                status = "fitted"
            if watch is not None:
                watch(k, W)
            ends = status != "done" or k == last
            if ends or k % every == 0:
                rows.append((k, time, fit))
                spectra.add(W)
            if ends:
                break
            eta = step_sizes.following()
            if eta is None:
                return CutShort(k, NO_STEP, np.array(True))
            chain.move(eta, chain.differentiate())
            time += eta
    recorded, times, fits = (np.array(column) for column in zip(*rows, strict=True))
    return SensingDescent(recorded, times, fits, spectra.found(), W, k, status)
