"""monotone.momentum: what an overdamped heavy ball keeps of the descent, no overshoot and order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import distinct
from dmfcheck.theory.monotone.orbits import heavy_ball
from dmfcheck.theory.monotone.rank import IDENTICAL
from dmfcheck.theory.vocabulary import MOMENTUM


def _below_smallest(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.spectrum[-1] / p.alpha**p.depth - 1


def _at_most_overdamped(a: Arithmetic, p: Point, c: Constants) -> Any:
    _, h = a.scaled(p, 0)
    spare = 1 - a.root(h * p.depth, 2)
    return spare * spare - p.momentum


def _in_order(a: Arithmetic, p: Point, c: Constants) -> Any:
    a.require_few_of(p)
    values = [p.spectrum[index] for index, _ in distinct(p)]
    orbits = [heavy_ball(a, p, value) for value in values]
    rises = [(after - d) / d for orbit in orbits for d, after in pairwise(orbit)]
    missing = [
        1 - d**p.depth / value for value, orbit in zip(values, orbits, strict=True) for d in orbit
    ]
    order = [
        (larger - smaller) / larger
        for above, below in pairwise(orbits)
        for larger, smaller in zip(above[1:], below[1:], strict=True)
    ]
    return a.minimum(*rises, *missing, *order)


STRICTLY_BELOW = Hypothesis("alpha^N < lambda_n", _below_smallest, strict=True)
AT_MOST_OVERDAMPED = Hypothesis("m <= (1 - sqrt(h_1 N))^2", _at_most_overdamped)

ORDER = Claim(
    id="monotone.momentum/order",
    statement=(
        r"d^+ = d + \eta d^{N-1}(\lambda - w) + m(d - d^-),\ m \le (1-\sqrt{h_1 N})^2,"
        r"\ h_1 \le 1/N,\ \alpha^N < \lambda_n \implies d_i \le d_i^+,\ w_i \le \lambda_i"
        r"\text{, and larger eigenvalues stay ahead}"
    ),
    source="derived",
    kind="inequality",
    expected="holds",
    variables=(*IDENTICAL, MOMENTUM),
    hypotheses=(STRICTLY_BELOW, LEADING_STEP, AT_MOST_OVERDAMPED),
    constants=(LEADING_STEP_BOUND,),
    margin=_in_order,
    exact=True,
)

CLAIMS = (ORDER,)
