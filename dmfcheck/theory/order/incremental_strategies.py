"""Starts around what is small enough for two eigenvalues to be learned in turn."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import depths
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.order.incremental import DEEP, SHALLOW


@composite
def levels(draw: Draw) -> Values:
    """rho up to 19/20, f at least a half, g at most a half."""
    return {
        "rho": draw(fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)),
        "fraction": draw(fractions(Fraction(1, 2), Fraction(19, 20), max_denominator=20)),
        "quiet": draw(fractions(Fraction(1, 20), Fraction(1, 2), max_denominator=20)),
    }


def _to_start(logarithm: float) -> Fraction:
    return Fraction(math.exp(max(-200.0, min(logarithm, -1e-6))))


@composite
def shallow(draw: Draw, least: int = 0, most: int = 24) -> Values:
    """ln alpha from ``least``/8 to ``most``/8 below what the bound says."""
    values: Values = draw(levels())
    rho, f, g = (float(values[name]) for name in ("rho", "fraction", "quiet"))
    bracket = rho * g / (1 - g) / ((1 - g * rho) * f / (1 - f)) ** rho
    below = draw(st.integers(least, most)) / 8
    alpha = _to_start(math.log(bracket) / (1 - rho) / 2 - below)
    return values | {"depth": 2, "alpha": alpha}


def _flow_time(depth: int, low: float, high: float) -> float:
    from scipy.integrate import quad

    return float(quad(lambda x: x ** (1 - depth) / (1 - x**depth), low, high)[0])


@composite
def deep(draw: Draw, low: int = -16, high: int = 0, *, gap: bool = True) -> Values:
    """alpha^{N-2} from e^(``low``/4) to e^(``high``/4) times the bound, without the gap if not."""
    values: Values = draw(levels())
    N = draw(depths(3, 8))
    rho, f, g = (float(values[name]) for name in ("rho", "fraction", "quiet"))
    late = _flow_time(N, ((1 - rho) / 2) ** (1 / N), f ** (1 / N))
    bound = (1 - rho) / (1 + rho) if gap else 1.0
    bound /= (g * rho) ** ((2 - N) / N) + (N - 2) * rho * late
    times = math.exp((draw(st.integers(low, high)) - 1e-6) / 4)
    return values | {"depth": N, "alpha": Fraction((bound * times) ** (1 / (N - 2)))}


LOOK = (Look(SHALLOW, shallow), Look(DEEP, partial(deep, -16, 0)))
