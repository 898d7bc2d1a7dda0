"""What a command descends on: exact eigenvalues or a matrix from a file."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix


SUFFIXES = (".csv", ".npy", ".mtx", ".gz", ".npz")
"""What a start that is a file ends with."""


def chosen_target(
    matrix: str | None, spectrum: str | None, *, aligned: bool | None = None
) -> tuple[Fraction, ...] | FloatMatrix:
    """The spectrum that was written, or the matrix of the file; exactly one must be given.

    A matrix is symmetric; where ``aligned`` is said it may also be rectangular, and is any if true.

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
    from dmfcheck.problems.matrix_files import read_matrix, read_rectangular

    if aligned is None:
        return read_matrix(matrix)
    array = read_rectangular(matrix)
    if aligned or array.shape[0] != array.shape[1]:
        return array
    try:
        return validation.symmetric(array, f"MATRIX {matrix}")
    except BadInput as error:
        takes = "a symmetric or a rectangular matrix, or any with --aligned"
        raise BadInput(error.argument, error.wrong, takes) from None


def start_file(start: str | None) -> str | None:
    """The name of a file of starts, None of what is written.

    >>> start_file("1/10, 1/20"), start_file("mine.csv")
    (None, 'mine.csv')
    """
    return start if start is not None and start.strip().lower().endswith(SUFFIXES) else None


def chosen_start(start: str | None) -> object:
    """The start as it is written, or the rows of a file, or the matrices of a .npz file.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> chosen_start("1/10, 1/20")
    '1/10, 1/20'
    """
    if start_file(start) is None:
        return start
    if str(start).lower().endswith(".npz"):
        from dmfcheck.problems.factor_start import read_factors

        return read_factors(str(start), "--start")
    from dmfcheck.problems.matrix_files import read_rectangular

    return read_rectangular(str(start), "--start").tolist()


def written_spectrum(
    target: tuple[Fraction, ...] | FloatMatrix, spectrum: str | None, start: str | None
) -> object:
    """The target, with the order in which its eigenvalues are written where a start follows it.

    >>> written_spectrum((Fraction(3), Fraction(1)), "1,3", "1/5,1/4")
    '1,3'
    """
    return target if spectrum is None or start is None else spectrum
