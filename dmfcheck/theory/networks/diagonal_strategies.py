"""Diagonal networks of either sign, and their flow from small starts."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.edge.solution_strategies import rising
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.networks.diagonal import JUMP, LAZY, MOVES, REDUCTION, SIGN


@composite
def few_exact(draw: Draw) -> Values:
    """Any eigenvalue and step, a few exact steps."""
    return {
        "eigenvalue": draw(fractions(-2, 2, max_denominator=8)),
        "alpha": draw(fractions(Fraction(1, 9), 2, max_denominator=9)),
        "eta": draw(fractions(Fraction(1, 12), 1, max_denominator=12)),
        "steps": draw(st.integers(1, 4)),
    }


@composite
def up_to_half(draw: Draw, least: Fraction = Fraction(0), most: Fraction = Fraction(1)) -> Values:
    """2 eta s between ``least`` and ``most``; s = 2 x (1 + t^2) with 2 alpha^2 = x (1 - t^2).

    alpha = 1 before the scale, lambda = 2 x t of either sign: s is rational.
    """
    t = draw(shares(reach_one=False))
    x = 2 / (1 - t**2)
    share = least + (most - least) * draw(st.one_of(st.just(Fraction(1)), shares()))
    scale = draw(scales())
    return {
        "depth": 2,
        "eigenvalue": scale**2 * 2 * x * t * draw(st.sampled_from([1, -1])),
        "alpha": scale,
        "eta": share / (4 * x * (1 + t**2)) / scale**2,
        "steps": draw(st.integers(1, 8)),
    }


@composite
def flows(draw: Draw, least: Fraction = Fraction(0), most: Fraction = Fraction(1)) -> Values:
    """4 kappa from ``least`` to ``most`` times f(1-f)."""
    f = draw(fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20))
    share = least + (most - least) * draw(shares())
    kappa = share * f * (1 - f) / 4
    scale = draw(scales())
    return {"depth": 2, "eigenvalue": scale**2 / kappa, "alpha": scale, "fraction": f}


LOOK = (
    Look(REDUCTION, few_exact),
    Look(SIGN, up_to_half),
    Look(JUMP, flows),
    Look(LAZY, rising),
    Look(MOVES, rising),
)
