"""order.*: larger eigenvalues are recovered first (C2)."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, POSITIVE_SPECTRUM, STEPS


def _order_kept(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbits = [a.orbit(p, i)[1:] for i in range(len(p.spectrum))]
    gaps = [
        gap
        for above, below in pairwise(orbits)
        for gap in a.along(lambda a, larger, smaller: (larger - smaller) / larger, above, below)
    ]
    return a.minimum(a.number(Fraction(1)), *gaps)


def _distinct(a: Arithmetic, p: Point, c: Constants) -> Any:
    gaps = [(larger - smaller) / larger for larger, smaller in pairwise(p.spectrum)]
    return a.minimum(a.number(Fraction(1)), *gaps)


DISTINCT = Hypothesis("distinct eigenvalues", _distinct, strict=True)


PRESERVED = Claim(
    id="order.preserved",
    statement=(
        r"\lambda_i > \lambda_j > 0,\ \alpha \le \lambda_j^{1/N},\ h_1 \le 1/N \implies"
        r" d_i(k) > d_j(k) \text{ for every } k \ge 1"
    ),
    source="abstract C2",
    kind="inequality",
    expected="holds",
    variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, STEPS),
    hypotheses=(DISTINCT, BELOW_SMALLEST, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=_order_kept,
    exact=True,
    on_descent=True,
)

CLAIMS = (PRESERVED,)
