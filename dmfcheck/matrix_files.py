"""Real matrices from files: .csv, .npy and Matrix Market .mtx.

Everything that a file claims about itself is held against the file before memory is set aside for
it. Every refusal is a :class:`~dmfcheck.validation.BadInput`: one line.
"""

from __future__ import annotations

import math
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING, BinaryIO

from dmfcheck import validation
from dmfcheck.files import require_readable
from dmfcheck.matrix_market import Malformed, decimal, parse_matrix_market
from dmfcheck.validation import BadInput

if TYPE_CHECKING:
    import numpy as np

    from dmfcheck.validation import FloatMatrix

LARGEST_SIZE = 4096
"""Rows at most: a dense float64 matrix of 128 MiB."""

LARGEST_FILE = 1 << 29
"""Bytes at most: the largest matrix in decimal digits."""

ACCEPTED = (
    f"a real symmetric n x n matrix, 1 <= n <= {LARGEST_SIZE}, with finite entries, "
    "in a .csv, .npy or .mtx file"
)

ANY_SHAPE = (
    f"a real matrix of up to {LARGEST_SIZE} rows and columns with finite entries, "
    "in a .csv, .npy or (if square) .mtx file"
)


def read_matrix(path: str | os.PathLike[str], argument: str = "MATRIX") -> FloatMatrix:
    r"""The symmetric float64 matrix, shape (n, n), in a file; its suffix says which format.

    - ``.csv``: one row a line, decimal numbers separated by commas, no header;
    - ``.npy``: a two-dimensional array of numbers; pickled objects are refused unread;
    - ``.mtx``: Matrix Market, dense or sparse, general or symmetric, real, integer or pattern.

    An asymmetry of a few ulp is averaged away (:func:`dmfcheck.validation.symmetric`). Raises
    :class:`~dmfcheck.validation.BadInput`, naming ``argument`` and the file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "matrix.csv"
    ...     _ = file.write_text("2,1\n1,0\n")
    ...     read_matrix(file).tolist()
    [[2.0, 1.0], [1.0, 0.0]]
    """
    label = f"{argument} {os.fspath(path)}"
    return validation.symmetric(_read(Path(path), label, ACCEPTED), label)


def read_rectangular(path: str | os.PathLike[str], argument: str = "MATRIX") -> FloatMatrix:
    r"""The float64 matrix, shape (m, n), in a file of one of the same formats; .mtx square only.

    Raises :class:`~dmfcheck.validation.BadInput`, naming ``argument`` and the file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "image.csv"
    ...     _ = file.write_text("2,1,7\n1,0,3\n")
    ...     read_rectangular(file).shape
    (2, 3)
    """
    import numpy as np

    label = f"{argument} {os.fspath(path)}"
    array = np.asarray(_read(Path(path), label, ANY_SHAPE), dtype=np.float64)
    if not np.isfinite(array).all():
        row, column = np.argwhere(~np.isfinite(array))[0]
        raise BadInput(label, f"has the entry {array[row, column]} at ({row}, {column})", ANY_SHAPE)
    return array


def _read(file: Path, label: str, accepted: str) -> np.ndarray:
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise BadInput(label, f"has the suffix {file.suffix!r}", "a .csv, .npy or .mtx file")
    require_readable(file, label, LARGEST_FILE, accepted)
    try:
        return reader(file, label, accepted)
    except OSError as error:
        raise BadInput(label, f"cannot be read ({error.strerror or error})", accepted) from None
    except MemoryError:
        raise BadInput(label, "does not fit into memory", accepted) from None


def _require_shape(shape: tuple[int, ...], label: str, accepted: str) -> None:
    # What is accepted says whether the matrix must be square.
    fits = len(shape) == 2 and all(1 <= side <= LARGEST_SIZE for side in shape)
    if not fits or (accepted == ACCEPTED and shape[0] != shape[1]):
        text = " x ".join(map(str, shape)) or "no dimension"
        raise BadInput(label, f"has the shape {text}", accepted)


def _read_csv(file: Path, label: str, accepted: str) -> FloatMatrix:
    import numpy as np

    lines = _text(file, label, accepted).rstrip().splitlines()
    if not lines:
        raise BadInput(label, "holds nothing but white space", accepted)
    width = lines[0].count(",") + 1
    for number, line in enumerate(lines, start=1):
        if line.count(",") + 1 != width:
            raise BadInput(
                label,
                f"has {line.count(',') + 1} entries in row {number} and {width} in row 1",
                accepted,
            )
    _require_shape((len(lines), width), label, accepted)
    matrix: FloatMatrix = np.empty((len(lines), width))
    for row, line in enumerate(lines, start=1):
        matrix[row - 1] = _csv_row(line, row, label, accepted)
    return matrix


def _csv_row(line: str, row: int, label: str, accepted: str) -> list[float]:
    numbers = []
    for column, field in enumerate(line.split(","), start=1):
        try:
            numbers.append(decimal(field))
        except ValueError:
            what = f"{field.strip()[:40]!r}" if field.strip() else "an empty entry"
            place = f"in row {row}, column {column}"
            raise BadInput(label, f"has {what} {place}", accepted) from None
    return numbers


def _text(file: Path, label: str, accepted: str) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(label, f"is not text (byte {error.start})", accepted) from None


def _read_npy(file: Path, label: str, accepted: str) -> np.ndarray:
    import numpy as np

    with file.open("rb") as handle:
        shape, columns_first, dtype = _npy_header(handle, label, accepted)
        if dtype.hasobject:
            raise BadInput(label, "holds pickled Python objects, which can run code", accepted)
        if dtype.kind == "c":
            raise BadInput(label, "holds complex numbers", accepted)
        if dtype.kind not in "biuf":
            raise BadInput(label, f"holds entries of type {dtype}", accepted)
        _require_shape(shape, label, accepted)
        promised = math.prod(shape) * dtype.itemsize
        present = os.fstat(handle.fileno()).st_size - handle.tell()
        if promised != present:
            raise BadInput(
                label, f"promises {promised} bytes of entries and has {present}", accepted
            )
        entries = np.frombuffer(handle.read(promised), dtype=dtype)
    return entries.reshape(shape, order="F" if columns_first else "C")


def _npy_header(
    handle: BinaryIO, label: str, accepted: str
) -> tuple[tuple[int, ...], bool, np.dtype]:
    from numpy.lib import format as npy

    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    # The header is a Python literal: damaged, it warns and fails wherever the parser happens to be.
    failures = (ValueError, TypeError, SyntaxError, TokenError, RecursionError, MemoryError)
    try:
        version = npy.read_magic(handle)
        if version in readers:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return readers[version](handle)
    except failures:
        raise BadInput(label, "has no valid .npy header", accepted) from None
    raise BadInput(label, f"has .npy version {version[0]}.{version[1]}", ".npy version 1.0 or 2.0")


def _read_mtx(file: Path, label: str, accepted: str) -> FloatMatrix:
    try:
        return parse_matrix_market(_text(file, label, accepted), LARGEST_SIZE)
    except Malformed as error:
        raise BadInput(label, str(error), accepted) from None


_READERS: dict[str, Callable[[Path, str, str], np.ndarray]] = {
    ".csv": _read_csv,
    ".npy": _read_npy,
    ".mtx": _read_mtx,
}
