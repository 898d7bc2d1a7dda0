"""rank.window: how much larger than a_0 a start may be, at most, for the plateau to be nonempty.

a_0 depends on the spectrum, the step and both levels; what is enclosed is the largest factor by
which it could be multiplied for all of them at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.theory.rank.plateau import length
from dmfcheck.theory.rank.window import SHARE, WINDOW, stated_start
from dmfcheck.theory.sharp import SharpConstant

__all__ = ["start_share"]

BITS = 256
START_BITS = 120
UNIT = Fraction(1, 10**12)
"""The upper end is a multiple of it."""

_REASON = (
    "the proof of a_0 gives away a factor 2 in a_0^{-m}; no plateau is known to be empty below "
    "2^{1/m} a_0"
)


def start_share(depth: int) -> SharpConstant:
    """The largest c such that alpha <= c a_0 suffices: 1 for N = 2, in [1, 2^{1/(N-2)}] beyond.

    From below the theorem. From above a plateau that is certainly empty at c a_0: spectrum
    (1, 1/2), with a tiny step for N = 2 and a tiny delta' for N >= 3.

    >>> found = start_share(3)
    >>> found.low, float(round(found.high, 9))
    (Fraction(1, 1), 2.0)
    """
    low, high = Fraction(1), Fraction(3)
    while high - low > UNIT:
        middle = math.floor((low + high) / 2 / UNIT) * UNIT
        if _is_empty(_witness(depth, middle)):
            high = middle
        else:
            low = middle
    return SharpConstant(
        WINDOW.id,
        SHARE.name,
        depth,
        SHARE.stated(depth),
        Fraction(1),
        high,
        1,
        _witness(depth, high),
        "the theorem below, certified recovery times above",
        None if depth == 2 else _REASON,
    )


def _witness(depth: int, share: Fraction) -> Mapping[str, Any]:
    """The problem of that depth with alpha just below ``share`` a_0."""
    values = {
        "depth": depth,
        "spectrum": ["1", "1/2"],
        "rank": 1,
        "eta": str(Fraction(1, 10**13) if depth == 2 else Fraction(1, depth)),
        "delta": "1/2",
        "quiet_level": str(Fraction(1, 10**40 if depth == 2 else 10**60)),
    }
    with ctx.workprec(BITS):
        balls = BallPoint()
        point = WINDOW.point(**values, alpha=1).converted(balls.number)
        bound = arb(stated_start(balls, point)) * balls.number(share)
        with ctx.workprec(START_BITS):
            alpha = interval(bound.lower())[0]
    return values | {"alpha": str(alpha)}


def _is_empty(witness: Mapping[str, Any]) -> bool:
    """Whether K2 < K1 with certainty."""
    with ctx.workprec(BITS):
        balls = BallPoint()
        point = WINDOW.point(**witness).converted(balls.number)
        return bool(arb(length(balls, point)) < 0)


SHARP = {WINDOW.id: (start_share,)}
