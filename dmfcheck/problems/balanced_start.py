"""What balanced factors start from: their common singular values, vector by vector of the target.

The product W_N ... W_1 has a_i^N: beside the largest of them the others are lost in its rounding.
So a_i is read from W_1 itself, and the vectors are followed through the factors one by one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dmfcheck.base.validation import BadInput

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

__all__ = [
    "ACCEPTED",
    "TOLERANCE",
    "balanced_sizes",
    "bases",
    "diagonal_basis",
    "require_known",
]

ACCEPTED = "a .npz file of N matrices, W_1 first, balanced or diagonal in the eigenvectors"

TOLERANCE = 1e-10
"""Of the largest entry: what is off by less is the rounding of whoever made the factors."""

TOGETHER = 1e-9
"""Of the norm: eigenvalues no farther apart have eigenvectors that the factors may choose."""

NOISE = 1e-14
"""Of the largest a: what the rounding of factors and vectors leaves unknown of each."""

SPREAD = 1e6
"""Of the largest a to any other: beyond it fewer than eight digits of that one are known."""

Blocks = list[tuple[int, int, bool]]
"""(first, after the last, whether both sides are free of each other) of equal eigenvalues."""


def bases(target: FloatMatrix, *, aligned: bool) -> tuple[FloatMatrix, FloatMatrix, Blocks]:
    """Left and right vectors of the target, largest value first, and where values are equal.

    >>> bases(np.diag([1.0, 2.0]), aligned=False)[2]
    [(0, 1, False), (1, 2, False)]
    """
    if aligned:
        left, values, right_t = np.linalg.svd(target)
        right = right_t.T.copy()
    else:
        values, vectors = np.linalg.eigh(target)
        values, left = values[::-1], vectors[:, ::-1].copy()
        right = left.copy()
    small = TOGETHER * float(np.abs(values).max())
    begins = [0, *(np.nonzero(values[:-1] - values[1:] > small)[0] + 1), len(values)]
    return (
        left,
        right,
        [
            (int(low), int(high), bool(aligned and values[high - 1] <= small))
            for low, high in pairwise(begins)
        ],
    )


def diagonal_basis(target: FloatMatrix, product: FloatMatrix) -> FloatMatrix:
    """Eigenvectors of the target, of equal eigenvalues those of ``product`` among them.

    >>> diagonal_basis(np.eye(2), np.diag([1.0, 2.0])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    vectors, _, blocks = bases(target, aligned=False)
    for low, high, _ in blocks:
        if high - low > 1:
            block = vectors[:, low:high].T @ product @ vectors[:, low:high]
            turn = np.linalg.eigh((block + block.T) / 2)[1][:, ::-1]
            vectors[:, low:high] = vectors[:, low:high] @ turn
    return vectors


def balanced_sizes(
    factors: tuple[FloatMatrix, ...],
    left: FloatMatrix,
    right: FloatMatrix,
    blocks: Blocks,
    vectors: str,
) -> tuple[FloatMatrix, FloatMatrix, FloatMatrix]:
    """(left, right, a): the bases in which each factor is a in its own, the largest entry about 1.

    Raises :class:`~dmfcheck.base.validation.BadInput` where the product is not diagonal and
    positive in them, or an a is so much smaller than another that it is not known.

    >>> left, right, blocks = bases(np.diag([2.0, 1.0]), aligned=False)
    >>> balanced_sizes((np.diag([0.5, 1e-5]),) * 4, left, right, blocks, "eigenvectors")[2]
    array([5.e-01, 1.e-05])
    """
    r = min(len(left), len(right))
    for low, high, free in blocks:
        if high - low > 1 or free:
            last = len(right) if free else high
            # Singular vectors of W_1 are told apart where those of the product are not.
            turn = np.linalg.svd(factors[0] @ right[:, low:last])[2].T
            right[:, low:last] = right[:, low:last] @ turn
            if not free:
                left[:, low:high] = left[:, low:high] @ turn
    sizes = np.linalg.norm(factors[0] @ right[:, :r], axis=0)
    largest = float(sizes.max())
    require_known(sizes, largest, vectors)
    # The largest first: what a column has of those before it is rounding, and would grow.
    order = np.argsort(-sizes)
    basis, off = right[:, order], np.zeros(r)
    for factor in factors:
        basis, triangle = np.linalg.qr(factor @ basis[:, :r])
        signs = np.where(np.diag(triangle) < 0, -1.0, 1.0)
        basis = basis * signs
        off = np.maximum(off, np.abs(np.abs(np.diag(triangle)) - sizes[order]))
    basis[:, order] = basis.copy()
    off[order] = off.copy()
    inside = left.T @ basis
    for low, high, free in blocks:
        if free:
            # Where What is 0 the vectors of either side are free of each other.
            turn = np.linalg.qr(inside[low:, low:high], mode="complete")[0]
            left[:, low:] = left[:, low:] @ turn
    inside = left.T @ basis
    for index in np.nonzero(np.diag(inside) < -0.5)[0]:
        if any(free and low <= index < high for low, high, free in blocks):
            left[:, index] = -left[:, index]
            continue
        wrong = f"has a negative product on number {index + 1} of the {vectors}"
        raise BadInput("start", wrong, "positive numbers")
    inside = left.T @ basis
    inside[np.arange(r), np.arange(r)] -= 1
    stray = np.maximum(np.abs(inside).max(axis=0), off / sizes)
    if not (stray <= TOLERANCE + NOISE * largest / sizes).all():
        wrong = f"is balanced, but its product is off the diagonal by {float(stray.max()):.2g}"
        raise BadInput("start", f"{wrong} of its size in the {vectors} of MATRIX", ACCEPTED)
    return left, right, sizes


def require_known(sizes: FloatMatrix, largest: float, vectors: str) -> None:
    """Refuse numbers that are lost in the rounding of the largest one.

    >>> require_known(np.array([1.0, 1e-5]), 1.0, "eigenvectors")
    """
    for number, size in enumerate(sizes, start=1):
        if size * SPREAD < largest or largest == 0:
            ratio = f"{size / largest:.2g} of the largest" if largest else "0"
            wrong = f"has {ratio} on number {number} of the {vectors}"
            accepted = f"at least {1 / SPREAD:g} of it in matrices; in a row of numbers any"
            raise BadInput("start", wrong, accepted)
