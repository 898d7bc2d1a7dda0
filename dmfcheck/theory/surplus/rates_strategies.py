"""Directions without target: equal factors, and pairs from balanced to one-sided."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import SHALLOW_DEPTHS, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.surplus.rates import ASYMMETRIC, GAP, SYMMETRIC


@composite
def equal(draw: Draw, low: Fraction = Fraction(0), high: Fraction = Fraction(1)) -> Values:
    """The first pull eta alpha^{2N-2} between ``low`` and ``high``."""
    N, scale = draw(SHALLOW_DEPTHS()), draw(scales())
    x = low + (high - low) * draw(shares(reach_one=False))
    eta = x / scale ** (2 * N - 2)
    return {"depth": N, "alpha": scale, "eta": eta, "steps": draw(st.integers(2, 60))}


@composite
def unequal(
    draw: Draw, low: Fraction = Fraction(0), high: Fraction = Fraction(1), *, fewest: int = 1
) -> Values:
    """eta (p^2 + q^2) between ``low`` and ``high``, p/q or q/p from 1 to very small."""
    scale = draw(scales())
    ratio = draw(st.one_of(shares(), fractions(Fraction(1, 2), 1, max_denominator=20)))
    first, other = draw(st.sampled_from([(ratio, Fraction(1)), (Fraction(1), ratio)]))
    most = draw(st.one_of(st.just(Fraction(1)), shares()))
    return {
        "depth": 2,
        "alpha": scale * other,
        "beta": scale * (other - first),
        "eta": (low + (high - low) * most) / (scale**2 * (1 + ratio**2)),
        "steps": draw(st.integers(fewest, 40)),
    }


too_long = partial(unequal, Fraction(5, 4), Fraction(4))

LOOK = (Look(SYMMETRIC, equal), Look(ASYMMETRIC, unequal), Look(GAP, unequal))
