"""What is wrong about coming back after an overshoot."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.returns import (
    BACK,
    FLIPS,
    FOR_EVER,
    LOST,
    LOST_STEP,
    OVERSHOOTS,
    RETURN,
    SAFE,
    SAFE_ETA,
    SAFE_STEP,
    TWO,
    TWO_LAYERS_RETURN,
    TWO_STEP,
    fall,
    from_share,
    moved,
)
from dmfcheck.theory.edge.returns_strategies import flipping, overshooting, safe_orbits, two

_twice = with_value(SAFE, Fraction(2), "2")
_most = Fraction(4, 5)


def _no_overshoot(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - moved(p.depth, p.step, p.start)


def _nearer(a: Arithmetic, p: Point, c: Constants) -> Any:
    """|1 - x_2| <= 1 - x_0."""
    y = moved(p.depth, p.step, p.start)
    return 1 - p.start - a.absolute(1 - moved(p.depth, p.step, y))


def _back_at_start(a: Arithmetic, p: Point, c: Constants) -> Any:
    y = moved(p.depth, p.step, p.start)
    return p.start - moved(p.depth, p.step, y)


def _never_above(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(1 - d**p.depth / p.eigenvalue for d in a.orbit(p)))


def _half_left(a: Arithmetic, p: Point, c: Constants) -> Any:
    """x_2 >= x_1/2."""
    return Fraction(1, 2) - fall(2, p.step, moved(2, p.step, p.start))


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        RETURN,
        "twice",
        "hN <= 2 + 2 ln N",
        partial(overshooting, 1, 2, _most),
        constant=_twice,
    ),
    mutate(RETURN, "any-step", "any h", partial(overshooting, 2, 4), without=SAFE_STEP),
    mutate(
        RETURN,
        "no-overshoot",
        "nothing overshoots",
        partial(overshooting, 0, 1, _most),
        margin=_no_overshoot,
    ),
    mutate(
        RETURN,
        "nearer",
        "x_2 is no further from 1 than x_0",
        partial(overshooting, 0, 1, _most),
        margin=_nearer,
    ),
    mutate(
        BACK,
        "any-start",
        "x_2 <= x_0, from any start",
        partial(overshooting, 0, 1),
        without=OVERSHOOTS,
        margin=_back_at_start,
    ),
    mutate(
        BACK,
        "start",
        "x_2 <= x_0",
        partial(overshooting, 0, 1, _most),
        margin=_back_at_start,
    ),
    mutate(
        FLIPS,
        "once",
        "hN >= 2 + ln N",
        partial(flipping, 1, Fraction(13, 12)),
        constant=with_value(LOST, Fraction(1), "1"),
    ),
    mutate(
        FLIPS,
        "any-step",
        "any h",
        partial(flipping, 1, Fraction(13, 12)),
        without=LOST_STEP,
    ),
    mutate(
        FLIPS,
        "small-start",
        "x_0^N = 1/1000",
        flipping,
        margin=from_share(Fraction(1, 1000)),
    ),
    mutate(
        FOR_EVER,
        "twice",
        "hN <= 2 + 2 ln N",
        partial(safe_orbits, 2, _most, longest=3),
        constant=_twice,
    ),
    mutate(
        FOR_EVER, "any-step", "any h", partial(safe_orbits, 4, _most, longest=3), without=SAFE_ETA
    ),
    mutate(FOR_EVER, "never-above", "d^N <= lambda", safe_orbits, margin=_never_above),
    mutate(
        TWO_LAYERS_RETURN,
        "past-sharp",
        "(1+h)^2 <= 6.8",
        partial(two, Fraction(26, 10), Fraction(2607, 1000)),
        constant=with_value(TWO, Fraction(34, 5), "34/5"),
    ),
    mutate(
        TWO_LAYERS_RETURN,
        "any-step",
        "any h",
        partial(two, Fraction(27, 10), Fraction(4)),
        without=TWO_STEP,
    ),
    mutate(TWO_LAYERS_RETURN, "half", "x_2 >= x_1/2", two, margin=_half_left),
)
