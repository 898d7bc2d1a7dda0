"""networks.reversal: from a solved task to its negative, with two factors (lambda-balanced starts).

w = pq is at -lambda, or between it and 0, and lambda > 0 is to be learned. Of arXiv:2409.14623 the
abstract was read, and a review, by which its closed forms show that this always succeeds where
p^2 - q^2 is not 0, while balanced factors are caught by the saddle. What is claimed, of the steps
and of the flow's time that it takes, was derived for this project. Proofs: ``notes/networks.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ANY_BETA,
    ETA,
    POSITIVE_EIGENVALUE,
    TWO_LAYERS,
    UP_TO_6_STEPS,
)

GAP = Variable(
    "gap",
    "number",
    Fraction(0),
    log_scale=True,
    open_low=True,
    meaning="|p^2 - q^2|, which the flow keeps",
)

State = tuple[Any, Any]
"""n = p + q, m = p - q."""


def product(state: State) -> Any:
    """w = pq = (n^2 - m^2)/4.

    >>> product((Fraction(5), Fraction(1)))
    Fraction(6, 1)
    """
    n, m = state
    return (n - m) * (n + m) / 4


def start(p: Point) -> State:
    """n and m of p = alpha - beta and q = alpha."""
    return 2 * p.alpha - p.beta, -p.beta


def states(a: Arithmetic, p: Point) -> list[State]:
    """n+ = n (1 + e), m+ = m (1 - e), e = eta (lambda - w), at steps 0, ..., k."""
    a.require_few(2, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta", "eigenvalue")))
    found = [start(p)]
    for _ in range(p.steps):
        n, m = found[-1]
        e = p.eta * (p.eigenvalue - product(found[-1]))
        found.append((n * (1 + e), m * (1 - e)))
    return found


def odds(x: Any) -> Any:
    """(1+x)/(1-x).

    >>> odds(Fraction(1, 3))
    Fraction(2, 1)
    """
    return (1 + x) / (1 - x)


def turns_by(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The margin of: n/m grows by (1+x)/(1-x) a step, x from eta lambda to 2 eta lambda."""
    (n, m), *_, (new_n, new_m) = states(a, p)
    grown = new_n * m / (n * new_m)
    low, high = (
        odds(c[name] * p.eta * p.eigenvalue) ** p.steps for name in (LEAST.name, MOST.name)
    )
    return a.minimum(grown / low - 1, 1 - grown / high)


def _not_yet(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(-product(state) / p.eigenvalue for state in states(a, p)[:-1]))


def _stays_negative(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(-product(state) / p.eigenvalue for state in states(a, p)))


def _arcsinh(a: Arithmetic, x: Any) -> Any:
    return a.log(x + a.root(1 + x * x, 2))


def time_to_zero(a: Arithmetic, p: Point) -> Any:
    """The flow's time from w = -lambda to 0, in units of 1/lambda.

    w = -(gap/2) sinh z, z' = -2 (lambda - w): the integral of 1/(2 + (gap/lambda) sinh z) up to
    z = arcsinh(2 lambda/gap).
    """
    ratio = p.gap / p.eigenvalue

    def integrand(z: Any) -> Any:
        return 1 / (2 + ratio * (a.exp(z) - a.exp(-z)) / 2)

    return a.integral(integrand, a.number(Fraction(0)), _arcsinh(a, 2 / ratio))


def within(low: Fraction, high: Fraction) -> Callable[[Arithmetic, Point, Constants], Any]:
    """The margin of ``low`` A ln 2 <= 2 lambda T <= ``high`` A, A = arcsinh(2 lambda/gap)."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        share = 2 * time_to_zero(a, p) / _arcsinh(a, 2 * p.eigenvalue / p.gap)
        return a.minimum(
            share - a.number(low) * a.log(a.number(Fraction(2))), a.number(high) - share
        )

    return margin


LEAST = Constant("least pull", lambda N: Fraction(1), "1", sharp=True)
MOST = Constant("greatest pull", lambda N: Fraction(2), "2", sharp=True)

REVERSED = Hypothesis("w(0) >= -lambda", lambda a, p, c: 1 + product(start(p)) / p.eigenvalue)
NOT_YET = Hypothesis("w(j) <= 0 for j < k", _not_yet)
UNBALANCED = Hypothesis(
    "p(0) + q(0) != 0", lambda a, p, c: a.absolute(start(p)[0] / p.alpha), strict=True
)
BALANCED = Hypothesis("p(0) + q(0) = 0", lambda a, p, c: -a.absolute(start(p)[0] / p.alpha))
SHORT = Hypothesis("2 eta lambda < 1", lambda a, p, c: 1 - 2 * p.eta * p.eigenvalue, strict=True)

_VARIABLES = (TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, ANY_BETA, ETA, UP_TO_6_STEPS)
_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

STEPS = _claim(
    id="networks.reversal",
    statement=(
        r"N = 2,\ w(0) \ge -\lambda,\ w(j) \le 0 \text{ for } j < k,\ p + q \ne 0,\ \eta\lambda <"
        r" \tfrac12 \implies \left(\frac{1+\eta\lambda}{1-\eta\lambda}\right)^k \le"
        r" \frac{(p(k)+q(k))"
        r" (p(0)-q(0))}{(p(0)+q(0))(p(k)-q(k))}"
        r" \le \left(\frac{1+2\eta\lambda}{1-2\eta\lambda}\right)^k"
    ),
    variables=_VARIABLES,
    hypotheses=(REVERSED, NOT_YET, UNBALANCED, SHORT),
    constants=(LEAST, MOST),
    margin=turns_by,
)
CAUGHT = _claim(
    id="networks.reversal/caught",
    statement=(
        r"N = 2,\ p(0) + q(0) = 0,\ \lambda > 0 \implies w(k) \le 0 \text{ for every } k"
        r" \text{, whatever the step}"
    ),
    variables=_VARIABLES,
    hypotheses=(BALANCED,),
    margin=_stays_negative,
)
FLOW = _claim(
    id="networks.reversal/flow",
    statement=(
        r"N = 2,\ D = |p^2 - q^2| > 0: \text{ the flow from } w = -\lambda \text{ reaches } 0"
        r" \text{ at } T,\ \tfrac{\ln 2}{2\lambda}\operatorname{arcsinh}\tfrac{2\lambda}D \le T"
        r" \le \tfrac1{2\lambda}\operatorname{arcsinh}\tfrac{2\lambda}D"
    ),
    variables=(POSITIVE_EIGENVALUE, GAP),
    margin=within(Fraction(1), Fraction(1)),
    exact=False,
)

CLAIMS = (STEPS, CAUGHT, FLOW)
