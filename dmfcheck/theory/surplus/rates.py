"""surplus.*: the error in a direction without target, of equal and of unequal factors.

The abstract of arXiv:2310.01769, which is all of it that was read, has for matrix sensing a lower
bound 1/T^2 of the loss of an over-parametrised X X^T, and exp(-alpha^2 T) for F G^T, whose
imbalance matters. With all measurements each surplus direction is one of lambda = 0: what is
claimed of it here was derived for this project. Proofs: ``notes/surplus.md``.
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
from dmfcheck.theory.vocabulary import ALPHA, ANY_BETA, DEPTH, ETA, TWO_LAYERS, UP_TO_60_STEPS

STEPS = Variable("steps", "integer", Fraction(2), Fraction(60), meaning="number of steps, 2 to 60")
"""After one step the slower bound is met exactly."""

Pair = tuple[Any, Any]


def first_pull(p: Point) -> Any:
    """x = eta alpha^{2N-2}: the first step is d+ = d (1 - x)."""
    return p.eta * p.alpha ** (2 * p.depth - 2)


def equal_factors(a: Arithmetic, p: Point) -> Any:
    """d(k) of N equal factors and lambda = 0, d+ = d (1 - eta d^{2N-2})."""
    a.require_few(p.depth, p.steps, p.exact["alpha"], p.exact["eta"])
    d = p.alpha
    for _ in range(p.steps):
        d = d * (1 - p.eta * d ** (2 * p.depth - 2))
    return d


def slow_bound(p: Point) -> Any:
    """1 + (2N-2) k x."""
    return 1 + (2 * p.depth - 2) * p.steps * first_pull(p)


def fast_bound(p: Point) -> Any:
    """1 + k ((1-x)^{-(2N-2)} - 1)."""
    return 1 + p.steps * ((1 - first_pull(p)) ** (2 - 2 * p.depth) - 1)


def between(low: Callable[[Point], Any], high: Callable[[Point], Any]) -> Any:
    """The margin of ``low`` <= (alpha/d(k))^{2N-2} <= ``high``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        grown = (p.alpha / equal_factors(a, p)) ** (2 * p.depth - 2)
        return a.minimum(grown / low(p) - 1, 1 - grown / high(p))

    return margin


def pairs(a: Arithmetic, p: Point) -> list[Pair]:
    """(p, q) at steps 0, ..., k for lambda = 0: p+ = p (1 - eta q^2), q+ = q (1 - eta p^2)."""
    a.require_few(2, p.steps, p.exact["alpha"], p.exact["beta"], p.exact["eta"])
    states = [(p.alpha - p.beta, p.alpha)]
    for _ in range(p.steps):
        x, y = states[-1]
        states.append((x * (1 - p.eta * y * y), y * (1 - p.eta * x * x)))
    return states


def size(state: Pair) -> Any:
    """p^2 + q^2.

    >>> size((2, 1))
    5
    """
    return state[0] * state[0] + state[1] * state[1]


def gap(a: Arithmetic, state: Pair) -> Any:
    """|p^2 - q^2|."""
    return a.absolute((state[0] - state[1]) * (state[0] + state[1]))


def shrinks_by(rate: Callable[[Arithmetic, Pair], Any]) -> Any:
    """The margin of 1 - eta S(0) <= w(k+1)/w(k) <= 1 - share eta ``rate`` of the start."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        states = pairs(a, p)
        least = 1 - p.eta * size(states[0])
        most = 1 - c[SHARE.name] * p.eta * rate(a, states[0])
        ratios = [(1 - p.eta * y * y) * (1 - p.eta * x * x) for x, y in states[:-1]]
        return a.minimum(*(a.minimum(ratio - least, most - ratio) for ratio in ratios))

    return margin


def _keeps_gap(a: Arithmetic, p: Point, c: Constants) -> Any:
    # Every step multiplies p^2 - q^2 by 1 - (eta w)^2, which is no 0/0 where the gap is 0.
    left = a.number(Fraction(1))
    for x, y in pairs(a, p)[:-1]:
        e = p.eta * x * y
        left = left * (1 - e * e)
    return left - c[KEPT.name]


SHARE = Constant("share of the gap", lambda N: Fraction(1, 2), "1/2")
KEPT = Constant("gap kept", lambda N: Fraction(2, 3), "2/3")

SHORT = Hypothesis("eta alpha^{2N-2} < 1", lambda a, p, c: 1 - first_pull(p), strict=True)
POSITIVE = Hypothesis("p(0) > 0", lambda a, p, c: p.alpha - p.beta, strict=True)
STABLE = Hypothesis(
    "eta (p(0)^2 + q(0)^2) <= 1", lambda a, p, c: 1 - p.eta * size((p.alpha - p.beta, p.alpha))
)

_PAIR = (TWO_LAYERS, ALPHA, ANY_BETA, ETA, UP_TO_60_STEPS)
_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

SYMMETRIC = _claim(
    id="surplus.symmetric",
    statement=(
        r"d^+ = d - \eta d^{2N-1},\ x = \eta\alpha^{2N-2} < 1 \implies 1 + (2N-2)xk \le"
        r" \left(\frac{\alpha}{d(k)}\right)^{2N-2} \le 1 + ((1-x)^{2-2N} - 1)k"
        r"\text{; } N = 2: w(k) \sim 1/(2\eta k)"
    ),
    variables=(DEPTH, ALPHA, ETA, STEPS),
    hypotheses=(SHORT,),
    margin=between(slow_bound, fast_bound),
)
ASYMMETRIC = _claim(
    id="surplus.asymmetric",
    statement=(
        r"N = 2,\ \lambda = 0,\ p, q > 0,\ \eta(p^2 + q^2) \le 1 \text{ at the start} \implies"
        r" (1 - \eta(p(0)^2 + q(0)^2))^k \le \frac{w(k)}{w(0)}"
        r" \le (1 - \tfrac12\eta|p(0)^2 - q(0)^2|)^k"
    ),
    variables=_PAIR,
    hypotheses=(POSITIVE, STABLE),
    constants=(SHARE,),
    margin=shrinks_by(gap),
)
GAP = _claim(
    id="surplus.asymmetric/gap",
    statement=(
        r"N = 2,\ \lambda = 0,\ p, q > 0,\ \eta(p^2 + q^2) \le 1 \text{ at the start} \implies"
        r" |p(k)^2 - q(k)^2| \ge \tfrac23|p(0)^2 - q(0)^2|"
    ),
    variables=_PAIR,
    hypotheses=(POSITIVE, STABLE),
    constants=(KEPT,),
    margin=_keeps_gap,
)

CLAIMS = (SYMMETRIC, ASYMMETRIC, GAP)
