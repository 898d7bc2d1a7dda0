"""What is wrong about which of several paths learns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.paths.bundle import few
from dmfcheck.theory.paths.drawing import THREE_LAYERS
from dmfcheck.theory.paths.imbalance import (
    ANY_PULL,
    BELOW,
    IMBALANCE,
    KEPT,
    OVERSHOOT,
    PULLS,
    STAYS_POSITIVE,
    STEP,
    WINNER,
    imbalance_falls,
)
from dmfcheck.theory.paths.imbalance_strategies import below, pulled, two_layers
from dmfcheck.theory.step.identical import STEP_BOUND

_from_below = partial(pulled, Fraction(1, 4), Fraction(4), which=THREE_LAYERS)


def _products_kept(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The gaps d_i^2 - d_{i+1}^2 stay, as those of the factors of one path do in the flow."""
    margins = []
    for before, after in pairwise(few(a, p)):
        gaps = [[x * x - y * y for x, y in pairwise(state)] for state in (before, after)]
        margins += [a.equal(z, moved, before[0] ** 2) for z, moved in zip(*gaps, strict=True)]
    return a.minimum(*margins)


def _loser_catches_up(a: Arithmetic, p: Point, c: Constants) -> Any:
    shares = [state[-1] / state[0] for state in few(a, p)]
    return a.minimum(*(after - before for before, after in pairwise(shares)))


def _kept_imbalance(a: Arithmetic, p: Point, c: Constants) -> Any:
    return imbalance_falls(a, p, lambda z, moved, t: (moved - z,))


def _falls_by_square(a: Arithmetic, p: Point, c: Constants) -> Any:
    return imbalance_falls(a, p, lambda z, moved, t: ((1 - t * t) * z - moved,))


def _in_size(a: Arithmetic, p: Point, c: Constants) -> Any:
    return imbalance_falls(
        a, p.replaced(steps=1), lambda z, moved, t: (z - moved, a.absolute(z) - a.absolute(moved))
    )


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        WINNER,
        "past-sharp",
        "hN <= 1.1",
        partial(below, Fraction(21, 20), Fraction(11, 10)),
        constant=replace(STEP_BOUND, stated=lambda N: Fraction(11, 10 * N), formula="1.1/N"),
    ),
    mutate(WINNER, "any-step", "any step", partial(below, Fraction(2), Fraction(9)), without=STEP),
    mutate(
        WINNER,
        "from-above",
        "from above too",
        partial(below, times=Fraction(7, 2)),
        without=BELOW,
    ),
    mutate(
        WINNER,
        "catches-up",
        "the last path catches up",
        partial(below, least=2),
        margin=_loser_catches_up,
    ),
    mutate(KEPT, "gaps", "d_i^2 - d_{i+1}^2 stays", two_layers, margin=_products_kept),
    mutate(
        IMBALANCE,
        "past-sharp",
        "1.1/(N-1)",
        partial(pulled, Fraction(-11, 10), Fraction(-21, 20), which=THREE_LAYERS),
        constant=replace(
            OVERSHOOT, stated=lambda N: Fraction(11, 10 * (N - 1)), formula="1.1/(N-1)"
        ),
    ),
    mutate(
        IMBALANCE,
        "any-pull",
        "any step",
        partial(pulled, Fraction(-2), Fraction(-11, 10)),
        without=PULLS,
    ),
    mutate(IMBALANCE, "kept", "z does not fall", _from_below, margin=_kept_imbalance),
    mutate(IMBALANCE, "by-square", "z+ <= (1 - t^2) z", _from_below, margin=_falls_by_square),
    mutate(
        ANY_PULL,
        "in-size",
        "|z| falls",
        partial(pulled, Fraction(-19, 10), Fraction(-17, 10), which=THREE_LAYERS, steps=0),
        margin=_in_size,
    ),
    mutate(
        ANY_PULL,
        "any-sign",
        "any e d_1^{N-2}",
        partial(pulled, Fraction(-9), Fraction(-4), which=THREE_LAYERS, steps=0),
        without=STAYS_POSITIVE,
    ),
)
