"""What is wrong about four factors at the edge."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.four import (
    FALLS,
    GAP,
    NEAR,
    PULL,
    PULLS,
    REPELS,
    changes_by,
    pairs,
    ratio,
    sharpness,
)
from dmfcheck.theory.edge.four_strategies import beyond, moving, pulled
from dmfcheck.theory.edge.solution import square

_longest = partial(pulled, Fraction(10, 7), Fraction(13, 9))
_short = partial(pulled, Fraction(1, 9), Fraction(7, 5))


def _as_at_the_minimum(a: Arithmetic, p: Point, c: Constants) -> Any:
    """|1 - x+ y+| >= (2 sigma - 1) |1 - xy|."""
    return a.absolute(ratio(p)) - 2 * sharpness(a, p) + 1


def _sums_fall(a: Arithmetic, p: Point, c: Constants) -> Any:
    (x, y), (after, other) = pairs(p)[:2]
    return 1 - (after * after + other * other) / (x * x + y * y)


MUTANTS: tuple[Mutant, ...] = (
    mutate(GAP, "first-power", "1 - kappa", moving, margin=changes_by(lambda kappa: kappa)),
    mutate(
        GAP,
        "fourth-power",
        "1 - kappa^4",
        moving,
        margin=changes_by(lambda kappa: square(square(kappa))),
    ),
    mutate(
        FALLS,
        "past-sharp",
        "kappa^2 <= 2.1",
        _longest,
        constant=with_value(PULL, Fraction(21, 10), "2.1"),
    ),
    mutate(
        FALLS, "any-pull", "any step", partial(pulled, Fraction(3, 2), Fraction(3)), without=PULLS
    ),
    mutate(FALLS, "grows", "it grows", _short, margin=turned(FALLS)),
    mutate(FALLS, "sum", "x^2 + y^2 falls", _short, margin=_sums_fall),
    mutate(REPELS, "any-distance", "any distance", partial(beyond, Fraction(16)), without=NEAR),
    mutate(
        REPELS,
        "as-at-minimum",
        "|1 - x+ y+| >= (2 sigma - 1) |1 - xy|",
        beyond,
        margin=_as_at_the_minimum,
    ),
)
