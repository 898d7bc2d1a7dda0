"""Cycles of period two, made from how far they swing."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import DEPTHS, scales, two_layers
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.edge.cycle import (
    AMPLITUDE,
    BEYOND,
    CYCLE,
    MULTIPLIER,
    eigenvalue_share,
    step_share,
)
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look


@composite
def cycles(draw: Draw, depth: Depths = DEPTHS, *, detuned: str = "") -> Values:
    """A cycle from alpha to r alpha, r up to 4 or down to 1 + 2^-20.

    The parameter named ``detuned`` is then another than that of the cycle.
    """
    N = draw(depth())
    wide = fractions(Fraction(21, 20), 4, max_denominator=20)
    narrow = st.integers(1, 20).map(lambda j: 1 + Fraction(1, 2**j))
    ratio = draw(st.one_of(wide, narrow))
    alpha = draw(scales())
    values = {
        "depth": N,
        "eigenvalue": alpha**N * eigenvalue_share(N, ratio),
        "alpha": alpha,
        "eta": step_share(N, ratio) / alpha ** (2 * N - 2),
        "ratio": ratio,
        "steps": draw(st.integers(1, 6)),
    }
    if detuned:
        values[detuned] *= draw(fractions(Fraction(1, 2), 2, max_denominator=9))
    return values


two_factor_cycles = partial(cycles, two_layers)

LOOK = (
    Look(CYCLE, cycles),
    Look(BEYOND, cycles),
    Look(AMPLITUDE, two_factor_cycles),
    Look(MULTIPLIER, two_factor_cycles),
)
