"""Which evidence for a claim is the strongest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KINDS = {
    "kernel": "proved for all parameters, checked by Coq's kernel",
    "symbolic": "a symbolic identity, checked at the depths that were run",
    "coefficients": "proved at stated depths by the signs of coefficients",
    "boxes": "proved at stated depths by branch and bound",
    "certified": "certified at points, in exact arithmetic or balls",
    "swept": "float64 points only",
    "measured": "rates with confidence intervals",
    "none": "nothing was run",
}
"""From the strongest on; what each is."""

_OF_A_RUN = {"symbolic": "proved_depths", "measured": "rates"}
"""Where a record of a run names them otherwise."""


def strongest(evidence: Mapping[str, Any]) -> str:
    """The first of :data:`KINDS` that ``evidence`` of ``claims --json`` has any of.

    >>> strongest({"kernel": None, "certified": 12, "swept": 64})
    'certified'
    """
    for kind in KINDS:
        if evidence.get(kind) or evidence.get(_OF_A_RUN.get(kind, kind)):
            return kind
    return "none"


def amount(evidence: Mapping[str, Any]) -> str:
    """How much there is of the strongest evidence: names, depths or a count.

    >>> amount({"certified": 12, "swept": 64}), amount({"kernel": "rank_plateau"})
    ('12', 'rank_plateau')
    """
    kind = strongest(evidence)
    found = evidence.get(kind) or evidence.get(_OF_A_RUN.get(kind, kind)) or ""
    if kind == "measured":
        return str(len(found))
    if isinstance(found, list):
        return "N = " + ", ".join(map(str, found))
    return str(found)
