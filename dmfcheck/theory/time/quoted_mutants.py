"""What is wrong about time.quoted and its repair."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.step.perturbed import QUOTED_STEP
from dmfcheck.theory.time.quoted import (
    HALF_STEP,
    QUOTED_NEAR,
    QUOTED_SHORT,
    REPAIRED_ABOVE,
    REPAIRED_FAR,
    REPAIRED_NEAR,
    REPAIRED_NEGATIVE,
    ROUNDING,
    SHARPER_FAR,
    TWICE,
    flow_to_accuracy,
    flow_to_top,
    growth,
    limit,
    steps_above,
    steps_beyond,
    within,
)
from dmfcheck.theory.time.quoted_strategies import (
    above,
    above_beyond,
    far,
    far_small,
    near,
    near_beyond,
    negative,
    negative_beyond,
    short,
)

ALMOST = with_value(ROUNDING, Fraction(99, 100), "0.99")


def _close(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 2 * p.alpha - limit(a, p)


def _rate_at_the_limit(a: Arithmetic, p: Point) -> Any:
    return -a.log(1 - p.depth * a.scaled(p)[1])


def _near_at_the_limit(a: Arithmetic, p: Point) -> Any:
    return a.log((limit(a, p) - p.alpha) / p.accuracy) / _rate_at_the_limit(a, p)


def _half_start(a: Arithmetic, p: Point) -> Any:
    return flow_to_accuracy(a, p) + growth(a, p) / 2


def _logarithm_of_start(a: Arithmetic, p: Point) -> Any:
    return flow_to_accuracy(a, p) + a.log(growth(a, p))


def _half_of_the_fall(a: Arithmetic, p: Point) -> Any:
    return steps_above(a, p) / 2


def _rest_at_the_limit(a: Arithmetic, p: Point) -> Any:
    rest = a.log((limit(a, p) - p.alpha) / p.accuracy) / _rate_at_the_limit(a, p)
    return flow_to_top(a, p) / 2 + rest / 2


def _without_logarithm(a: Arithmetic, p: Point) -> Any:
    return flow_to_top(a, p) + steps_beyond(a, p)


def _only_the_rest(a: Arithmetic, p: Point) -> Any:
    return steps_beyond(a, p)


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        QUOTED_NEAR,
        "close",
        "alpha >= lambda^{1/N}/2 besides",
        near,
        given=Hypothesis("2 alpha >= lambda^{1/N}", _close),
    ),
    mutate(QUOTED_SHORT, "no-start", "without s", short, margin=within(flow_to_accuracy)),
    mutate(QUOTED_SHORT, "half-start", "s/2 for s", short, margin=within(_half_start)),
    mutate(QUOTED_SHORT, "logarithm", "ln s for s", short, margin=within(_logarithm_of_start)),
    mutate(REPAIRED_NEAR, "rounding", "0.99 for 1", near, constant=ALMOST),
    mutate(
        REPAIRED_NEAR,
        "rate",
        "the rate at lambda for that at c lambda",
        near,
        margin=within(_near_at_the_limit, ROUNDING.name),
    ),
    mutate(REPAIRED_NEAR, "any-step", "steps up to 2/N", near_beyond, without=HALF_STEP),
    mutate(REPAIRED_ABOVE, "rounding", "0.99 for 1", above, constant=ALMOST),
    mutate(
        REPAIRED_ABOVE,
        "half",
        "half of the flow's time",
        above,
        margin=within(_half_of_the_fall, ROUNDING.name),
    ),
    mutate(REPAIRED_ABOVE, "any-step", "steps up to 2/N", above_beyond, without=HALF_STEP),
    mutate(REPAIRED_NEGATIVE, "rounding", "0.99 for 1", negative, constant=ALMOST),
    mutate(
        REPAIRED_NEGATIVE, "any-step", "steps up to 8/(3N-2)", negative_beyond, without=QUOTED_STEP
    ),
    mutate(
        REPAIRED_FAR,
        "only-the-rest",
        "without the time up to c lambda",
        far,
        margin=within(_only_the_rest, ROUNDING.name),
    ),
    mutate(
        REPAIRED_FAR,
        "rate",
        "half of each part, at the rate of lambda",
        far,
        margin=within(_rest_at_the_limit, ROUNDING.name),
    ),
    mutate(
        SHARPER_FAR,
        "no-start",
        "without ln s",
        far_small,
        margin=within(_without_logarithm, TWICE.name),
    ),
)
