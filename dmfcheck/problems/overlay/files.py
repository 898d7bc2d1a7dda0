"""Recorded runs from files: .csv, .npz and .json, or a folder of TensorBoard."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from dmfcheck.base.decimals import decimal, refused
from dmfcheck.base.files import file_label, require_readable
from dmfcheck.base.text_lines import Malformed, numbered, opened
from dmfcheck.base.validation import BadInput
from dmfcheck.problems.overlay.run import MOST_ROWS

__all__ = ["ACCEPTED", "read_recorded"]

LARGEST_FILE = 1 << 29
"""Bytes at most, unpacked too."""

NAMES = ("steps", "singular_values")

ACCEPTED = (
    "a .csv with a step and its singular values in each line, a .npz or .json that has steps and "
    "singular_values, or a folder of TensorBoard"
)


def read_recorded(path: str | os.PathLike[str], argument: str = "RUN") -> tuple[Any, Any]:
    r"""(steps, singular values) as they are in a file or a folder, to be read as a run.

    A .csv may have a header. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "run.csv"
    ...     _ = file.write_text("step,s1,s2\n0,1,1\n10,2,1.5\n")
    ...     read_recorded(file)
    ([0.0, 10.0], [[1.0, 1.0], [2.0, 1.5]])
    """
    label, file = file_label(argument, path, ACCEPTED), Path(path)
    try:
        if file.is_dir():
            from dmfcheck.problems.overlay.tensorboard import read_events

            return read_events(file, label)
        readers = {".csv": _read_csv, ".npz": _read_npz, ".json": _read_json}
        reader = readers.get(file.suffix.lower())
        if reader is None:
            raise BadInput(label, f"has the suffix {file.suffix!r}", ACCEPTED)
        require_readable(file, label, LARGEST_FILE, ACCEPTED)
        return reader(file)
    except OSError as error:
        raise BadInput(label, f"cannot be read ({error.strerror or error})", ACCEPTED) from None
    except Malformed as error:
        raise BadInput(label, str(error), ACCEPTED) from None
    except (MemoryError, RecursionError):
        raise BadInput(label, "is too large to be read", ACCEPTED) from None


def _read_csv(file: Path) -> tuple[list[float], list[list[float]]]:
    steps: list[float] = []
    rows: list[list[float]] = []
    try:
        with opened(file, LARGEST_FILE) as handle:
            lines = io.TextIOWrapper(handle, encoding="utf-8-sig", newline=None)
            for number, line in numbered(lines):
                fields = line.strip().split(",")
                if not line.strip() or (number == 1 and not _is_number(fields[0])):
                    continue
                if len(fields) == 1:
                    raise Malformed(f"has 0 singular values in line {number}, and no comma")
                if len(rows) == MOST_ROWS:
                    raise Malformed(f"has more than {MOST_ROWS} rows")
                step, *row = (_number(field, number, i) for i, field in enumerate(fields, 1))
                if rows and len(row) != len(rows[0]):
                    raise Malformed(f"has {len(row)} singular values in line {number}")
                steps.append(step)
                rows.append(row)
    except UnicodeDecodeError:
        raise Malformed("is not UTF-8 text") from None
    return steps, rows


def _is_number(field: str) -> bool:
    try:
        decimal(field)
    except ValueError:
        return False
    return True


def _number(field: str, line: int, column: int) -> float:
    if field.strip().lower() in ("nan", "inf", "-inf"):
        return float(field)
    try:
        return decimal(field)
    except ValueError as error:
        raise Malformed(refused(field, f"in line {line}, column {column}", error)) from None


def _read_npz(file: Path) -> tuple[Any, Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_FILE:
            raise Malformed(f"has {unpacked} bytes unpacked")
        with np.load(file, allow_pickle=False) as arrays:
            _require_names(arrays.files)
            steps, values = (arrays[name] for name in NAMES)
    except (zipfile.BadZipFile, ValueError, EOFError, SyntaxError, KeyError) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed("is no .npz of plain arrays, or a damaged one") from None
    return steps, values


def _read_json(file: Path) -> tuple[Any, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise Malformed("is no JSON") from None
    if not isinstance(found, dict):
        raise Malformed(f"is a JSON {type(found).__name__}")
    _require_names(found)
    return found["steps"], found["singular_values"]


def _require_names(found: Any) -> None:
    lacking = [name for name in NAMES if name not in found]
    if lacking:
        raise Malformed(f"has no {' and no '.join(lacking)}")
