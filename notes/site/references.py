"""Ids of claims, names of variables and public names in the notes lead to their pages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pages.names import claim_page, methods, public, variables

from dmfcheck.theory.ledger import ledger


@cache
def _ids() -> re.Pattern[str]:
    longest_first = sorted(ledger(), key=len, reverse=True)
    return re.compile(rf"(?<![\w./~-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/~]|\.\w)")


@cache
def _places() -> dict[str, tuple[str, str, str]]:
    """(domain, type, target) of a reference, by the text in code that makes one."""
    places = {name: ("std", "doc", f"/{claim_page(name)}") for name in ledger()}
    places |= {name: ("py", "obj", f"dmfcheck.{name}") for name in public()}
    places |= {name: ("std", "ref", f"variable-{name.lower()}") for name in variables()}
    return places | {
        f"a.{name}": ("py", "obj", f"dmfcheck.claims.arithmetic.Arithmetic.{name}")
        for name in methods()
    }


def _reference(page: str, text: str, shown: Any) -> Any:
    from sphinx import addnodes

    domain, kind, target = _places()[text]
    if target == f"/{page}":
        return shown
    made = addnodes.pending_xref(
        "", refdomain=domain, reftype=kind, reftarget=target, refexplicit=True, refwarn=True
    )
    made["refdoc"] = page
    made += shown
    return made


def _is_text(node: Any) -> bool:
    """Whether it stands where a link may stand and where an id is one."""
    from docutils import nodes
    from sphinx import addnodes

    closed = (
        nodes.reference,
        nodes.title,
        nodes.literal,
        nodes.literal_block,
        nodes.raw,
        nodes.math,
        nodes.math_block,
        nodes.doctest_block,
        addnodes.pending_xref,
        addnodes.desc_signature,
        addnodes.toctree,
    )
    while node is not None:
        if isinstance(node, closed):
            return False
        node = node.parent
    return True


def _refer(app: Any, doctree: Any) -> None:
    from docutils import nodes

    page = app.env.docname
    for literal in list(doctree.findall(nodes.literal)):
        if literal.astext() in _places() and _is_text(literal.parent):
            shown = literal.deepcopy()
            literal.replace_self(_reference(page, literal.astext(), shown))
    for text in list(doctree.findall(nodes.Text)):
        if not _is_text(text.parent) or not _ids().search(text):
            continue
        made, after = [], 0
        for match in _ids().finditer(text):
            made.append(nodes.Text(text[after : match.start()]))
            made.append(_reference(page, match[0], nodes.inline("", match[0])))
            after = match.end()
        text.parent.replace(text, [*made, nodes.Text(text[after:])])


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("doctree-read", _refer)
    return {"parallel_read_safe": True}
