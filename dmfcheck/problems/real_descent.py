"""The real float64 descent of a problem: full matrices in a random basis, and what is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from dmfcheck.claims.measured import FULL_DIGITS, DescentRecord
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dmfcheck.dynamics.floats.matrix import MatrixDescent

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


def record_descent(
    problem: Problem,
    target: NDArray[np.float64],
    basis: NDArray[np.float64],
    steps: int,
    progress: Progress | None = None,
) -> tuple[DescentRecord | CutShort[MatrixDescent], int | None]:
    """The record of ``steps`` steps of the real descent, ended at the float horizon; that horizon.

    Where none is derived for the dynamics all the steps are taken, and the horizon is None. The
    factors are full matrices throughout; the basis is used only to read the iterates. A descent
    that leaves float64 has no record.
    """
    from dmfcheck.dynamics.floats.matrix import descend, perturbed_start
    from dmfcheck.dynamics.known import KNOWN, float_horizon

    horizon, last = None, steps
    if problem.dynamics in KNOWN:
        horizon = float_horizon(problem, problem.spectrum, steps)
        last = steps if horizon is None else min(steps, horizon)
    record = _Rotated(basis)
    start = perturbed_start(
        float(problem.alpha), float(problem.beta), problem.size, depth=problem.depth
    )
    run = descend(
        target,
        start,
        float(problem.eta),
        last,
        update=problem.update.converted(float),
        stop=record.take,
        progress=None if progress is None else lambda step: progress(step, last),
    )
    if isinstance(run, CutShort):
        return run, horizon
    return record.whole(), horizon


BUFFERED = 1 << 17
"""Entries of the iterates that are kept before they are rotated together: one megabyte."""


class _Rotated:
    """The iterates in a basis V, many rotated at once: what numpy adds to a call costs once.

    The products are those of one matrix after the other, to the last bit.
    """

    def __init__(self, basis: NDArray[np.float64]) -> None:
        self._basis = basis
        self._buffer = np.empty((max(1, BUFFERED // basis.size), *basis.shape))
        self._filled = 0
        self._components: list[NDArray[np.float64]] = []
        self._strays: list[NDArray[np.float64]] = []

    def take(self, _: int, product: NDArray[np.float64]) -> bool:
        """Take note of W(k); False, for it ends no descent."""
        if self._filled == len(self._buffer):
            self._rotate()
        self._buffer[self._filled] = product
        self._filled += 1
        return False

    def _rotate(self) -> None:
        kept, self._filled = self._buffer[: self._filled], 0
        with np.errstate(over="ignore", invalid="ignore"):
            rotated = self._basis.T @ kept @ self._basis
            axis = np.arange(len(self._basis))
            diagonal = rotated[:, axis, axis]
            rotated[:, axis, axis] -= diagonal
        size = np.maximum(np.abs(diagonal).max(axis=1), FULL_DIGITS)
        self._components.append(diagonal)
        self._strays.append(np.abs(rotated, out=rotated).max(axis=(1, 2)) / size)

    def whole(self) -> DescentRecord:
        """The record of all that was taken."""
        self._rotate()
        components = np.ascontiguousarray(np.concatenate(self._components))
        return DescentRecord(components, np.concatenate(self._strays))
