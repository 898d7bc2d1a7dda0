"""What is explored: eigenvalues that are written, or those of a matrix in a file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from dmfcheck.base import validation
from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.level_times import Enclosure

__all__ = ["Target", "of_file", "of_spectrum"]

ENDING = 20
"""Characters at most of the ending of a file's name."""


@dataclass(frozen=True)
class Target:
    """Eigenvalues, nonincreasing, each exact or in its enclosure; ``file`` is "" without a file."""

    enclosures: tuple[Enclosure, ...]
    file: str = ""

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """The exact eigenvalues, or the float64 numbers nearest to the middles of the enclosures.

        >>> of_spectrum("1/3, 3").values
        (Fraction(3, 1), Fraction(1, 3))
        """
        return tuple(sorted(map(_middle, self.enclosures), reverse=True))

    @property
    def argument(self) -> str:
        """How a command line names it.

        >>> of_spectrum("1/3, 3").argument
        '--spectrum=3,1/3'
        """
        return self.file or f"--spectrum={spectrum_text(self.values)}"


def _middle(enclosure: Enclosure) -> Fraction:
    low, high = enclosure
    return low if low == high else Fraction(float((low + high) / 2))


def spectrum_text(values: Sequence[Fraction]) -> str:
    """Eigenvalues as they are written.

    >>> spectrum_text([Fraction(3), Fraction(1, 3)])
    '3,1/3'
    """
    return ",".join(map(rational_text, values))


def of_spectrum(text: str) -> Target:
    """Exact eigenvalues, such as "3, 2, 1/2".

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> of_spectrum("1").enclosures
    ((Fraction(1, 1), Fraction(1, 1)),)
    """
    return Target(tuple((value, value) for value in validation.spectrum(text, "--spectrum")))


def of_file(name: str, content: bytes) -> Target:
    r"""The symmetric matrix in the file ``name``, which the page has read.

    Refused by what refuses a file of ``dmfcheck predict``, in the same words: raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> of_file("own.csv", b"2,0\n0,1").values
    (Fraction(2, 1), Fraction(1, 1))
    """
    from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

    return Target(eigenvalue_enclosures(_matrix(name, content)), name)


def _matrix(name: str, content: bytes) -> Any:
    from dmfcheck.problems.matrix_files import SUFFIXES, read_matrix

    if not name.isprintable():
        raise BadInput("MATRIX", f"is {name[:60]!r}, no name of a file", SUFFIXES)
    with tempfile.TemporaryDirectory(prefix="dmfcheck-explore-") as folder:
        # Its own name could be anything, also one that leads elsewhere.
        place = Path(folder) / f"matrix{''.join(Path(name).suffixes[-2:])[-ENDING:]}"
        place.write_bytes(content)
        try:
            return read_matrix(place)
        except BadInput as error:
            argument = error.argument.replace(str(place), name)
            raise BadInput(argument, error.wrong, error.accepted) from None
