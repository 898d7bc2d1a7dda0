"""Single points in plain floats: many times faster than arrays of one number.

For margins that branch on numbers or loop until something happens, which know no batches.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dmfcheck.base.bounds import interruptible
from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.float_batch import AGREEMENT, FloatBatch
from dmfcheck.claims.point import Point, depth_of


class FloatSingle(FloatBatch):
    """Numbers are Python's floats; what compiled recursions offer is not taken.

    >>> FloatSingle().minimum(1.0, Fraction(1, 2))
    0.5
    """

    def number(self, value: Fraction) -> Any:
        """The nearest float64."""
        return float(value)

    def minimum(self, *values: Any) -> Any:
        """The least; NaN wins."""
        floats = [float(value) for value in values]
        return math.nan if any(map(math.isnan, floats)) else min(floats)

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return abs(x)

    def log(self, x: Any) -> Any:
        """ln x, -inf at 0; raises ValueError below."""
        return math.log(x) if x else -math.inf

    def exp(self, x: Any) -> Any:
        """e^x."""
        return math.exp(x)

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, else -1."""
        return 1.0 if x >= 0 else -1.0

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """1 - |left - right| / (scale * :data:`AGREEMENT`)."""
        return 1 - abs(float(left) - float(right)) / (float(scale) * AGREEMENT)


def plain_margin(claim: Claim, values: Mapping[str, Any]) -> float | None:
    """The margin of ``claim`` at one exact point in plain floats; None where they do not do.

    >>> from dmfcheck import claim
    >>> plain_margin(claim("step.monotone"), {"depth": 2}) is None
    True
    """
    arithmetic = FloatSingle()
    try:
        with interruptible(), faults.ending_nothing(claim, claim.margin):
            point = Point(values).converted(arithmetic.number)
            found = claim.margin(
                arithmetic, point, claim.constant_values(arithmetic, depth_of(point))
            )
            return float(found)
    except faults.ClaimFault:
        raise
    except Exception:  # noqa: BLE001 - arrays say what it is that is raised
        return None
