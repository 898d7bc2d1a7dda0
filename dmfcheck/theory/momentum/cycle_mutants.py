"""What is wrong about the cycles with momentum."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import islice
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.cycle import ON_EIGENVALUE
from dmfcheck.theory.momentum.cycle import (
    EDGE,
    HEAVY,
    HEAVY_BEYOND,
    HEAVY_STEP,
    MULTIPLIER,
    NESTEROV,
    NESTEROV_BEYOND,
    NESTEROV_STEP,
    alternates,
    beyond,
    heavy_ball_cycle,
    multiplier,
    nesterov_cycle,
)
from dmfcheck.theory.momentum.cycle_strategies import (
    heavy_cycles,
    nesterov_cycles,
    two_factor_cycles,
)


def _from_rest(a: Arithmetic, p: Point, c: Constants) -> Any:
    """A heavy ball that was at alpha before."""
    d = p.alpha + p.eta * p.alpha ** (p.depth - 1) * (p.eigenvalue - p.alpha**p.depth)
    return a.equal(d, next(islice(heavy_ball_cycle(p), 1, None)), p.alpha)


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        HEAVY, "rests", "alpha -> alpha", heavy_cycles, margin=alternates(heavy_ball_cycle, times=0)
    ),
    mutate(HEAVY, "from-rest", "d(-1) = d(0)", heavy_cycles, margin=_from_rest),
    mutate(HEAVY, "any-step", "any step", partial(heavy_cycles, detuned="eta"), without=HEAVY_STEP),
    mutate(
        HEAVY,
        "any-eigenvalue",
        "any eigenvalue",
        partial(heavy_cycles, detuned="eigenvalue"),
        without=ON_EIGENVALUE,
    ),
    mutate(
        HEAVY_BEYOND,
        "past-sharp",
        "h > 1.01 (1+m)",
        heavy_cycles,
        constant=with_value(EDGE, Fraction(101, 100), "1.01"),
    ),
    mutate(
        HEAVY_BEYOND,
        "accelerated",
        "h > 2/(N (1-m)), the edge of the step eta/(1-m)",
        heavy_cycles,
        margin=beyond(lambda m: 1 / (1 - m)),
    ),
    mutate(NESTEROV, "iterates", "d for y", nesterov_cycles, margin=alternates(heavy_ball_cycle)),
    mutate(
        NESTEROV,
        "any-step",
        "any step",
        partial(nesterov_cycles, detuned="eta"),
        without=NESTEROV_STEP,
    ),
    mutate(
        NESTEROV,
        "squared",
        "alpha -> r^2 alpha",
        nesterov_cycles,
        margin=alternates(nesterov_cycle, times=2),
    ),
    mutate(
        NESTEROV_BEYOND,
        "heavy",
        "h > 2(1+m)/N, a heavy ball's edge",
        nesterov_cycles,
        margin=beyond(lambda m: 1 + m),
    ),
    mutate(
        NESTEROV_BEYOND,
        "no-momentum",
        "h > 2/N",
        nesterov_cycles,
        margin=beyond(lambda m: 1),
    ),
    mutate(MULTIPLIER, "once", "m for 2m", two_factor_cycles, margin=multiplier(1)),
)
