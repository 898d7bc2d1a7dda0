"""Constants that a claim has from a computation, computed once more."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import mpmath

from dmfcheck.claims.claim import Claim
from dmfcheck.replay.abel import exact_value
from dmfcheck.replay.lacking import CannotReplay

DIGITS = 30
PROVED_STEP = "1/L_N rounded down to 30 digits, L_N = c^{N-1} + (N-1)/c, (c-1) c^{N-1} = 1"
"""The formula of the step that perturbed starts are proved to converge at."""


@cache
def proved_step(N: int) -> Fraction:
    """1/L_N rounded down to :data:`DIGITS` digits, by Newton's iteration.

    >>> round(float(proved_step(3)), 5)
    0.28469
    """
    with mpmath.workdps(4 * DIGITS):
        c = mpmath.mpf(2)
        for _ in range(200):
            value, slope = (c - 1) * c ** (N - 1) - 1, (N * c - N + 1) * c ** (N - 2)
            c -= value / slope
            if abs(value) < mpmath.mpf(10) ** (-3 * DIGITS):
                break
        shifted = mpmath.mpf(10) ** DIGITS / (c ** (N - 1) + (N - 1) / c)
        whole = mpmath.floor(shifted)
        # Everything above is right to 80 digits.
        if not mpmath.mpf(10) ** -DIGITS < shifted - whole < 1 - mpmath.mpf(10) ** -DIGITS:
            raise CannotReplay("last digit of the proved step")
        return Fraction(exact_value(whole), 10**DIGITS)


def constant_values(claim: Claim, arithmetic: Any, depth: int) -> dict[str, Any]:
    """The constants of the claim as numbers: as stated, or computed here where that is how."""
    values = {}
    for constant in claim.constants:
        computed = constant.formula == PROVED_STEP
        value = proved_step(depth) if computed else constant.stated(depth)
        values[constant.name] = arithmetic.number(value)
    return values
