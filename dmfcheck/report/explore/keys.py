"""What the lines of a figure are, as HTML above it: text that wraps where the page is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["STYLE", "box_key", "keys", "line_key"]

STYLE = """
ul { display: flex; flex-wrap: wrap; gap: 0 16px; margin: 0; padding: 0 0 4px; }
ul { list-style: none; font-size: 13px; line-height: 20px; }
li { white-space: nowrap; }
svg { vertical-align: middle; margin-right: .35rem; }
"""

SAMPLE = (28, 10)
"""Width and height of a sample, in pixels."""


def line_key(colour: str, dashes: Sequence[int], text: str) -> str:
    """A line, and what it is.

    >>> line_key("#000000", (), "effective rank").count("stroke-dasharray")
    0
    >>> line_key("#d55e00", (6, 3), "float horizon").count('stroke-dasharray="6 3"')
    1
    """
    dashed = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
    width, height = SAMPLE
    drawn = f'<path d="M0 {height / 2:g}H{width}" stroke="{colour}" stroke-width="2"{dashed}/>'
    return _key(drawn, text)


def box_key(fill: str, line: str, opacity: float, text: str) -> str:
    """A shaded box, and what it is.

    >>> box_key("#56b4e9", "#0072b2", 0.35, "<").endswith("&lt;</li>")
    True
    """
    width, height = SAMPLE
    size = f'x="1" y="1" width="{width - 2}" height="{height - 2}"'
    return _key(f'<rect {size} fill="{fill}" fill-opacity="{opacity}" stroke="{line}"/>', text)


def _key(drawn: str, text: str) -> str:
    width, height = SAMPLE
    sample = f'<svg width="{width}" height="{height}" aria-hidden="true">{drawn}</svg>'
    return f"<li>{sample}{escape(text)}</li>"


def keys(items: Iterable[str]) -> str:
    """All of a figure."""
    return f"<ul>{''.join(items)}</ul>"
