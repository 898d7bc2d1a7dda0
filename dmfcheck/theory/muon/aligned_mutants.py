"""What is wrong about Muon on aligned factors."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.theory.muon.aligned import (
    ANNEALED,
    FIRST,
    GAP,
    GROWTH,
    NONE_THERE,
    NOT_THERE,
    SLOWEST,
    SMALL_STEP,
    STABLE,
    START_BELOW,
    THERE,
    WIDTH,
    WITHIN_REACH,
    gap_kept,
    grows,
    within,
)
from dmfcheck.theory.muon.aligned_strategies import (
    annealed,
    around,
    crossed,
    from_above,
    growing,
    pairs,
    spectra,
)

ONE = Fraction(1)

MUTANTS: tuple[Mutant, ...] = (
    mutate(GROWTH, "any-time", "for ever", crossed, without=NOT_THERE),
    mutate(
        GROWTH,
        "proportional",
        "by lambda eta a step",
        growing,
        margin=grows(lambda p: p.eigenvalue * p.eta),
    ),
    mutate(FIRST, "any-time", "for ever", partial(spectra, later=5), without=NONE_THERE),
    mutate(FIRST, "larger-first", "the larger first", spectra, margin=turned(FIRST)),
    mutate(
        STABLE,
        "past-sharp",
        "within .9 eta",
        crossed,
        constant=with_value(WIDTH, Fraction(9, 10), ".9"),
    ),
    mutate(STABLE, "too-early", "at any step", partial(around, ONE, ONE + 2), without=THERE),
    mutate(STABLE, "from-above", "from any start", from_above, without=START_BELOW),
    mutate(GAP, "squares", "p^2 - q^2, which the flow keeps", pairs, margin=gap_kept(2)),
    mutate(GAP, "cubes", "p^3 - q^3", pairs, margin=gap_kept(3)),
    mutate(
        ANNEALED,
        "past-sharp",
        "rho >= .45",
        partial(annealed, Fraction(9, 20), Fraction(29, 60)),
        constant=with_value(SLOWEST, Fraction(9, 20), ".45"),
    ),
    mutate(
        ANNEALED,
        "out-of-reach",
        "any eigenvalue",
        partial(annealed, reach=Fraction(3)),
        without=WITHIN_REACH,
    ),
    mutate(
        ANNEALED,
        "any-step",
        "any eta",
        partial(annealed, Fraction(4, 5), reach=Fraction(1, 100), longest=Fraction(4)),
        without=SMALL_STEP,
    ),
    mutate(
        ANNEALED,
        "faster",
        "eta rho^k, the last step",
        annealed,
        margin=within(lambda p: p.eta * p.annealing**p.steps),
    ),
)
