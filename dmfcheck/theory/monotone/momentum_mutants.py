"""What is wrong about overdamped heavy balls."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.monotone.momentum import AT_MOST_OVERDAMPED, ORDER
from dmfcheck.theory.monotone.momentum_strategies import overdamped, overshooting_single, swinging
from dmfcheck.theory.monotone.mutations import past_sharp
from dmfcheck.theory.monotone.orbits import heavy_ball

SWINGING_AGAIN = partial(swinging)
"""The same again: a hunt of the claim draws from it once for each."""


def _without_root(a: Arithmetic, p: Point, c: Constants) -> Any:
    _, h = a.scaled(p, 0)
    spare = 1 - h * p.depth
    return spare * spare - p.momentum


def _falls(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = heavy_ball(a, p, p.spectrum[0])
    return a.minimum(*((d - after) / d for d, after in pairwise(orbit)))


MUTANTS: tuple[Mutant, ...] = (
    mutate(ORDER, "any", "any momentum", swinging, without=AT_MOST_OVERDAMPED),
    mutate(
        ORDER,
        "without-root",
        "(1 - h_1 N)^2 for (1 - sqrt(h_1 N))^2",
        SWINGING_AGAIN,
        without=AT_MOST_OVERDAMPED,
        given=Hypothesis("m <= (1 - h_1 N)^2", _without_root),
    ),
    mutate(ORDER, "falls", "eigenvalues fall", overdamped, margin=_falls),
    past_sharp(ORDER, overshooting_single),
)
