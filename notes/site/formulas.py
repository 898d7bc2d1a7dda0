"""Formulas as MathML, and a statement as words and short formulas, so that its line can break."""

from __future__ import annotations

import re
from typing import Any

from dmfcheck.report.formulas import mathml

_MARK = re.compile(r"\\(?:begin|end)\{\w+\}|\\[a-zA-Z]+|\\.|.", re.DOTALL)
_OPEN, _CLOSE = ("{", r"\left", r"\begin"), ("}", r"\right", r"\end")


def in_line(latex: str) -> str:
    r"""MyST of a statement: words as words, formulas between dollars, a break after each part.

    >>> in_line(r"h \le 1/N,\ x < 1 \implies x \text{ rises}")
    '$h \\le 1/N,$ $x < 1$ $\\implies$ $x$ rises'
    """
    return " ".join(
        text if is_words else f"${text}$" for text, is_words in parts(latex) if text.strip()
    ).replace("$ ,", "$,")


def parts(latex: str) -> list[tuple[str, bool]]:
    r"""(text, whether it is words) of each part of a statement, in order.

    >>> parts(r"a,\ b \text{ and } c")
    [('a,', False), ('b', False), ('and', True), ('c', False)]
    """
    found, part, depth, rest = [], "", 0, latex
    while rest:
        words = re.match(r"\\text\{([^{}$]*)\}", rest)
        if depth == 0 and words:
            found += [(part, False), (words[1], True)]
            part, rest = "", rest[words.end() :]
            continue
        mark = _MARK.match(rest)[0]
        rest = rest[len(mark) :]
        depth += mark.startswith(_OPEN) - mark.startswith(_CLOSE)
        if depth == 0 and mark == r"\ ":
            found.append((part, False))
            part = ""
        elif depth == 0 and mark in (r"\implies", r"\iff"):
            found += [(part, False), (mark, False)]
            part = ""
        else:
            part += mark
    return [(text.strip(), is_words) for text, is_words in (*found, (part, False)) if text.strip()]


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx: formulas are MathML, which no script has to render."""
    app.add_html_math_renderer("mathml", (_visit(""), None), (_visit(' display="block"'), None))
    return {"parallel_read_safe": True}


def _visit(attributes: str) -> Any:
    def visit(self: Any, node: Any) -> None:
        from docutils import nodes

        self.body.append(mathml(node.astext()).replace("<math>", f"<math{attributes}>", 1))
        raise nodes.SkipNode

    return visit
