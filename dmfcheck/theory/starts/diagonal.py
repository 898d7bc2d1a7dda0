"""starts.*: which order equal factors keep that start differently on each eigenvector.

Each row of ``modes`` is an eigenvalue and what all factors are on its eigenvector, and follows the
recursion of the identical start (reduction.decoupling). Proofs: ``notes/starts.md``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP_BOUND
from dmfcheck.theory.monotone.orbits import mode
from dmfcheck.theory.monotone.rank import LEADING_ROW_STEP, STARTS_BELOW
from dmfcheck.theory.vocabulary import DEPTH, ETA, FRACTION, MODES, STEPS


def row_orbits(a: Arithmetic, p: Point) -> list[list[Any]]:
    """d(0), d(1), ... of every row of ``p.modes``."""
    a.require_few(p.depth, p.steps, p.exact["eta"], *p.exact["modes"][0])
    return [list(a.orbit(mode(p, row))) for row in range(len(p.modes))]


def gaps(a: Arithmetic, p: Point, first: int, factor: Fraction = Fraction(1)) -> Any:
    """The least (d_i(k) - factor d_{i+1}(k)) / d_i(k) from step ``first`` on; 1 of a single row."""
    orbits = [orbit[first:] for orbit in row_orbits(a, p)]
    margins = [
        (larger - a.number(factor) * smaller) / larger
        for above, below in pairwise(orbits)
        for larger, smaller in zip(above, below, strict=True)
    ]
    return a.minimum(a.number(Fraction(1)), *margins)


def _larger_first(a: Arithmetic, p: Point, c: Constants) -> Any:
    """No row beyond theta of its eigenvalue at the last step while the one before it is not."""
    levels = [
        orbit[-1] ** p.depth / eigenvalue - p.fraction
        for orbit, (eigenvalue, _) in zip(row_orbits(a, p), p.modes, strict=True)
    ]
    margins = [a.maximum(ahead, -behind) for ahead, behind in pairwise(levels)]
    return a.minimum(a.number(Fraction(1)), *margins)


def _falling(column: int) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        falls = [(x[column] - y[column]) / x[column] for x, y in pairwise(p.modes)]
        return a.minimum(a.number(Fraction(1)), *falls)

    return margin


def _one_eigenvalue(a: Arithmetic, p: Point, c: Constants) -> Any:
    # Of the exact numbers: balls do not decide that two are equal.
    return a.number(Fraction(1 - len({eigenvalue for eigenvalue, _ in p.exact["modes"]})))


FALLING_EIGENVALUES = Hypothesis("lambda_i > lambda_{i+1}", _falling(0), strict=True)
FALLING_STARTS = Hypothesis("d_i(0) >= d_{i+1}(0)", _falling(1))
STRICTLY_FALLING_STARTS = Hypothesis("d_i(0) > d_{i+1}(0)", _falling(1), strict=True)
ONE_EIGENVALUE = Hypothesis("lambda_i = lambda_1", _one_eigenvalue)

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    constants=(LEADING_STEP_BOUND,),
    exact=True,
)

ORDER = _claim(
    id="starts.order",
    statement=(
        r"h_1 \le 1/N,\ \lambda_i > \lambda_{i+1},\ d_i(0) \ge d_{i+1}(0) > 0,\ "
        r"d_i(0)^N \le \lambda_i \implies d_i(k) > d_{i+1}(k) \text{ for every } k \ge 1"
    ),
    expected="holds",
    variables=(DEPTH, MODES, ETA, STEPS),
    hypotheses=(FALLING_EIGENVALUES, FALLING_STARTS, STARTS_BELOW, LEADING_ROW_STEP),
    margin=lambda a, p, c: gaps(a, p, 1),
)
BETWEEN = _claim(
    id="starts.between",
    statement=(
        r"h \le 1/N,\ d_i(0) > d_{i+1}(0) > 0,\ d_i(0)^N \le \lambda \implies"
        r" d_i(k) > d_{i+1}(k) \text{ for every } k\text{, so that } K_i \le K_{i+1}"
    ),
    expected="holds",
    variables=(DEPTH, MODES, ETA, STEPS),
    hypotheses=(ONE_EIGENVALUE, STRICTLY_FALLING_STARTS, STARTS_BELOW, LEADING_ROW_STEP),
    margin=lambda a, p, c: gaps(a, p, 0),
)
LITERAL = _claim(
    id="starts.order_literal",
    statement=(
        r"h_1 \le 1/N,\ \lambda_i > \lambda_{i+1},\ 0 < d_i(0)^N \le \lambda_i \implies"
        r" w_i(k) \ge \theta\lambda_i \text{ wherever } w_{i+1}(k) > \theta\lambda_{i+1}"
    ),
    expected="refuted",
    variables=(DEPTH, MODES, ETA, FRACTION, STEPS),
    hypotheses=(FALLING_EIGENVALUES, STARTS_BELOW, LEADING_ROW_STEP),
    margin=_larger_first,
    counterexamples=(
        {
            "depth": 2,
            "modes": [["1", "1/100"], ["1/2", "1/4"]],
            "eta": "1/2",
            "fraction": "1/3",
            "steps": 4,
        },
    ),
)

CLAIMS = (ORDER, BETWEEN, LITERAL)
