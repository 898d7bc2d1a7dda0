"""What is wrong about directions without target."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.mutant import Mutant, mutate, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.surplus.rates import (
    ASYMMETRIC,
    GAP,
    KEPT,
    SHARE,
    SHORT,
    STABLE,
    SYMMETRIC,
    between,
    fast_bound,
    first_pull,
    shrinks_by,
    size,
    slow_bound,
)
from dmfcheck.theory.surplus.rates_strategies import equal, too_long, unequal


def _exponential(p: Point) -> Any:
    """(1-x)^{-k}: what linear convergence would make of it."""
    return (1 - first_pull(p)) ** -p.steps


def _faster(p: Point) -> Any:
    return 1 + 2 * p.depth * p.steps * first_pull(p)


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        SYMMETRIC,
        "exponential",
        "(alpha/d)^{2N-2} >= (1-x)^{-k}",
        equal,
        margin=between(_exponential, fast_bound),
    ),
    mutate(SYMMETRIC, "faster", "2N for 2N-2", equal, margin=between(_faster, fast_bound)),
    mutate(
        SYMMETRIC,
        "first-order",
        "both bounds 1 + (2N-2) x k",
        equal,
        margin=between(slow_bound, slow_bound),
    ),
    mutate(
        SYMMETRIC,
        "any-step",
        "any eta",
        partial(equal, Fraction(3, 2), Fraction(2)),
        without=SHORT,
    ),
    mutate(
        ASYMMETRIC,
        "whole-gap",
        "(1 - eta |p^2 - q^2|)^k",
        partial(unequal, fewest=10),
        constant=with_value(SHARE, Fraction(1), "1"),
    ),
    mutate(
        ASYMMETRIC,
        "size",
        "(1 - eta (p^2 + q^2)/2)^k",
        partial(unequal, fewest=10),
        margin=shrinks_by(lambda a, state: size(state)),
    ),
    mutate(ASYMMETRIC, "any-step", "any eta", too_long, without=STABLE),
    mutate(
        GAP,
        "past",
        "nine tenths of it",
        partial(unequal, fewest=3),
        constant=with_value(KEPT, Fraction(9, 10), "9/10"),
    ),
    mutate(GAP, "any-step", "any eta", too_long, without=STABLE),
)
