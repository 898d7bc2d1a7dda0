"""Enclosures of the eigenvalues of a symmetric matrix, proved from an approximate decomposition.

LAPACK proposes V and lambda in float64; ball arithmetic then measures how far V^T A V is from
diag(lambda) and V^T V from I, and two theorems turn that into intervals. What LAPACK returned need
not be right: a poor proposal makes the intervals wide, never wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

import numpy as np
from flint import arb, arb_mat, ctx, fmpq, fmpq_mat

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.balls import interval

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

__all__ = ["eigenvalue_enclosures", "enclosures_from"]

ExactMatrix = tuple[tuple[Fraction, ...], ...]

BITS = 160
"""Enough for products of float64 matrices to keep all digits of what is left over."""

LARGE = 100
"""Rows above which BLAS multiplies instead of ball arithmetic."""


def eigenvalue_enclosures(matrix: object) -> tuple[tuple[Fraction, Fraction], ...]:
    """Intervals (lo_i, hi_i) around the eigenvalues lambda_1 >= ... >= lambda_n, with ties.

    ``matrix`` is a symmetric n x n array of float64, taken as the dyadic rationals that it holds
    (an asymmetry of a few ulp is averaged away), or nested lists of exact rationals. The i-th
    interval is around the i-th largest eigenvalue, counted with multiplicity; intervals may
    overlap. Their width is about n ulp of the largest one. Raises BadInput. Source: Weyl's and
    Ostrowski's inequalities.

    >>> first, second = eigenvalue_enclosures([[2, 1], [1, 2]])
    >>> first[0] <= 3 <= first[1], second[0] <= 1 <= second[1]
    (True, True)
    >>> float(first[1] - first[0]) < 1e-14
    True
    """
    if isinstance(matrix, np.ndarray) and matrix.dtype == np.float64 and len(matrix) > LARGE:
        symmetric = _as_meant(matrix)
        if symmetric.any():
            return _of_large(symmetric)
    exact = _exact(matrix)
    largest = max(abs(entry) for row in exact for entry in row)
    # Scaled by a power of two: entries near the ends of the float64 range neither overflow nor
    # vanish.
    scale = _power_of_two(largest) if largest else Fraction(1)
    scaled = tuple(tuple(entry / scale for entry in row) for row in exact)
    approximate = np.array([[float(entry) for entry in row] for row in scaled])
    values, vectors = np.linalg.eigh(approximate)
    found = enclosures_from(scaled, values, vectors)
    return tuple((low * scale, high * scale) for low, high in found)


def enclosures_from(
    matrix: ExactMatrix, values: FloatMatrix, vectors: FloatMatrix
) -> tuple[tuple[Fraction, Fraction], ...]:
    """The intervals that approximate eigenvalues and eigenvectors of an exact matrix A prove.

    ``values`` has shape (n,) and ``vectors`` (n, n), float64, column j for value j; nothing is
    assumed of them. With B = V^T A V, G = V^T V, epsilon >= ||B - diag(values)||_F and
    delta >= ||G - I||_F, delta < 1: |lambda_i(B) - values_i| <= epsilon (Weyl), and lambda_i(B) =
    theta_i lambda_i(A) with theta_i in [1 - delta, 1 + delta] (Ostrowski). Raises ArithmeticError
    if delta >= 1.

    >>> one = ((Fraction(3),),)
    >>> [float(end) for end in enclosures_from(one, np.array([3.5]), np.array([[1.0]]))[0]]
    [3.0, 4.0]
    """
    with ctx.workprec(BITS):
        v = arb_mat(vectors.tolist())
        a = arb_mat(
            fmpq_mat(
                [[fmpq(entry.numerator, entry.denominator) for entry in row] for row in matrix]
            )
        )
        transposed = v.transpose()
        b = transposed * (a * v)
        approximate = [arb(float(value)) for value in values]
        epsilon = _distance_to_diagonal(b, approximate)
        delta = _distance_to_diagonal(transposed * v, [arb(1)] * len(approximate))
        return _intervals(values, epsilon, delta)


def _intervals(
    values: FloatMatrix, epsilon: arb, delta: arb
) -> tuple[tuple[Fraction, Fraction], ...]:
    if not (delta < 1 and epsilon.is_finite()):
        raise ArithmeticError("the approximate eigenvectors are too far from orthonormal")
    most, least = 1 + delta, 1 - delta
    intervals = []
    for value in sorted((float(value) for value in values), reverse=True):
        low, high = (value - epsilon).lower(), (value + epsilon).upper()
        low = low / most if low >= 0 else low / least
        high = high / least if high >= 0 else high / most
        intervals.append((interval(low)[0], interval(high)[1]))
    return tuple(intervals)


def _of_large(matrix: FloatMatrix) -> tuple[tuple[Fraction, Fraction], ...]:
    """The intervals for a large symmetric float64 matrix, from residuals that BLAS bounds.

    B - diag(values) = (G - I) diag(values) + V^T R for R = A V - V diag(values), so that epsilon =
    delta max |values| + sqrt(1 + delta) ||R||_F will do.
    """
    from dmfcheck.dynamics.balls.residuals import residuals

    # A power of two between the largest entry and its double; what underflows here is less than
    # n 2^-1074 in all.
    exponent = int(np.frexp(np.abs(matrix).max())[1])
    scaled = np.ldexp(matrix, -exponent)
    values, vectors = np.linalg.eigh(scaled)
    found = residuals(scaled, values, np.clip(vectors, -1.0, 1.0))
    with ctx.workprec(BITS):
        delta, largest = arb(found.of_basis), arb(float(np.abs(values).max()))
        vanished = arb(len(matrix)) * arb(2) ** -1074
        epsilon = delta * largest + (1 + delta).sqrt() * found.of_vectors + (1 + delta) * vanished
        intervals = _intervals(values, epsilon.upper(), delta)
    scale = Fraction(2) ** exponent
    return tuple((low * scale, high * scale) for low, high in intervals)


def _distance_to_diagonal(matrix: arb_mat, diagonal: list[arb]) -> arb:
    """An upper bound of ||matrix - diag(diagonal)||_F."""
    size = len(diagonal)
    total = arb(0)
    for k, entry in enumerate(matrix.entries()):
        row, column = divmod(k, size)
        off = abs(entry - diagonal[row] if row == column else entry).upper()
        total += off * off
    return total.sqrt().upper()


def _exact(matrix: object) -> ExactMatrix:
    if isinstance(matrix, np.ndarray) and matrix.dtype.kind == "f":
        matrix = _as_meant(matrix).tolist()
    exact = cast("ExactMatrix", validation.exact_array(matrix, "matrix", 2))
    accepted = "a real symmetric n x n matrix, n >= 1"
    if len(exact) != len(exact[0]):
        raise BadInput("matrix", f"has shape ({len(exact)}, {len(exact[0])})", accepted)
    for row in range(len(exact)):
        for column in range(row):
            if exact[row][column] != exact[column][row]:
                raise BadInput(
                    "matrix",
                    "is not symmetric: the entries "
                    f"{validation.place(row, column)} and {validation.place(column, row)} differ",
                    accepted,
                )
    return exact


def _as_meant(matrix: FloatMatrix) -> FloatMatrix:
    averaged = validation.symmetric(matrix)
    # Averaging halves: it would change the last bit of a subnormal number.
    return matrix if np.array_equal(matrix, matrix.T) else averaged


def _power_of_two(number: Fraction) -> Fraction:
    """A power of two within a factor of 4 of ``number`` > 0."""
    exponent = number.numerator.bit_length() - number.denominator.bit_length()
    return Fraction(2) ** exponent
