"""Cycles of period two with momentum, made from those of descent."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.theory.drawing import DEPTHS, two_layers
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.edge.cycle_strategies import cycles
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.momentum.cycle import (
    HEAVY,
    HEAVY_BEYOND,
    MULTIPLIER,
    NESTEROV,
    NESTEROV_BEYOND,
    heavy_share,
    nesterov_share,
)


@composite
def moving_cycles(
    draw: Draw, share: Callable[[Any], Any], depth: Depths = DEPTHS, *, detuned: str = ""
) -> Values:
    """A cycle with momentum 0, or up to 19/20; ``detuned`` as in edge.cycle's."""
    values: Values = draw(cycles(depth, detuned=detuned))
    m = draw(st.one_of(st.just(Fraction(0)), fractions(0, Fraction(19, 20), max_denominator=20)))
    return values | {"eta": share(m) * values["eta"], "momentum": m}


heavy_cycles = partial(moving_cycles, heavy_share)
nesterov_cycles = partial(moving_cycles, nesterov_share)
two_factor_cycles = partial(moving_cycles, heavy_share, two_layers)

LOOK = (
    Look(HEAVY, heavy_cycles),
    Look(HEAVY_BEYOND, heavy_cycles),
    Look(NESTEROV, nesterov_cycles),
    Look(NESTEROV_BEYOND, nesterov_cycles),
    Look(MULTIPLIER, two_factor_cycles),
)
