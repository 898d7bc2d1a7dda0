"""time.quoted_repaired: the 1 that is added is sharp in every case that is refuted without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flint import ctx

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Claim
from dmfcheck.dynamics.balls.precision import floor_below
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.time.quoted import (
    REPAIRED_ABOVE,
    REPAIRED_NEAR,
    REPAIRED_NEGATIVE,
    ROUNDING,
    Bound,
    steps_above,
    steps_near,
    steps_negative,
)

BITS = 256
LOW_UNIT = 10**12
MISS = Fraction(1, 10**14)
"""eps falls short of |alpha - lambda_+^{1/N}| by this share: one step is needed, and hardly any."""


def _rounding(
    subject: Claim, bound: Bound, eigenvalue: int, start: Fraction, step: Callable[[int], Fraction]
) -> Callable[[int], SharpConstant]:
    def found(depth: int) -> SharpConstant:
        away = abs(start - max(eigenvalue, 0))
        witness: Mapping[str, Any] = {
            "depth": depth,
            "eigenvalue": str(eigenvalue),
            "alpha": str(start),
            "eta": str(step(depth)),
            "accuracy": str(away * (1 - MISS)),
            "steps": 1,
        }
        with ctx.workprec(BITS):
            balls = BallPoint()
            point = subject.point(**witness).converted(balls.number)
            low = Fraction(floor_below((1 - bound(balls, point)) * LOW_UNIT), LOW_UNIT)
        return SharpConstant(
            subject.id,
            ROUNDING.name,
            depth,
            ROUNDING.stated(depth),
            low,
            ROUNDING.stated(depth),
            -1,
            witness,
            "T = 1 at a certified bound below; T <= ceil(T^Id), proved in notes/time.md, above",
        )

    return found


_NEAR_ONE = Fraction(99, 100)

near_rounding = _rounding(REPAIRED_NEAR, steps_near, 1, _NEAR_ONE, lambda N: Fraction(1, 4 * N))
above_rounding = _rounding(
    REPAIRED_ABOVE, steps_above, 1, Fraction(2), lambda N: Fraction(1, 4 * N * 2 ** (2 * N - 2))
)
negative_rounding = _rounding(
    REPAIRED_NEGATIVE, steps_negative, -1, Fraction(1), lambda N: Fraction(1, 4 * N)
)

SHARP = {
    REPAIRED_NEAR.id: (near_rounding,),
    REPAIRED_ABOVE.id: (above_rounding,),
    REPAIRED_NEGATIVE.id: (negative_rounding,),
}
