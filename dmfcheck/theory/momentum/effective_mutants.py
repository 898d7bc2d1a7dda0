"""What is wrong about how fast a heavy ball is."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.theory.momentum.effective import (
    AHEAD,
    EARLY,
    EFFECTIVE,
    INFLECTION,
    at_least,
    at_most,
)
from dmfcheck.theory.momentum.effective_strategies import early, late

MUTANTS: tuple[Mutant, ...] = (
    mutate(EFFECTIVE, "any-time", "at any step", late, without=EARLY),
    mutate(
        EFFECTIVE,
        "past-inflection",
        "up to w' = .999999 lambda",
        late,
        constant=with_value(INFLECTION, 1 - Fraction(1, 10**6)),
    ),
    mutate(EFFECTIVE, "slower", "eta (1+m) for eta/(1-m)", early, margin=at_most(lambda m: 1 + m)),
    mutate(EFFECTIVE, "ahead", "d(k) >= d'(k)", early, margin=turned(EFFECTIVE)),
    mutate(AHEAD, "any-time", "at any step", late, without=EARLY),
    mutate(AHEAD, "faster", "eta (1+m) for eta", early, margin=at_least(lambda m: 1 + m)),
)
