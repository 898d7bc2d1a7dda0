"""Starts, times and factors of the gradient flow."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import DEPTHS, SHALLOW_DEPTHS, scales, shares, small_numbers, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.flow.closed_forms import BALANCED, LOGISTIC, PERTURBED, TIME
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look


@composite
def factor_chains(draw: Draw) -> Values:
    """N square matrices that need not commute, and a target of the same size."""
    N = draw(SHALLOW_DEPTHS())
    size = draw(st.integers(1, 3))

    def matrix() -> list[list[Fraction]]:
        row = st.lists(small_numbers(), min_size=size, max_size=size)
        drawn: list[list[Fraction]] = draw(st.lists(row, min_size=size, max_size=size))
        return drawn

    return {"depth": N, "target": matrix(), "starts": [matrix() for _ in range(N)]}


@composite
def flow_intervals(draw: Draw) -> Values:
    """A depth and 0 < x_0 < b < 1."""
    start = draw(starts())
    level = start + (1 - start) * draw(shares(reach_one=False))
    return {"depth": draw(DEPTHS()), "start": start, "level": level}


@composite
def two_layer_flows(draw: Draw) -> Values:
    """N = 2: an eigenvalue, a start below it, and a time of up to eight time constants."""
    scale = draw(scales())
    return {
        "depth": 2,
        "eigenvalue": scale**2,
        "alpha": scale * draw(starts()),
        "time": draw(fractions(Fraction(1, 100), 8, max_denominator=100)) / scale**2,
    }


@composite
def perturbed_flows(draw: Draw) -> Values:
    """N = 2: an eigenvalue of either sign and a perturbed start, for a few time constants."""
    scale = draw(scales())
    alpha = scale * draw(fractions(Fraction(1, 50), 1, max_denominator=50))
    return {
        "depth": 2,
        "eigenvalue": scale**2 * draw(st.sampled_from([1, -1])),
        "alpha": alpha,
        "beta": alpha * draw(shares(reach_one=False)),
        "time": draw(fractions(Fraction(1, 100), 4, max_denominator=100)) / scale**2,
    }


LOOK = (
    Look(TIME, flow_intervals),
    Look(LOGISTIC, two_layer_flows),
    Look(BALANCED, factor_chains),
    Look(PERTURBED, perturbed_flows),
)
