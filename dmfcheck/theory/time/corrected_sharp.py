"""time.corrected and time.corrected_upper: how large the error of the corrected flow time is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import arb, ctx

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Claim
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.precision import ball, floor_below
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.time.corrected import (
    CORRECTED,
    CORRECTED_SHARPER,
    DEFICIT,
    EXCESS,
    LOWER,
    REMAINDER,
    SHARPER_REMAINDER,
    UPPER,
    corrected_steps,
    remainder,
    start_to_level,
)
from dmfcheck.theory.time.one_step_sharp import at_most, conjectured, residual_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["deficit_bound", "excess_bound", "remainder_bound", "residual_bound", "sharper_bound"]

GAP = Fraction(1, 10**12)
"""How far the ends of the one-step enclosure are from 6 ln 2 - 4."""

BITS = 4096
"""Enough for the 1000 digits of 1 - theta of the late steps."""
LOW_UNIT = 10**12
NEAR_ONE = Fraction(1, 10**1000)
"""1 - theta of the witness for the late steps: the share tends to 3 - 2/ln 2 as it tends to 0."""


def residual_bound(depth: int) -> SharpConstant:
    """The least C with |R| <= C t^2 at every step with t = h N x^{N-2} <= 1/2.

    R = S(x+) - S(x) - 1. Above: boxes over all x and t. Below: the residual at an x near 1.

    >>> found = residual_bound(2)
    >>> round(float(found.low), 9), found.high - found.low < Fraction(1, 10**11)
    (0.158883083, True)
    """
    start, step = 1 - GAP / 100, Fraction(1, 2 * depth)
    low = residual_share(depth, start, step)[0]
    witness = {"depth": depth, "x0": str(start), "h": str(step)}
    proved, boxes, high = _proved_residual(depth)
    return SharpConstant(
        CORRECTED.id,
        "one step: |R| / t^2",
        depth,
        REMAINDER.stated(depth),
        low,
        high if proved else None,
        -1,
        witness,
        f"ball at x near 1 below, {boxes} boxes above",
        None if proved else "the boxes did not settle every x and t",
    )


def remainder_bound(depth: int) -> SharpConstant:
    """The least C of time.corrected: at most that of one step, at least what late steps need.

    >>> found = remainder_bound(2)
    >>> 0.113 < found.low < found.high < 0.158884
    True
    """
    return _remainder(depth, CORRECTED, REMAINDER.stated(depth))


def sharper_bound(depth: int) -> SharpConstant:
    """The same C against 6 ln 2 - 4 rounded up, which the boxes prove to be enough.

    >>> sharper_bound(2).slack > 1
    True
    """
    return _remainder(depth, CORRECTED_SHARPER, SHARPER_REMAINDER.stated(depth))


def _remainder(depth: int, subject: Claim, stated: Fraction) -> SharpConstant:
    proved, boxes, high = _proved_residual(depth)
    witness = _late(depth)
    low = _least_constant(depth, subject, witness, deficit=True)
    return SharpConstant(
        subject.id,
        REMAINDER.name,
        depth,
        stated,
        low,
        high if proved else None,
        -1,
        witness,
        f"certified recovery time below, {boxes} boxes for one step and their sum above",
        None if proved else "the boxes did not settle every x and t",
    )


def _proved_residual(depth: int) -> tuple[bool, int, Fraction]:
    high = conjectured()[1] + GAP
    proof = at_most(depth, high)
    return proof.complete, proof.boxes, high


def excess_bound(depth: int) -> SharpConstant:
    """The least C with K < S + 1 + C c: at least the largest excess that a search found.

    >>> round(float(excess_bound(2).low), 6)
    0.069468
    """
    witness = _largest_excess(depth)
    return SharpConstant(
        UPPER.id,
        EXCESS.name,
        depth,
        EXCESS.stated(depth),
        _least_constant(depth, UPPER, witness, deficit=False),
        None,
        -1,
        witness,
        "certified recovery time",
        "no proof bounds the sum of the residuals over arbitrarily many steps by a multiple of c",
    )


def deficit_bound(depth: int) -> SharpConstant:
    """The least C of time.corrected_upper/lower: at least what late steps need.

    >>> 0.113 < deficit_bound(2).low < 0.11462
    True
    """
    witness = _late(depth)
    return SharpConstant(
        LOWER.id,
        DEFICIT.name,
        depth,
        DEFICIT.stated(depth),
        _least_constant(depth, LOWER, witness, deficit=True),
        None,
        -1,
        witness,
        "certified recovery time; 3 - 2/ln 2 in the limit theta -> 1",
        "the one-step bounds add up to time.corrected, of another form and with a larger constant",
    )


def _late(depth: int) -> Mapping[str, Any]:
    return {
        "depth": depth,
        "eigenvalue": "1",
        "alpha": "99/100",
        "eta": str(Fraction(1, 2 * depth)),
        "fraction": str(1 - NEAR_ONE),
    }


def _least_constant(
    depth: int, subject: Claim, witness: Mapping[str, Any], *, deficit: bool
) -> Fraction:
    """The constant that the claim would need at the witness, rounded down."""
    with ctx.workprec(BITS):
        balls = BallPoint()
        point = subject.point(**witness).converted(balls.number)
        rate = depth * balls.scaled(point)[1]
        lag = balls.hitting_time(point) - corrected_steps(balls, point)
        growth, _ = start_to_level(balls, point)
        if not deficit:
            share = (lag - 1) / rate
        elif subject in (UPPER, LOWER):
            late = 1 - balls.log(1 - point.fraction) + (growth if depth == 2 else 0)
            share = -lag / (rate * late)
        else:
            share = -lag / remainder(balls, point, arb(1))
        return Fraction(floor_below(share * LOW_UNIT), LOW_UNIT)


def _largest_excess(depth: int) -> Mapping[str, Any]:
    """Search, in float64, of the start whose iterate x_k is latest; the level is just above x_k."""
    import numpy as np

    # Where x_0^N < 1e-3 the first steps add nearly nothing, and float64 would cancel.
    least = 0.001 ** (1 / depth)
    low, high, steps, start = least, 0.99, 0, 0.5
    for _ in range(5):
        starts = np.linspace(low, high, 2001)
        excesses = _excesses(depth, starts)
        steps, best = map(int, np.unravel_index(int(np.argmax(excesses)), excesses.shape))
        start, width = float(starts[best]), (high - low) / 100
        low, high = max(start - width, least), min(start + width, 0.99)
    alpha = Fraction(round(start * 10**9), 10**9)
    with ctx.workprec(BITS):
        x = ball(alpha)
        for _ in range(steps):
            x += x ** (depth - 1) * (1 - x**depth) / depth
        last = interval(x**depth)[1]
    level = Fraction(math.ceil(last * 10**40), 10**40)
    return {
        "depth": depth,
        "eigenvalue": "1",
        "alpha": str(alpha),
        "eta": str(Fraction(1, depth)),
        "fraction": str(level),
    }


def _excesses(depth: int, starts: NDArray[np.float64]) -> NDArray[np.float64]:
    """k - (S(x_k) - S(x_0)) for k = 0..11 (rows) and each start, at h = 1/N."""
    import numpy as np

    rows, x = [], starts
    for k in range(12):
        rows.append(
            k
            - depth * (_flow_time(depth, x) - _flow_time(depth, starts))
            - np.log(_speed(depth, x) / _speed(depth, starts)) / 2
        )
        x = x + _speed(depth, x) / depth
    return np.where(np.isfinite(rows), rows, -np.inf)


def _speed(depth: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
    # The last iterates round to 1, where the logarithm has no value.
    import numpy as np

    return np.asarray(x ** (depth - 1) * np.maximum(1 - x**depth, 1e-12))


def _flow_time(depth: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """T(x), an antiderivative of 1/(x^{N-1}(1-x^N)); source flow.time."""
    import numpy as np
    from scipy.special import hyp2f1

    y = np.minimum(x**depth, 1 - 1e-12)
    if depth == 2:
        return np.asarray(np.log(x) - np.log1p(-y) / 2)
    a = 2 / depth
    return np.asarray(x ** (2 - depth) / (2 - depth) + x * x / 2 * hyp2f1(1, a, 1 + a, y))


SHARP = {
    CORRECTED.id: (remainder_bound, residual_bound),
    CORRECTED_SHARPER.id: (sharper_bound,),
    UPPER.id: (excess_bound,),
    LOWER.id: (deficit_bound,),
}
