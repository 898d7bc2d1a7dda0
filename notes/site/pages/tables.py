"""Tables of MyST."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""A table whose cells are MyST.

    >>> print(table(["x"], [["a|b"]]))
    | x |
    |---|
    | a\|b |
    """
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def code(text: str) -> str:
    """Text as code in a line; none of it is markup."""
    return f"`{text}`" if text else ""
