"""Two factors around the edge of stability, made from what a step is relative to them."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import isqrt

from dmfcheck.theory.drawing import scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.edge.solution import FALLS, LITERAL, REPELS, RISES
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look


def pair(scale: Fraction, first: Fraction, other: Fraction, h: Fraction) -> Values:
    """p = ``first``, q = ``other``, lambda = ``h`` for eta = 1, and all of it times ``scale``.

    >>> pair(Fraction(2), Fraction(1, 2), Fraction(1), Fraction(3))["beta"]
    Fraction(1, 1)
    """
    return {
        "depth": 2,
        "eigenvalue": scale**2 * h,
        "alpha": scale * other,
        "beta": scale * (other - first),
        "eta": 1 / scale**2,
    }


@composite
def pulled(draw: Draw, low: Fraction, high: Fraction) -> Values:
    """The first pull eta (lambda - w) between ``low`` and ``high``, of either sign."""
    first = draw(fractions(Fraction(-3, 2), Fraction(3, 2), max_denominator=9))
    other = draw(fractions(Fraction(1, 9), Fraction(3, 2), max_denominator=9))
    e = draw(fractions(low, high, max_denominator=12)) * draw(st.sampled_from([1, -1]))
    values = pair(draw(scales()), first, other, first * other + e)
    return values | {"steps": draw(st.integers(1, 3))}


@composite
def landing(draw: Draw) -> Values:
    """From so far above that the first step ends exactly on the solution, e = -3/2.

    1 - S - e lambda + e^2 = 0 (eta = 1) with S = p^2 + q^2: p - q = d and p + q = y on the conic
    y^2 + 7 d^2 = 8, whose rational points are those of the lines through (1, 1).
    """
    slope = draw(fractions(Fraction(3, 2), Fraction(4), max_denominator=60))
    move = (14 - 2 * slope) / (7 + slope**2)
    d, y = 1 - move, 1 + move * slope
    first, other = (y + d) / 2, (y - d) / 2
    return pair(draw(scales()), first, other, first * other - Fraction(3, 2)) | {"steps": 1}


@composite
def rising(draw: Draw, least: Fraction = Fraction(0), most: Fraction = Fraction(1)) -> Values:
    """eta s from ``least`` up to ``most``, which is met exactly, and 0 < w <= lambda.

    eta = 1: with t of the unit circle D = s (1 - t^2)/(1 + t^2) and lambda = s t/(1 + t^2). Then
    p + q = m and p - q = D/m, and w > 0 is m^2 > D, w <= lambda is m^2 <= s + 2 lambda.
    """
    s = least + (most - least) * draw(st.one_of(st.just(Fraction(1)), shares()))
    t = draw(shares())
    difference, h = s * (1 - t**2) / (1 + t**2), s * t / (1 + t**2)
    low, high = _root_above(difference), _root_below(s + 2 * h)
    m = low + (high - low) * draw(shares(reach_one=False))
    half = difference / m / 2 * draw(st.sampled_from([1, -1]))
    values = pair(draw(scales()), m / 2 + half, m / 2 - half, h)
    # Near s = 2 lambda = 1 the distance is squared at every step.
    return values | {"steps": draw(st.integers(1, 8))}


def _root_below(x: Fraction) -> Fraction:
    unit = 10**9
    return Fraction(isqrt(x.numerator * unit**2 // x.denominator), unit)


def _root_above(x: Fraction) -> Fraction:
    return _root_below(x) + Fraction(1, 10**9)


@composite
def above(draw: Draw) -> Values:
    """eta s <= 1, and w up to 9 lambda: the first step goes below lambda."""
    h = draw(fractions(Fraction(1, 8), Fraction(1, 2), max_denominator=16))
    first = draw(fractions(Fraction(1), Fraction(3, 2), max_denominator=9))
    return pair(draw(scales()), first, first, h) | {"steps": 1}


@composite
def sharp(draw: Draw, least: Fraction = Fraction(2), reach: Fraction = Fraction(1)) -> Values:
    """eta (p^2 + q^2) from ``least`` on, so near the solution that it is about s.

    e is up to ``reach`` times what the distance to the edge allows.
    """
    first = draw(fractions(Fraction(0), Fraction(2), max_denominator=12))
    excess = draw(st.one_of(fractions(0, 2, max_denominator=12), shares()))
    # q with p^2 + q^2 at least ``least`` + excess: a rational root from above.
    other = _root_above(max(least + excess - first**2, Fraction(1, 100)))
    distance = first**2 + other**2 - 2
    e = reach * distance / (8 + 2 * abs(distance)) * draw(shares())
    e *= draw(st.sampled_from([1, -1]))
    h = max(first * other + e, Fraction(1, 100))
    return pair(draw(scales()), first, other, h)


LOOK = (
    Look(FALLS, partial(pulled, Fraction(0), Fraction(7, 5))),
    Look(LITERAL, landing, first=True),
    Look(RISES, rising),
    Look(REPELS, sharp),
)
