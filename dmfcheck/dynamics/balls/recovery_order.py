"""rank.leading_last at N = 2, by balls: larger eigenvalues are recovered first, in whole steps.

u = w/lambda and G = lambda d(ln u)/d(lambda) start at u_0 <= 1/5 and G = -1, and e = h (1-u):
u+ = u (1+e)^2, G+ = G + 2e (1 - G u/(1-u)) / (1+e). Wherever u >= 1/2, G > 0 (``notes/rank.md``).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb

from dmfcheck.dynamics.balls.halving import Box, boxes_that_show, range_ball, tightened
from dmfcheck.dynamics.balls.jets import variables

__all__ = ["boxes_in_order", "slow_steps_in_order"]

MOST_STEPS = 200
RISE, BEND = Fraction(121, 100), Fraction(1, 8)
"""G >= -1 + RISE l - BEND l^2, l = ln(5u), for h <= 1/20."""


def _step(u: Any, G: Any, h: Any) -> tuple[Any, Any]:
    e = h * (1 - u)
    return u * (1 + e) * (1 + e), G + 2 * e * (1 - u * G / (1 - u)) / (1 + e)


def _in_order(box: Box) -> bool:
    """Whether G > 0 was reached on all of the box (u_0, h) before u >= 1/2 anywhere in it."""
    balls = [range_ball(*box[:2]), range_ball(*box[2:])]
    middles = [arb(ball.mid()) for ball in balls]
    radii = [ball - middle for ball, middle in zip(balls, middles, strict=True)]
    u, h = variables(balls)
    G = 0 * u - 1
    at_u, at_G = middles[0], arb(-1)
    for _ in range(MOST_STEPS):
        u, G = _step(u, G, h)
        at_u, at_G = _step(at_u, at_G, middles[1])
        u, G = tightened(u, at_u, radii), tightened(G, at_G, radii)
        if G.value > 0:
            return True
        if not 2 * u.value < 1:
            return False
    return False


def boxes_in_order(
    start: tuple[Fraction, Fraction], step: tuple[Fraction, Fraction], limit: int
) -> int | None:
    """How many boxes show G > 0 wherever u >= 1/2, for u_0 and h in these ranges and G_0 = -1.

    None if ``limit`` boxes do not. G > 0 persists, and rises with G_0.

    >>> boxes_in_order((Fraction(1, 10), Fraction(1, 8)), (Fraction(1, 4), Fraction(1, 3)), 100)
    1
    """
    return boxes_that_show(_in_order, (*start, *step), limit, shape=3)


def slow_steps_in_order(pieces: int) -> bool:
    """Whether (RISE - 2 BEND l) (1 + (1-u)/40) < 1 - g u/(1-u) for 1/5 <= u <= 1/2, in ``pieces``.

    g = -1 + RISE l - BEND l^2, l = ln(5u): the rise of g in a step h <= 1/20 is less than that of
    G; and g > 0 at u = 1/2.

    >>> slow_steps_in_order(1), slow_steps_in_order(1000)
    (False, True)
    """
    rise, bend = (arb(c.numerator) / c.denominator for c in (RISE, BEND))

    def bound(level: arb) -> arb:
        return -1 + rise * level - bend * level * level

    low, high = Fraction(1, 5), Fraction(1, 2)
    width = (high - low) / pieces
    for i in range(pieces):
        u = range_ball(low + i * width, low + (i + 1) * width)
        level = (5 * u).log()
        room = 1 - bound(level) * u / (1 - u)
        if not (rise - 2 * bend * level) * (1 + (1 - u) / 40) < room:
            return False
    return bool(bound((arb(5) / 2).log()) > 0)
