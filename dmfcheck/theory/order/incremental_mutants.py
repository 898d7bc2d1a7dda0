"""What is wrong about learning one eigenvalue after another."""

from __future__ import annotations

from functools import partial

from dmfcheck.claims.claim import Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis, turned
from dmfcheck.theory.order.incremental import (
    DEEP,
    IN_TURN,
    SHALLOW,
    SMALL,
    at_most,
    small_enough,
)
from dmfcheck.theory.order.incremental_strategies import deep, shallow

NO_GAP = Hypothesis(
    "alpha^{N-2} ((g rho)^{-(N-2)/N} + (N-2) rho C) <= 1", small_enough(lambda rho: 1)
)

MUTANTS: tuple[Mutant, ...] = (
    mutate(SHALLOW, "squared", "the square of the bound", shallow, margin=at_most(2)),
    mutate(SHALLOW, "at-least", "alpha^2 >= the bound", shallow, margin=turned(SHALLOW)),
    mutate(SHALLOW, "any-order", "in any order", partial(shallow, -24, -4), without=IN_TURN),
    mutate(DEEP, "any-start", "any alpha", partial(deep, 0, 8, gap=False), without=SMALL),
    mutate(DEEP, "other-order", "w_2 first", deep, margin=turned(DEEP)),
    mutate(
        swap_hypothesis(DEEP, SMALL, NO_GAP),
        "no-gap",
        "1 for (1-rho)/(1+rho)",
        partial(deep, -2, 0, gap=False),
    ),
)
