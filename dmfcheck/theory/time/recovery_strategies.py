"""Recoveries of one eigenvalue: a start below the level, a step and the level."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

from dmfcheck.theory.drawing import (
    BELOW_ONE,
    DEPTHS,
    ONE,
    depths,
    original_coordinates,
    scales,
    shares,
    starts,
    two_layers,
)
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.time.recovery import DEEP_LOWER, TWO_LAYER


@composite
def recovery(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    largest_share: Fraction = ONE,
    smallest_exponent: int = 6,
) -> Values:
    """A positive eigenvalue, a start below the level, a step, and the level theta in (0, 1)."""
    N = draw(depth())
    h = draw(shares()) * largest_share / N
    x0 = draw(starts(smallest_exponent))
    # theta between x_0^N and 1, so that the level lies above the start.
    theta = x0**N + (1 - x0**N) * draw(shares(reach_one=False))
    values = original_coordinates(N, draw(scales()), x0, h)
    return values | {"fraction": theta}


@cache
def two_layer_recovery() -> st.SearchStrategy[Values]:
    """Recovery at N = 2 with h < 1/2."""
    return recovery(two_layers, largest_share=BELOW_ONE)


@cache
def deep_recovery() -> st.SearchStrategy[Values]:
    """Recovery at N = 3..8 from starts down to 10^-3."""
    return recovery(partial(depths, 3, 8), smallest_exponent=3)


LOOK = (
    Look(TWO_LAYER, two_layer_recovery),
    Look(DEEP_LOWER, deep_recovery),
)
