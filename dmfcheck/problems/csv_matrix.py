"""A .csv of nothing but numbers as a float64 matrix, and what a .csv of anything else holds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from dmfcheck.base.decimals import decimal, refused
from dmfcheck.base.text_lines import Malformed, numbered

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

ACCEPTED = (
    "a .csv of decimal numbers alone: one row a line, commas between them and points in them, "
    "no header, no names and no quotes"
)

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas", " ": "spaces"}
"""In the order in which they are tried: a comma may be a decimal one, a space may follow one."""

UNDEFINED = ("NA", "N/A", "NULL", "NONE")
"""What writers put where a number is missing."""

SAMPLE = 1 << 14
"""Characters of a line that are looked at to see what it holds."""


class NotPlain(Malformed):
    """A .csv that holds something, but not numbers alone."""


def parse_csv(text: IO[bytes], largest: int) -> FloatMatrix:
    r"""The matrix, float64, of at most ``largest`` rows and columns; UTF-8, any line ends.

    Raises :class:`~dmfcheck.base.text_lines.Malformed`, and :class:`NotPlain` with a diagnosis
    where the first line shows what the file holds in place of numbers.

    >>> parse_csv(io.BytesIO(b"2, 1\r\n1e0,.5"), 10).tolist()
    [[2.0, 1.0], [1.0, 0.5]]
    """
    import numpy as np

    lines = io.TextIOWrapper(text, encoding="utf-8-sig", newline=None)
    rows: list[FloatMatrix] = []
    empty = 0
    try:
        for number, line in numbered(lines):
            if not line.strip():
                empty = empty or number
                continue
            if empty:
                raise Malformed(f"has nothing in line {empty} and entries after it")
            if len(rows) == largest:
                raise Malformed(f"has more than {largest} rows")
            try:
                rows.append(np.array(_row(line, number, largest)))
            except Malformed as error:
                # What a file holds in place of numbers shows in its first line.
                _diagnose([line, _next(lines)] if number == 1 else [])
                raise error from None
            if len(rows[-1]) != len(rows[0]):
                raise Malformed(
                    f"has {len(rows[-1])} entries in row {number} and {len(rows[0])} in row 1"
                )
    except UnicodeDecodeError as error:
        wide = error.object[:2] in (b"\xff\xfe", b"\xfe\xff")
        raise Malformed("is UTF-16 text" if wide else "is not UTF-8 text") from None
    finally:
        lines.detach()
    if not rows:
        raise Malformed("holds nothing but white space")
    return np.array(rows)


def _row(line: str, row: int, largest: int) -> list[float]:
    columns = line.count(",") + 1
    if columns > largest:
        raise Malformed(f"has {columns} entries in row {row}")
    numbers = []
    for column, field in enumerate(line.split(","), start=1):
        try:
            numbers.append(decimal(field))
        except ValueError as error:
            raise Malformed(refused(field, f"in row {row}, column {column}", error)) from None
    return numbers


def _next(lines: IO[str]) -> str:
    """The next line that is not empty, of the few next ones."""
    return next((line for line, _ in zip(lines, range(8), strict=False) if line.strip()), "")


def _diagnose(lines: Sequence[str]) -> None:
    shown = [line.strip("\r\n")[:SAMPLE] for line in lines if line.strip()]
    found = found_instead(shown) if shown else None
    if found:
        raise NotPlain(f"has {found} (row 1 is {shown[0].strip()[:40]!r})")


def found_instead(lines: Sequence[str]) -> str | None:
    """What the first lines of a .csv hold besides numbers with commas; None if it is no known kind.

    >>> found_instead(["1,5;2", "2;1,5"])
    'entries separated by semicolons, and decimal commas'
    >>> found_instead(['"","V1"', '"1",3'])
    'quotes, a header in row 1, and names in column 1'
    """
    if lines[0].lstrip()[:1] in ("#", "%"):
        return "a comment in row 1"
    if lines[0].lower().strip('" ').startswith("sep="):
        return "a line that names the separator"
    for separator in SEPARATORS:
        found = _as_written_with(separator, lines)
        if found:
            return ", ".join(found[:-1]) + (", and " if found[1:] else "") + found[-1]
    return None


def _as_written_with(separator: str, lines: Sequence[str]) -> list[str]:
    """All that is found, if the last of the lines is a row of numbers with that separator."""
    rows = [_fields(line, separator) for line in lines]
    header, body = rows[0], rows[-1]
    # R quotes names, and not numbers: where a row has both, a number in quotes is a name.
    quoted = any(field.strip().startswith('"') for row in rows for field in row)
    quotes_name = quoted and not body[-1].strip().startswith('"')
    headed = len(rows) > 1 and _is_header(header, separator, quotes_name)
    # A name in front of the numbers; R leaves out the name of that column, others leave it empty.
    named = len(rows) > 1 and all(
        len(row) > 1 and _is_name(row[0], separator, quotes_name) for row in rows[headed:]
    )
    named = named or (headed and (len(header) == len(body) - 1 or not header[0].strip(' "')))
    numbers = body[1:] if named else body
    if not all(_is_number(field, separator) for field in numbers):
        return []
    if len(body) == 1 and separator != ",":
        return []
    found = []
    if separator != ",":
        found.append(f"entries separated by {SEPARATORS[separator]}")
        if any("," in field for field in body):
            found.append("decimal commas")
    if quoted:
        found.append("quotes")
    if headed:
        found.append("a header in row 1")
    if named:
        found.append("names in column 1")
    return found


def _fields(line: str, separator: str) -> list[str]:
    fields = line.split(separator)
    return [field for field in fields if field] if separator == " " else fields


def _is_header(row: Sequence[str], separator: str, quotes_name: bool) -> bool:
    """Names, or the numbers of columns after a first field that is empty."""
    first, *rest = (field.strip() for field in row)
    if not first.strip('"') and rest:
        numbers = [field.strip('"') for field in rest]
        counted = [[str(i) for i in range(start, start + len(rest))] for start in (0, 1)]
        return numbers in counted or all(_is_name(f, separator, quotes_name) for f in rest)
    return all(_is_name(field, separator, quotes_name) for field in row)


def _is_name(field: str, separator: str, quotes_name: bool) -> bool:
    """Whether it is no number, not even a complex or an undefined one, and not empty."""
    plain = field.strip().strip('"')
    if quotes_name and plain and field.strip().startswith('"'):
        return True
    if not plain or plain.upper() in UNDEFINED or _is_number(field, separator):
        return False
    try:
        complex(plain)
    except ValueError:
        return True
    return False


def _is_number(field: str, separator: str) -> bool:
    plain = field.strip().strip('"')
    try:
        decimal(plain if separator == "," else plain.replace(",", ".", 1))
    except ValueError:
        return False
    return True
