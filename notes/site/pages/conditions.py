"""Hypotheses and constants of all claims."""

from __future__ import annotations

from dmfcheck.base.exact_text import rational_text
from dmfcheck.claims.claim import Claim, Constant, Hypothesis
from dmfcheck.theory import conditions
from dmfcheck.theory.ledger import ledger
from pages.names import claim_page
from pages.tables import code, plain, table

HYPOTHESES = """# Hypotheses

A hypothesis is a text and a margin, >= 0 exactly where it is satisfied (> 0 if it is *strict*).
At a point where one fails the claim says nothing, and the verdict is *outside hypotheses*. Those
that several families share are in `dmfcheck.theory.conditions` by the name that is said below; any
other is an object of the file
that its claim is in. This page is made from the ledger.
"""

CONSTANTS = """# Constants

A constant of a claim has a name and a stated value for each depth; the margin reads it as
`c["name"]`, and a hypothesis too. *Sharp* says that the claim states that no better one is
possible. `dmfcheck constants` prints certified enclosures of the sharp values, and how far the
stated ones are from them. This page is made from the ledger.
"""
DEPTHS = (2, 3, 4, 10)
LONGEST = 24
"""Characters of a rational; a longer one is shown in decimal."""


def hypotheses_page() -> str:
    """Each text with its claims; those that are shared come first."""
    named = {
        value: name for name, value in vars(conditions).items() if isinstance(value, Hypothesis)
    }
    users: dict[tuple[str, bool], list[Claim]] = {}
    common: dict[tuple[str, bool], str] = {}
    for claim in ledger().values():
        for hypothesis in claim.hypotheses:
            key = (hypothesis.text, hypothesis.strict)
            users.setdefault(key, []).append(claim)
            common[key] = common.get(key, "") or named.get(hypothesis, "")
    lines = [HYPOTHESES]
    for is_shared, heading in ((True, "Shared"), (False, "Of a family")):
        rows = [
            [
                code(text) + (" (strict)" if strict else ""),
                *([code(common[text, strict])] if is_shared else []),
                _links(claims),
            ]
            for (text, strict), claims in sorted(users.items())
            if bool(common[text, strict]) is is_shared
        ]
        headings = ["hypothesis", *(["name"] if is_shared else []), "of"]
        lines += [f"## {heading}", "", table(headings, rows), ""]
    return "\n".join(lines)


def constants_page() -> str:
    """Each constant of each claim with its value at some depths."""
    users: dict[tuple[str, ...], list[Claim]] = {}
    for claim in ledger().values():
        for constant in claim.constants:
            said = (constant.name, plain(constant.formula), "yes" if constant.sharp else "")
            values = (_value(claim, constant, depth) for depth in DEPTHS)
            users.setdefault((*said, *values), []).append(claim)
    rows = [[*said, _links(claims)] for said, claims in sorted(users.items())]
    headings = ["name", "formula", "sharp", *(f"N = {depth}" for depth in DEPTHS), "of"]
    return "\n".join([CONSTANTS, table(headings, rows), ""])


def _links(claims: list[Claim]) -> str:
    return ", ".join(f"[{claim.id}](../{claim_page(claim.id)}.md)" for claim in claims)


def _value(claim: Claim, constant: Constant, depth: int) -> str:
    box = [variable for variable in claim.variables if variable.name == "depth"]
    if any(not (v.low or 0) <= depth <= (v.high or depth) for v in box):
        return ""
    value = constant.stated(depth)
    text = rational_text(value)
    return text if len(text) <= LONGEST else f"{float(value):.9g}..."
