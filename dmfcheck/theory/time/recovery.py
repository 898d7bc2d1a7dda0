"""time.*: provable recovery times of an eigenvalue of the identical start (C1)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.step.identical import MONOTONE_STEP, STEP_BOUND
from dmfcheck.theory.vocabulary import ALPHA, DEEP, ETA, FRACTION, POSITIVE_EIGENVALUE, TWO_LAYERS


def _starts_below_level(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.fraction - p.alpha**p.depth / p.eigenvalue


def _odds(y: Any) -> Any:
    """rho = y / (1 - y), y = w / lambda."""
    return y / (1 - y)


def two_layer_bounds(a: Arithmetic, p: Point) -> tuple[Any, Any]:
    """The bounds on K for N = 2: (lower, one less than an exclusive upper bound).

    ln(rho_b / rho_0) / (-ln(1 - 2h)) <= K < 1 + ln(rho_b / rho_0) / (2 ln(1 + h)), in steps.
    """
    h = p.eta * p.eigenvalue
    growth = a.log(_odds(p.fraction) / _odds(p.alpha**2 / p.eigenvalue))
    return growth / -a.log(1 - 2 * h), growth / (2 * a.log(1 + h))


def _two_layer(a: Arithmetic, p: Point, c: Constants) -> Any:
    lower, upper = two_layer_bounds(a, p)
    K = a.hitting_time(p)
    # K <= ceil(upper) is K < upper + 1 for the integer K.
    return a.minimum(K - lower, upper + 1 - K) / (1 + K)


def _deep_lower(a: Arithmetic, p: Point, c: Constants) -> Any:
    m = p.depth - 2
    target = a.root(p.fraction * p.eigenvalue, p.depth)
    lower = (p.alpha**-m - target**-m) / (m * p.eta * p.eigenvalue)
    K = a.hitting_time(p)
    return (K - lower) / (1 + K)


BELOW_LEVEL = Hypothesis("alpha^N < theta lambda", _starts_below_level, strict=True)

_claim = partial(
    Claim,
    source="abstract C1",
    kind="inequality",
    expected="holds",
    on_descent=True,
)

TWO_LAYER = _claim(
    id="time.two_layer",
    statement=(
        r"N=2:\ \frac{\ln(\rho_b/\rho_0)}{-\ln(1-2h)} \le K \le"
        r" \left\lceil \frac{\ln(\rho_b/\rho_0)}{2\ln(1+h)} \right\rceil,\ \rho = x^2/(1-x^2)"
    ),
    variables=(TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, ETA, FRACTION),
    hypotheses=(
        BELOW_LEVEL,
        Hypothesis(
            "h < 1/2",
            lambda a, p, c: a.number(Fraction(1, 2)) - p.eta * p.eigenvalue,
            strict=True,
        ),
    ),
    margin=_two_layer,
)
DEEP_LOWER = _claim(
    id="time.deep_lower",
    statement=(
        r"N \ge 3:\ K \ge \frac{\alpha^{-(N-2)} - \tau^{-(N-2)}}{(N-2)\eta\lambda},"
        r"\ \tau^N = \theta\lambda"
    ),
    variables=(DEEP, POSITIVE_EIGENVALUE, ALPHA, ETA, FRACTION),
    hypotheses=(BELOW_LEVEL, MONOTONE_STEP),
    constants=(STEP_BOUND,),
    margin=_deep_lower,
)

CLAIMS = (
    TWO_LAYER,
    DEEP_LOWER,
)
