"""What is wrong about the powers of the ratios along schedules."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.monotone.mutations import past_sharp, phases
from dmfcheck.theory.monotone.scheduled_powers import (
    GROWING_STEPS,
    LARGE_POWER_OR_FALLING,
    POWERS,
    SLOWLY_GROWING,
    SMALL_POWERS,
    scheduled_power_sums,
)
from dmfcheck.theory.monotone.scheduled_powers_strategies import (
    growing_schedules,
    overshooting_powers,
    powered_schedules,
    wavering_schedules,
)


def _one_large_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    first, *rest = p.schedule[0]
    return first - a.maximum(*rest)


MUTANTS: tuple[Mutant, ...] = (
    *phases(POWERS, scheduled_power_sums, powered_schedules),
    past_sharp(POWERS, overshooting_powers),
    mutate(
        POWERS,
        "first-step",
        "no step larger than the first, for no step larger than the one before",
        wavering_schedules,
        without=LARGE_POWER_OR_FALLING,
        given=Hypothesis("no step larger than the first", _one_large_step),
    ),
    *phases(GROWING_STEPS, scheduled_power_sums, growing_schedules),
    past_sharp(GROWING_STEPS, overshooting_powers),
    mutate(
        GROWING_STEPS,
        "any-growth",
        "steps that grow at will",
        partial(wavering_schedules, least=Fraction(1, 2)),
        without=SLOWLY_GROWING,
    ),
    mutate(
        SMALL_POWERS,
        "four-fifths",
        "for p >= 4/(5N) at least",
        partial(wavering_schedules, least=Fraction(4, 5)),
        given=Hypothesis("p >= 4/(5N)", lambda a, p, c: p.power * p.depth - Fraction(4, 5)),
    ),
)
