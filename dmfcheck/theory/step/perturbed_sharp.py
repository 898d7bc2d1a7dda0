"""step.perturbed: the algebraic step 1/L_N, and the sharp step of either sign of lambda."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.theory.step.perturbed_boxes_sharp import prove_monotone

if TYPE_CHECKING:
    import mpmath

__all__ = [
    "Extremal",
    "crosses",
    "extremal",
    "sharp_step",
    "stretch_root",
    "sufficient_step",
]

ALGEBRAIC_BITS = 160
UNIT = Fraction(1, 10**12)
"""The ends of the enclosure of a sharp step are multiples of it."""

NO_SHARE = Fraction(1, 10**30)
"""(alpha-beta)/alpha of a witness where the extremal value 0 is not allowed."""


@lru_cache(maxsize=64)
def stretch_root(depth: int) -> tuple[Fraction, Fraction]:
    """(lo, hi) around the c in (1, 2) with (c-1) c^{N-1} = 1; hi - lo is below 1e-40.

    (c-1) c^{N-1} increases in c > 1, so the two signs at the ends are the proof.
    Source: step.perturbed.

    >>> low, high = stretch_root(2)
    >>> round(float(low), 6), high - low < Fraction(1, 10**40)
    (1.618034, True)
    """
    N = validation.depth(depth)
    low, high, unit = 1 << 150, 2 << 150, Fraction(1, 1 << 150)
    while high - low > 1:
        middle = (low + high) // 2
        c = middle * unit
        if (c - 1) * c ** (N - 1) < 1:
            low = middle
        else:
            high = middle
    return low * unit, high * unit


def sufficient_step(depth: int) -> tuple[Fraction, Fraction]:
    """(lo, hi) around 1/L_N, L_N = c^{N-1} + (N-1)/c, to more than 20 digits.

    Source: step.perturbed.

    >>> low, high = sufficient_step(2)
    >>> 5 * low**2 < 1 < 5 * high**2
    True
    """
    with ctx.workprec(ALGEBRAIC_BITS):
        low, high = stretch_root(depth)
        c = ball(low).union(ball(high))
        return interval(1 / (c ** (depth - 1) + (depth - 1) / c))


@dataclass(frozen=True)
class Extremal:
    """The start at which the smallest step crosses lambda, found by search: not certified.

    ``share`` = (alpha-beta)/alpha, for alpha^N = |lambda| = 1; ``step`` is where it just crosses.
    """

    share: Fraction
    step: Fraction


def extremal(depth: int, sign: int) -> Extremal:
    """Search the start of alpha^N = |lambda| = 1 for which the least eta crosses lambda.

    An orbit crosses if eta S(delta, 1) > 1 for the limit delta of q^2 - p^2 (the slope of the last
    steps). For lambda < 0 the least eta is at share 0, for lambda > 0 inside.

    >>> round(float(extremal(2, -1).step), 6)
    0.470121
    """
    import mpmath

    with mpmath.workdps(30):
        if sign < 0:
            step = _critical(depth, sign, mpmath.mpf(0))
            return Extremal(Fraction(0), _rounded(step))
        low, high = mpmath.mpf(0), mpmath.mpf(1) / 2
        ratio = (mpmath.sqrt(5) - 1) / 2
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        at_left, at_right = (_critical(depth, sign, share) for share in (left, right))
        # The least value is flat: half of the digits of the share suffice.
        while high - low > 1e-8:
            if at_left < at_right:
                high, right, at_right = right, left, at_left
                left = high - ratio * (high - low)
                at_left = _critical(depth, sign, left)
            else:
                low, left, at_left = left, right, at_right
                right = low + ratio * (high - low)
                at_right = _critical(depth, sign, right)
        share = (low + high) / 2
        return Extremal(_rounded(share), _rounded(_critical(depth, sign, share)))


def _critical(depth: int, sign: int, share: mpmath.mpf) -> mpmath.mpf:
    import mpmath

    guess = mpmath.mpf(1) / (depth + 0.2)
    return mpmath.findroot(
        lambda eta: eta * _last_slope(depth, sign, share, eta) - 1,
        (guess, guess * 0.98),
        tol=1e-25,
    )


def _last_slope(depth: int, sign: int, share: mpmath.mpf, eta: mpmath.mpf) -> mpmath.mpf:
    import mpmath

    p, q, e = share, mpmath.mpf(1), mpmath.mpf(1)
    while abs(e) > 1e-14:
        e = eta * q ** (depth - 2) * (sign - p * q ** (depth - 1))
        p, q = p + e * q, q + e * p
    delta = q * q - p * p
    Q = 1 + delta / depth
    for _ in range(8):
        Q -= (Q ** (depth - 1) * (Q - delta) - 1) / (
            Q ** (depth - 2) * (depth * Q - (depth - 1) * delta)
        )
    return Q ** (depth - 1) + (depth - 1) / Q


def _rounded(number: mpmath.mpf) -> Fraction:
    return Fraction(round(number * 10**20), 10**20)


def crosses(depth: int, sign: int, share: Fraction, step: Fraction, steps: int = 40) -> int | None:
    """The first step at which w certainly crosses lambda, for alpha^N = |lambda| = 1; else None.

    The orbit is enclosed in balls; ``share`` = (alpha-beta)/alpha and ``step`` = eta are exact.

    >>> crosses(2, -1, Fraction(1, 10**30), Fraction(471, 1000))
    5
    """
    with ctx.workprec(512):
        eta, p, q = ball(step), ball(share), arb(1)
        for k in range(1, steps + 1):
            e = eta * q ** (depth - 2) * (sign - p * q ** (depth - 1))
            p, q = p + e * q, q + e * p
            if sign * p * q ** (depth - 1) > 1:
                return k
    return None


@dataclass(frozen=True)
class SharpStep:
    """lo <= sharp step <= hi for one sign of lambda, the crossing start, and the boxes it took.

    ``low`` is None where the boxes did not prove it.
    """

    low: Fraction | None
    high: Fraction
    witness: Mapping[str, Any]
    boxes: int


@lru_cache(maxsize=64)
def sharp_step(depth: int, sign: int) -> SharpStep:
    """The largest s such that eta <= s/M^{2N-2} makes w monotone for every start of this sign.

    Over all 0 < beta < alpha and all real lambda of the ``sign``, M = max(alpha, |lambda|^{1/N}).
    Below: boxes from 1/L_N on (see :mod:`dmfcheck.theory.step.perturbed_boxes_sharp`), the theorem
    up to there. Above: a start whose orbit in balls crosses lambda.

    >>> found = sharp_step(2, -1)
    >>> float(round(found.low, 9)), found.high - found.low < Fraction(1, 10**11)
    (0.47012106, True)
    """
    if sign not in (-1, 1):
        raise BadInput("sign", f"is {sign}", "1 or -1, the sign of lambda")
    start = extremal(validation.depth(depth), sign)
    share = max(start.share, NO_SHARE)
    low = (math.floor(start.step / UNIT) - 1) * UNIT
    high = (math.ceil(start.step / UNIT) + 1) * UNIT
    crossing = crosses(depth, sign, share, high)
    if crossing is None:
        raise ArithmeticError("the extremal start does not cross: the search failed")
    proof = prove_monotone(depth, sign, sufficient_step(depth)[0], low)
    witness = {
        "depth": depth,
        "eigenvalue": str(sign),
        "alpha": "1",
        "beta": str(1 - share),
        "eta": str(high),
        "steps": crossing,
    }
    return SharpStep(low if proof.complete else None, high, witness, proof.boxes)
