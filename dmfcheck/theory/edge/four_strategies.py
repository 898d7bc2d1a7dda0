"""Four factors around the minimum at the edge of stability."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.edge.four import FALLS, GAP, REPELS
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look


def four(x: Fraction, y: Fraction, eta: Fraction) -> Values:
    """The factors x, x, y, y.

    >>> four(Fraction(2), Fraction(1, 2), Fraction(1, 4))["beta"]
    Fraction(-3, 2)
    """
    return {"depth": 4, "alpha": y, "beta": y - x, "eta": eta}


@composite
def moving(draw: Draw) -> Values:
    """Any two factors and any step, a few exact steps."""
    x = draw(fractions(Fraction(-3, 2), Fraction(3, 2), max_denominator=9))
    y = draw(fractions(Fraction(1, 9), Fraction(3, 2), max_denominator=9))
    eta = draw(fractions(Fraction(1, 20), Fraction(1, 2), max_denominator=20))
    return four(x, y, eta) | {"steps": draw(st.integers(1, 2))}


@composite
def pulled(draw: Draw, low: Fraction, high: Fraction) -> Values:
    """The first pull kappa between ``low`` and ``high``, of either sign."""
    x = draw(fractions(Fraction(1, 3), Fraction(5, 2), max_denominator=9))
    y = draw(fractions(Fraction(1, 3), Fraction(5, 2), max_denominator=9))
    kappa = draw(fractions(low, high, max_denominator=12))
    slope = abs((1 - x * x * y * y) * x * y) or Fraction(1)
    return four(x, y, kappa / slope) | {"steps": 1}


@composite
def beyond(draw: Draw, reach: Fraction = Fraction(1)) -> Values:
    """sigma up to 3, and xy up to ``reach`` times as far from 1 as is allowed."""
    y = draw(fractions(Fraction(1, 9), Fraction(1), max_denominator=18))
    excess = draw(st.one_of(fractions(Fraction(1, 60), 2, max_denominator=60), shares()))
    sigma = 1 + excess
    away = reach * 2 * excess / (8 * sigma) * draw(shares()) * draw(st.sampled_from([1, -1]))
    x = (1 + away) / y
    # sqrt((x^2 - y^2)^2 + 4) is x^2 + y^2 where xy = 1: eta from that, a little more for away.
    eta = sigma / (x * x + y * y) * (1 + abs(away))
    return four(x, y, eta)


LOOK = (
    Look(GAP, moving),
    Look(FALLS, partial(pulled, Fraction(1, 12), Fraction(7, 5))),
    Look(REPELS, beyond),
)
