"""How far proposed eigenvectors of a large float64 matrix are from true ones, by BLAS products.

Ball arithmetic on n^3 products takes minutes and gigabytes from n = 1000 on. Here a matrix is cut
into a leading part, whole multiples of 2^-b small enough for every sum of n products to be a whole
number below 2^53, which BLAS then adds without any rounding in whatever order, and a rest below
2^-b, whose products are rounded by so small a part that the classic bound will do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from dmfcheck.base.bounds import check_time
from dmfcheck.base.progress import counted
from dmfcheck.dynamics.floats.arrays import FloatArray

__all__ = ["Residuals", "residuals"]

UNIT_ROUNDOFF = 2.0**-53

UPWARDS = 1 + 2.0**-20
"""More than all roundings of a norm or a sum of norms: (n^2 + 10) u < 2^-28 for n <= 4096."""

TINY = 2.0**-460
"""More than what underflow takes of a norm, of entries below 2 and of n <= 4096 rows."""

WITNESSES = 2
"""Random vectors that a product of leading parts is multiplied by, to check it."""


class Residuals(NamedTuple):
    """``of_vectors`` >= ||A V - V diag(values)||_F, ``of_basis`` >= ||V^T V - I||_F."""

    of_vectors: float
    of_basis: float


def residuals(matrix: FloatArray, values: FloatArray, vectors: FloatArray) -> Residuals:
    """Upper bounds of the residuals, for entries of A and V of modulus at most 1; nothing else.

    ``matrix`` has shape (n, n), n <= 4096, ``values`` (n,) and ``vectors`` (n, n), column j for
    value j. Raises ArithmeticError where BLAS multiplied whole numbers wrongly.

    >>> A = np.array([[0.5, 0.25], [0.25, 0.5]])
    >>> found = residuals(A, *np.linalg.eigh(A))
    >>> 0 < found.of_vectors < 1e-15, found.of_basis < 1e-15
    (True, True)
    """
    V = _Cut.of(vectors)
    bounds: tuple[Callable[[_Cut], float], ...] = (partial(_of_vectors, matrix, values), _of_basis)
    first, second = (bound(V) for bound in counted(bounds, "enclosing eigenvalues"))
    return Residuals(first, second)


class _Cut(NamedTuple):
    """A matrix = lead + rest; the entries of lead are whole multiples of 2^-bits, 2^bits at most.

    ``norm`` and ``rest_norm`` are upper bounds of Frobenius norms, of the whole and of the rest;
    the lead's is at most their sum.
    """

    whole: FloatArray
    lead: FloatArray
    rest: FloatArray
    bits: int
    norm: float
    rest_norm: float

    @classmethod
    def of(cls, matrix: FloatArray) -> _Cut:
        bits = (53 - len(matrix).bit_length()) // 2
        unit = 2.0**bits
        lead = np.rint(matrix * unit) / unit
        # Exact: of no more digits than the entry, and half a unit at most.
        rest = matrix - lead
        return cls(matrix, lead, rest, bits, _norm(matrix), _norm(rest))


def _of_vectors(matrix: FloatArray, values: FloatArray, V: _Cut) -> float:
    A = _Cut.of(matrix)
    # (A1 + A2)(V1 + V2) = A1 V1 + A1 V2 + A2 V.
    total = A.lead @ V.lead
    _require_product(A.lead, V.lead, total, A.bits + V.bits)
    scaled = V.whole * values
    error = UNIT_ROUNDOFF * _norm(scaled)
    total -= scaled
    del scaled
    return _with_rests(total, error, (A.lead, V.rest), (A.rest, V.whole), _rounded(A, V))


def _of_basis(V: _Cut) -> float:
    total = V.lead.T @ V.lead
    _require_product(V.lead.T, V.lead, total, 2 * V.bits)
    total -= np.eye(len(total))
    return _with_rests(total, 0.0, (V.lead.T, V.rest), (V.rest.T, V.whole), _rounded(V, V))


def _rounded(left: _Cut, right: _Cut) -> float:
    """How much rounding changes left.lead right.rest + left.rest right: n u / (1 - n u) |.||.|."""
    n = len(left.whole)
    part = n * UNIT_ROUNDOFF / (1 - n * UNIT_ROUNDOFF)
    leading = left.norm + left.rest_norm
    return part * (leading * right.rest_norm + left.rest_norm * right.norm)


def _with_rests(
    total: FloatArray,
    error: float,
    first: tuple[FloatArray, FloatArray],
    second: tuple[FloatArray, FloatArray],
    rounded: float,
) -> float:
    """A bound of ||total + the two products||_F; every sum is rounded by u of what comes out."""
    error += rounded + UNIT_ROUNDOFF * _norm(total)
    for left, right in (first, second):
        check_time()
        total += left @ right
        error += UNIT_ROUNDOFF * _norm(total)
    return (_norm(total) + error) * UPWARDS + TINY


def _norm(matrix: FloatArray) -> float:
    return float(np.linalg.norm(matrix)) * UPWARDS + TINY


def _require_product(left: FloatArray, right: FloatArray, product: FloatArray, bits: int) -> None:
    """Check a product of whole multiples modulo 2^64 on random vectors (Freivalds), without BLAS.

    ``bits`` are those of the units of both together.
    """
    rng = np.random.default_rng(0)
    x = rng.integers(-(1 << 20), 1 << 20, size=(len(right), WITNESSES))
    half = bits // 2
    found = _whole(product, bits) @ x
    expected = _whole(left, half) @ (_whole(right, bits - half) @ x)
    if not np.array_equal(found, expected):
        raise ArithmeticError("a matrix product in float64 is wrong on this machine")


def _whole(matrix: FloatArray, bits: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The matrix in units of 2^-bits, of which its entries are whole multiples."""
    return (matrix * 2.0**bits).astype(np.int64)
