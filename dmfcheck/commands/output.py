"""How commands print: JSON on request, aligned text otherwise."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from dmfcheck.base.exact_text import json_text
from dmfcheck.base.numbers import integer_text

WITHOUT_TERMINAL = 80
"""Columns of a line in a file or a pipe."""

GAP = "  "
"""Between two columns."""

WORDS: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
"""Lines are broken between words only."""


def print_json(data: Any) -> None:
    """Print ``data`` as JSON; NaN and infinities, which JSON has not, raise ``ValueError``.

    >>> print_json({"lo": 10**30})
    {"lo": 1000000000000000000000000000000}
    """
    print(json_text(data))


def line_width() -> int:
    """Columns of a line: those of the terminal, 80 where there is none.

    >>> line_width() > 0
    True
    """
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WITHOUT_TERMINAL


def print_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    meanings: Mapping[str, str] | None = None,
) -> None:
    """Print the rows in aligned columns beneath their headings, and below what headings mean.

    What would be longer than a line goes on in the next one, within its column; only a single word
    that is too long is left as it is.

    >>> print_table(["rank", "from step"], [["1", "44"]], {"rank": "that of a best approximation"})
    rank  from step
    1     44
    <BLANKLINE>
    rank: that of a best approximation
    """
    lines = [[printable(cell) for cell in line] for line in (headings, *rows)]
    for line in _wrapped(lines, line_width()):
        print(line)
    if meanings:
        print()
        for heading, meaning in meanings.items():
            print_wrapped(f"{heading}: {meaning}")


def print_claims(
    entries: Sequence[Mapping[str, Any]], meanings: Mapping[str, str] | None = None
) -> None:
    """Print what became of claims: the id, verdict, margin (None: none) and detail of each.

    >>> print_claims([{"id": "a.b", "verdict": "holds", "margin": 0.25, "detail": "all steps"}])
    claim  verdict  margin
    a.b    holds    0.25    all steps
    """
    rows = [
        [
            entry["id"],
            entry["verdict"],
            "-" if entry["margin"] is None else f"{entry['margin']:.3g}",
            entry["detail"],
        ]
        for entry in entries
    ]
    print_table(["claim", "verdict", "margin", ""], rows, meanings)


def print_wrapped(text: str, indent: str = "") -> None:
    """Print words within the line, those that do not fit in further lines two columns in.

    >>> print_wrapped("mutants: one, two", "    ")
        mutants: one, two
    """
    further = f"{indent}  "
    indents: dict[str, Any] = {"initial_indent": indent, "subsequent_indent": further}
    print("\n".join(textwrap.wrap(text, line_width(), **indents, **WORDS)))


def printable(text: str) -> str:
    r"""``text`` on one line, with escapes for what a terminal would not show as it is.

    Line ends, control characters and those that change the direction of writing are escaped, and
    two spaces or more, which would look like the end of a cell.

    >>> print(printable("a\nb  holds\x1b[2K"))
    a\nb\x20\x20holds\x1b[2K
    """
    spaced = re.sub("^ +| +$| {2,}", lambda found: r"\x20" * len(found[0]), text)
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in spaced)


def steps_text(bracket: Mapping[str, int]) -> str:
    """A step, or the two ends of a bracket of steps.

    >>> steps_text({"lo": 3, "hi": 3}), steps_text({"lo": 3, "hi": 4})
    ('3', '3..4')
    """
    low, high = integer_text(bracket["lo"]), integer_text(bracket["hi"])
    return low if bracket["lo"] == bracket["hi"] else f"{low}..{high}"


def _wrapped(lines: list[list[str]], width: int) -> list[str]:
    """The lines of a table, its widest columns narrowed to fit."""
    columns = list(zip(*lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    words = [max(map(_longest_word, column)) for column in columns]
    cells = [max(map(len, column[1:]), default=0) for column in columns]
    gaps = len(widths) - 1
    # Where whole words do not fit otherwise, columns are nearer to each other.
    gap = GAP if sum(words) + len(GAP) * gaps <= width else " "
    room = width - len(gap) * gaps
    # Long headings give way where that is enough, else whatever is widest.
    beneath = [*map(max, words, cells)]
    _narrow(widths, beneath if sum(beneath) <= room else words, room)
    found = []
    for line in lines:
        parts = [_cell(cell, size) for cell, size in zip(line, widths, strict=True)]
        for row in range(max(map(len, parts))):
            texts = (part[row] if row < len(part) else "" for part in parts)
            padded = (text.ljust(size) for text, size in zip(texts, widths, strict=True))
            found.append(gap.join(padded).rstrip())
    return found


def _cell(cell: str, size: int) -> list[str]:
    return [cell] if len(cell) <= size else textwrap.wrap(cell, size, **WORDS) or [""]


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)


def _narrow(widths: list[int], least: list[int], width: int) -> None:
    """Take from the widest, but no column below its ``least``, until the sum is ``width``."""
    while sum(widths) > width:
        room = [size if size > low else 0 for size, low in zip(widths, least, strict=True)]
        if not any(room):
            break
        widths[room.index(max(room))] -= 1
