"""rank.leading_last at N = 2, by balls: larger eigenvalues are recovered first, in whole steps.

u = w/lambda and G = lambda d(ln u)/d(lambda) start at u_0 <= 1/5 and G = -1, and e = h (1-u):
u+ = u (1+e)^2, G+ = G + 2e (1 - G u/(1-u)) / (1+e). Wherever u >= 1/2, G > 0 (``notes/rank.md``).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, ctx

from dmfcheck.dynamics.balls.jets import Jet, variables

__all__ = ["boxes_in_order", "slow_steps_in_order"]

BITS = 64
MOST_STEPS = 200
RISE, BEND = Fraction(121, 100), Fraction(1, 8)
"""G >= -1 + RISE l - BEND l^2, l = ln(5u), for h <= 1/20."""

Box = tuple[Fraction, Fraction, Fraction, Fraction]


def _ball(low: Fraction, high: Fraction) -> arb:
    middle, half = (low + high) / 2, (high - low) / 2
    centre, radius = (arb(value.numerator) / value.denominator for value in (middle, half))
    return centre + radius * arb(0, 1)


def _step(u: Any, G: Any, h: Any) -> tuple[Any, Any]:
    e = h * (1 - u)
    return u * (1 + e) * (1 + e), G + 2 * e * (1 - u * G / (1 - u)) / (1 + e)


def _tightened(jet: Jet, middle: arb, radii: list[arb]) -> Jet:
    """``jet`` with its values in the mean value form as well."""
    spread = sum((slope * radius for slope, radius in zip(jet.slopes, radii, strict=True)), arb(0))
    return Jet(jet.value.intersection(middle + spread), jet.slopes)


def _in_order(box: Box) -> bool:
    """Whether G > 0 was reached on all of the box (u_0, h) before u >= 1/2 anywhere in it."""
    balls = [_ball(*box[:2]), _ball(*box[2:])]
    middles = [arb(ball.mid()) for ball in balls]
    radii = [ball - middle for ball, middle in zip(balls, middles, strict=True)]
    u, h = variables(balls)
    G = 0 * u - 1
    at_u, at_G = middles[0], arb(-1)
    for _ in range(MOST_STEPS):
        u, G = _step(u, G, h)
        at_u, at_G = _step(at_u, at_G, middles[1])
        u, G = _tightened(u, at_u, radii), _tightened(G, at_G, radii)
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
    pending: list[Box] = [(*start, *step)]
    count, before = 0, ctx.prec
    ctx.prec = BITS
    try:
        while pending:
            low, high, least, most = box = pending.pop()
            count += 1
            if count > limit:
                return None
            if _in_order(box):
                continue
            if 3 * (high - low) > most - least:
                middle = (low + high) / 2
                pending += [(low, middle, least, most), (middle, high, least, most)]
            else:
                middle = (least + most) / 2
                pending += [(low, high, least, middle), (low, high, middle, most)]
        return count
    finally:
        ctx.prec = before


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
        u = _ball(low + i * width, low + (i + 1) * width)
        level = (5 * u).log()
        room = 1 - bound(level) * u / (1 - u)
        if not (rise - 2 * bend * level) * (1 + (1 - u) / 40) < room:
            return False
    return bool(bound((arb(5) / 2).log()) > 0)
