"""Starts that are diagonal in the eigenvectors of the target, read from what a user hands in.

They are rows of positive numbers, one number an eigenvalue: a single row that all factors have, or
a row for each factor. On every eigenvector the descent is one of N numbers (reduction.decoupling).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import cast

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput

__all__ = ["Rows", "mode", "ordered_starts", "read_starts"]

Rows = tuple[tuple[Fraction, ...], ...]
"""One row, or one a factor, W_1 first; a number an eigenvalue in each."""

ACCEPTED = (
    "a positive number an eigenvalue, such as 1/10,1/20, for all factors, or N such rows, W_1 first"
)


def read_starts(start: object, count: int, depth: int, argument: str = "start") -> Rows:
    """The rows of a start for ``count`` eigenvalues and N = ``depth`` factors; equal rows are one.

    Text has commas between numbers and semicolons between rows; otherwise it is a list of exact
    numbers, or of N lists. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> read_starts("1/10, 1/20", 2, depth=3)
    ((Fraction(1, 10), Fraction(1, 20)),)
    >>> read_starts([[1, 2], [3, 2]], 2, depth=2)
    ((Fraction(1, 1), Fraction(2, 1)), (Fraction(3, 1), Fraction(2, 1)))
    """
    if isinstance(start, str):
        given: list[object] = [row.split(",") for row in start.split(";")]
    elif isinstance(start, Iterable) and not isinstance(start, bytes):
        given = list(start)
    else:
        raise BadInput(argument, f"is of type {type(start).__name__}", ACCEPTED)
    if given and all(isinstance(row, Iterable) and not isinstance(row, str) for row in given):
        rows = [list(cast("Iterable[object]", row)) for row in given]
    else:
        rows = [given]
    if len(rows) not in (1, depth):
        raise BadInput(argument, f"has {len(rows)} rows", f"one row, or N = {depth}")
    read = []
    for j, row in enumerate(rows, start=1):
        which = f" row {j}" if len(rows) > 1 else ""
        if len(row) != count:
            wrong = f"has {len(row)} entr{'y' if len(row) == 1 else 'ies'}"
            raise BadInput(argument + which, wrong, f"{count}, as many as there are eigenvalues")
        read.append(
            tuple(
                validation.positive(a, f"{argument}{which} entry {i}")
                for i, a in enumerate(row, start=1)
            )
        )
    return tuple(read[:1] if len(set(read)) == 1 else read)


def _nonincreasing(spectrum: object) -> list[int]:
    """The places of the entries of a spectrum as it is written, the largest first."""
    entries = spectrum.split(",") if isinstance(spectrum, str) else cast("list[object]", spectrum)
    values = [validation.rational(entry, "spectrum") for entry in entries]
    return sorted(range(len(values)), key=lambda i: -values[i])


def ordered_starts(start: object, spectrum: object, count: int, depth: int) -> Rows:
    """The rows of a start for a spectrum as it is written, in the order of its sorted entries.

    >>> ordered_starts("1/5, 1/4", "1, 3", 2, depth=2)
    ((Fraction(1, 4), Fraction(1, 5)),)
    """
    given, order = read_starts(start, count, depth), _nonincreasing(spectrum)
    return tuple(tuple(row[i] for i in order) for row in given)


def mode(rows: Rows, index: int) -> tuple[Fraction, ...]:
    """What the factors are on one eigenvector: one number, or N of them that are not all equal.

    >>> mode(((1, 2), (3, 2)), 0), mode(((1, 2), (3, 2)), 1)
    ((1, 3), (2,))
    """
    column = tuple(row[index] for row in rows)
    return column[:1] if len(set(column)) == 1 else column
