"""What is wrong about the minima of parallel paths."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.paths.bundle import few, sharpness
from dmfcheck.theory.paths.drawing import ONE
from dmfcheck.theory.paths.minima import (
    EDGE,
    LITERAL,
    NEAR,
    RETURNS,
    SETTLES,
    SHARPNESS,
    between,
    distance_ratio,
    near,
    shared_low,
)
from dmfcheck.theory.paths.minima_strategies import FOUR_LAYERS, landing, minima, sharp

_several = partial(minima, 2)


def _as_at_the_minimum(a: Arithmetic, p: Point, c: Constants) -> Any:
    """|lambda - w+| >= (eta s - 1) |lambda - w|."""
    return a.absolute(distance_ratio(p)) - p.eta * sharpness(p.depth, p.paths) + 1


def _first_path_alone(a: Arithmetic, p: Point, c: Constants) -> Any:
    """eta N d_1^{2N-2} at the end, without the other paths."""
    return 2 - p.eta * sharpness(p.depth, few(a, p)[-1][:1])


NO_ROOM = Hypothesis("eta s >= 2", near(lambda overshoot, p: 1))
THREE_PATHS = Hypothesis("H >= 3", lambda a, p, c: a.number(Fraction(len(p.paths) - 3)))
DEEPER_THAN_THREE = Hypothesis("N >= 4", lambda a, p, c: a.number(Fraction(p.depth - 4)))
SHARED = Hypothesis("d_H >= d_1/3", lambda a, p, c: 3 * p.paths[-1] / p.paths[0] - 1)
NOT_FAR = Hypothesis(
    "eta N lambda^{2-2/N} <= 9/4",
    lambda a, p, c: 1 - (4 * p.eta * p.depth / 9) ** p.depth * p.eigenvalue ** (2 * p.depth - 2),
)

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        SHARPNESS,
        "one-path-less",
        "at least H^{3/N-1}",
        _several,
        margin=between(lambda p, paths: paths * shared_low(p, paths), lambda p, share: 1),
    ),
    mutate(
        SHARPNESS,
        "first-share",
        "at most (w_1/w)^{2-2/N}",
        _several,
        margin=between(shared_low, lambda p, share: share ** (2 * p.depth - 2)),
    ),
    mutate(
        SHARPNESS,
        "half",
        "at most 2^{-1/N}, two paths or more",
        _several,
        margin=between(shared_low, lambda p, share: Fraction(1, 2)),
    ),
    mutate(SHARPNESS, "turned", "outside these bounds", _several, margin=turned(SHARPNESS)),
    mutate(
        SETTLES,
        "any-distance",
        "any step",
        partial(sharp, least=Fraction(1)),
        without=NEAR,
    ),
    mutate(
        SETTLES,
        "as-at-minimum",
        "|lambda - w+| >= (eta s - 1) |lambda - w|",
        sharp,
        margin=_as_at_the_minimum,
    ),
    mutate(
        swap_hypothesis(SETTLES, NEAR, NO_ROOM),
        "no-room",
        "eta s >= 2 alone",
        partial(sharp, Fraction(0), side=-1),
    ),
    mutate(
        SETTLES,
        "half-edge",
        "1 for 2",
        partial(sharp, least=ONE),
        constant=with_value(EDGE, ONE, "1"),
    ),
    mutate(LITERAL, "three-paths", "for H >= 3", partial(landing, least=3), given=THREE_PATHS),
    mutate(
        LITERAL,
        "four-layers",
        "for N >= 4",
        partial(landing, Fraction(1, 8), Fraction(2, 5), which=FOUR_LAYERS),
        given=DEEPER_THAN_THREE,
    ),
    mutate(LITERAL, "shared", "for d_H >= d_1/3", landing, given=SHARED),
    mutate(LITERAL, "not-far", "for eta S <= 9/4", landing, given=NOT_FAR),
    mutate(LITERAL, "first-path", "eta N d_1^{2N-2} <= 2", landing, margin=_first_path_alone),
    mutate(LITERAL, "any-step", "without eta S <= 3", landing, without=RETURNS),
)
