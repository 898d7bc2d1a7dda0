"""What is wrong about the times of the descent against those of the flow."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.time import corrected as times
from dmfcheck.theory.time.corrected import (
    CORRECTED,
    EARLY,
    FLOW_BOUNDS,
    HALF_STEP,
    LATE,
    LOWER,
    UPPER,
    corrected_steps,
    flow_steps,
    remainder,
    start_to_level,
)
from dmfcheck.theory.time.corrected_strategies import (
    recovery_at_extremes,
    recovery_by_an_iterate,
    recovery_from_small_starts,
    recovery_to_high_levels,
    recovery_to_high_levels_at_half,
    recovery_with_excess,
)
from dmfcheck.theory.time.recovery_strategies import recovery

HALF = Fraction(1, 2)

SLOW = partial(recovery, largest_share=HALF)


SLOW_EXTREMES = partial(recovery_at_extremes, largest_share=HALF)
SLOW_JUMPS = partial(recovery_by_an_iterate, largest_share=HALF)
SMALL_STARTS = partial(recovery_from_small_starts, bound=10)
HIGH_LEVELS = partial(recovery_to_high_levels, bound=10)


def _other(constant: Constant, formula: str, value: Fraction) -> Constant:
    return replace(constant, stated=lambda N: value, formula=formula)


def _at_least_flow(a: Arithmetic, p: Point, c: Constants) -> Any:
    """K >= T/h."""
    K = a.hitting_time(p)
    return a.with_digits_of(K, p, lambda a, p: (K - flow_steps(a, p)) / (1 + K))


def _no_last_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The upper bound of time.flow_bounds without its 1."""
    K = a.hitting_time(p)
    steepest = p.depth * a.scaled(p)[1] / 2
    return (flow_steps(a, p) * steepest / a.log(1 + steepest) - K) / (1 + K)


def _around(share: Fraction, last_step: int = 1) -> Any:
    """time.corrected with ``share`` / 2 for the 1/2 of (1/2) ln f, and with another last step."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        K = a.hitting_time(p)

        def predicted(a: Arithmetic, p: Point) -> Any:
            flow = flow_steps(a, p)
            return K - flow - a.number(share) * (corrected_steps(a, p) - flow)

        lag = a.with_digits_of(K, p, predicted)
        room = remainder(a, p, c[times.REMAINDER.name])
        return a.minimum(lag + room, last_step + room - lag) / (1 + 2 * room)

    return margin


def _never_late(a: Arithmetic, p: Point, c: Constants) -> Any:
    """K <= S + 0.0695 c."""
    K = a.hitting_time(p)
    lag = a.with_digits_of(K, p, lambda a, p: K - corrected_steps(a, p))
    return c[times.EXCESS.name] * p.depth * a.scaled(p)[1] - lag


def _short_of(saturation: int, growth: int) -> Any:
    """The lower bound with multiples of its two logarithms; with all of the second at any depth."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        K = a.hitting_time(p)
        lag = a.with_digits_of(K, p, lambda a, p: K - corrected_steps(a, p))
        spread = 1 - saturation * a.log(1 - p.fraction) + growth * start_to_level(a, p)[0]
        return lag + c[times.DEFICIT.name] * p.depth * a.scaled(p)[1] * spread

    return margin


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        FLOW_BOUNDS,
        "contraction",
        "0.99 c for c in the lower bound",
        recovery_at_extremes,
        constant=_other(times.CONTRACTION, "0.99", Fraction(99, 100)),
    ),
    mutate(
        FLOW_BOUNDS,
        "growth",
        "0.4 c for c/2 in the upper bound",
        recovery_at_extremes,
        constant=_other(times.STEEPEST, "2/5", Fraction(2, 5)),
    ),
    mutate(
        FLOW_BOUNDS, "flow", "never before the flow", recovery_at_extremes, margin=_at_least_flow
    ),
    mutate(
        FLOW_BOUNDS,
        "last-step",
        "without the last step",
        recovery_by_an_iterate,
        margin=_no_last_step,
    ),
    mutate(
        CORRECTED,
        "past-known",
        "0.1 for 0.387",
        SLOW_EXTREMES,
        constant=_other(times.REMAINDER, "0.1", Fraction(1, 10)),
    ),
    mutate(CORRECTED, "flow", "no correction", SLOW_EXTREMES, margin=_around(Fraction(0))),
    mutate(CORRECTED, "twice", "ln f for (1/2) ln f", SLOW_EXTREMES, margin=_around(Fraction(2))),
    mutate(CORRECTED, "sign", "- for + (1/2) ln f", SLOW_EXTREMES, margin=_around(Fraction(-1))),
    mutate(
        CORRECTED,
        "last-step",
        "K - S <= E",
        SLOW_JUMPS,
        margin=_around(Fraction(1), last_step=0),
    ),
    mutate(
        UPPER,
        "past-known",
        "0.05 for 0.0695",
        recovery_with_excess,
        constant=_other(times.EXCESS, "0.05", Fraction(1, 20)),
    ),
    mutate(UPPER, "last-step", "K <= S + 0.0695 c", recovery_by_an_iterate, margin=_never_late),
    mutate(
        LOWER,
        "past-known",
        "0.11 for 0.115",
        partial(recovery_to_high_levels_at_half, exponent=1000),
        constant=_other(times.DEFICIT, "0.11", Fraction(11, 100)),
    ),
    mutate(
        LOWER,
        "any-step",
        "h <= 1/(2N) dropped",
        partial(recovery_at_extremes, smallest_share=Fraction(9, 10)),
        without=HALF_STEP,
    ),
    mutate(LOWER, "saturation", "ln 1/(1-b^N) dropped", SLOW_EXTREMES, margin=_short_of(0, 1)),
    mutate(LOWER, "growth", "ln(b/x_0) dropped", SLOW_EXTREMES, margin=_short_of(1, 0)),
    mutate(
        LATE,
        "two-layers",
        "for two layers at least",
        SMALL_STARTS,
        given=Hypothesis("N <= 2", lambda a, p, c: a.number(Fraction(2 - p.depth))),
    ),
    mutate(
        LATE,
        "small-step",
        "for c <= 1/2 at least",
        SMALL_STARTS,
        given=Hypothesis("h <= 1/(2N)", lambda a, p, c: 1 - 2 * p.depth * a.scaled(p)[1]),
    ),
    mutate(
        LATE,
        "low-level",
        "for theta <= 1/2 at least",
        SMALL_STARTS,
        given=Hypothesis("theta <= 1/2", lambda a, p, c: 1 - 2 * p.fraction),
    ),
    mutate(
        EARLY,
        "deep",
        "for N >= 3 at least",
        HIGH_LEVELS,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        EARLY,
        "large-start",
        "for x_0 >= 1/4 at least",
        HIGH_LEVELS,
        given=Hypothesis("x_0 >= 1/4", lambda a, p, c: 4 * a.scaled(p)[0] - 1),
    ),
)
