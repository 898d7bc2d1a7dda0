"""A claim of a user's own about a recursion in SymPy: momentum after Nesterov, from rest."""

from fractions import Fraction

import sympy as sp

from dmfcheck import DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable, recursion
from dmfcheck.claims.dynamics_variables import variables_of

d, v, m, alpha, eta, lam, N = sp.symbols("d v m alpha eta lam N")
y = d + m * (d - v)
AHEAD = recursion(
    {d: y + eta * y ** (N - 1) * (lam - y**N), v: d},
    start={d: alpha, v: alpha},
    parameters="0 < alpha, 0 <= m < 1",
)


def stays_below(a, p, _):
    orbit = a.run(AHEAD, p, p.eigenvalue)
    return a.minimum(*(1 - d**p.depth / p.eigenvalue for d, _ in orbit))


BELOW = Claim(
    id="ahead.below",
    statement=r"hN \le 1/4,\ \alpha^N \le \lambda \implies w(k) \le \lambda",
    source="derived",
    kind="inequality",
    expected="refuted",
    variables=(
        DEPTH,
        POSITIVE_EIGENVALUE,
        *variables_of(AHEAD),
        ETA,
        Variable("steps", "integer", Fraction(1), Fraction(40)),
    ),
    margin=stays_below,
    hypotheses=(
        Hypothesis("alpha^N <= lambda", lambda _, p, c: 1 - p.alpha**p.depth / p.eigenvalue),
        Hypothesis(
            "hN <= 1/4",
            lambda _, p, c: (
                1 - (4 * p.eta * p.depth) ** p.depth * p.eigenvalue ** (2 * p.depth - 2)
            ),
        ),
    ),
    exact=True,
)
