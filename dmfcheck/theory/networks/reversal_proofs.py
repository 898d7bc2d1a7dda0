"""networks.reversal: one step by signs of coefficients, and why no theorem of Coq is about it."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.proof import Coefficients, Inequality, Lemma, Proof, Range, Taken

# eta = 1 by scaling; depth = -w >= 0, e = lambda + depth, size = p^2 + q^2 >= 2 depth.


def _rises(a: Arithmetic, p: Point, c: Constants) -> Any:
    """w+ - w = e S + e^2 w."""
    e = p.eigenvalue + p.wrong
    return e * p.size - e * e * p.wrong


RISES = Lemma(
    "rises",
    r"0 \le -w \le \lambda \le \tfrac12,\ S = p^2 + q^2 \ge -2w \implies w^+ \ge w",
    Coefficients(
        Inequality(
            (
                Range("eigenvalue", high=lambda p, c: 1 / c["greatest pull"]),
                Range("wrong", high=lambda p, c: p.eigenvalue),
                Range("size", low=lambda p, c: 2 * p.wrong),
            ),
            _rises,
            depths=(2,),
        )
    ),
)
BETWEEN = Lemma(
    "between",
    r"w \in [-\lambda, 0] \implies \eta\lambda \le e \le 2\eta\lambda\text{, and } (1+e)/(1-e)"
    r"\text{ rises}",
    Taken("notes/networks.md"),
    (RISES.name,),
)

PROOFS = {"networks.reversal": Proof((RISES,), (BETWEEN,))}

WITHOUT = dict.fromkeys(
    ("networks.reversal", "networks.reversal/caught", "networks.reversal/flow"),
    "proved in notes/networks.md; not written in Coq yet",
)
