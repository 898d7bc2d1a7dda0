"""Pieces of HTML; text that comes from anywhere else is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.util import find_spec

LONGEST = 400
"""Characters of one value that are shown."""

COLOURS = {
    "holds": "#0b6e4f",
    "proved": "#0b6e4f",
    "refuted": "#b3261e",
    "open": "#6e7781",
    "undecided": "#9a6700",
    "outside hypotheses": "#6e7781",
}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: object) -> Html:
    """``value`` as text, escaped and cut off at :data:`LONGEST` characters; HTML as it is.

    >>> text("a < b"), text(Html("<b>x</b>"))
    ('a &lt; b', '<b>x</b>')
    """
    if isinstance(value, Html):
        return value
    written = str(value)
    if len(written) > LONGEST:
        written = written[:LONGEST] + "..."
    return Html(escape(written))


def code(value: object) -> Html:
    """Text as code."""
    return Html(f"<code>{text(value)}</code>")


def badge(word: str) -> Html:
    """A verdict, or what is expected, in its colour and in words."""
    return Html(f'<b style="color:{COLOURS.get(word, "inherit")}">{text(word)}</b>')


def formula(latex: str) -> Html:
    r"""A formula as MathML, or in characters where latex2mathml is not installed.

    >>> "\\le" in formula(r"a \le b") or "≤" in formula(r"a \le b")
    True
    """
    if find_spec("latex2mathml") is not None:
        from dmfcheck.report.formulas import mathml

        return Html(mathml(latex))
    from dmfcheck.base.unicode_math import unicode_math

    return text(unicode_math(latex))


def rows(entries: Iterable[tuple[object, object]]) -> Html:
    """A table of names and values; those without a value are left out."""
    lines = (
        f'<tr><th scope="row" style="text-align:left">{text(name)}</th>'
        f'<td style="text-align:left">{text(value)}</td></tr>'
        for name, value in entries
        if value != ""
    )
    return Html(f"<table>{''.join(lines)}</table>")


def table(headings: Sequence[object], lines: Iterable[Sequence[object]]) -> Html:
    """A table with headings."""
    head = "".join(f'<th scope="col">{text(heading)}</th>' for heading in headings)
    body = "".join(
        f"<tr>{''.join(f'<td>{text(entry)}</td>' for entry in line)}</tr>" for line in lines
    )
    return Html(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def listed(entries: Iterable[object]) -> Html:
    """Lines below each other, in one cell."""
    return Html("<br>".join(map(text, entries)))


def folded(summary: object, content: Html) -> Html:
    """What is opened by a click."""
    return Html(f"<details><summary>{text(summary)}</summary>{content}</details>")


def block(*parts: object) -> Html:
    """The parts one after the other, in a box that scrolls by itself where it is too wide."""
    return Html(f'<div style="overflow-x:auto">{"".join(map(text, parts))}</div>')
