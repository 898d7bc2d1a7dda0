"""What is wrong about monotone.from_above."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Margin
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.monotone import from_above as monotone_limit
from dmfcheck.theory.monotone.from_above import Rates, excess, rates, signs
from dmfcheck.theory.monotone.mutations import drawn

_CLAIMS = {claim.id: claim for claim in monotone_limit.CLAIMS}
ABOVE = _CLAIMS["monotone.from_above"]
TWO_LAYERS = _CLAIMS["monotone.from_above/two_layers"]
DEEP, SHALLOW = drawn("late_deep"), drawn("late_two_layers")


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
    mutate(ABOVE, "turned", "from below", DEEP, margin=_turned),
    mutate(
        ABOVE,
        "early",
        "at any step",
        drawn("early_limits", depth=3),
        without="late: the rest of the positive part fits under the negative",
    ),
    mutate(ABOVE, "as-two-layers", "the rule of N = 2", DEEP, margin=_by(rates)),
    mutate(ABOVE, "complete", "nothing of the rest missing", DEEP, margin=_nothing_missing),
    mutate(
        TWO_LAYERS,
        "turned",
        "the other side",
        SHALLOW,
        margin=lambda a, p, c: -TWO_LAYERS.margin(a, p, c),
    ),
    mutate(
        TWO_LAYERS,
        "unsquared",
        "1 - eta |lambda_-| not squared",
        SHALLOW,
        margin=_by(lambda p: Rates(1 + p.eta * p.spectrum[-1], rates(p).positive)),
    ),
    mutate(
        TWO_LAYERS,
        "single",
        "1 - eta lambda_min+ for 1 - 2 eta lambda_min+",
        SHALLOW,
        margin=_by(lambda p: Rates(rates(p).negative, 1 - p.eta * _smallest(p))),
    ),
    mutate(
        TWO_LAYERS,
        "leading",
        "lambda_1 for lambda_min+",
        SHALLOW,
        margin=_by(lambda p: Rates(rates(p).negative, 1 - 2 * p.eta * p.spectrum[0])),
    ),
    mutate(
        TWO_LAYERS,
        "early",
        "at any step",
        drawn("early_limits", depth=2),
        without="late: the slower rate has won",
    ),
)
