"""What a command descends on: exact eigenvalues or a matrix from a file."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix


def chosen_target(matrix: str | None, spectrum: str | None) -> tuple[Fraction, ...] | FloatMatrix:
    """The spectrum that was written, or the matrix of the file; exactly one must be given.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> chosen_target(None, "1/2,3")
    (Fraction(3, 1), Fraction(1, 2))
    """
    accepted = "either a matrix file or --spectrum 3,2,1/2"
    if matrix is not None and spectrum is not None:
        raise BadInput("MATRIX", f"is {matrix!r} and --spectrum is given too", accepted)
    if spectrum is not None:
        return validation.spectrum(spectrum)
    if matrix is None:
        raise BadInput("MATRIX", "is missing", accepted)
    from dmfcheck.problems.matrix_files import read_matrix

    return read_matrix(matrix)
