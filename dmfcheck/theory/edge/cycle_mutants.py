"""What is wrong about the cycles of edge.*."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.claims.mutant import Mutant, mutate, with_value
from dmfcheck.theory.edge.cycle import (
    AMPLITUDE,
    BEYOND,
    CYCLE,
    EDGE,
    MULTIPLIER,
    ON_EIGENVALUE,
    ON_STEP,
    alternates,
    amplitude,
    multiplier,
)
from dmfcheck.theory.edge.cycle_strategies import cycles, two_factor_cycles

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        CYCLE,
        "inwards",
        "alpha -> alpha/r",
        cycles,
        margin=alternates(lambda r: 1, lambda r: 1 / r),
    ),
    mutate(CYCLE, "rests", "alpha -> alpha", cycles, margin=alternates(lambda r: 1, lambda r: 1)),
    mutate(CYCLE, "any-step", "any step", partial(cycles, detuned="eta"), without=ON_STEP),
    mutate(
        CYCLE,
        "any-eigenvalue",
        "any eigenvalue",
        partial(cycles, detuned="eigenvalue"),
        without=ON_EIGENVALUE,
    ),
    mutate(
        BEYOND,
        "past-sharp",
        "h > 1.01",
        cycles,
        constant=with_value(EDGE, Fraction(101, 100), "1.01"),
    ),
    mutate(
        AMPLITUDE,
        "two",
        "(h-1)(h+2) for (h-1)(h+3)",
        two_factor_cycles,
        margin=amplitude(Fraction(2)),
    ),
    mutate(
        MULTIPLIER,
        "once",
        "9 - (1+h)^2",
        two_factor_cycles,
        margin=multiplier(Fraction(1)),
    ),
    mutate(
        MULTIPLIER,
        "past-digit",
        "2.000001 for 2",
        two_factor_cycles,
        margin=multiplier(Fraction(2_000_001, 1_000_000)),
    ),
)
