"""What is wrong about time.two_layer and time.deep_lower."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.base.validation import Rational
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.time.recovery import DEEP_LOWER, TWO_LAYER, two_layer_bounds
from dmfcheck.theory.time.recovery_strategies import deep_recovery, two_layer_recovery


def _early_upper(a: Arithmetic, p: Point, c: Constants) -> Any:
    K = a.hitting_time(p)
    return (two_layer_bounds(a, p)[1] - K) / (1 + K)


def _late_lower(a: Arithmetic, p: Point, c: Constants) -> Any:
    K = a.hitting_time(p)
    return (K - two_layer_bounds(a, p)[0] - 1) / (1 + K)


def _turned(a: Arithmetic, p: Point, c: Constants) -> Any:
    lower, upper = two_layer_bounds(a, p)
    K = a.hitting_time(p)
    return a.minimum(K - upper, lower - K) / (1 + K)


def _odds_of(y: Any) -> Any:
    return y / (1 - y)


def _with_rates(lower_rate: Any, upper_rate: Any) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        h = p.eta * p.eigenvalue
        growth = a.log(_odds_of(p.fraction) / _odds_of(p.alpha**2 / p.eigenvalue))
        K = a.hitting_time(p)
        lower, upper = growth / lower_rate(a, h), growth / upper_rate(a, h)
        return a.minimum(K - lower, upper + 1 - K) / (1 + K)

    return margin


def _deep(exponent: int, factor: Rational, shift: int) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        m = p.depth - 2
        target = a.root(p.fraction * p.eigenvalue, p.depth)
        power = m + exponent
        lower = (p.alpha**-power - target**-power) / (m * p.eta * p.eigenvalue)
        K = a.hitting_time(p)
        return (K - shift - a.number(Fraction(factor)) * lower) / (1 + K)

    return margin


def _deep_upper(a: Arithmetic, p: Point, c: Constants) -> Any:
    m = p.depth - 2
    target = a.root(p.fraction * p.eigenvalue, p.depth)
    upper = (p.alpha**-m - target**-m) / (m * p.eta * p.eigenvalue)
    K = a.hitting_time(p)
    return (upper + 1 - K) / (1 + K)


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        TWO_LAYER,
        "floor",
        "the upper bound without its ceiling",
        two_layer_recovery,
        margin=_early_upper,
    ),
    mutate(
        TWO_LAYER, "late", "the lower bound one step later", two_layer_recovery, margin=_late_lower
    ),
    mutate(TWO_LAYER, "turned", "both inequalities turned", two_layer_recovery, margin=_turned),
    mutate(
        TWO_LAYER,
        "growth",
        "ln(1 - 2h) replaced by 2 ln(1 + h) in the lower bound",
        two_layer_recovery,
        margin=_with_rates(lambda a, h: 2 * a.log(1 + h), lambda a, h: 2 * a.log(1 + h)),
    ),
    mutate(
        TWO_LAYER,
        "linear",
        "2 h for 2 ln(1 + h) in the upper bound",
        two_layer_recovery,
        margin=_with_rates(lambda a, h: -a.log(1 - 2 * h), lambda a, h: 2 * h),
    ),
    mutate(
        TWO_LAYER,
        "decay",
        "-ln(1 - h) for -ln(1 - 2h) in the lower bound",
        two_layer_recovery,
        margin=_with_rates(lambda a, h: -a.log(1 - h), lambda a, h: 2 * a.log(1 + h)),
    ),
    mutate(DEEP_LOWER, "turned", "an upper bound", deep_recovery, margin=_deep_upper),
    mutate(DEEP_LOWER, "late", "one step later", deep_recovery, margin=_deep(0, 1, 1)),
    mutate(
        DEEP_LOWER,
        "past-sharp",
        "the bound raised by 1%",
        deep_recovery,
        margin=_deep(0, "1.01", 0),
    ),
    mutate(
        DEEP_LOWER,
        "exponent",
        "alpha^{-(N-1)} for alpha^{-(N-2)}",
        deep_recovery,
        margin=_deep(1, 1, 0),
    ),
)
