"""All validation of what a user hands in: exact numbers, depths, steps, starts, spectra, matrices.

Every refusal is a :class:`BadInput`, one line that names the argument, what is wrong with it and
what is accepted. Commands turn it into exit code 2.
"""

from __future__ import annotations

import contextlib
import math
import numbers
import operator
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, SupportsIndex, cast

from dmfcheck.base.exact_text import read_rational

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatMatrix = NDArray[np.float64]

Rational = int | str | float | Fraction
"""Accepted where an exact number is asked for; a float is the dyadic rational that it is."""

NUMPY_BOOLS = ("bool", "bool_")
"""What NumPy calls the type of its truth values, before its release 2 and since."""

DEPTH_LIMIT = 50
LARGEST_EXPONENT = 100_000

_EXPONENT = re.compile(r"[eE]([+-]?\d+(?:_\d+)*)$")


class BadInput(ValueError):
    """A refused argument: its name, what is wrong with it, and what is accepted.

    >>> str(BadInput("--eta", "is -1", "a positive number such as 1/8"))
    '--eta is -1; accepted: a positive number such as 1/8'
    """

    def __init__(self, argument: str, wrong: str, accepted: str) -> None:
        super().__init__(f"{argument} {wrong}; accepted: {accepted}")
        self.argument = argument
        self.wrong = wrong
        self.accepted = accepted

    def __reduce__(self) -> tuple[type[BadInput], tuple[str, str, str]]:
        # What a worker raises is sent to the process that waits for it.
        return type(self), (self.argument, self.wrong, self.accepted)


def rational(value: object, argument: str) -> Fraction:
    """The exact rational that ``value`` stands for.

    Integers and Fractions are themselves, a string is read as ``p/q`` or as a decimal, and a float
    is the dyadic rational that it is. Raises :class:`BadInput` on anything else.

    >>> rational("1/100", "alpha"), rational("1e-3", "alpha"), rational(0.5, "alpha")
    (Fraction(1, 100), Fraction(1, 1000), Fraction(1, 2))
    >>> rational(0.1, "alpha") == Fraction(1, 10)
    False
    """
    # What nearly every call brings; the protocols asked below take ten times as long.
    if type(value) is Fraction:
        return value
    accepted = "an exact number such as 3, 1/100, 0.01 or 1e-30"
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(value)
    if isinstance(value, str):
        return _rational_from_text(value, argument, accepted)
    if isinstance(value, bool) or type(value).__name__ in NUMPY_BOOLS:
        raise BadInput(argument, f"is the truth value {value}", accepted)
    if isinstance(value, numbers.Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, SupportsIndex):
        # An array has the method and refuses unless it is a single integer.
        with contextlib.suppress(TypeError):
            return Fraction(operator.index(value))
    if isinstance(value, numbers.Real):
        number = float(value)
        if not math.isfinite(number):
            raise BadInput(argument, f"is {number}", accepted)
        return Fraction(number)
    raise BadInput(argument, f"is of type {type(value).__name__}", accepted)


def _rational_from_text(text: str, argument: str, accepted: str) -> Fraction:
    exponent = _EXPONENT.search(text.strip())
    # Fraction("1e999999999") would build the integer first and exhaust the memory.
    if exponent and (len(exponent[1]) > 8 or abs(int(exponent[1])) > LARGEST_EXPONENT):
        raise BadInput(
            argument,
            f"has the exponent {_beginning(exponent[1])}",
            f"|exponent| <= {LARGEST_EXPONENT}",
        )
    try:
        return read_rational(text.strip())
    except ZeroDivisionError:
        raise BadInput(
            argument, f"is {_beginning(text)!r}, with a zero denominator", accepted
        ) from None
    except ValueError:
        raise BadInput(argument, f"is {_beginning(text)!r}", accepted) from None


def _beginning(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def positive(value: object, argument: str) -> Fraction:
    """An exact number > 0.

    >>> positive("1/8", "eta")
    Fraction(1, 8)
    """
    number = rational(value, argument)
    if number <= 0:
        raise BadInput(argument, f"is {shown(number)}", "a positive number such as 1/8")
    return number


def proper_fraction(value: object, argument: str) -> Fraction:
    """An exact number strictly between 0 and 1.

    >>> proper_fraction("1/10", "delta")
    Fraction(1, 10)
    """
    number = rational(value, argument)
    if not 0 < number < 1:
        raise BadInput(argument, f"is {shown(number)}", f"0 < {argument} < 1")
    return number


def held_by_float64(number: Fraction) -> bool:
    """Whether the nearest float64 is finite, and 0 only for 0.

    >>> held_by_float64(Fraction(1, 3)), held_by_float64(Fraction(1, 10**400))
    (True, False)
    """
    try:
        return number == 0 or float(number) != 0
    except OverflowError:
        return False


def whole(value: object, argument: str, least: int, most: int | None = None) -> int:
    """An integer in ``least..most``.

    >>> whole(3, "steps", 0)
    3
    """
    accepted = f"an integer >= {least}" if most is None else f"an integer in {least}..{most}"
    number = rational(value, argument) if type(value) is not int else value
    if number.denominator != 1 or number < least or (most is not None and number > most):
        raise BadInput(argument, f"is {shown(Fraction(number))}", accepted)
    return int(number)


def depth(value: object, argument: str = "depth") -> int:
    """The number N of factors, 2..50.

    >>> depth(3)
    3
    """
    return whole(value, argument, 2, DEPTH_LIMIT)


def spectrum(values: object, argument: str = "spectrum") -> tuple[Fraction, ...]:
    """Eigenvalues as exact rationals, sorted nonincreasingly; text is read as ``3,2,1/2``.

    >>> spectrum("1/2,3")
    (Fraction(3, 1), Fraction(1, 2))
    """
    accepted = "one or more exact numbers such as 3,2,1/2"
    if isinstance(values, str):
        entries: Iterable[object] = values.split(",")
        if any(not entry.strip() for entry in cast("list[str]", entries)):
            raise BadInput(argument, f"is {values!r}, with an empty entry", accepted)
    elif isinstance(values, Iterable) and not isinstance(values, bytes):
        entries = values
    else:
        raise BadInput(argument, f"is of type {type(values).__name__}", accepted)
    numbers_ = tuple(
        sorted(
            (rational(v, f"{argument} entry {i}") for i, v in enumerate(entries, start=1)),
            reverse=True,
        )
    )
    if not numbers_:
        raise BadInput(argument, "is empty", accepted)
    return numbers_


def exact_array(values: object, argument: str, dimensions: int) -> tuple[object, ...]:
    """Nested tuples of exact rationals, rectangular, with ``dimensions`` levels of nesting.

    A refusal names the entry, counted from 1: ``target row 2 entry 1``.

    >>> exact_array([[1, "1/2"]], "matrix", 2)
    ((Fraction(1, 1), Fraction(1, 2)),)
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise BadInput(argument, f"is of type {type(values).__name__}", "nested lists of numbers")
    entries = list(values)
    if not entries:
        raise BadInput(argument, "is empty", "nested lists of numbers")
    if dimensions == 1:
        return tuple(rational(v, f"{argument} entry {i}") for i, v in enumerate(entries, start=1))
    part = "row" if dimensions == 2 else "matrix"
    rows = [
        exact_array(v, f"{argument} {part} {i}", dimensions - 1)
        for i, v in enumerate(entries, start=1)
    ]
    if len({len(row) for row in rows}) > 1:
        raise BadInput(argument, "has rows of different lengths", "a rectangular array")
    return tuple(rows)


def symmetric(matrix: object, argument: str = "matrix") -> FloatMatrix:
    """``matrix`` as a finite, symmetric float64 array of shape (n, n), n >= 1.

    An asymmetry of at most 8 ulp of the largest entry is the rounding of whoever wrote the matrix
    and is averaged away; a larger one is refused and named.

    >>> symmetric([[2, 1], [1, 0]]).dtype
    dtype('float64')
    """
    import numpy as np

    accepted = "a real symmetric n x n matrix, n >= 1, with finite entries"
    try:
        array = np.asarray(matrix)
        if array.dtype.kind == "c" and np.any(array.imag != 0):
            raise BadInput(argument, "has complex entries", accepted)
        with np.errstate(all="ignore"):  # what is beyond float64 is infinite in it, and refused
            array = np.asarray(array.real if array.dtype.kind == "c" else array, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(argument, "is not an array of numbers", accepted) from None
    if array.ndim != 2 or array.shape[0] != array.shape[1] or array.shape[0] == 0:
        raise BadInput(argument, f"has shape {array.shape}", accepted)
    if not np.all(np.isfinite(array)):
        row, column = np.argwhere(~np.isfinite(array))[0]
        raise BadInput(
            argument, f"has the entry {array[row, column]} {place(row, column)}", accepted
        )
    with np.errstate(over="ignore"):
        gap = np.abs(array - array.T)
    largest = float(gap.max())
    if largest > 8 * np.finfo(np.float64).eps * float(np.abs(array).max()):
        row, column = np.unravel_index(int(gap.argmax()), gap.shape)
        raise BadInput(
            argument,
            f"is not symmetric: its largest asymmetry is {largest:g}, between the entries "
            f"{place(row, column)} and {place(column, row)}",
            accepted,
        )
    # The half of the least numbers is 0: what is symmetric stays as it is.
    return np.where(array == array.T, array, array / 2 + array.T / 2)


def place(row: SupportsIndex, column: SupportsIndex) -> str:
    """Where an entry stands, rows and columns counted from 1, as the end of a sentence.

    >>> place(0, 1)
    'in row 1, column 2'
    """
    return f"in row {operator.index(row) + 1}, column {operator.index(column) + 1}"


def shown(number: Fraction) -> str:
    """A rational as a reader writes it, shortened where it would fill the line.

    >>> shown(Fraction(1, 8)), shown(Fraction(1, 10**80))
    ('1/8', 'about 1.0e-80')
    """
    # Python refuses to write integers of more than 4300 digits, so the size is looked at first.
    if number.numerator.bit_length() + number.denominator.bit_length() <= 140:
        text = str(number)
        if len(text) <= 40:
            return text
    import mpmath

    return f"about {mpmath.nstr(mpmath.mpf(number.numerator) / number.denominator, 6)}"
