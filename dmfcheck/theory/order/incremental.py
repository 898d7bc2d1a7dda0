"""order.incremental: how small a start must be for one eigenvalue to be learned after another (C2).

The abstract of arXiv:1909.12051, which is all of it that was read, says that shallow linear models
need exponentially small starts for that, deep ones polynomially small. What is claimed was derived
for this project, of the flow from identical starts: lambda_1 = 1, lambda_2 = rho < 1, and w_2 is to
be at most g lambda_2 when w_1 is f. Proofs: ``notes/order.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.theory.flow.closed_forms import flow_time
from dmfcheck.theory.vocabulary import FRACTION, START_BELOW_ONE, THREE_TO_EIGHT, TWO_LAYERS

_BETWEEN = partial(
    Variable, shape="number", low=Fraction(0), high=Fraction(1), open_low=True, open_high=True
)
RHO = _BETWEEN("rho", meaning="lambda_2 / lambda_1")
QUIET = _BETWEEN("quiet", meaning="g: w_2 is not yet learned while w_2 <= g lambda_2")


def _time(a: Arithmetic, depth: int, low: Any, high: Any) -> Any:
    """The flow's time of x from ``low`` to ``high``, lambda = 1."""
    return flow_time(a, depth, high) - flow_time(a, depth, low)


def first_time(a: Arithmetic, p: Point) -> Any:
    """When w_1 = f."""
    return _time(a, p.depth, p.alpha, a.root(p.fraction, p.depth))


def second_time(a: Arithmetic, p: Point) -> Any:
    """When w_2 = g rho: in x = d/rho^{1/N}, whose time is in units of rho^{-(2-2/N)}."""
    N = p.depth
    root = a.root(p.rho, N)
    elapsed = _time(a, N, p.alpha / root, a.root(p.quiet, N))
    ratio = root / p.rho
    return elapsed * (ratio * ratio)


def in_turn(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The margin of: w_1 = f comes before w_2 = g rho."""
    return second_time(a, p) / first_time(a, p) - 1


def odds(x: Any) -> Any:
    """x/(1-x).

    >>> odds(Fraction(9, 10))
    Fraction(9, 1)
    """
    return x / (1 - x)


def at_most(times: int) -> Any:
    """The margin of ln alpha^2 <= ``times``/(1-rho) ln(rho odds(g)/((1-g rho) odds(f))^rho)."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        rest = a.log(p.rho * odds(p.quiet))
        rest = rest - p.rho * a.log(odds(p.fraction) * (1 - p.quiet * p.rho))
        return times * rest / (1 - p.rho) - 2 * a.log(p.alpha)

    return margin


def room(a: Arithmetic, p: Point) -> Any:
    """(g rho)^{-(N-2)/N} + (N-2) rho C, C the flow's time of w_1 from (1-rho)/2 to f."""
    N = p.depth
    low = a.root((1 - p.rho) / 2, N)
    late = _time(a, N, low, a.root(p.fraction, N))
    return a.root(p.quiet * p.rho, N) ** (2 - N) + (N - 2) * p.rho * late


def small_enough(share: Callable[[Any], Any]) -> Any:
    """The margin of alpha^{N-2} <= ``share``(rho) / :func:`room`."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        return 1 - p.alpha ** (p.depth - 2) * room(a, p) / share(p.rho)

    return margin


def gap_share(rho: Any) -> Any:
    """(1-rho)/(1+rho).

    >>> gap_share(Fraction(1, 3))
    Fraction(1, 2)
    """
    return (1 - rho) / (1 + rho)


BEGINS_QUIET = Hypothesis(
    "alpha^N < g rho",
    lambda a, p, c: 1 - p.alpha**p.depth / (p.quiet * p.rho),
    strict=True,
)
BELOW_FIRST = Hypothesis(
    "alpha^N < f", lambda a, p, c: 1 - p.alpha**p.depth / p.fraction, strict=True
)
IN_TURN = Hypothesis("t_1(f) <= t_2(g)", in_turn)
LATE = Hypothesis("f >= (1-rho)/2", lambda a, p, c: p.fraction - (1 - p.rho) / 2)
SMALL = Hypothesis(
    "alpha^{N-2} ((g rho)^{-(N-2)/N} + (N-2) rho C) <= (1-rho)/(1+rho)", small_enough(gap_share)
)

_VARIABLES = (START_BELOW_ONE, RHO, FRACTION, QUIET)
_claim = partial(Claim, source="derived", kind="inequality", expected="holds")

SHALLOW = _claim(
    id="order.incremental",
    statement=(
        r"N = 2,\ \lambda = (1, \rho),\ \alpha^2 < g\rho:\ w_2 \le g\rho \text{ when } w_1 = f"
        r" \implies \alpha^2 \le \left[\frac{\rho\,g/(1-g)}{((1-g\rho)f/(1-f))^\rho}\right]"
        r"^{1/(1-\rho)} \text{: exponentially small in } 1/(1-\rho)"
    ),
    variables=(TWO_LAYERS, *_VARIABLES),
    hypotheses=(BEGINS_QUIET, BELOW_FIRST, IN_TURN),
    margin=at_most(1),
)
DEEP = _claim(
    id="order.incremental/deep",
    statement=(
        r"N \ge 3,\ \lambda = (1, \rho),\ f \ge \tfrac{1-\rho}2,\ \alpha^{N-2} \le"
        r" \frac{1-\rho}{1+\rho}\Big/\left((g\rho)^{-(N-2)/N} + (N-2)\rho\,C\right)"
        r" \implies w_2 \le g\rho \text{ when } w_1 = f,\ C \text{ the flow's time of } w_1"
        r" \text{ from } \tfrac{1-\rho}2 \text{ to } f"
    ),
    variables=(THREE_TO_EIGHT, *_VARIABLES),
    hypotheses=(BEGINS_QUIET, BELOW_FIRST, LATE, SMALL),
    margin=in_turn,
)

CLAIMS = (SHALLOW, DEEP)
