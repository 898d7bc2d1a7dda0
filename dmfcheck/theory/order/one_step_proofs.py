"""order.preserved: what one step does to two of them, by boxes in scaled coordinates.

With lambda_i = 1: x = d_i, y = d_j, h = eta, and lambda_j only makes d_j+ smaller than with 1.
"""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP_BOUND
from dmfcheck.theory.proof import Boxes, Inequality, Lemma, Proof, Range, Taken, constant
from dmfcheck.theory.step.one_step_proofs import up_to

NOTE = "notes/order.md"


def quotient_of_powers(x: Any, y: Any, degree: int) -> Any:
    """(x^n - y^n)/(x - y) = sum_i x^i y^{n-1-i}, n = ``degree``.

    >>> quotient_of_powers(2, 1, 3)
    7
    """
    return sum((x**i * y ** (degree - 1 - i) for i in range(1, degree)), y ** (degree - 1))


def _apart(a: Arithmetic, p: Point, c: Constants) -> Any:
    """x+ - y+ of one eigenvalue 1."""
    N, h = p.depth, p.eta
    after = [d + h * (d ** (N - 1) - d ** (2 * N - 1)) for d in (p.upper, p.lower)]
    return after[0] - after[1]


def _apart_quotient(a: Arithmetic, p: Point, c: Constants) -> Any:
    N, x, y = p.depth, p.upper, p.lower
    return 1 + p.eta * (quotient_of_powers(x, y, N - 1) - quotient_of_powers(x, y, 2 * N - 1))


def _distance(p: Point, c: Constants) -> Any:
    return p.upper - p.lower


APART = Lemma(
    "the larger stays larger",
    r"0 \le y \le x \le 1,\ 0 \le h \le 1/N \implies x^+ \ge y^+",
    Boxes(
        Inequality(
            (
                Range("upper", high=constant(1)),
                Range("lower", high=lambda p, c: p.upper),
                Range("eta", high=up_to(LEADING_STEP_BOUND.name)),
            ),
            margin=_apart,
        ),
        divided=((_distance, 1),),
        quotient=_apart_quotient,
    ),
)

PROOFS = {
    "order.preserved": Proof(
        (APART,),
        (
            Lemma(
                "scaling",
                r"d_i \text{ scaled by } \lambda_i^{1/N}",
                Taken(f"{NOTE}, reduction.scaling"),
            ),
            Lemma(
                "the smaller eigenvalue",
                r"\lambda_j < \lambda_i \implies g_j(d) < g_i(d) \text{ for } d > 0",
                Taken(NOTE),
            ),
            Lemma(
                "induction",
                r"d_j(k) \le d_i(k) \le \lambda_i^{1/N} \text{ for every } k",
                Taken(NOTE),
                (APART.name, "scaling", "the smaller eigenvalue"),
            ),
        ),
    )
}
