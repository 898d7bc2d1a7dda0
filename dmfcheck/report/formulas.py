"""LaTeX as MathML, so that a browser shows formulas as text without loading anything."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree

_NAMES = (
    "math mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder munderover"
)
ELEMENTS = frozenset(_NAMES.split())
"""What a formula is made of."""


def mathml(latex: str) -> str:
    r"""A formula as a ``<math>`` element with the LaTeX as its annotation.

    The words of a formula may be HTML of anybody's; what would be more than a formula is shown as
    the LaTeX that it is.

    >>> mathml(r"\lambda_1")[:5], r"\lambda_1</annotation>" in mathml(r"\lambda_1")
    ('<math', True)
    >>> "<b>" in mathml(r"\text{<b>x</b>}")
    False
    """
    from latex2mathml.converter import convert

    converted = convert(latex)
    if _is_formula(converted):
        shown = re.sub(r"<math [^>]*>|</math>", "", converted)
    else:
        shown = f"<mtext>{escape(latex)}</mtext>"
    return (
        f"<math><semantics>{shown}"
        f'<annotation encoding="application/x-tex">{escape(latex)}</annotation></semantics></math>'
    )


def _is_formula(converted: str) -> bool:
    """Whether it is well formed, of elements of formulas alone and without anything that acts."""
    try:
        root = ElementTree.fromstring(converted)  # noqa: S314 - text of ours, of a claim's length
    except ElementTree.ParseError:
        return False
    return all(
        element.tag.rpartition("}")[2] in ELEMENTS
        and not any(name.startswith("on") or "href" in name for name in element.attrib)
        for element in root.iter()
    )
