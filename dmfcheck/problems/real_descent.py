"""The real float64 descent of a problem: full matrices in a random basis, and what is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from dmfcheck.claims.measured import FULL_DIGITS, DescentRecord
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dmfcheck.dynamics.floats.matrix import MatrixDescent
    from dmfcheck.problems.kept_steps import KeptSteps

Progress = Callable[[int, int], None]
"""Told (steps done, steps in all)."""


def random_target(problem: Problem, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(What, V): V diag(spectrum) V^T with V orthogonal, Haar distributed, from ``seed``."""
    normal = np.random.default_rng(seed).standard_normal((problem.size, problem.size))
    orthogonal, triangle = np.linalg.qr(normal)
    V = orthogonal * np.sign(np.diag(triangle))
    What = (V * [float(value) for value in problem.spectrum]) @ V.T
    return (What + What.T) / 2, V


def target_and_basis(
    problem: Problem, target: NDArray[np.float64] | None, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(What, V): ``target`` and its eigenvectors, largest eigenvalue first; if None, random.

    >>> target_and_basis(None, np.diag([1.0, 2.0]), seed=0)[1]
    array([[0., 1.],
           [1., 0.]])
    """
    if target is None:
        return random_target(problem, seed)
    _, vectors = np.linalg.eigh(target)
    return target, vectors[:, ::-1].copy()


def singular_bases(
    target: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(U, V), orthogonal, of What = U S V^T, the largest singular value first.

    >>> [basis.shape for basis in singular_bases(np.ones((2, 3)))]
    [(2, 2), (3, 3)]
    """
    U, _, Vt = np.linalg.svd(target)
    return U, np.ascontiguousarray(Vt.T)


def start_factors(
    problem: Problem, left: NDArray[np.float64], right: NDArray[np.float64], *, aligned: bool
) -> list[NDArray[np.float64]]:
    """W_1(0), ..., W_N(0) in float64, for eigenvectors ``left`` = ``right``, or singular vectors.

    Multiples of I are that exactly. Along singular vectors, r = min(m, n), W_1 has the shape
    (r, n), W_N (m, r) and the others (r, r).

    >>> problem = Problem.from_spectrum("2,1", depth=2, start="1/2,1/4", eta="1/8")
    >>> start_factors(problem, np.eye(2), np.eye(2), aligned=False)[0].tolist()
    [[0.5, 0.0], [0.0, 0.25]]
    """
    from dmfcheck.dynamics.floats.matrix import perturbed_start

    alpha, beta, N = float(problem.alpha), float(problem.beta), problem.depth
    if not (problem.starts or aligned):
        return perturbed_start(alpha, beta, problem.size, depth=N)
    rows = [np.array([float(a) for a in row]) for row in problem.starts]
    if not rows:
        rows = [np.diag(w).copy() for w in perturbed_start(alpha, beta, problem.size, depth=N)]
    rows = rows * N if len(rows) == 1 else rows
    if not aligned:
        factors = [(left * row) @ left.T for row in rows]
        return [(factor + factor.T) / 2 for factor in factors]
    r = problem.size
    inner = [np.diag(row) for row in rows[1:-1]]
    return [rows[0][:, None] * right[:, :r].T, *inner, left[:, :r] * rows[-1]]


def record_descent(
    problem: Problem,
    target: NDArray[np.float64],
    basis: NDArray[np.float64],
    steps: int,
    progress: Progress | None = None,
    *,
    right: NDArray[np.float64] | None = None,
    factors: Sequence[NDArray[np.float64]] | None = None,
    thinned_at: Fraction | None = None,
) -> tuple[DescentRecord | CutShort[MatrixDescent], int | None]:
    """The record of ``steps`` steps of the real descent, ended at the float horizon; that horizon.

    Where none is derived for the dynamics all the steps are taken, and the horizon is None. The
    factors are full matrices throughout; the basis is used only to start, where that is no multiple
    of I, and to read the iterates. With ``right`` the bases are those of singular vectors, and
    ``factors``, if given, are what the descent starts from. A descent that leaves float64 has no
    record. With ``thinned_at``, a fraction, some of many steps are left out
    (:mod:`~dmfcheck.problems.kept_steps`): not those around the first at which an eigenvalue is
    recovered to that fraction of it. The ledger's claims allow for it.
    """
    from dmfcheck.dynamics.floats.matrix import descend
    from dmfcheck.dynamics.known import float_horizon, has_horizon
    from dmfcheck.problems.kept_steps import EVERY_STEP, KeptSteps, levels

    horizon, last = None, steps
    aligned = right is not None
    if has_horizon(problem) and not aligned and factors is None:
        horizon = float_horizon(problem, problem.spectrum, steps)
        last = steps if horizon is None else min(steps, horizon)
    bases = basis, basis if right is None else right
    kept = None
    if thinned_at is not None and last > EVERY_STEP:
        kept = KeptSteps(bases, levels(problem, thinned_at), last)
    record = _Rotated(*bases, kept)
    start = factors or start_factors(
        problem, basis, basis if right is None else right, aligned=aligned
    )
    run = descend(
        target,
        start,
        float(problem.eta),
        last,
        update=problem.update.converted(float),
        stop=record.take,
        blas=max(np.shape(target)) > COMPILED_TO,
        progress=None if progress is None else lambda step: progress(step, last),
    )
    if isinstance(run, CutShort):
        return run, horizon
    return record.whole(), horizon


COMPILED_TO = 8
"""Rows or columns up to which compiled steps returned the bits of NumPy's where both were compared
(OpenBLAS on AVX2); larger records are NumPy's, so that a seed gives what it gave."""

BUFFERED = 1 << 17
"""Entries of the iterates that are kept before they are rotated together: one megabyte."""


class _Rotated:
    """The iterates in bases U and V, many rotated at once: what numpy adds to a call costs once.

    The products are those of one matrix after the other, to the last bit.
    """

    def __init__(
        self,
        left: NDArray[np.float64],
        right: NDArray[np.float64],
        kept: KeptSteps | None = None,
    ) -> None:
        self._left, self._right = left, right
        self._kept, self._steps = kept, [] if kept is None else [-1]
        shape = len(left), len(right)
        self._before = np.zeros(shape)
        self._buffer = np.empty((max(1, BUFFERED // (shape[0] * shape[1])), *shape))
        self._filled = 0
        self._components: list[NDArray[np.float64]] = []
        self._strays: list[NDArray[np.float64]] = []

    def take(self, k: int, product: NDArray[np.float64]) -> bool:
        """Take note of W(k); False, for it ends no descent."""
        if self._kept is None:
            self._keep(product)
            return False
        arrived = self._kept.arrived
        if self._kept.keeps(k, product):
            if self._kept.arrived != arrived and self._steps[-1] < k - 1:
                self._steps.append(k - 1)
                self._keep(self._before)
            self._steps.append(k)
            self._keep(product)
        self._before[:] = product
        return False

    def _keep(self, product: NDArray[np.float64]) -> None:
        if self._filled == len(self._buffer):
            self._rotate()
        self._buffer[self._filled] = product
        self._filled += 1

    def _rotate(self) -> None:
        kept, self._filled = self._buffer[: self._filled], 0
        with np.errstate(over="ignore", invalid="ignore"):
            rotated = self._left.T @ kept @ self._right
            axis = np.arange(min(rotated.shape[1:]))
            diagonal = rotated[:, axis, axis]
            rotated[:, axis, axis] -= diagonal
        size = np.maximum(np.abs(diagonal).max(axis=1), FULL_DIGITS)
        self._components.append(diagonal)
        self._strays.append(np.abs(rotated, out=rotated).max(axis=(1, 2)) / size)

    def whole(self) -> DescentRecord:
        """The record of all that was kept."""
        self._rotate()
        components = np.ascontiguousarray(np.concatenate(self._components))
        at = np.array(self._steps[1:], np.int64) if self._steps else None
        return DescentRecord(components, np.concatenate(self._strays), at=at)
