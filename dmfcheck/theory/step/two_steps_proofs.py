"""step.convergent: two steps of the identical start, by boxes of (x, h) in scaled coordinates.

With y = x + h f(x) = x g the two factors multiply to (1 - h phi(x)) (1 - h phi(y)), and phi(x) =
x^{N-1} S(x), phi(y) = x^{N-1} g^{N-1} S(y), S(x) = 1 + x + ... + x^{N-1}. So 1 less the product has
the factor h x^{N-1}.
"""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.steepness import steepness
from dmfcheck.theory.glue import SCALING, induction
from dmfcheck.theory.proof import Boxes, Inequality, Lemma, Proof, Range, Taken
from dmfcheck.theory.step.identical import CONVERGENCE_BOUND, CONVERGENT_STEP
from dmfcheck.theory.step.one_step_proofs import (
    FROM_ABOVE_AGAIN,
    UNIT,
    X_BELOW,
    up_to,
)


def _sum_of_powers(x: Any, depth: int) -> Any:
    """S(x)."""
    total: Any = 1
    for _ in range(depth - 1):
        total = 1 + x * total
    return total


def _growth(p: Point) -> Any:
    N, x = p.depth, p.alpha
    return 1 + p.eta * x ** (N - 2) * (1 - x**N)


def _product(p: Point) -> Any:
    N, x, h = p.depth, p.alpha, p.eta
    return (1 - h * steepness(x, N)) * (1 - h * steepness(x * _growth(p), N))


def _closer(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - _product(p)


def _closer_quotient(a: Arithmetic, p: Point, c: Constants) -> Any:
    N, x, growth = p.depth, p.alpha, _growth(p)
    first, second = _sum_of_powers(x, N), growth ** (N - 1) * _sum_of_powers(x * growth, N)
    return first + second - p.eta * x ** (N - 1) * first * second


def _not_across(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 + _product(p)


REGION = (X_BELOW, Range("eta", high=up_to(CONVERGENCE_BOUND.name), given=CONVERGENT_STEP))

CLOSER = Lemma(
    "two steps contract",
    r"0 \le x \le 1,\ 0 \le h \le 2/N \implies \frac{1 - x^{++}}{1 - x} \le 1",
    Boxes(
        Inequality(REGION, margin=_closer, fixed=UNIT),
        divided=(
            (lambda p, c: p.eta, 1),
            (lambda p, c: p.alpha ** (p.depth - 1), 1),
        ),
        quotient=_closer_quotient,
    ),
)
NOT_ACROSS = Lemma(
    "two steps do not reflect",
    r"0 \le x \le 1,\ 0 \le h \le 2/N \implies \frac{1 - x^{++}}{1 - x} \ge -1",
    Boxes(Inequality(REGION, margin=_not_across, fixed=UNIT)),
)

PROOFS = {
    "step.convergent": Proof(
        (CLOSER, NOT_ACROSS, FROM_ABOVE_AGAIN),
        (
            SCALING,
            induction(CLOSER.name, NOT_ACROSS.name, FROM_ABOVE_AGAIN.name, "scaling"),
            Lemma("limit", r"x_k \to 1", Taken("notes/step.md"), ("induction",)),
        ),
    ),
}
