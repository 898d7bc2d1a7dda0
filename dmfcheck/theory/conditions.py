"""Hypotheses that several families share, each once, with the margins that they are told by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import product, transpose

LEADING_STEP_BOUND = Constant("leading step bound", lambda N: Fraction(1, N), "1/N")


def _leading_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    # h_1^N = eta^N lambda_1^{2N-2}: rational, so equality is decided.
    N = p.depth
    return 1 - (p.eta / c[LEADING_STEP_BOUND.name]) ** N * p.spectrum[0] ** (2 * N - 2)


def _orthogonality(a: Arithmetic, p: Point, c: Constants) -> Any:
    # 0 where V = ``basis`` is orthogonal, negative elsewhere.
    gram = product(transpose(p.basis), p.basis)
    stray = [x - int(i == j) for i, row in enumerate(gram) for j, x in enumerate(row)]
    return -a.maximum(*(a.absolute(x) for x in stray))


BELOW_SMALLEST = Hypothesis(
    "alpha^N <= lambda_n", lambda a, p, c: 1 - p.alpha**p.depth / p.spectrum[-1]
)
LEADING_STEP = Hypothesis("h_1 <= 1/N", _leading_step)
ORTHOGONAL = Hypothesis("V orthogonal", _orthogonality)
TRIANGULAR = Hypothesis("What = [[a, b], [0, d]]", lambda a, p, c: -a.absolute(p.target[1][0]))
