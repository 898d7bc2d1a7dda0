"""Matrix Market text as a dense matrix, every statement of its header held against its body.

Read here and not with ``scipy.io.mmread``, which ends the process (segmentation fault, scipy 1.17)
on an array whose last number is damaged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dmfcheck.validation import FloatMatrix

FIELDS = ("real", "double", "integer", "pattern")
SYMMETRIES = ("general", "symmetric", "skew-symmetric")


class Malformed(ValueError):
    """What is wrong with the text, as the end of a sentence about the file."""


def decimal(text: str) -> float:
    """The finite number that ``text`` is; raises ``ValueError`` on anything else.

    >>> decimal("1e-3")
    0.001
    """
    number = float(text)
    # Python alone reads 1_0 as ten.
    if "_" in text or not math.isfinite(number):
        raise ValueError(text)
    return number


def parse_matrix_market(text: str, largest: int) -> FloatMatrix:
    r"""The matrix, float64, shape (n, n), n <= ``largest``; the entries of a pattern are ones.

    Coordinate and array files, real, integer or pattern, general, symmetric or skew-symmetric.
    Raises :class:`Malformed`, also for two entries in the same place.

    >>> parse_matrix_market(
    ...     "%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 2\n2 1 1e0\n", 10
    ... ).tolist()
    [[2.0, 1.0], [1.0, 0.0]]
    """
    banner, *rest = text.split("\n", 1)
    layout, field, symmetry = _banner(banner)
    body = "".join(rest)
    lines = [line for line in body.splitlines() if line.strip() and not line.startswith("%")]
    counts = _counts(lines[0] if lines else "", 3 if layout == "coordinate" else 2)
    if counts[0] != counts[1] or not 1 <= counts[0] <= largest:
        raise Malformed(f"has the shape {counts[0]} x {counts[1]}")
    if layout == "array":
        return _array(" ".join(lines[1:]).split(), counts[0], symmetry)
    if counts[2] != len(lines) - 1:
        raise Malformed(f"promises {counts[2]} entries and has {len(lines) - 1}")
    return _coordinates(lines[1:], counts[0], symmetry, pattern=field == "pattern")


def _banner(line: str) -> tuple[str, str, str]:
    words = line.lower().split()
    if words[:2] != ["%%matrixmarket", "matrix"] or len(words) != 5:
        raise Malformed("has no Matrix Market banner")
    layout, field, symmetry = words[2:]
    if layout not in ("coordinate", "array"):
        raise Malformed(f"has the layout {layout[:40]!r}")
    if field == "complex":
        raise Malformed("holds complex numbers")
    if field not in FIELDS or (field == "pattern" and layout == "array"):
        raise Malformed(f"holds {field[:40]!r} entries")
    if symmetry not in SYMMETRIES:
        raise Malformed(f"has the symmetry {symmetry[:40]!r}")
    return layout, field, symmetry


def _counts(line: str, how_many: int) -> list[int]:
    words = line.split()
    if len(words) != how_many or not all(word.isdecimal() and len(word) < 20 for word in words):
        raise Malformed(f"has the size line {line[:40]!r}")
    return [int(word) for word in words]


def _value(word: str, place: str) -> float:
    try:
        return decimal(word)
    except ValueError:
        raise Malformed(f"has {word[:40]!r} {place}") from None


def _array(words: Sequence[str], n: int, symmetry: str) -> FloatMatrix:
    """Column by column; of a symmetric matrix the part on and below the diagonal."""
    import numpy as np

    # How many entries of each column are left out, besides the column's number if symmetric.
    skipped = 1 if symmetry == "skew-symmetric" else 0
    starts = [0] * n if symmetry == "general" else [column + skipped for column in range(n)]
    promised = sum(n - start for start in starts)
    if len(words) != promised:
        raise Malformed(f"promises {promised} entries and has {len(words)}")
    matrix = np.zeros((n, n))
    position = 0
    for column, start in enumerate(starts):
        for row in range(start, n):
            value = _value(words[position], f"in row {row + 1}, column {column + 1}")
            _put(matrix, row, column, value, symmetry)
            position += 1
    return matrix


def _coordinates(lines: Sequence[str], n: int, symmetry: str, *, pattern: bool) -> FloatMatrix:
    import numpy as np

    matrix = np.zeros((n, n))
    taken = np.zeros((n, n), dtype=bool)
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if len(words) != (2 if pattern else 3):
            raise Malformed(f"has {line[:40]!r} as entry {number}")
        row, column = (_index(word, n, number) for word in words[:2])
        if taken[row, column]:
            raise Malformed(f"has two entries in row {row + 1}, column {column + 1}")
        value = 1.0 if pattern else _value(words[2], f"in row {row + 1}, column {column + 1}")
        _put(matrix, row, column, value, symmetry)
        taken[row, column] = True
        if symmetry != "general":
            taken[column, row] = True
    return matrix


def _index(word: str, n: int, entry: int) -> int:
    if word.isdecimal() and len(word) < 20 and 1 <= int(word) <= n:
        return int(word) - 1
    raise Malformed(f"has the index {word[:40]!r} in entry {entry}")


def _put(matrix: FloatMatrix, row: int, column: int, value: float, symmetry: str) -> None:
    if symmetry != "general":
        matrix[column, row] = -value if symmetry == "skew-symmetric" else value
    matrix[row, column] = value
