"""Linear measurements y = A(W) of a matrix: Gaussian, rank-one and symmetric ones, or entries.

Each map is scaled so that E ||A(X)||^2 = ||X||_F^2 (entries are taken as they are), and knows its
``curvature`` ||A^* A||, which a step size needs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray

KINDS = ("gaussian", "rank-one", "symmetric")


class Measurements(ABC):
    """A linear map A from real matrices of ``shape`` to vectors of length ``count``."""

    shape: tuple[int, int]
    count: int

    @abstractmethod
    def apply(self, W: FloatArray) -> FloatArray:
        """A(W), shape (count,), float64; of matrices (..., rows, columns), (..., count)."""

    @abstractmethod
    def adjoint(self, values: FloatArray) -> FloatArray:
        """A^*(v) with <A(W), v> = <W, A^*(v)>, of ``shape``, float64; of each v in (..., count)."""

    @cached_property
    def curvature(self) -> float:
        """||A^* A||: the largest eigenvalue of the Hessian of 1/2 ||A(W) - y||^2 at depth 1."""
        return float(np.linalg.norm(self._dense(), 2) ** 2)

    def _dense(self) -> FloatArray:
        return np.array([self.adjoint(row).ravel() for row in np.eye(self.count)])


class Dense(Measurements):
    """<A_i, W> / sqrt(m) for the m matrices of an array of shape (m, rows, columns).

    >>> Dense(np.ones((1, 2, 2))).apply(np.eye(2))
    array([2.])
    """

    def __init__(self, matrices: FloatArray) -> None:
        self.count = len(matrices)
        self.shape = matrices.shape[1:]
        self._rows = np.ascontiguousarray(matrices.reshape(self.count, -1)) / np.sqrt(self.count)

    def apply(self, W: FloatArray) -> FloatArray:
        """See :class:`Measurements`."""
        if W.ndim == 2:
            return np.asarray(self._rows @ W.ravel())
        # The measurements, which are what is large, are read once for all.
        return np.asarray(W.reshape(*W.shape[:-2], -1) @ self._rows.T)

    def adjoint(self, values: FloatArray) -> FloatArray:
        """See :class:`Measurements`."""
        return np.asarray((values @ self._rows).reshape(*values.shape[:-1], *self.shape))

    def _dense(self) -> FloatArray:
        return np.asarray(self._rows)


class RankOne(Measurements):
    """a_i^T W b_i / sqrt(m), a_i the rows of ``left`` (m, rows), b_i of ``right`` (m, columns).

    >>> RankOne(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])).apply(np.array([[1.0, 2], [3, 4]]))
    array([2.])
    """

    def __init__(self, left: FloatArray, right: FloatArray) -> None:
        self.count = len(left)
        self.shape = (left.shape[1], right.shape[1])
        self._left, self._right = left / np.sqrt(self.count), right

    def apply(self, W: FloatArray) -> FloatArray:
        """See :class:`Measurements`."""
        return np.asarray(np.einsum("...ij,ij->...i", self._left @ W, self._right))

    def adjoint(self, values: FloatArray) -> FloatArray:
        """See :class:`Measurements`."""
        return np.asarray((self._left * values[..., None]).mT @ self._right)


class Entries(Measurements):
    """The entries W_ij with ``mask``_ij true, row by row; their curvature is 1.

    >>> Entries(np.array([[True, False], [False, True]])).apply(np.array([[1.0, 2], [3, 4]]))
    array([1., 4.])
    """

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        self.mask = mask
        self.count = int(mask.sum())
        self.shape = mask.shape
        self._places = np.flatnonzero(mask)

    def apply(self, W: FloatArray) -> FloatArray:
        """See :class:`Measurements`."""
        return np.asarray(W.reshape(*W.shape[:-2], -1)[..., self._places])

    def adjoint(self, values: FloatArray) -> FloatArray:
        """See :class:`Measurements`."""
        flat = np.zeros((*values.shape[:-1], self.mask.size))
        flat[..., self._places] = values
        return flat.reshape(*values.shape[:-1], *self.shape)

    @cached_property
    def curvature(self) -> float:
        """1, since A A^* is the identity."""
        return 1.0


def random_measurements(
    kind: str, rows: object, columns: object, count: object, generator: np.random.Generator
) -> Measurements:
    """``count`` random measurements of rows x columns matrices with E ||A(X)||^2 = ||X||_F^2.

    gaussian: A_i with standard normal entries. rank-one: A_i = a_i b_i^T, a_i and b_i standard
    normal. symmetric: A_i = (G_i + G_i^T)/2, the equality for symmetric X only. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> random_measurements("rank-one", 3, 2, 7, np.random.default_rng(0)).count
    7
    """
    n, m = validation.whole(rows, "rows", 1), validation.whole(columns, "columns", 1)
    number = validation.whole(count, "measurements", 1)
    if kind == "rank-one":
        left = generator.standard_normal((number, n))
        return RankOne(left, generator.standard_normal((number, m)))
    if kind not in KINDS:
        raise BadInput("measurements", f"are {kind!r}", ", ".join(KINDS))
    matrices = generator.standard_normal((number, n, m))
    if kind == "symmetric":
        if n != m:
            raise BadInput("columns", f"is {m} for {n} rows", "as many columns as rows")
        matrices = (matrices + matrices.mT) / 2
    return Dense(matrices)


def random_entries(
    rows: object, columns: object, count: object, generator: np.random.Generator
) -> Entries:
    """``count`` distinct entries of a rows x columns matrix, uniformly at random.

    Raises :class:`~dmfcheck.base.validation.BadInput` unless 1 <= count <= rows columns.

    >>> random_entries(4, 5, 20, np.random.default_rng(0)).mask.all()
    np.True_
    """
    n, m = validation.whole(rows, "rows", 1), validation.whole(columns, "columns", 1)
    number = validation.whole(count, "observations", 1, n * m)
    mask = np.zeros(n * m, bool)
    mask[generator.permutation(n * m)[:number]] = True
    return Entries(mask.reshape(n, m))
