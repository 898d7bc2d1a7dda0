"""Norms that float64 holds are found, though the squares on the way to them leave its range."""

from __future__ import annotations

import math

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray

FIRST_ITERATIONS = 30
"""Iterations before the first answer; afterwards one follows a descent, which moves slowly."""

SAFE_SIZE = 1e-140
"""Norms from here to its inverse have squares well within float64."""

LEAST_SQUARE = 1e-280
"""Below it a sum of squares has lost digits to underflow."""


def frobenius(array: FloatArray) -> float:
    """The root of the sum of the squares of all entries, of whatever size; of none, 0.

    >>> frobenius(np.array([3.0, 4.0]) * 2.0**-700) == 5 * 2.0**-700
    True
    >>> frobenius(np.array([[3.0, 4.0]]) * 2.0**700) == 5 * 2.0**700
    True
    """
    flat = array.ravel(order="K")
    with np.errstate(over="ignore"):
        return _frobenius(flat)


def _frobenius(flat: FloatArray) -> float:
    square = float(flat.dot(flat))
    if LEAST_SQUARE < square < math.inf:
        return math.sqrt(square)
    largest = float(np.abs(flat).max(initial=0.0))
    if largest == 0 or not np.isfinite(largest):
        return largest
    # Divided by a power of two, which rounds nothing: frexp gives a size in [1/2, 1).
    exponent = int(np.frexp(largest)[1])
    scaled = np.ldexp(flat, -exponent)
    return float(np.ldexp(np.sqrt(scaled @ scaled), exponent))


def all_finite(array: FloatArray) -> bool:
    """Whether every entry is finite: known from the sum of the squares where that is finite.

    >>> all_finite(np.array([1e200, 1.0])), all_finite(np.array([[np.inf]]))
    (True, False)
    """
    flat = array.ravel(order="K")
    with np.errstate(over="ignore"):
        return math.isfinite(flat.dot(flat)) or bool(np.isfinite(flat).all())


def row_norms(rows: FloatArray) -> FloatArray:
    """:func:`frobenius` of each row, (..., n) to (...).

    >>> row_norms(np.array([[3.0, 4.0], [0.0, 2.0**-700]])) == [5.0, 2.0**-700]
    array([ True,  True])
    """
    exponents = np.frexp(np.abs(rows).max(axis=-1, initial=0.0))[1]
    scaled = np.ldexp(rows, -exponents[..., None])
    return np.asarray(np.ldexp(np.sqrt((scaled * scaled).sum(axis=-1)), exponents))


def normalised(matrices: FloatArray) -> FloatArray:
    """Those whose largest entry is near the least of float64, (..., m, n), times a power of two.

    Their singular values, which would have few digits left, are relative to each other what they
    were. All others are as they are.

    >>> normalised(np.array([[[5e-324]], [[3.0]]])).ravel()
    array([0.5, 3. ])
    """
    largest = np.abs(matrices).max(axis=(-2, -1), initial=0.0, keepdims=True)
    if (largest >= SAFE_SIZE).all():
        return matrices
    exponents = np.where(largest < SAFE_SIZE, np.frexp(largest)[1], 0)
    return np.asarray(np.ldexp(matrices, -exponents))


def effective_ranks(singular: FloatArray) -> FloatArray:
    """Nuclear over spectral norm for nonincreasing singular values (..., n); NaN for the matrix 0.

    >>> effective_ranks(np.array([[1e308, 1e308], [2.0, 1.0]]))
    array([2. , 1.5])
    """
    scaled = np.ldexp(singular, -np.frexp(singular[..., :1])[1])
    # The zero matrix has no effective rank: 0/0 stays the NaN that it is.
    with np.errstate(invalid="ignore"):
        return np.asarray(scaled.sum(axis=-1) / scaled[..., 0])


class TrackedNorm:
    """A lower bound of ||W||_2 that :meth:`update` improves from the last singular vector.

    One power iteration an update follows a matrix that changes a little at every step.

    The first vector is fixed, so that the same descent takes the same steps.

    >>> round(TrackedNorm(np.diag([3.0, 1.0])).update(np.diag([3.0, 1.0])), 9)
    3.0
    """

    def __init__(self, matrix: FloatArray) -> None:
        # No coordinate vector, and in no special position to any: a Weyl sequence.
        self._vector = 0.5 + np.modf(np.arange(1, matrix.shape[1] + 1) * 2**0.5)[0]
        self._length = frobenius(self._vector)
        for _ in range(FIRST_ITERATIONS):
            self.update(matrix)

    def update(self, matrix: FloatArray) -> float:
        """One power iteration on W^T W; the norm of W v for the unit vector v before it.

        A product may leave float64: a descent, which calls this thousands of times, ignores the
        overflow once for all of them.
        """
        v = self._vector / self._length
        image = matrix @ v
        size = _frobenius(image)
        # W^T W may leave float64 where W does not.
        plain = SAFE_SIZE < size < 1 / SAFE_SIZE or not 0 < size < math.inf
        back = matrix.T @ (image if plain else image / size)
        self._vector, self._length = back, _frobenius(back)
        if not 0 < self._length < math.inf:
            # A vector that W sends to 0, or beyond float64, stays, for another W may not.
            self._vector, self._length = v, frobenius(v)
        return size
