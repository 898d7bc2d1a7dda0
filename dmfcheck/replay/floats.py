"""The float64 descent that a claim is about, run once more by plain array arithmetic.

It is rounded as anyone's is: partial products from W_1 up, the residual carried back from W_N down,
each factor less eta times its slope.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.matrices import Rows

STEP_LIMIT = 200_000


def float64_factors(target: Any, depth: int, alpha: float, eta: float, steps: int) -> list[Rows]:
    """W_1, ..., W_N after ``steps`` steps from alpha I, as the rationals that they are.

    Raises :class:`~dmfcheck.replay.lacking.CannotReplay` where float64 leaves its range, or beyond
    :data:`STEP_LIMIT` steps.

    >>> float64_factors(((0.25,),), 2, 0.5, 0.125, 9)
    [((Fraction(1, 2),),), ((Fraction(1, 2),),)]
    """
    if steps > STEP_LIMIT:
        raise CannotReplay(f"float64 descent of more than {STEP_LIMIT} steps")
    goal = np.array(target, dtype=np.float64)
    factors = [alpha * np.eye(len(goal)) for _ in range(depth)]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            before = [factors[0]]
            for factor in factors[1:]:
                before.append(factor @ before[-1])
            residual = before.pop() - goal
            slopes = []
            while before:
                slopes.append(residual @ before.pop().T)
                residual = factors[len(before) + 1].T @ residual
            slopes.append(residual)
            slopes.reverse()
            factors = [W - eta * slope for W, slope in zip(factors, slopes, strict=True)]
    if not all(np.isfinite(factor).all() for factor in factors):
        raise CannotReplay("float64 descent beyond the range of float64")
    return [
        tuple(tuple(Fraction(float(entry)) for entry in row) for row in factor)
        for factor in factors
    ]
