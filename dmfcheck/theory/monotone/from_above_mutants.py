"""What is wrong about monotone.from_above."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Margin
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.monotone.from_above import (
    ABOVE,
    ABOVE_TWO_LAYERS,
    LATE,
    LATE_DEEP,
    NO_ZERO,
    Rates,
    excess,
    rates,
    signs,
)
from dmfcheck.theory.monotone.from_above_strategies import (
    early_limits,
    late_deep,
    late_two_layers,
    late_with_zero,
)


def _by(compared: Callable[[Point], Rates]) -> Margin:
    """r on the side that another comparison of rates predicts."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        both = compared(p)
        return a.indicator(both.negative - both.positive) * excess(a, p)

    return margin


def _smallest(p: Point) -> Any:
    return p.spectrum[signs(p).positive[-1]]


def _turned(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -excess(a, p)


def _nothing_missing(a: Arithmetic, p: Point, c: Constants) -> Any:
    return excess(a, p) - a.number(1 - Fraction(1, 10**12))


MUTANTS: tuple[Mutant, ...] = (
    mutate(ABOVE, "turned", "from below", late_deep, margin=_turned),
    mutate(
        ABOVE,
        "early",
        "at any step",
        partial(early_limits, depth=3),
        without=LATE_DEEP,
    ),
    mutate(ABOVE, "as-two-layers", "the rule of N = 2", late_deep, margin=_by(rates)),
    mutate(ABOVE, "complete", "nothing of the rest missing", late_deep, margin=_nothing_missing),
    mutate(
        ABOVE_TWO_LAYERS,
        "turned",
        "the other side",
        late_two_layers,
        margin=lambda a, p, c: -ABOVE_TWO_LAYERS.margin(a, p, c),
    ),
    mutate(
        ABOVE_TWO_LAYERS,
        "unsquared",
        "1 - eta |lambda_-| not squared",
        late_two_layers,
        margin=_by(lambda p: Rates(1 + p.eta * p.spectrum[-1], rates(p).positive)),
    ),
    mutate(
        ABOVE_TWO_LAYERS,
        "single",
        "1 - eta lambda_min+ for 1 - 2 eta lambda_min+",
        late_two_layers,
        margin=_by(lambda p: Rates(rates(p).negative, 1 - p.eta * _smallest(p))),
    ),
    mutate(
        ABOVE_TWO_LAYERS,
        "leading",
        "lambda_1 for lambda_min+",
        late_two_layers,
        margin=_by(lambda p: Rates(rates(p).negative, 1 - 2 * p.eta * p.spectrum[0])),
    ),
    mutate(
        ABOVE_TWO_LAYERS,
        "early",
        "at any step",
        partial(early_limits, depth=2),
        without=LATE,
    ),
    mutate(
        ABOVE_TWO_LAYERS,
        "zero",
        "an eigenvalue may be 0",
        late_with_zero,
        without=NO_ZERO,
    ),
)
