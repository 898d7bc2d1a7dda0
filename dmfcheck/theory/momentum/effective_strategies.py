"""Heavy balls from small starts, up to the step at which descent is longest."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import SHALLOW_DEPTHS, original_coordinates, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.momentum.effective import AHEAD, EFFECTIVE

MOST_STEPS = 40


def steps_to(depth: int, start: float, step: float, level: float) -> int:
    """How many steps of descent from x_0 end at x^N <= ``level``, and one more.

    >>> steps_to(2, 0.5, 0.25, 0.3)
    1
    """
    x, steps = start, 0
    while x**depth <= level and steps < MOST_STEPS:
        x, steps = x + step * x ** (depth - 1) * (1 - x**depth), steps + 1
    return steps


@composite
def early(draw: Draw, level: Fraction | None = None) -> Values:
    """Momentum from 1/20 to 19/20, and as many steps as end below ``level`` (the inflection)."""
    N = draw(SHALLOW_DEPTHS())
    m = draw(fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20))
    top = Fraction(N - 1, 2 * N - 1) if level is None else level
    x0 = draw(starts(2)) * Fraction(1, 2)
    h = draw(st.one_of(shares(), fractions(1, 4, max_denominator=8))) * (1 - m) / N
    most = steps_to(N, float(x0), float(h / (1 - m)), float(top))
    values = original_coordinates(N, draw(scales()), x0, h)
    return values | {"momentum": m, "steps": draw(st.integers(2, max(2, most)))}


@composite
def late(draw: Draw) -> Values:
    """Momentum from 4/5 on, and so many steps that the ball runs past the eigenvalue."""
    N = draw(SHALLOW_DEPTHS())
    m = draw(fractions(Fraction(4, 5), Fraction(19, 20), max_denominator=20))
    h = (1 - m) / N * draw(fractions(Fraction(1, 8), 1, max_denominator=8))
    values = original_coordinates(N, draw(scales()), Fraction(1, 2), h)
    return values | {"momentum": m, "steps": draw(st.integers(10, 2 * MOST_STEPS))}


LOOK = (Look(EFFECTIVE, early), Look(AHEAD, early))
