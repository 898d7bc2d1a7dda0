"""How commands print: JSON on request, aligned text otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dmfcheck.base.exact_text import json_text
from dmfcheck.base.numbers import integer_text


def print_json(data: Any) -> None:
    """Print ``data`` as JSON; NaN and infinities, which JSON has not, raise ``ValueError``.

    >>> print_json({"lo": 10**30})
    {"lo": 1000000000000000000000000000000}
    """
    print(json_text(data))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the rows in aligned columns beneath their headings.

    >>> print_table(["rank", "from step"], [["1", "44"]])
    rank  from step
    1     44
    """
    lines = [[printable(cell) for cell in line] for line in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


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
