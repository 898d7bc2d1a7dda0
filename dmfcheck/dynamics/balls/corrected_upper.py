"""time.corrected_upper at N = 2 and large steps, by balls: residuals summed along the orbit.

u = x^2 and R as in :mod:`dmfcheck.dynamics.symbols.corrected_upper`; -sum R <= 0.139 h is asked of
every number of steps until R is never negative again.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb

from dmfcheck.dynamics.balls.halving import Box, boxes_that_show, range_ball, tightened
from dmfcheck.dynamics.balls.jets import Jet, variables

__all__ = ["boxes_within"]

MOST_STEPS = 200
LAST = Fraction(18, 25)
"""From this u on R >= 0 for every h <= 1/2, and up to 1/40 as well."""


def _log(x: Any) -> Any:
    return (
        Jet(x.value.log(), tuple(s / x.value for s in x.slopes)) if isinstance(x, Jet) else x.log()
    )


def _step(u: Any, h: Any) -> tuple[Any, Any]:
    """(R, u+)."""
    half, e = arb(1) / 2, h * (1 - u)
    late = 1 - h * u * (2 + e)
    residual = _log(1 + e) * (1 / h + half) - (1 / (2 * h) - half) * _log(late) - 1
    return residual, u * (1 + e) * (1 + e)


def boxes_within(box: Box, share: Fraction, limit: int) -> int | None:
    """How many boxes of (u_0, h) show -sum R < 2 h share for every number of steps; None at limit.

    >>> half = Fraction(1, 2)
    >>> boxes_within((half, Fraction(3, 5), Fraction(2, 5), half), Fraction(1, 5), limit=9)
    7
    """
    bound = 2 * arb(share.numerator) / share.denominator
    last = arb(LAST.numerator) / LAST.denominator

    def shows(part: Box) -> bool:
        balls = [range_ball(*part[:2]), range_ball(*part[2:])]
        middles = [arb(ball.mid()) for ball in balls]
        radii = [ball - middle for ball, middle in zip(balls, middles, strict=True)]
        u, h = variables(balls)
        at_u, at_h = middles
        excess, at_excess = -bound * h, -bound * at_h
        for _ in range(MOST_STEPS):
            residual, later = _step(u, h)
            at_residual, at_u = _step(at_u, at_h)
            at_excess = at_excess - at_residual
            excess = tightened(excess - residual, at_excess, radii)
            u = tightened(later, at_u, radii)
            if not excess.value < 0:
                return False
            if u.value > last:
                return True
            if not u.value < 1:
                return False
        return False

    return boxes_that_show(shows, box, limit)
