"""rank.plateau: how much of its two bounds of the effective rank is attained."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import ctx

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Constant
from dmfcheck.claims.exact import Exact
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.precision import ball, floor_below
from dmfcheck.theory.rank.plateau import (
    LOWER_SHARE,
    PLATEAU,
    UPPER_SHARE,
    excess_rank,
    other_rank,
    plateau,
    unrecovered_rank,
)
from dmfcheck.theory.sharp import SharpConstant

__all__ = ["lower_share", "upper_share"]

BITS = 256
UNIT = 10**15
ONE = Fraction(1)


def upper_share(depth: int) -> SharpConstant:
    """The largest part of the upper bound of r(W(k)) - r_L that is attained: all of it.

    Spectrum (1, a, a) with a = alpha^N = delta', L = 2: both small eigenvalues stay where they
    start, and delta is such that w_1 has just reached its level at step 1. Decided in rationals.

    >>> upper_share(2).low
    Fraction(1, 1)
    """
    alpha = Fraction(9, 10)
    small = alpha**depth
    reached = (alpha + alpha ** (depth - 1) * (1 - small) / depth) ** depth
    witness = _witness(depth, ["1", str(small), str(small)], alpha, 1 - reached, small)
    attained = Fraction(_attained(Exact(), witness)[1])
    return _share(UPPER_SHARE, depth, attained, witness, "exact rationals")


def lower_share(depth: int) -> SharpConstant:
    """The largest part of the lower bound of r(W(k)) - r_L that is attained: all but nothing.

    Spectrum (1, 1/50), L = 2: w_1 is recovered long before w_2 passes half of its eigenvalue,
    and delta is such that it does so just at K1. Enclosed in balls.

    >>> 1 - lower_share(2).low < Fraction(1, 10**9)
    True
    """
    second = Fraction(1, 50)
    alpha = Fraction(math.floor(1000 * 0.001 ** (1 / depth)), 1000)
    with ctx.workprec(BITS):
        d, level = ball(alpha), ball(second)
        while not d**depth >= level / 2:
            d += d ** (depth - 1) * (level - d**depth) / depth
        reached = interval(d**depth / level)[0]
        delta = Fraction(math.ceil((1 - reached) * 10**40), 10**40)
        witness = _witness(depth, ["1", str(second)], alpha, delta, ONE)
        attained = _attained(BallPoint(), witness)[0]
        low = Fraction(floor_below(attained * UNIT), UNIT)
    return _share(LOWER_SHARE, depth, low, witness, "certified recovery times and values")


def _witness(
    depth: int, spectrum: list[str], alpha: Fraction, delta: Fraction, quiet: Fraction
) -> Mapping[str, Any]:
    return {
        "depth": depth,
        "spectrum": spectrum,
        "rank": 2,
        "alpha": str(alpha),
        "eta": str(Fraction(1, depth)),
        "delta": str(delta),
        "quiet_level": str(quiet),
        "steps": 1,
    }


def _attained(a: Arithmetic, witness: Mapping[str, Any]) -> tuple[Any, Any]:
    """The parts of the lower and of the upper bound that the effective rank attains at K1."""
    p = PLATEAU.point(**witness).converted(a.number)
    excess, others = excess_rank(a, p, plateau(a, p)[0]), other_rank(p)
    below, above = -p.delta * others, p.delta / (1 - p.delta) * others + unrecovered_rank(p)
    return excess / below, excess / above


def _share(
    constant: Constant, depth: int, low: Fraction, witness: Mapping[str, Any], below: str
) -> SharpConstant:
    return SharpConstant(
        PLATEAU.id,
        constant.name,
        depth,
        constant.stated(depth),
        low,
        ONE,
        -1,
        witness,
        f"{below} below, the theorem above",
    )


SHARP = {PLATEAU.id: (lower_share, upper_share)}
