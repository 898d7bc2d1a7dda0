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


def plain(text: str) -> str:
    r"""Text with its LaTeX as code, and nothing else as markup.

    >>> plain("2*N")
    '2\\*N'
    """
    if "\\" in text:
        return code(text)
    return text.replace("*", "\\*").replace("$", "\\$").replace("<", "&lt;")


def code(text: str) -> str:
    """Text as code in a line; none of it is markup."""
    return f"`{text}`" if text else ""
