"""Real float64 gradient descent on matrices W_N ... W_1, with no use of any decoupling.

This is what the recursions and the theory are checked against. One call takes one target (n, n)
or a batch (batch, n, n); rectangular targets chain with rectangular factors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dmfcheck.base import validation
from dmfcheck.base.offered import show
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array
from dmfcheck.dynamics.floats.cut_short import CutShort, complete
from dmfcheck.dynamics.floats.factors import (
    Factors,
    gradient,
    identical_start,
    loss,
    perturbed_start,
)
from dmfcheck.dynamics.floats.norms import LEAST_SQUARE, effective_ranks, normalised, row_norms
from dmfcheck.dynamics.floats.shared_vectors import singular_values
from dmfcheck.dynamics.floats.threads import one_thread
from dmfcheck.dynamics.floats.walk import At, Progress, silent, walk
from dmfcheck.dynamics.update import Update, require_update

__all__ = [
    "CutShort",
    "MatrixDescent",
    "MeasuredSteps",
    "complete",
    "components",
    "descend",
    "gradient",
    "identical_start",
    "loss",
    "measured_hitting_steps",
    "perturbed_start",
]

ORTHONORMAL_TO = 1e-9
"""Largest entry of V^T V - I in a basis that is taken for orthonormal."""

LEFT = "the iterate is not in float64"

Status = Literal["done", "stopped"]
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class MatrixDescent:
    """What a completed descent went through; row i of every logged array is step ``steps[i]``.

    ``end_to_end`` is W_N ... W_1, (logged, [batch,] n_N, n_0), and ``losses`` 1/2 of its squared
    distance to the target, (logged, [batch]). ``factors`` are the last ones, after ``completed``
    steps. ``status`` is "done" after all the steps and "stopped" where ``stop`` said so. All of it
    is finite but for a loss that exceeds the range of float64, inf, and the effective rank of the
    zero matrix, NaN. Spectra, which cost as much as some steps, are computed when they are read.
    """

    steps: NDArray[np.int64]
    end_to_end: FloatArray
    losses: FloatArray
    factors: list[FloatArray]
    completed: int
    status: Status

    @cached_property
    def effective_rank(self) -> FloatArray:
        """Nuclear over spectral norm of ``end_to_end``, (logged, [batch])."""
        return effective_ranks(singular_values(normalised(self.end_to_end)))

    @cached_property
    def eigenvalues(self) -> FloatArray | None:
        """Those of the symmetric part of ``end_to_end``, nonincreasing, (logged, [batch,] n).

        None where it is not square.
        """
        matrices = self.end_to_end
        if matrices.shape[-2] != matrices.shape[-1]:
            return None
        # Halved before the sum, which may not be in float64 where the mean is.
        symmetric = matrices / 2 + matrices.mT / 2
        return np.asarray(np.linalg.eigvalsh(symmetric)[..., ::-1], np.float64)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)


@dataclass(frozen=True)
class MeasuredSteps:
    """Hitting steps read off a real descent that completed.

    ``steps`` is the first step at which each component reached its level, -1 if none did, of
    shape (n,) or (batch, n). ``off_diagonal`` is the largest norm of a column of the off-diagonal
    part of V^T W(k) V over the steps 0..``completed``: zero if the decoupling were exact.
    Every level was reached by then, or every step taken.
    """

    steps: NDArray[np.int64]
    off_diagonal: float
    completed: int


def descend(
    target: ArrayLike,
    start_factors: Sequence[ArrayLike],
    step_size: ArrayLike,
    steps: int,
    *,
    update: Update | None = None,
    log_at: Iterable[int] | None = None,
    stop: Callable[[int, FloatArray], bool] | None = None,
    progress: Progress | None = None,
    blas: bool = False,
) -> MatrixDescent | CutShort[MatrixDescent]:
    """Gradient descent W_j -= eta dL/dW_j, L = 1/2 ||W_N ... W_1 - What||_F^2, in float64.

    Plain descents of at most 124 rows and columns run in compiled loops, all others, and any with
    ``blas``, in NumPy's products; the two agree to rounding. Compiled, an instance has the same
    bits on one machine whatever is beside it and whatever is recorded.

    Any other ``update`` takes its steps instead, its parameters floats, or arrays (batch, 1, 1).

    ``target`` has shape (n, n), (batch, n, n) or a rectangle, ``start_factors`` lists W_1, ...,
    W_N, and ``step_size`` is one number or one per instance. Steps in ``log_at`` are recorded
    (the first and the last by default). ``stop(k, W)`` is asked at every step with the
    end-to-end matrices, which it must not keep or change; ``progress(k)`` is called every
    PROGRESS_EVERY steps. Ending early records the step at which it did.

    A descent of which an iterate leaves the range of float64 is cut short, and no record; the
    instances of a batch are independent, and those that stay have theirs
    (:class:`~dmfcheck.dynamics.floats.cut_short.CutShort`). Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> run = complete(descend([[2.0]], identical_start(0.5, 1, depth=2), 0.125, 40))
    >>> run.steps, run.end_to_end.round(6).ravel()
    (array([ 0, 40]), array([0.25, 2.  ]))
    """
    if update is not None:
        require_update(update)
    last = validation.whole(steps, "steps", 0, None if update is None else update.length())
    logged = {0, last} if log_at is None else _logged(log_at)
    chain = Factors(start_factors, target)
    rows: list[tuple[int, FloatArray, FloatArray]] = []
    left = _Left(chain)
    status: Status = "done"
    k = 0
    asked = None if stop is not None else logged
    with silent(), one_thread(max(chain.target.shape[-2:])):
        for at in walk(chain, step_size, last, progress, update, asked=asked, blas=blas):
            k, product = at.k, at.product
            if left.all_by(at):
                break
            if stop is not None and stop(k, product):
                status = "stopped"
            if k in logged or status != "done":
                rows.append((k, product.copy(), at.losses()))
            if status != "done":
                break

    factors = at.factors()
    return left.outcome(lambda stayed: _descent(chain.target, factors, rows, stayed, k, status))


def _logged(log_at: Iterable[int]) -> set[int]:
    if not isinstance(log_at, Iterable):
        raise BadInput("log_at", f"is {log_at!r}", "steps, such as [0, 10, 100]")
    return {validation.whole(k, "log_at", 0) for k in log_at}


def _descent(
    target: FloatArray,
    factors: list[FloatArray],
    rows: Sequence[tuple[int, FloatArray, FloatArray]],
    stayed: NDArray[np.bool_],
    completed: int,
    status: Status,
) -> MatrixDescent:
    """The record of the instances that stayed; a row is (k, W(k), losses)."""
    batch = (int(stayed.sum()),) if stayed.ndim else ()
    shape = (*batch, *target.shape[-2:])
    matrices = np.empty((len(rows), *shape))
    kept = ... if stayed.all() else stayed
    for matrix, (_, product, _) in zip(matrices, rows, strict=True):
        matrix[...] = product[kept]
    return MatrixDescent(
        steps=np.array([row[0] for row in rows], np.int64),
        end_to_end=matrices,
        losses=np.array([losses[kept] for _, _, losses in rows]).reshape(-1, *batch),
        factors=[weight[kept] for weight in factors],
        completed=completed,
        status=status,
    )


def components(end_to_end: ArrayLike, basis: ArrayLike) -> FloatArray:
    """The diagonal of V^T W V, (..., n), for matrices W (..., n, n) and a basis V of columns.

    >>> components([[2.0, 5.0], [5.0, 3.0]], np.eye(2))
    array([2., 3.])
    """
    W, V = finite_array(end_to_end, "end_to_end"), finite_array(basis, "basis")
    return np.asarray(np.einsum("...ij,...ij->...j", V, W @ V))


def _component_shape(chain: Factors, V: FloatArray, goals: FloatArray) -> tuple[int, ...]:
    """(n,) or (batch, n), once the basis and the levels are what they must be."""
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
    return shape


def measured_hitting_steps(
    target: ArrayLike,
    basis: ArrayLike,
    levels: ArrayLike,
    start_factors: Sequence[ArrayLike],
    step_size: ArrayLike,
    steps: int,
    *,
    progress: Progress | None = None,
) -> MeasuredSteps | CutShort[MeasuredSteps]:
    """Run :func:`descend` and record when each component reaches its level, up to ``steps``.

    The component of eigenvector v_i, a column of ``basis`` ((n, n) or one per instance), is
    v_i^T W(k) v_i; it reaches level_i >= 0 from below and level_i < 0 from above. ``levels`` has
    shape (n,) or (batch, n). The run ends when all are reached. Each step costs one product more
    than the descent. One that leaves the range of float64 is cut short, as in :func:`descend`.
    Source of what it measures: reduction.decoupling and the time.* claims.

    >>> complete(
    ...     measured_hitting_steps(
    ...         [[1.0]], [[1.0]], [0.5], identical_start(0.5, 1, depth=2), 0.25, 9
    ...     )
    ... ).steps
    array([3])
    """
    last = validation.whole(steps, "steps", 0)
    chain = Factors(start_factors, target)
    V, goals = finite_array(basis, "basis"), finite_array(levels, "levels")
    shape = _component_shape(chain, V, goals)
    side = np.where(np.broadcast_to(goals, shape) >= 0, 1.0, -1.0)
    heights = side * goals
    found = np.full(shape, -1, np.int64)
    image, parts = np.empty(chain.target.shape), np.empty(shape)
    off_diagonal = np.zeros(shape[:-1])
    left = _Left(chain)
    k = 0
    with silent():
        for at in walk(chain, step_size, last, progress):
            k, product = at.k, at.product
            if left.all_by(at):
                break
            np.matmul(product, V, out=image)
            np.einsum("...ij,...ij->...j", V, image, out=parts)
            found[(found < 0) & (side * parts >= heights)] = k
            # W v_i - w_i v_i has the norm of column i of V^T W V without its diagonal entry, and
            # is formed without the cancellation of squared norms.
            np.subtract(image, V * parts[..., None, :], out=image)
            np.fmax(off_diagonal, _largest_column(image), out=off_diagonal)
            if ((found >= 0).all(axis=-1) | left.gone).all():
                break

    def record(stayed: NDArray[np.bool_]) -> MeasuredSteps:
        steps_of = found[stayed] if stayed.ndim else found
        return MeasuredSteps(steps_of, float(off_diagonal[stayed].max()), k)

    return left.outcome(record)


class _Left:
    """Which instances left float64, and when the first did."""

    def __init__(self, chain: Factors) -> None:
        self.gone = np.zeros(chain.target.shape[:-2], np.bool_)
        self._at = 0

    def all_by(self, at: At) -> bool:
        """Take note of what left by that step; whether nothing is left to follow."""
        if at.gone is None:
            return False
        before = self.gone.any()
        self.gone |= at.gone
        if self.gone.any() and not before:
            self._at = at.k
        return bool(self.gone.all())

    def outcome(self, record: Callable[[NDArray[np.bool_]], Kept]) -> Kept | CutShort[Kept]:
        """The record of the instances that stayed, as it may be read."""
        stayed = np.asarray(~self.gone)
        if stayed.all():
            return record(stayed)
        others = record(stayed) if stayed.any() else None
        return CutShort(self._at, LEFT, self.gone, others)


def _largest_column(image: FloatArray) -> FloatArray:
    """The largest norm of a column, of each instance."""
    squares = np.asarray(np.einsum("...ij,...ij->...j", image, image).max(axis=-1))
    if ((squares > LEAST_SQUARE) & (squares < np.inf)).all():
        return np.asarray(np.sqrt(squares))
    return np.asarray(row_norms(image.mT).max(axis=-1))
