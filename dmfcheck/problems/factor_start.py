"""A start that is handed in as its N matrices: balanced, or diagonal in the eigenvectors.

Balanced factors, W_{j+1}^T W_{j+1} = W_j W_j^T, are W_j = Q_j D Q_{j-1}^T with one D. Where their
product is diagonal in the bases of the target, so that Q_0 and Q_N are these, gradient descent
keeps the form, for it commutes with rotations between the layers, and D follows the recursion of
equal factors (``notes/starts.md``).
"""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dmfcheck.base.files import file_label, require_readable
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.diagonal import Rows
from dmfcheck.problems.balanced_start import (
    ACCEPTED,
    TOLERANCE,
    balanced_sizes,
    bases,
    diagonal_basis,
    require_known,
)
from dmfcheck.problems.targets import rectangular

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

__all__ = ["FactorStart", "factor_start", "is_factors", "read_factors"]

LARGEST_FILE = 1 << 29
"""Bytes at most, unpacked too."""


@dataclass(frozen=True)
class FactorStart:
    """The matrices, the bases ``left`` and ``right`` of the target, and the numbers in them.

    ``rows`` has the float64 numbers nearest to the start: one row for balanced factors.
    """

    factors: tuple[FloatMatrix, ...]
    left: FloatMatrix
    right: FloatMatrix
    rows: Rows


def is_factors(start: object) -> bool:
    """Whether a start is a list of matrices.

    >>> is_factors([[[1.0]], [[1.0]]]), is_factors([[1, 2], [1, 2]]), is_factors("1,2")
    (True, False, False)
    """
    if isinstance(start, (list, tuple)):
        return bool(start) and all(_dimensions(matrix) == 2 for matrix in start)
    return getattr(start, "ndim", 0) == 3


def _dimensions(matrix: Any) -> int:
    if hasattr(matrix, "ndim"):
        return int(matrix.ndim)
    nested = isinstance(matrix, (list, tuple)) and len(matrix) > 0
    return 1 + _dimensions(matrix[0]) if nested else 0


def factor_start(target: FloatMatrix, start: Any, depth: int, *, aligned: bool) -> FactorStart:
    """What N matrices are in the eigenvectors of ``target``, or its singular vectors.

    Raises :class:`~dmfcheck.base.validation.BadInput` for matrices that do not chain, are neither
    balanced nor diagonal, or have a product that is not diagonal and positive there.

    >>> target, turn = np.diag([2.0, 1.0]), np.array([[0.0, 1.0], [-1.0, 0.0]])
    >>> D = np.diag([0.5, 0.25])
    >>> factor_start(target, [turn @ D, D @ turn.T], 2, aligned=False).rows
    ((Fraction(1, 2), Fraction(1, 4)),)
    """
    factors = tuple(rectangular(w, f"start W_{j}") for j, w in enumerate(start, start=1))
    _require_chain(factors, target, depth)
    # Of sizes near 1 nothing leaves float64 on the way; a power of two rounds nothing.
    exponent = int(np.frexp(max(float(np.abs(w).max()) for w in factors))[1])
    scaled = tuple(np.ldexp(w, -exponent) for w in factors)
    vectors = "singular vectors" if aligned else "eigenvectors"
    unbalanced = max(
        float(np.abs(later.T @ later - earlier @ earlier.T).max())
        for earlier, later in pairwise(scaled)
    )
    if unbalanced <= TOLERANCE:
        left, right, sizes = balanced_sizes(scaled, *bases(target, aligned=aligned), vectors)
        return FactorStart(factors, left, right, (_exact(sizes, exponent),))
    r = min(target.shape)
    if all(w.shape == (r, r) for w in factors) and not aligned:
        left = diagonal_basis(target, np.linalg.multi_dot(scaled[::-1]))
        blocks = [left.T @ w @ left for w in scaled]
        if max(map(_stray, blocks)) <= TOLERANCE:
            for j, block in enumerate(blocks, start=1):
                _require_positive(np.diag(block), f"W_{j}", exponent)
                require_known(np.diag(block), float(np.diag(block).max()), vectors)
            rows = tuple(_exact(np.diag(b), exponent) for b in blocks)
            return FactorStart(factors, left, left, rows)
    wrong = f"W_(j+1)^T W_(j+1) and W_j W_j^T differ by {unbalanced:.2g} of their size"
    raise BadInput("start", f"is not balanced: {wrong}", ACCEPTED)


def read_factors(path: str | os.PathLike[str], argument: str = "--start") -> list[FloatMatrix]:
    """The matrices of a .npz file, in the order in which it has them.

    Raises :class:`~dmfcheck.base.validation.BadInput`.
    """
    label, file = file_label(argument, path, ACCEPTED), Path(path)
    require_readable(file, label, LARGEST_FILE, ACCEPTED)
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_FILE:
            raise BadInput(label, f"has {unpacked} bytes unpacked", f"up to {LARGEST_FILE}")
        with np.load(file, allow_pickle=False) as arrays:
            found = [arrays[name] for name in arrays.files]
    except OSError as error:
        raise BadInput(label, f"cannot be read ({error.strerror or error})", ACCEPTED) from None
    except (zipfile.BadZipFile, ValueError, EOFError, SyntaxError, KeyError, MemoryError) as error:
        if isinstance(error, BadInput):
            raise
        wrong = "is no .npz of plain arrays, or a damaged one"
        raise BadInput(label, wrong, ACCEPTED) from None
    for name, array in zip(arrays.files, found, strict=True):
        if array.ndim != 2 or array.dtype.kind not in "fiu":
            raise BadInput(label, f"has {name} of the shape {array.shape}, {array.dtype}", ACCEPTED)
    if not found:
        raise BadInput(label, "has no array", ACCEPTED)
    return found


def _require_chain(factors: tuple[FloatMatrix, ...], target: FloatMatrix, depth: int) -> None:
    if len(factors) != depth:
        raise BadInput("start", f"has {len(factors)} matrices", f"N = {depth}, W_1 first")
    outer = (factors[-1].shape[0], factors[0].shape[1])
    fits = all(later.shape[1] == earlier.shape[0] for earlier, later in pairwise(factors))
    if not fits or outer != target.shape:
        shapes = ", ".join("{} x {}".format(*w.shape) for w in factors)
        whole = "{} x {}".format(*target.shape)
        raise BadInput("start", f"has the shapes {shapes}", f"W_N ... W_1 of the shape {whole}")
    width, r = min(min(w.shape) for w in factors), min(target.shape)
    if width < r:
        wrong = f"has a layer of {width}, through which no {r} positive numbers go"
        raise BadInput("start", wrong, f"layers of {r} or more")


def _stray(matrix: FloatMatrix) -> float:
    """The largest entry off the diagonal, as a part of the largest of all."""
    largest = float(np.abs(matrix).max())
    off = matrix.copy()
    axis = np.arange(min(matrix.shape))
    off[axis, axis] = 0
    return float(np.abs(off).max()) / largest if largest else 0.0


def _require_positive(numbers: FloatMatrix, what: str, exponent: int) -> None:
    if not (numbers > 0).all():
        index = int(np.argmin(numbers > 0))
        shown = float(np.ldexp(numbers[index], exponent))
        wrong = f"has {shown:.3g} for {what} on number {index + 1} of the eigenvectors"
        raise BadInput("start", wrong, "positive numbers")


def _exact(numbers: FloatMatrix, exponent: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(float(a)) * Fraction(2) ** exponent for a in numbers)
