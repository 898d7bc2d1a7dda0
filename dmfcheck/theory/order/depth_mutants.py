"""What is wrong about order.depth."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.order.depth import (
    BELOW_HIGH,
    BELOW_LOW,
    DEPTH_LITERAL,
    DESCENT,
    NARROWER,
    RATIO,
    SAME_BELOW_LOW,
    SAME_START,
    flow_width,
    step_times,
)
from dmfcheck.theory.order.depth_strategies import (
    late_transitions,
    recovered_pairs,
    same_starts,
    short_transitions,
    step_transitions,
    transitions,
)

LESS = Constant(RATIO.name, lambda N: Fraction(999, 1000), "0.999", sharp=True)


def _start(p: Point, N: int, same: bool) -> Any:
    return p.alpha**N if same else p.start_value


def _wider(same: bool) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        widths = [flow_width(a, p, N, _start(p, N, same)) for N in (p.depth, p.depth + 1)]
        return widths[1] / widths[0] - 1

    return margin


def _halved(same: bool) -> Any:
    """Narrower by half with every layer."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        widths = [flow_width(a, p, N, _start(p, N, same)) for N in (p.depth, p.depth + 1)]
        return a.number(Fraction(1, 2)) - widths[1] / widths[0]

    return margin


def _times(slack: Fraction, *, turned: bool = False) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        shallow, deep = step_times(a, p)
        if turned:
            shallow, deep = deep, shallow
        s = a.number(slack)

        def compared(a: Arithmetic, p: Point) -> Any:
            (begin, end, middle), (begin_, end_, middle_) = shallow, deep
            wide, narrow = (end - begin + s) * (middle_ + s), (end_ - begin_ - s) * (middle - s)
            return (wide - narrow) / (1 + wide)

        return a.with_digits_of(a.maximum(*shallow, *deep), p, compared)

    return margin


# What is `partial` of nothing is the same strategy again: a hunt draws from it once for each.
MUTANTS: tuple[Mutant, ...] = (
    mutate(NARROWER, "past-sharp", "narrower by a thousandth", transitions, constant=LESS),
    mutate(NARROWER, "turned", "wider", partial(transitions), margin=_wider(same=False)),
    mutate(NARROWER, "halved", "half as wide", partial(transitions), margin=_halved(same=False)),
    mutate(
        NARROWER,
        "late-level",
        "t3 <= t2 dropped",
        partial(transitions, late=True),
        without=BELOW_HIGH,
    ),
    mutate(
        NARROWER,
        "high-start",
        "alpha^N <= t1 lambda dropped",
        partial(transitions, high_start=True),
        without=BELOW_LOW,
    ),
    mutate(SAME_START, "past-sharp", "by a thousandth", late_transitions, constant=LESS),
    mutate(SAME_START, "turned", "wider", same_starts, margin=_wider(same=True)),
    mutate(SAME_START, "halved", "half as wide", partial(same_starts), margin=_halved(same=True)),
    mutate(
        SAME_START,
        "late-level",
        "t3 <= t2 dropped",
        partial(same_starts, late=True),
        without=BELOW_HIGH,
    ),
    mutate(
        SAME_START,
        "high-start",
        "alpha^N <= t1 dropped",
        partial(same_starts, high_start=True),
        without=SAME_BELOW_LOW,
    ),
    mutate(
        DESCENT,
        "whole-steps",
        "in whole steps",
        step_transitions,
        margin=_times(Fraction(0)),
    ),
    mutate(
        DESCENT,
        "quarter-step",
        "up to a quarter of a step",
        short_transitions,
        margin=_times(Fraction(1, 4)),
    ),
    mutate(
        DESCENT,
        "turned",
        "wider up to a step",
        step_transitions,
        margin=_times(Fraction(1), turned=True),
    ),
    mutate(
        DESCENT,
        "late-level",
        "t3 <= t2 dropped",
        partial(step_transitions, late=True),
        without=BELOW_HIGH,
    ),
    mutate(
        DEPTH_LITERAL,
        "deep",
        "for N >= 3 at least",
        recovered_pairs,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        DEPTH_LITERAL,
        "small-step",
        "for eta <= 1/20 at least",
        recovered_pairs,
        given=Hypothesis("eta <= 1/20", lambda a, p, c: 1 - 20 * p.eta),
    ),
    mutate(
        DEPTH_LITERAL,
        "small-start",
        "for alpha <= 1/8 at least",
        recovered_pairs,
        given=Hypothesis("alpha <= 1/8", lambda a, p, c: 1 - 8 * p.alpha),
    ),
    mutate(
        DEPTH_LITERAL,
        "distant",
        "for lambda_j <= lambda_i / 4 at least",
        recovered_pairs,
        given=Hypothesis(
            "lambda_2 <= lambda_1 / 4", lambda a, p, c: 1 - 4 * p.spectrum[1] / p.spectrum[0]
        ),
    ),
)
