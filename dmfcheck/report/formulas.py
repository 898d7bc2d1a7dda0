"""LaTeX as MathML, so that a browser shows formulas as text without loading anything."""

from __future__ import annotations

import re
from html import escape


def mathml(latex: str) -> str:
    r"""A formula as a ``<math>`` element with the LaTeX as its annotation.

    >>> mathml(r"\lambda_1")[:5], r"\lambda_1</annotation>" in mathml(r"\lambda_1")
    ('<math', True)
    """
    from latex2mathml.converter import convert

    shown = re.sub(r"<math [^>]*>|</math>", "", convert(latex))
    return (
        f"<math><semantics>{shown}"
        f'<annotation encoding="application/x-tex">{escape(latex)}</annotation></semantics></math>'
    )
