"""edge.solution: one step by signs of coefficients, and why no theorem of Coq is about it."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.solution import PULL, RISING
from dmfcheck.theory.proof import (
    Coefficients,
    Inequality,
    Lemma,
    Proof,
    Range,
    Symbolic,
    Taken,
)

TWO = (2,)
WHERE = "notes/edge.md"

# eta = 1 by scaling; product = pq, size = p^2 + q^2, pull = lambda - pq.


def _falls(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.gap_squared * (1 - (1 - p.pull_squared) * (1 - p.pull_squared))


def _below_sharpness(a: Arithmetic, p: Point, c: Constants) -> Any:
    """s^2 - (p^2 + q^2 + e p q)^2, s^2 = (p^2 - q^2)^2 + 4 (pq + e)^2 = size^2 + 8 e pq + 4 e^2."""
    e, w, size = p.pull, p.product, p.size
    moved = size + e * w
    return size * size + 8 * e * w + 4 * e * e - moved * moved


def _above_start(a: Arithmetic, p: Point, c: Constants) -> Any:
    """p^2 + q^2 + e p q - 2 pq >= 0: the distance shrinks at least as 2 pq says."""
    return p.size + p.pull * p.product - 2 * p.product


DRIFT = Lemma(
    "drift",
    r"p^2 - q^2 \text{ is multiplied by } 1-e^2,\ e = \eta(\lambda - w)",
    Symbolic("perturbed_invariant", TWO),
)
FALLS = Lemma(
    "falls",
    r"0 \le e^2 \le 2 \implies (1-e^2)^2 D^2 \le D^2",
    Coefficients(
        Inequality(
            (
                Range("pull_squared", high=lambda p, c: c[PULL.name]),
                Range("gap_squared"),
            ),
            _falls,
            depths=TWO,
        )
    ),
    (DRIFT.name,),
)
_REGION = (
    Range("product", high=lambda p, c: c[RISING.name] / 2),
    Range("size", low=lambda p, c: 2 * p.product, high=lambda p, c: c[RISING.name]),
    Range("pull"),
)
BELOW_SHARPNESS = Lemma(
    "at most the sharpness",
    r"0 \le w \le \tfrac12,\ 2w \le S = p^2+q^2 \le 1,\ e \ge 0 \implies (S + ew)^2 \le s^2",
    Coefficients(Inequality(_REGION, _below_sharpness, depths=TWO)),
)
ABOVE_START = Lemma(
    "at least the product",
    r"S \ge 2w,\ e \ge 0 \implies S + ew \ge 2w",
    Coefficients(Inequality(_REGION, _above_start, depths=TWO)),
)
KEPT = Lemma(
    "kept",
    r"1 - \eta(S + ew) \text{ is the ratio of the distances, } w \text{ rises and } s"
    r"\text{ falls: so at every step}",
    Taken(WHERE),
    (DRIFT.name, BELOW_SHARPNESS.name, ABOVE_START.name),
)

PROOFS = {
    "edge.solution": Proof((DRIFT, FALLS)),
    "edge.solution/rises": Proof((DRIFT, BELOW_SHARPNESS, ABOVE_START), (KEPT,)),
}

_BY_HAND = "proved in notes/edge.md; not written in Coq yet"
WITHOUT = {
    "edge.solution": "perturbed_invariant has the factor 1 - e^2; the rest is not written in Coq",
    "edge.solution_literal": (
        "refuted at one exact step: Coq computes that of its certificate; "
        "a formal statement was not written"
    ),
    "edge.solution/rises": _BY_HAND,
    "edge.solution/repels": _BY_HAND,
}
