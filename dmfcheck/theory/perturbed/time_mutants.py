"""What is wrong about perturbed.time: levels, delays and powers of the perturbation."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Margin
from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.perturbed import time as perturbed_time
from dmfcheck.theory.perturbed.time import SHARPER, TIME, TIME_DEEP
from dmfcheck.theory.perturbed.time_strategies import (
    deep_recoveries,
    low_levels,
    negative_recoveries,
    slow_recoveries,
)


def _later(factor: Fraction) -> Margin:
    """The margin of perturbed.time with the rate multiplied by ``factor``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        time = perturbed_time.logarithmic_time(a, p) * a.number(factor)
        odds = (1 + p.fraction) / (1 - p.fraction)
        lead = a.log(4 * -p.eigenvalue * odds / p.beta**2) / 2
        return (lead + a.log(1 - p.eta * p.eigenvalue) - time) / (1 + time)

    return margin


def _power_of_asymmetry(shift: int) -> Margin:
    """perturbed.time_deep with C^{(N-2+shift)/2}, M^{shift} making up for the units."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        time = a.negative_recovery_time(p)
        _, kept = perturbed_time.kappa(a, p)
        N, C = p.depth, perturbed_time.asymmetry(p)
        loss = a.root((kept * C) ** (N - 2 + shift), 2) / p.alpha**shift
        predicted = perturbed_time.sine_integral(a, N - 3) / (-p.eta * p.eigenvalue * loss)
        return a.number(Fraction(1, 2)) - a.absolute(time / predicted - 1)

    return margin


_UPPER = perturbed_time.UPPER_LEVEL

MUTANTS: tuple[Mutant, ...] = (
    mutate(TIME, "turned", "outside both bounds", negative_recoveries, margin=turned(TIME)),
    mutate(
        TIME,
        "lower-level",
        "16 for 4 in the lower bound",
        negative_recoveries,
        constant=with_value(perturbed_time.LOWER_LEVEL, Fraction(16)),
    ),
    mutate(
        TIME,
        "delay",
        "a tenth of the delay",
        negative_recoveries,
        constant=with_value(perturbed_time.DELAY, Fraction(40)),
    ),
    mutate(
        TIME,
        "upper-level",
        "1 for 4 in the upper bound",
        negative_recoveries,
        constant=with_value(_UPPER, Fraction(1)),
    ),
    mutate(
        TIME,
        "twice-as-fast",
        "twice the rate in the upper bound",
        negative_recoveries,
        margin=_later(Fraction(2)),
    ),
    mutate(SHARPER, "turned", "after the bound", negative_recoveries, margin=turned(SHARPER)),
    mutate(
        SHARPER,
        "past-sharp",
        "19/10 for 2",
        slow_recoveries,
        constant=with_value(_UPPER, Fraction(19, 10)),
    ),
    mutate(
        SHARPER, "half", "1 for 2", negative_recoveries, constant=with_value(_UPPER, Fraction(1))
    ),
    mutate(
        SHARPER,
        "faster",
        "21/20 of the rate, the level 4",
        negative_recoveries,
        margin=_later(Fraction(21, 20)),
    ),
    mutate(
        TIME_DEEP,
        "lead",
        "11/10 for 1 in front",
        deep_recoveries,
        constant=with_value(perturbed_time.LEAD, Fraction(11, 10)),
    ),
    mutate(
        TIME_DEEP,
        "lead-below",
        "9/10 for 1 in front",
        deep_recoveries,
        constant=with_value(perturbed_time.LEAD, Fraction(9, 10)),
    ),
    mutate(
        TIME_DEEP,
        "slack",
        "a fiftieth of the slack",
        deep_recoveries,
        constant=with_value(perturbed_time.SLACK, Fraction(1, 50)),
    ),
    mutate(
        TIME_DEEP,
        "exponent",
        "C^{(N-1)/2} for C^{(N-2)/2}",
        deep_recoveries,
        margin=_power_of_asymmetry(1),
    ),
    mutate(
        TIME_DEEP,
        "any-level",
        "l for theta l in epsilon",
        low_levels,
        margin=lambda a, p, c: perturbed_time.near_asymptote(a, p, c, -p.eigenvalue),
    ),
)
