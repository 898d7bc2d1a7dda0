"""rank.plateau: its inequality, eigenvalue by eigenvalue, by boxes.

On the plateau w_i = lambda_i (1 - delta a_i) with 0 <= a_i <= 1 for i <= L, and w_i <= delta' for
the others. So r - r_L is the sum of (lambda_i/lambda_1) ((1 - delta a_i)/(1 - delta a_1) - 1).
"""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.proof import Boxes, Inequality, Lemma, Proof, Range, Taken, constant
from dmfcheck.theory.rank.plateau import LOWER_SHARE, UPPER_SHARE

NOTE = "notes/rank.md"


def _lower(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - delta a_i - (1 - share delta) (1 - delta a_1)."""
    least = 1 - c[LOWER_SHARE.name] * p.delta
    return 1 - p.delta * p.own - least * (1 - p.delta * p.leading)


def _lower_quotient(a: Arithmetic, p: Point, c: Constants) -> Any:
    share = c[LOWER_SHARE.name]
    return share - p.own + p.leading * (1 - share * p.delta)


def _upper(a: Arithmetic, p: Point, c: Constants) -> Any:
    """(1 - delta + share delta) (1 - delta a_1) - (1 - delta) (1 - delta a_i)."""
    most = 1 - p.delta + c[UPPER_SHARE.name] * p.delta
    return most * (1 - p.delta * p.leading) - (1 - p.delta) * (1 - p.delta * p.own)


def _upper_quotient(a: Arithmetic, p: Point, c: Constants) -> Any:
    share = c[UPPER_SHARE.name]
    return share - p.leading * (1 - p.delta + share * p.delta) + (1 - p.delta) * p.own


def _tail(a: Arithmetic, p: Point, c: Constants) -> Any:
    """share (1 - delta a_1) - (1 - delta) w_i/delta', for the others."""
    return c[UPPER_SHARE.name] * (1 - p.delta * p.leading) - (1 - p.delta) * p.left


DELTA = Range("delta", high=constant(1))
LEADING = Range("leading", high=constant(1))
OWN = Range("own", high=constant(1))
REGION = (DELTA, LEADING, OWN)


def _delta(p: Point, c: Constants) -> Any:
    return p.delta


LOWER = Lemma(
    "not much less",
    r"1 - \delta a_i \ge (1 - \delta)(1 - \delta a_1)",
    Boxes(Inequality(REGION, margin=_lower), divided=((_delta, 1),), quotient=_lower_quotient),
)
UPPER = Lemma(
    "not much more",
    r"(1 - \delta)(1 - \delta a_i) \le 1 - \delta a_1",
    Boxes(Inequality(REGION, margin=_upper), divided=((_delta, 1),), quotient=_upper_quotient),
)
TAIL = Lemma(
    "the others add little",
    r"(1 - \delta) w_i / \delta' \le 1 - \delta a_1",
    Boxes(Inequality((DELTA, LEADING, Range("left", high=constant(1))), margin=_tail)),
)

PROOFS = {
    "rank.plateau": Proof(
        (LOWER, UPPER, TAIL),
        (
            Lemma(
                "on the plateau",
                (
                    r"K_1 \le k \le K_2 \implies (1-\delta)\lambda_i \le w_i(k) \le \lambda_i"
                    r" \ (i \le L),\ w_i(k) \le \delta' \ (i > L)"
                ),
                Taken(f"{NOTE}, step.monotone"),
            ),
            Lemma(
                "sum",
                r"\textstyle r - r_L = \sum_i (w_i/w_1 - [i \le L] \lambda_i/\lambda_1)",
                Taken(NOTE),
                (LOWER.name, UPPER.name, TAIL.name, "on the plateau"),
            ),
        ),
    )
}
