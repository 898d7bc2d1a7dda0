"""paths.sharpness and .settles: one step by signs of coefficients, and why Coq has no theorem."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.proof import Coefficients, Inequality, Lemma, Proof, Range, Taken

DEPTHS = tuple(range(3, 21))

# b = 1 + e x^{N-2}, by which a step multiplies a factor x.


def _powers_at_least(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 + b + ... + b^{N-1} - N (1 - (N-1)(1-b)/2)."""
    N = p.depth
    return sum(p.b**i for i in range(N)) - N + N * (N - 1) * (1 - p.b) / 2


POWERS = Lemma(
    "powers",
    r"b \ge 0 \implies 1 + b + \dots + b^{N-1} \ge N(1 - \tfrac{N-1}2(1-b))",
    Coefficients(
        Inequality((Range("b"),), _powers_at_least, depths=DEPTHS),
        divided=((lambda p, c: p.b - 1, 2),),
    ),
)
SUM = Lemma(
    "sum",
    r"\lambda - w^+ = (\lambda - w)(1 - \eta\textstyle\sum_j d_j^{2N-2}(1 + \dots + b_j^{N-1}))",
    Taken("notes/paths.md"),
    (POWERS.name,),
)

PROOFS = {"paths.settles": Proof((POWERS,), (SUM,))}

WITHOUT = {
    "paths.sharpness": "an inequality of means, in notes/paths.md; not written in Coq yet",
    "paths.settles": "proved in notes/paths.md; not written in Coq yet",
    "paths.settles_literal": (
        "refuted at one exact step: Coq computes that of its certificate; "
        "a formal statement was not written"
    ),
}
