"""Real float64 gradient descent on matrices W_N ... W_1, with no use of any decoupling.

This is what the recursions and the theory are checked against. One call takes one target (n, n)
or a batch (batch, n, n); rectangular targets chain with rectangular factors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dmfcheck import validation
from dmfcheck.descent.arrays import FloatArray, finite_array
from dmfcheck.descent.factors import Factors, gradient, identical_start, loss, perturbed_start
from dmfcheck.validation import BadInput

__all__ = [
    "Descent",
    "Measured",
    "components",
    "descend",
    "gradient",
    "identical_start",
    "loss",
    "measured_hitting_steps",
    "perturbed_start",
]

PROGRESS_EVERY = 128
"""Steps between two calls of a ``progress`` callback."""

ORTHONORMAL_TO = 1e-9
"""Largest entry of V^T V - I in a basis that is taken for orthonormal."""

Status = Literal["done", "stopped", "not finite"]
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Descent:
    """What a descent went through; row i of every logged array is step ``steps[i]``.

    ``end_to_end`` is W_N ... W_1, (logged, [batch,] n_N, n_0); ``eigenvalues`` are those of its
    symmetric part, nonincreasing, (logged, [batch,] n), None where it is not square;
    ``effective_rank`` is its nuclear over its spectral norm and ``losses`` 1/2 of its squared
    distance to the target, (logged, [batch]). ``factors`` are the last ones, after ``completed``
    steps. ``status`` is "done" after all the steps, "stopped" where ``stop`` said so, and
    "not finite" where every instance of the batch left the range of float64: an instance that did
    has an infinite or NaN loss, and NaN for eigenvalues and effective rank.
    """

    steps: NDArray[np.int64]
    end_to_end: FloatArray
    eigenvalues: FloatArray | None
    effective_rank: FloatArray
    losses: FloatArray
    factors: list[FloatArray]
    completed: int
    status: Status


@dataclass(frozen=True)
class Measured:
    """Hitting steps read off a real descent.

    ``steps`` is the first step at which each component reached its level, -1 if none did, of
    shape (n,) or (batch, n). ``off_diagonal`` is the largest norm of a column of the off-diagonal
    part of V^T W(k) V over the steps 0..``completed``: zero if the decoupling were exact.
    ``status`` is "done" when every level was reached or every step taken.
    """

    steps: NDArray[np.int64]
    off_diagonal: float
    completed: int
    status: Status


def descend(
    target: ArrayLike,
    start_factors: Sequence[ArrayLike],
    step_size: ArrayLike,
    steps: int,
    *,
    log_at: Iterable[int] | None = None,
    stop: Callable[[int, FloatArray], bool] | None = None,
    progress: Progress | None = None,
) -> Descent:
    """Gradient descent W_j -= eta dL/dW_j, L = 1/2 ||W_N ... W_1 - What||_F^2, in float64.

    ``target`` has shape (n, n), (batch, n, n) or a rectangle, ``start_factors`` lists W_1, ...,
    W_N, and ``step_size`` is one number or one per instance. Steps in ``log_at`` are recorded
    (the first and the last by default); a record costs a singular value decomposition, dozens of
    steps where n is small, so log rarely. ``stop(k, W)`` is asked at every step with the
    end-to-end matrices, which it must not keep or change; ``progress(k)`` is called every
    PROGRESS_EVERY steps. Ending early records the step at which it did.

    Raises :class:`~dmfcheck.validation.BadInput`; a descent that overflows ends with a status.

    >>> run = descend([[2.0]], identical_start(0.5, 1, depth=2), 0.125, 40)
    >>> run.steps, run.end_to_end.round(6).ravel()
    (array([ 0, 40]), array([0.25, 2.  ]))
    """
    last = validation.whole(steps, "steps", 0)
    logged = {0, last} if log_at is None else {validation.whole(k, "log_at", 0) for k in log_at}
    chain = Factors(start_factors, target)
    rows: list[tuple[int, FloatArray, FloatArray]] = []
    status: Status = "done"
    k = 0
    with _silent():
        for k, product, losses in _run(chain, step_size, last, progress):
            if not np.isfinite(losses).any():
                status = "not finite"
            elif stop is not None and stop(k, product):
                status = "stopped"
            if k in logged or status != "done":
                rows.append((k, product.copy(), losses))
            if status != "done":
                break
    matrices = np.array([product for _, product, _ in rows]).reshape(-1, *chain.target.shape)
    losses = np.array([row for _, _, row in rows]).reshape(-1, *chain.target.shape[:-2])
    spectra, ranks = _spectra(matrices, np.isfinite(losses))
    recorded = np.array([row[0] for row in rows], np.int64)
    return Descent(recorded, matrices, spectra, ranks, losses, chain.weights, k, status)


def components(end_to_end: ArrayLike, basis: ArrayLike) -> FloatArray:
    """The diagonal of V^T W V, (..., n), for matrices W (..., n, n) and a basis V of columns.

    >>> components([[2.0, 5.0], [5.0, 3.0]], np.eye(2))
    array([2., 3.])
    """
    W, V = finite_array(end_to_end, "end_to_end"), finite_array(basis, "basis")
    return np.asarray(np.einsum("...ij,...ij->...j", V, W @ V))


def measured_hitting_steps(
    target: ArrayLike,
    basis: ArrayLike,
    levels: ArrayLike,
    start_factors: Sequence[ArrayLike],
    step_size: ArrayLike,
    steps: int,
    *,
    progress: Progress | None = None,
) -> Measured:
    """Run :func:`descend` and record when each component reaches its level, up to ``steps``.

    The component of eigenvector v_i, a column of ``basis`` ((n, n) or one per instance), is
    v_i^T W(k) v_i; it reaches level_i >= 0 from below and level_i < 0 from above. ``levels`` has
    shape (n,) or (batch, n). The run ends when all are reached. Each step costs one product more
    than the descent. Source of what it measures: reduction.decoupling and the time.* claims.

    >>> measured_hitting_steps(
    ...     [[1.0]], [[1.0]], [0.5], identical_start(0.5, 1, depth=2), 0.25, 9
    ... ).steps
    array([3])
    """
    last = validation.whole(steps, "steps", 0)
    chain = Factors(start_factors, target)
    V, goals = finite_array(basis, "basis"), finite_array(levels, "levels")
    shape = (*chain.target.shape[:-2], chain.target.shape[-1])
    square = (shape[-1], shape[-1])
    if chain.target.shape[-2:] != square or V.shape not in (square, chain.target.shape):
        raise BadInput(
            "basis",
            f"has shape {V.shape}, target {chain.target.shape}",
            "an orthonormal basis of the shape of a square target",
        )
    if np.abs(V.mT @ V - np.eye(shape[-1])).max() > ORTHONORMAL_TO:
        raise BadInput("basis", "is not orthonormal", "V with V^T V = I")
    if goals.shape not in (shape, shape[-1:]):
        raise BadInput("levels", f"have shape {goals.shape}", f"{shape} or {shape[-1:]}")
    side = np.where(np.broadcast_to(goals, shape) >= 0, 1.0, -1.0)
    heights = side * goals
    found = np.full(shape, -1, np.int64)
    image, parts, off_diagonal = np.empty(chain.target.shape), np.empty(shape), 0.0
    status: Status = "done"
    k = 0
    with _silent():
        for k, product, losses in _run(chain, step_size, last, progress):
            finite = np.isfinite(losses)
            if not finite.any():
                status = "not finite"
                break
            np.matmul(product, V, out=image)
            np.einsum("...ij,...ij->...j", V, image, out=parts)
            found[(found < 0) & (side * parts >= heights)] = k
            # W v_i - w_i v_i has the norm of column i of V^T W V without its diagonal entry, and
            # is formed without the cancellation of squared norms.
            np.subtract(image, V * parts[..., None, :], out=image)
            columns = np.einsum("...ij,...ij->...j", image, image)[finite]
            off_diagonal = max(off_diagonal, float(columns.max()))
            if (found >= 0).all():
                break
    return Measured(found, float(np.sqrt(off_diagonal)), k, status)


def _silent() -> np.errstate:
    """An instance that overflows gets a status, not a warning, and does not touch the others."""
    return np.errstate(over="ignore", invalid="ignore")


def _run(
    chain: Factors, step_size: ArrayLike, last: int, progress: Progress | None
) -> Iterator[tuple[int, FloatArray, FloatArray]]:
    """Yield (k, W(k), losses) for k = 0..last and take the step after each."""
    eta = finite_array(step_size, "step_size")
    batch = chain.target.shape[:-2]
    if eta.shape not in ((), batch):
        raise BadInput("step_size", f"has shape {eta.shape}", f"one number, or shape {batch}")
    size = eta[..., None, None] if eta.ndim else float(eta)
    for k in range(last + 1):
        if progress is not None and (k % PROGRESS_EVERY == 0 or k == last):
            progress(k)
        product = chain.multiply()
        yield k, product, chain.losses()
        if k < last:
            chain.differentiate()
            chain.move(size)


def _spectra(
    matrices: FloatArray, finite: NDArray[np.bool_]
) -> tuple[FloatArray | None, FloatArray]:
    rows, columns = matrices.shape[-2:]
    ranks = np.full(finite.shape, np.nan)
    singular = np.linalg.svd(matrices[finite], compute_uv=False)
    # The zero matrix has no effective rank: 0/0 stays the NaN that it is.
    with np.errstate(invalid="ignore"):
        ranks[finite] = singular.sum(axis=-1) / singular[:, 0]
    if rows != columns:
        return None, ranks
    eigenvalues = np.full((*finite.shape, rows), np.nan)
    symmetric = (matrices[finite] + matrices[finite].mT) / 2
    eigenvalues[finite] = np.linalg.eigvalsh(symmetric)[:, ::-1]
    return eigenvalues, ranks
