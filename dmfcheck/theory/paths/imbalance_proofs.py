"""paths.winner and .imbalance: one step by signs of coefficients, and why Coq has no theorem."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.proof import Coefficients, Inequality, Lemma, Proof, Range, Taken

DEPTHS = tuple(range(3, 21))

# b = 1 + e x^{N-2}, by which a step multiplies a factor x; X = x^{2-N} becomes X b^{2-N}.


def _slope_at_most_one(a: Arithmetic, p: Point, c: Constants) -> Any:
    """b^{N-1} (1 - f'(X)) = b^{N-1} - 1 - (N-1)(b-1), f(X) = X b^{2-N}."""
    M = p.depth - 1
    return p.b**M - 1 - M * (p.b - 1)


SLOPE = Lemma(
    "slope",
    r"b \ge 0 \implies b^{N-1} \ge 1 + (N-1)(b-1)",
    Coefficients(
        Inequality((Range("b"),), _slope_at_most_one, depths=DEPTHS),
        divided=((lambda p, c: p.b - 1, 2),),
    ),
)
MEAN_VALUE = Lemma(
    "mean value",
    r"z^+ = f(Y) - f(X) \text{ and } f'(X) = b^{1-N}(1 + (N-1)(b-1)) \le 1\text{, at least } 0"
    r"\text{ if } (N-1)(b-1) \ge -1",
    Taken("notes/paths.md"),
    (SLOPE.name,),
)

PROOFS = {
    "paths.imbalance": Proof((SLOPE,), (MEAN_VALUE,)),
    "paths.imbalance/any_pull": Proof((SLOPE,), (MEAN_VALUE,)),
}

_BY_HAND = "proved in notes/paths.md; not written in Coq yet"
WITHOUT = {
    "paths.winner": "from step_monotone by a sum of convex functions; not written in Coq yet",
    "paths.winner/two_layers": "an identity by expansion, in notes/paths.md; not written in Coq yet",
    "paths.imbalance": _BY_HAND,
    "paths.imbalance/any_pull": _BY_HAND,
}
