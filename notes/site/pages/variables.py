"""The variables of the theory, from `theory/vocabulary.py`."""

from __future__ import annotations

import inspect
import re

from dmfcheck.claims.domain import Variable
from dmfcheck.theory import vocabulary
from dmfcheck.theory.ledger import ledger
from pages.names import claim_page, variables
from pages.tables import code

OPENING = """# Variables

A claim lists the variables that it ranges over; a point gives each a value by its *name*, and the
margin reads it there: `p.eigenvalue`, `p.spectrum[0]`, `p.target[0][1]`. Import them from
`dmfcheck.theory.vocabulary`; some are in `dmfcheck` itself, as is said here. One of your own is
`Variable(name, shape, low, high, ...)`, with a shape of *integer*, *number*, *spectrum*, *matrix*
or *matrices*. Values are exact: ints, Fractions, text such as `"1/10"` or `"1e-30"`; a float is the
dyadic rational that it is. This page is made from the source.
"""
EXAMPLES = 4
"""Claims that are named at most of those that range over a variable."""


def page() -> str:
    """A section for each comment of the file that stands over variables."""
    lines = [OPENING]
    for heading, names in sections().items():
        lines += [f"## {heading}", ""]
        for name in names:
            lines += _entry(name, variables()[name])
    return "\n".join(lines)


def sections() -> dict[str, list[str]]:
    """The names below each heading, as the comments of the file have them."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in inspect.getsource(vocabulary).splitlines():
        if line.startswith("# "):
            heading = line[2:].rstrip(".")
        named = re.match(r"\(?([A-Z_0-9]+(?:, [A-Z_0-9]+)*),?\)? = ", line)
        for name in named[1].split(", ") if named else ():
            if name in variables():
                found.setdefault(heading, []).append(name)
    return found


def _entry(name: str, variable: Variable) -> list[str]:
    import dmfcheck

    said = [variable.shape, code(variable.range_text())]
    if variable.sizes:
        said.append("sizes " + " x ".join(map(str, variable.sizes)))
    if variable.log_scale:
        said.append("searched on a logarithmic scale")
    if variable.largest_denominator:
        said.append(f"denominators up to {variable.largest_denominator}")
    lines = [f"(variable-{name.lower()})=", f"### {name}", ""]
    lines += [f"`{variable.name}`: {variable.meaning}.  ", f"{', '.join(said)}.  "]
    if name in dir(dmfcheck):
        lines += [f"`from dmfcheck import {name}`  "]
    used = [claim.id for claim in ledger().values() if variable in claim.variables]
    if used:
        shown = ", ".join(f"[{one}](../{claim_page(one)}.md)" for one in used[:EXAMPLES])
        more = f" and {len(used) - EXAMPLES} more" if len(used) > EXAMPLES else ""
        lines += [f"In {shown}{more}."]
    return [*lines, ""]
