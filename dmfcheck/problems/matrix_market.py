"""Matrix Market text as a dense matrix, every statement of its header held against its body.

Read here and not with ``scipy.io.mmread`` (scipy 1.17), which ends the process on an array whose
last number is damaged (segmentation fault), takes 2.5 in a file of integers for 2, adds up two
entries in one place and passes over what follows the number of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from dmfcheck.base.decimals import decimal, refused
from dmfcheck.base.text_lines import Malformed, numbered
from dmfcheck.base.validation import place

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

FIELDS = ("real", "double", "integer", "unsigned-integer", "pattern", "complex")
SYMMETRIES = ("general", "symmetric", "skew-symmetric", "hermitian")

LONGEST_LINE = 1 << 16
"""Characters of a line that says anything; the format itself allows 1,024."""

_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)


def parse_matrix_market(text: IO[bytes], largest: int, *, square: bool = True) -> FloatMatrix:
    r"""The matrix, float64, shape (m, n) up to ``largest``; the entries of a pattern are ones.

    Coordinate and array files of every field and symmetry; complex numbers must have the imaginary
    part 0. Comments may be in any encoding, anywhere after the banner, and a line ends with a line
    feed alone. Raises :class:`~dmfcheck.base.text_lines.Malformed`, also for two entries in the
    same place and, unless ``square`` is false, for m != n.

    >>> import io
    >>> parse_matrix_market(io.BytesIO(
    ...     b"%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 2\n2 1 1e0\n"
    ... ), 10).tolist()
    [[2.0, 1.0], [1.0, 0.0]]
    """
    layout, field, symmetry = _banner(text.readline())
    entries = _Entries(field)
    lines = (line for _, line in numbered(text) if not line.lstrip().startswith(b"%"))
    lines = (line for line in lines if not line.isspace())
    counts = _counts(next(lines, b""), 3 if layout == "coordinate" else 2)
    square = square or symmetry != "general"
    if not all(1 <= n <= largest for n in counts[:2]) or (square and counts[0] != counts[1]):
        raise Malformed(f"has the shape {counts[0]} x {counts[1]}")
    if layout == "array":
        return _array(lines, counts[0], counts[1], symmetry, entries)
    return _coordinates(lines, counts, symmetry, entries)


class _Entries:
    """How the words of an entry are read: none for a pattern, two of a complex number."""

    def __init__(self, field: str) -> None:
        self.words = {"pattern": 0, "complex": 2}.get(field, 1)
        self._integer = field in ("integer", "unsigned-integer")
        self._signed = field != "unsigned-integer"

    def value(self, words: list[str], row: int, column: int) -> float:
        """The entry that ``words`` are, for row and column counted from 0."""
        if not words:
            return 1.0
        try:
            value = decimal(words[0])
            real = len(words) == 1 or decimal(words[1]) == 0
        except ValueError as error:
            raise Malformed(refused(" ".join(words), place(row, column), error)) from None
        if not real:
            wrong = f"holds complex numbers: the imaginary part {words[1][:40]!r}"
            raise Malformed(f"{wrong} {place(row, column)}")
        if self._integer and not _INTEGER.fullmatch(words[0]):
            raise Malformed(f"has {words[0][:40]!r} {place(row, column)} and promises integers")
        if not self._signed and value < 0:
            where = f"{place(row, column)} and promises integers without a sign"
            raise Malformed(f"has {words[0][:40]!r} {where}")
        return value


def _banner(line: bytes) -> tuple[str, str, str]:
    words = line.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lower().split()
    if words[:2] != ["%%matrixmarket", "matrix"] or len(words) != 5:
        raise Malformed("has no Matrix Market banner")
    layout, field, symmetry = words[2:]
    if layout not in ("coordinate", "array"):
        raise Malformed(f"has the layout {layout[:40]!r}")
    if field not in FIELDS or (field == "pattern" and layout == "array"):
        raise Malformed(f"holds {field[:40]!r} entries")
    if symmetry not in SYMMETRIES:
        raise Malformed(f"has the symmetry {symmetry[:40]!r}")
    return layout, field, symmetry


def _counts(line: bytes, how_many: int) -> list[int]:
    words = _text(line).split(None, how_many)
    if len(words) != how_many or not all(word.isdecimal() and len(word) < 20 for word in words):
        raise Malformed(f"has the size line {_text(line[:80]).strip()[:40]!r}")
    return [int(word) for word in words]


def _text(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise Malformed(f"has a line of {len(line)} characters")
    try:
        return line.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed(f"is not text: the byte {line[error.start]:#x} is no comment") from None


def _array(
    lines: Iterator[bytes], rows: int, columns: int, symmetry: str, entries: _Entries
) -> FloatMatrix:
    """Column by column; of a symmetric matrix the part on and below the diagonal."""
    import numpy as np

    words = (word for line in lines for word in _text(line).split())
    skipped = 1 if symmetry == "skew-symmetric" else 0
    matrix = np.zeros((rows, columns))
    places = (
        (row, column)
        for column in range(columns)
        for row in range(0 if symmetry == "general" else column + skipped, rows)
    )
    read = 0
    for row, column in places:
        found = list(islice(words, entries.words))
        if len(found) < entries.words:
            promised = read + 1 + sum(1 for _ in places)
            raise Malformed(f"promises {promised} entries and has {read}")
        _put(matrix, row, column, entries.value(found, row, column), symmetry)
        read += 1
    if next(words, None) is not None:
        more = 1 + sum(1 for _ in words)
        raise Malformed(f"promises {read} entries and has {read + -(-more // entries.words)}")
    return matrix


def _coordinates(
    lines: Iterator[bytes], counts: list[int], symmetry: str, entries: _Entries
) -> FloatMatrix:
    import numpy as np

    rows, columns, promised = counts
    matrix = np.zeros((rows, columns))
    taken = np.zeros((rows, columns), dtype=bool)
    number = 0
    for number, line in enumerate(lines, start=1):
        if number > promised:
            more = sum(1 for _ in lines)
            raise Malformed(f"promises {promised} entries and has {number + more}")
        words = _text(line).split(None, 2 + entries.words)
        if len(words) != 2 + entries.words:
            raise Malformed(f"has {_text(line[:80]).strip()[:40]!r} as entry {number}")
        row, column = _index(words[0], rows, number), _index(words[1], columns, number)
        if symmetry == "skew-symmetric" and row == column:
            raise Malformed(f"has an entry {place(row, column)}, on the diagonal")
        if taken[row, column]:
            raise Malformed(f"has two entries {place(row, column)}")
        _put(matrix, row, column, entries.value(words[2:], row, column), symmetry)
        taken[row, column] = True
        if symmetry != "general":
            taken[column, row] = True
    if number != promised:
        raise Malformed(f"promises {promised} entries and has {number}")
    return matrix


def _index(word: str, most: int, entry: int) -> int:
    if word.isdecimal() and len(word) < 20 and 1 <= int(word) <= most:
        return int(word) - 1
    raise Malformed(f"has the index {word[:40]!r} in entry {entry}")


def _put(matrix: FloatMatrix, row: int, column: int, value: float, symmetry: str) -> None:
    if symmetry != "general":
        matrix[column, row] = -value if symmetry == "skew-symmetric" else value
    matrix[row, column] = value
