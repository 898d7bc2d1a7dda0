"""Which evidence for a claim is the strongest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.proof import Bernstein, Boxes, Coefficients, Kernel, Symbolic, proofs

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

PROOFS = tuple(KINDS)[:4]
"""Those that prove a claim, at all depths or at some."""

CHECKS: dict[type, str] = {
    Kernel: "kernel",
    Symbolic: "symbolic",
    Coefficients: "coefficients",
    Bernstein: "coefficients",
    Boxes: "boxes",
}
"""What a check of a lemma counts as; any other is a step that a human takes."""

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


def proved(claim_id: str) -> dict[str, Any]:
    """What is proved of a built-in claim, whatever is run: the first four of :data:`KINDS`.

    ``kernel`` has the names of the theorems that decide all of it, or None. A proof of which every
    step is checked, its glue included, has its depths under the weakest of its checks. Any other
    claim has no theorem and no proof.

    >>> proved("rank.plateau")["kernel"], proved("my.own")
    ('rank_plateau', {'kernel': None})
    """
    formal = formal_statements().get(claim_id)
    found: dict[str, Any] = {"kernel": formal.evidence if formal else None}
    proof = proofs().get(claim_id)
    if proof is not None and not proof.taken and proof.depths is not None:
        weakest = max((CHECKS[type(step.check)] for step in proof.steps), key=list(KINDS).index)
        found[weakest] = list(proof.depths)
    return found
