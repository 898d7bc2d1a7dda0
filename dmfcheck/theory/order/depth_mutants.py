"""What is wrong about order.depth."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.order import depth
from dmfcheck.theory.order.depth import RATIO, flow_width, step_times
from dmfcheck.theory.rank.plateau_mutants import drawn_from

_CLAIMS = {claim.id: claim for claim in depth.CLAIMS}
FLOW, SAME = _CLAIMS["order.depth"], _CLAIMS["order.depth/same_start"]
DESCENT = _CLAIMS["order.depth/descent"]
LESS = Constant(RATIO.name, lambda N: Fraction(999, 1000), "0.999", sharp=True)


def _drawn(name: str, **arguments: Any) -> Any:
    return drawn_from("order.depth_strategies", name, **arguments)


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


MUTANTS: tuple[Mutant, ...] = (
    mutate(FLOW, "past-sharp", "narrower by a thousandth", _drawn("transitions"), constant=LESS),
    mutate(FLOW, "turned", "wider", _drawn("transitions"), margin=_wider(same=False)),
    mutate(FLOW, "halved", "half as wide", _drawn("transitions"), margin=_halved(same=False)),
    mutate(
        FLOW, "late-level", "t3 <= t2 dropped", _drawn("transitions", late=True), without="t3 <= t2"
    ),
    mutate(
        FLOW,
        "high-start",
        "alpha^N <= t1 lambda dropped",
        _drawn("transitions", high_start=True),
        without="alpha^N <= t1 lambda",
    ),
    mutate(SAME, "past-sharp", "by a thousandth", _drawn("late_transitions"), constant=LESS),
    mutate(SAME, "turned", "wider", _drawn("same_starts"), margin=_wider(same=True)),
    mutate(SAME, "halved", "half as wide", _drawn("same_starts"), margin=_halved(same=True)),
    mutate(
        SAME, "late-level", "t3 <= t2 dropped", _drawn("same_starts", late=True), without="t3 <= t2"
    ),
    mutate(
        SAME,
        "high-start",
        "alpha^N <= t1 dropped",
        _drawn("same_starts", high_start=True),
        without="alpha^N <= t1",
    ),
    mutate(
        DESCENT,
        "whole-steps",
        "in whole steps",
        _drawn("step_transitions"),
        margin=_times(Fraction(0)),
    ),
    mutate(
        DESCENT,
        "quarter-step",
        "up to a quarter of a step",
        _drawn("short_transitions"),
        margin=_times(Fraction(1, 4)),
    ),
    mutate(
        DESCENT,
        "turned",
        "wider up to a step",
        _drawn("step_transitions"),
        margin=_times(Fraction(1), turned=True),
    ),
    mutate(
        DESCENT,
        "late-level",
        "t3 <= t2 dropped",
        _drawn("step_transitions", late=True),
        without="t3 <= t2",
    ),
)
