"""What a margin may call, from `claims/arithmetic.py`."""

from __future__ import annotations

import inspect

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.exact import Exact
from pages.names import methods
from pages.tables import table

OPENING = """# Arithmetic

A margin is `margin(a, p, c)`: `a` an arithmetic, `p` a point, `c` the stated constants by name. It
is written once; `+ - * /`, powers with whole exponents and the methods below are all that it may
use. Then it runs in every kind of number:

| kind | is | in |
|---|---|---|
| exact | rationals, tried first | `examine`, certificates |
| balls | enclosures of 64 to 16384 bits, where rationals do not reach | `examine`, certificates |
| batch | float64 arrays, thousands of points at a time | hunts, property tests |
| record | what a real float64 descent of matrices did | `check` |

*Not exact* marks what exact rationals never answer (an integral, say): balls do. Elsewhere they
answer where the result is rational and its digits are few. A margin that uses nothing but field
operations and orbits has `exact=True` in its claim. `which` names an eigenvalue: `None` is
`p.eigenvalue`, i is `p.spectrum[i]`. This page is made from the source.
"""


def page() -> str:
    """An overview, and the documentation of each method."""
    rows = [[f"`a.{name}`", _first_line(name), "" if _exact(name) else "no"] for name in methods()]
    members = ", ".join(methods())
    return "\n".join(
        [
            OPENING,
            "## Overview",
            "",
            table(["method", "is", "exact"], rows),
            "",
            "## Methods",
            "",
            "```{eval-rst}",
            ".. autoclass:: dmfcheck.claims.arithmetic.Arithmetic",
            f"   :members: {members}",
            "```",
            "",
        ]
    )


def _first_line(name: str) -> str:
    text = inspect.getdoc(getattr(Arithmetic, name)) or ""
    line = " ".join(text.split("\n\n")[0].split())
    return line.replace("|x|", "absolute value of x").replace(":meth:", "").replace("*", "\\*")


def _exact(name: str) -> bool:
    """Whether exact numbers answer at least sometimes: not all that they do is to refuse."""
    body = inspect.getsource(getattr(Exact, name))
    return "NotExact" not in body or "return" in body
