"""Targets as they are handed in: a spectrum, or a matrix; their eigenvalues or singular values."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.level_times import Enclosure

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix


def is_matrix(target: object) -> bool:
    """Whether ``target`` is an array of more dimensions than one, or a list of rows.

    >>> is_matrix([[2, 1], [1, 2]]), is_matrix("3, 1")
    (True, False)
    """
    rows = isinstance(target, (list, tuple)) and any(isinstance(r, (list, tuple)) for r in target)
    return rows or getattr(target, "ndim", 1) != 1


def nearest_spectrum(matrix: FloatMatrix, *, aligned: bool = False) -> tuple[Fraction, ...]:
    """The float64 numbers nearest to the eigenvalues' enclosures, nonincreasing.

    If ``aligned``, to those of the singular values.

    Raises :class:`~dmfcheck.base.validation.BadInput` where an eigenvalue is beyond float64.

    >>> import numpy as np
    >>> [float(value) for value in nearest_spectrum(np.diag([1.0, 3.0]))]
    [3.0, 1.0]
    """
    enclosures = enclosed(matrix, aligned)
    try:
        return tuple(Fraction(float(sum(enclosure) / 2)) for enclosure in enclosures)
    except OverflowError:
        wrong = "has an eigenvalue that float64 cannot hold"
        accepted = "for a real descent a norm up to 1.7e308; predict takes any"
        raise BadInput("MATRIX", wrong, accepted) from None


def is_aligned(target: object, aligned: bool) -> bool:
    """Whether the start is along singular vectors: if so asked, and for any rectangular matrix.

    Raises :class:`~dmfcheck.base.validation.BadInput` where it is asked of a spectrum.

    >>> is_aligned([[2, 1, 0], [1, 2, 0]], False), is_aligned("3, 1", False)
    (True, False)
    """
    if not is_matrix(target):
        if aligned:
            raise BadInput("aligned", "is asked of a spectrum", "a matrix, with singular vectors")
        return False
    # np.shape would raise for rows of different lengths, which are refused by name later.
    shape = getattr(target, "shape", None) or (len(target), len(target[0]))  # type: ignore[arg-type, index]
    return aligned or (len(shape) == 2 and shape[0] != shape[1])


def rectangular(matrix: object, argument: str = "matrix") -> FloatMatrix:
    """``matrix`` as a finite float64 array of shape (m, n), m, n >= 1.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> rectangular([[1, 2, 3]]).shape
    (1, 3)
    """
    import numpy as np

    accepted = "a real m x n matrix with finite entries"
    try:
        array = np.asarray(matrix)
        if array.dtype.kind not in "biuf":
            raise BadInput(argument, "is not an array of real numbers", accepted)
        array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(argument, "is not an array of numbers", accepted) from None
    if array.ndim != 2 or not array.size:
        raise BadInput(argument, f"has shape {array.shape}", accepted)
    if not np.isfinite(array).all():
        row, column = np.argwhere(~np.isfinite(array))[0]
        where = validation.place(row, column)
        raise BadInput(argument, f"has the entry {array[row, column]} {where}", accepted)
    return array


def as_matrix(target: object, aligned: bool) -> FloatMatrix:
    """The target as an array, which a start that is matrices needs: symmetric unless ``aligned``.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> as_matrix([[2, 1], [1, 2]], False).shape
    (2, 2)
    """
    if not is_matrix(target):
        raise BadInput("start", "is matrices, and the target a spectrum", "a matrix as the target")
    return rectangular(target) if aligned else validation.symmetric(target)


def singular_enclosures(array: FloatMatrix) -> tuple[Enclosure, ...]:
    """Certified enclosures of the min(m, n) singular values, nonincreasing.

    They are those of the positive eigenvalues of [[0, A], [A^T, 0]].

    >>> import numpy as np
    >>> [(low, high)] = singular_enclosures(np.array([[0.0, 2.0]]))
    >>> low <= 2 <= high, high - low < 1e-12
    (True, True)
    """
    import numpy as np

    from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

    rows, columns = array.shape
    dilation = np.zeros((rows + columns, rows + columns))
    dilation[:rows, rows:], dilation[rows:, :rows] = array, array.T
    enclosures = eigenvalue_enclosures(dilation)[: min(rows, columns)]
    # Singular values are nonnegative, whatever their enclosures know.
    return tuple((max(low, Fraction(0)), max(high, Fraction(0))) for low, high in enclosures)


def enclosed(target: object, aligned: bool) -> tuple[Enclosure, ...]:
    """Enclosures of the eigenvalues, or of the singular values where the start is along these.

    Exact where a spectrum is given; nonincreasing. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> enclosed("1, 3", False)[0]
    (Fraction(3, 1), Fraction(3, 1))
    """
    if not is_matrix(target):
        return tuple((value, value) for value in validation.spectrum(target))
    from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

    if aligned:
        return singular_enclosures(rectangular(target))
    return eigenvalue_enclosures(validation.symmetric(target))
