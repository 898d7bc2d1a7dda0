"""Real matrices from files: .csv, .npy and Matrix Market .mtx.

Everything that a file claims about itself is held against the file before memory is set aside for
it. Every refusal is a :class:`~dmfcheck.base.validation.BadInput`: one line.
"""

from __future__ import annotations

import math
import os
import warnings
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING, BinaryIO

from dmfcheck.base import validation
from dmfcheck.base.files import file_label, require_readable
from dmfcheck.base.text_lines import COMPRESSED, Malformed, opened, text_suffix
from dmfcheck.base.validation import BadInput
from dmfcheck.problems import csv_matrix
from dmfcheck.problems.matrix_market import parse_matrix_market

if TYPE_CHECKING:
    import numpy as np

    from dmfcheck.base.validation import FloatMatrix

LARGEST_SIZE = 4096
"""Rows at most: a dense float64 matrix of 128 MiB."""

LARGEST_FILE = 1 << 29
"""Bytes at most, decompressed too: the largest matrix in decimal digits."""

TEXTS = (".csv", ".mtx")
"""What is read from a .gz as well."""

SUFFIXES = "a .csv, .csv.gz, .npy, .mtx or .mtx.gz file"

ACCEPTED = (
    f"a real symmetric n x n matrix, 1 <= n <= {LARGEST_SIZE}, with finite entries, "
    "in a .csv, .npy or .mtx file"
)

ANY_SHAPE = (
    f"a real matrix of up to {LARGEST_SIZE} rows and columns with finite entries, "
    "in a .csv, .npy or .mtx file"
)


def read_matrix(path: str | os.PathLike[str], argument: str = "MATRIX") -> FloatMatrix:
    r"""The symmetric float64 matrix, shape (n, n), in a file; its suffix says which format.

    - ``.csv``: one row a line, decimal numbers separated by commas, no header;
    - ``.npy``: a two-dimensional array of numbers; pickled objects are refused unread;
    - ``.mtx``: Matrix Market of any layout, field and symmetry, complex numbers only if they are
      real; ``.mtx.gz`` and ``.csv.gz`` are decompressed.

    An asymmetry of a few ulp is averaged away (:func:`dmfcheck.base.validation.symmetric`). Raises
    :class:`~dmfcheck.base.validation.BadInput`, naming ``argument`` and the file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "matrix.csv"
    ...     _ = file.write_text("2,1\n1,0\n")
    ...     read_matrix(file).tolist()
    [[2.0, 1.0], [1.0, 0.0]]
    """
    label = file_label(argument, path, ACCEPTED)
    return validation.symmetric(_read(Path(path), label, ACCEPTED), label)


def read_rectangular(path: str | os.PathLike[str], argument: str = "MATRIX") -> FloatMatrix:
    r"""The float64 matrix, shape (m, n), in a file of one of the same formats.

    Raises :class:`~dmfcheck.base.validation.BadInput`, naming ``argument`` and the file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "image.csv"
    ...     _ = file.write_text("2,1,7\n1,0,3\n")
    ...     read_rectangular(file).shape
    (2, 3)
    """
    import numpy as np

    label = file_label(argument, path, ANY_SHAPE)
    array = _read(Path(path), label, ANY_SHAPE)
    if not np.isfinite(array).all():
        row, column = np.argwhere(~np.isfinite(array))[0]
        raise BadInput(
            label, f"has the entry {array[row, column]} {validation.place(row, column)}", ANY_SHAPE
        )
    return array


def _read(file: Path, label: str, accepted: str) -> FloatMatrix:
    compressed = file.name.lower().endswith(COMPRESSED)
    suffix = text_suffix(file)
    if suffix not in TEXTS and (suffix != ".npy" or compressed):
        shown = suffix + COMPRESSED if compressed else file.suffix
        raise BadInput(label, f"has the suffix {shown!r}", SUFFIXES)
    require_readable(file, label, LARGEST_FILE, accepted)
    try:
        if suffix == ".npy":
            return _read_npy(file, label, accepted)
        return _read_text(file, suffix, label, accepted)
    except OSError as error:
        raise BadInput(label, f"cannot be read ({error.strerror or error})", accepted) from None
    except Malformed as error:
        takes = csv_matrix.ACCEPTED if isinstance(error, csv_matrix.NotPlain) else accepted
        raise BadInput(label, str(error), takes) from None
    except MemoryError:
        raise BadInput(label, "does not fit into memory", accepted) from None


def _require_shape(shape: tuple[int, ...], label: str, accepted: str) -> None:
    # What is accepted says whether the matrix must be square.
    fits = len(shape) == 2 and all(1 <= side <= LARGEST_SIZE for side in shape)
    if not fits or (accepted == ACCEPTED and shape[0] != shape[1]):
        text = " x ".join(map(str, shape)) or "no dimension"
        raise BadInput(label, f"has the shape {text}", accepted)


def _read_text(file: Path, suffix: str, label: str, accepted: str) -> FloatMatrix:
    with opened(file, LARGEST_FILE) as text:
        if suffix == ".mtx":
            return parse_matrix_market(text, LARGEST_SIZE, square=accepted == ACCEPTED)
        matrix = csv_matrix.parse_csv(text, LARGEST_SIZE)
    _require_shape(matrix.shape, label, accepted)
    return matrix


def _read_npy(file: Path, label: str, accepted: str) -> FloatMatrix:
    import numpy as np

    with file.open("rb") as handle:
        shape, columns_first, dtype = _npy_header(handle, label, accepted)
        if dtype.hasobject:
            raise BadInput(label, "holds pickled Python objects, which can run code", accepted)
        if dtype.kind not in "biufc":
            raise BadInput(label, f"holds entries of type {dtype}", accepted)
        _require_shape(shape, label, accepted)
        promised = math.prod(shape) * dtype.itemsize
        present = os.fstat(handle.fileno()).st_size - handle.tell()
        if promised != present:
            raise BadInput(
                label, f"promises {promised} bytes of entries and has {present}", accepted
            )
        entries = np.frombuffer(handle.read(promised), dtype=dtype)
    return _as_float64(entries.reshape(shape, order="F" if columns_first else "C"), label, accepted)


def _as_float64(entries: np.ndarray, label: str, accepted: str) -> FloatMatrix:
    import numpy as np

    if entries.dtype.kind == "c":
        if np.any(entries.imag):
            place = validation.place(*np.argwhere(entries.imag)[0])
            raise BadInput(label, f"holds complex numbers, the first {place}", accepted)
        entries = entries.real
    with np.errstate(all="ignore"):  # a number beyond float64 is infinite in it, and refused
        array: FloatMatrix = entries.astype(np.float64)
    lost = (array == 0) & (entries != 0)
    if lost.any():
        place = validation.place(*np.argwhere(lost)[0])
        raise BadInput(label, f"has an entry {place} that float64 cannot hold", accepted)
    return array


def _npy_header(
    handle: BinaryIO, label: str, accepted: str
) -> tuple[tuple[int, ...], bool, np.dtype]:
    from numpy.lib import format as npy

    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    # The header is a Python literal: damaged, it warns and fails wherever the parser happens to be.
    failures = (
        *(ValueError, TypeError, SyntaxError, TokenError, RecursionError, MemoryError),
        SystemError,  # Python 3.13.0 on zero bytes
    )
    try:
        version = npy.read_magic(handle)
        if version in readers:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return readers[version](handle)
    except failures:
        raise BadInput(label, "has no valid .npy header", accepted) from None
    raise BadInput(label, f"has .npy version {version[0]}.{version[1]}", ".npy version 1.0 or 2.0")
