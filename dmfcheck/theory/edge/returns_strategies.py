"""Starts from which the first step goes furthest beyond the eigenvalue, and steps around safe ones.

Shares of 2 + slope ln N are taken in float64 and then a little less or more: the bounds are met up
to 1e-12, which balls decide.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import depths, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.edge.returns import BACK, FLIPS, FOR_EVER, RETURN, TWO_LAYERS_RETURN
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look

UP_TO_50: Depths = partial(depths, 2, 50)
LITTLE = Fraction(1, 10**12)
ONE = Fraction(1)


def furthest(depth: int, share: Fraction) -> Fraction:
    """A start with x^N near ``share``.

    >>> furthest(2, Fraction(1, 4))
    Fraction(1, 2)
    """
    return Fraction(float(share) ** (1 / depth))


def with_log(depth: int, slope: int) -> Fraction:
    """2 + ``slope`` ln N, as float64 has it."""
    return Fraction(2 + slope * math.log(depth))


@composite
def overshooting(
    draw: Draw,
    low: int = 0,
    high: int = 1,
    low_share: Fraction = Fraction(0),
    *,
    anywhere: bool = True,
) -> Values:
    """hN between that of slope ``low`` and slope ``high``, from ``low_share`` of the way on.

    Starts are where y is about greatest, half of them ``anywhere`` unless that is refused.
    """
    N = draw(UP_TO_50())
    near = fractions(Fraction(3, 10), Fraction(9, 10), max_denominator=30)
    elsewhere = anywhere and draw(st.booleans())
    x = draw(starts()) if elsewhere else furthest(N, draw(near))
    share = low_share + (1 - low_share) * draw(shares())
    first, last = with_log(N, low) if low else Fraction(0), with_log(N, high)
    return {
        "depth": N,
        "start": x,
        "step": (first + (last - first) * share) * (1 - LITTLE) / N,
    }


@composite
def flipping(draw: Draw, slope: int = 2, most: Fraction = Fraction(4)) -> Values:
    """hN from 2 + ``slope`` ln N on, which is nearly met."""
    N = draw(UP_TO_50())
    more = draw(st.one_of(st.just(ONE), fractions(ONE, most, max_denominator=12)))
    return {"depth": N, "step": with_log(N, slope) * more * (1 + LITTLE) / N}


@composite
def safe_orbits(
    draw: Draw, slope: int = 1, low_share: Fraction = Fraction(0), longest: int = 30
) -> Values:
    """Orbits with hN up to 2 + ``slope`` ln N from below or at lambda.

    One that has lost its sign can square at every step: those are to be short.
    """
    N, scale = draw(depths(2, 12)), draw(scales())
    near = fractions(Fraction(3, 10), Fraction(9, 10), max_denominator=30)
    x = draw(st.one_of(near.map(lambda share: furthest(N, share)), starts(), st.just(ONE)))
    share = low_share + (1 - low_share) * draw(shares())
    h = with_log(N, slope) * share * (1 - LITTLE) / N
    return {
        "depth": N,
        "eigenvalue": scale**N,
        "alpha": scale * x,
        "eta": h / scale ** (2 * N - 2),
        "steps": draw(st.integers(2, longest)),
    }


@composite
def two(draw: Draw, low: Fraction = Fraction(0), high: Fraction = Fraction(2597, 1000)) -> Values:
    """N = 2, 1 + h between ``low`` and ``high``, x^2 around (1+h)/(3h), where y is greatest."""
    h = max(low + (high - low) * draw(shares()) - 1, Fraction(1, 100))
    away = draw(fractions(Fraction(9, 10), Fraction(11, 10), max_denominator=40))
    worst = furthest(2, (1 + h) / (3 * h)) * away
    x = min(worst, 1 - Fraction(1, 2**20)) if draw(st.booleans()) else draw(starts())
    return {"depth": 2, "start": x, "step": h}


LOOK = (
    Look(RETURN, overshooting),
    Look(BACK, partial(overshooting, 0, 3, Fraction(1, 3), anywhere=False)),
    Look(FLIPS, flipping),
    Look(FOR_EVER, safe_orbits),
    Look(TWO_LAYERS_RETURN, two),
)
