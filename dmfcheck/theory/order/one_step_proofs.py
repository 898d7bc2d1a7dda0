"""order.preserved: what one step does to two of them, in scaled coordinates.

With lambda_i = 1: x = d_i, y = d_j, h = eta, l = lambda_j. Boxes show it of one eigenvalue; signs of
coefficients that the smaller one falls behind by h y^{N-1} (1-l) at least.
"""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP_BOUND
from dmfcheck.theory.glue import SCALING, induction
from dmfcheck.theory.proof import Boxes, Coefficients, Inequality, Lemma, Proof, Range, constant
from dmfcheck.theory.step.one_step_proofs import up_to


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


def _moves_up(a: Arithmetic, p: Point, c: Constants) -> Any:
    """x+ - y+ - h y^{N-1} (1 - l): eigenvalues 1 and l, x the larger iterate."""
    N, h = p.depth, p.h
    larger = p.x + h * p.x ** (N - 1) * (1 - p.x**N)
    smaller = p.y + h * p.y ** (N - 1) * (p.l - p.y**N)
    return larger - smaller - h * p.y ** (N - 1) * (1 - p.l)


def _stays_below(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - h phi(x) >= 0 and h phi(x) >= 0 for x in [0, 1]: x+ in [x, 1]."""
    N = p.depth
    phi = p.x ** (N - 1) * sum((p.x**j for j in range(1, N)), 1)
    return a.minimum(1 - p.h * phi, p.h * phi)


_largest = up_to(LEADING_STEP_BOUND.name)

PERSISTS = Lemma(
    "order persists",
    r"0 \le y \le x \le 1,\ y^N \le l \le 1 \implies x^+ - y^+ \ge h y^{N-1}(1-l)",
    Coefficients(
        Inequality(
            (
                Range("x", high=constant(1)),
                Range("y", high=lambda p, c: p.x),
                Range("l", low=lambda p, c: p.y**p.depth, high=constant(1)),
                Range("h", high=_largest),
            ),
            _moves_up,
        )
    ),
)
STAYS = Lemma(
    "stays below",
    r"0 \le x \le 1,\ 0 \le h \le 1/N \implies x \le x^+ \le 1",
    Coefficients(
        Inequality((Range("x", high=constant(1)), Range("h", high=_largest)), _stays_below)
    ),
)
PROOFS = {
    "order.preserved": Proof(
        (APART, PERSISTS, STAYS),
        (SCALING, induction(APART.name, PERSISTS.name, STAYS.name, SCALING.name)),
    )
}
