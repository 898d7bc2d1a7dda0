"""Where overdamped heavy balls are tight: at the critical momentum, eigenvalues nearly equal."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import ONE, depths, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.momentum import ORDER
from dmfcheck.theory.monotone.variants_strategies import heavy_balls


@composite
def overdamped(draw: Draw) -> Values:
    """Heavy balls with m up to (1 - sqrt(h_1 N))^2, from a start below every eigenvalue."""
    values: Values = draw(heavy_balls(small=True))
    start = values["alpha"] * draw(shares(reach_one=False))
    if draw(st.booleans()):
        # sqrt(h_1 N) = rate: the critical momentum itself, for eigenvalues up to 1.
        N, rate = (
            values["depth"],
            draw(fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10)),
        )
        lead = values["spectrum"][0]
        values = values | {
            "spectrum": [value / lead for value in values["spectrum"]],
            "eta": rate**2 / N,
            "momentum": (1 - rate) ** 2,
        }
        start = Fraction(1, 2) * min(ONE, values["spectrum"][-1])
    return values | {"alpha": start}


@composite
def swinging(draw: Draw) -> Values:
    """One eigenvalue, momentum (1 - h_1 N)^2, which is too much, and many steps."""
    N = draw(depths(2, 4))
    share = draw(fractions(Fraction(1, 10), Fraction(1, 2), max_denominator=10))
    return {
        "depth": N,
        "spectrum": [ONE],
        "alpha": draw(fractions(Fraction(1, 4), Fraction(3, 4), max_denominator=8)),
        "eta": share / N,
        "momentum": (1 - share) ** 2,
        "steps": 40,
    }


@composite
def overshooting_single(draw: Draw) -> Values:
    """One eigenvalue, no momentum, and a step past 1/N by a tenth at most."""
    N = draw(depths(2, 5))
    excess = draw(shares(reach_one=False)) / 10
    return {
        "depth": N,
        "spectrum": [ONE],
        "alpha": 1 - excess / (3 * N),
        "eta": (1 + excess) / N,
        "momentum": Fraction(0),
        "steps": 2,
    }


LOOK = (Look(ORDER, overdamped),)
