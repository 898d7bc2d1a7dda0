"""What is wrong about learning the negative of what was learned."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.theory.networks.reversal import (
    BALANCED,
    CAUGHT,
    FLOW,
    LEAST,
    MOST,
    NOT_YET,
    REVERSED,
    SHORT,
    STEPS,
    within,
)
from dmfcheck.theory.networks.reversal_strategies import balanced, gaps, reversed_pairs

ONE, _quarter, _half = Fraction(1), Fraction(1, 4), Fraction(1, 2)

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        STEPS,
        "past-least",
        "1.1 eta lambda at least",
        reversed_pairs,
        constant=with_value(LEAST, Fraction(11, 10), "1.1"),
    ),
    mutate(
        STEPS,
        "past-greatest",
        "1.9 eta lambda at most",
        reversed_pairs,
        constant=with_value(MOST, Fraction(19, 10), "1.9"),
    ),
    mutate(
        STEPS,
        "any-step",
        "any step",
        partial(reversed_pairs, Fraction(1), Fraction(3)),
        without=SHORT,
    ),
    mutate(
        STEPS,
        "from-anywhere",
        "from below -lambda too",
        partial(reversed_pairs, far=Fraction(4), high=Fraction(1, 6)),
        without=REVERSED,
    ),
    mutate(
        STEPS,
        "for-ever",
        "also after w > 0",
        partial(reversed_pairs, _quarter, longest=6),
        without=NOT_YET,
    ),
    mutate(CAUGHT, "nearly", "with p + q > 0 too", partial(balanced, _half), without=BALANCED),
    mutate(CAUGHT, "learned", "w(k) >= 0", balanced, margin=turned(CAUGHT)),
    mutate(FLOW, "slow", "1.1 ln 2 for ln 2", gaps, margin=within(Fraction(11, 10), ONE)),
    mutate(FLOW, "fast", "9/10 of the upper bound", gaps, margin=within(ONE, Fraction(9, 10))),
)
