"""The arithmetic of balls for margins that somebody else wrote.

They may have bare Fractions among their numbers, and ask questions of them, such as x < y, that
balls of the working precision do not answer.
"""

from __future__ import annotations

import functools
from typing import Any

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.dynamics.balls.mixed_ball import mixed, plain

__all__ = ["MixedBalls"]

OF_NUMBERS = ("log", "exp", "atan", "root", "minimum", "maximum", "absolute", "indicator", "equal")
"""Functions of numbers: what they are given may be Fractions."""


class MixedBalls(BallPoint):
    """The arithmetic of :class:`~dmfcheck.claims.ball_point.BallPoint`, all its balls mixed.

    >>> from fractions import Fraction
    >>> MixedBalls().log(MixedBalls().number(Fraction(1))) + Fraction(1, 2) == Fraction(1, 2)
    True
    """

    def __getattribute__(self, name: str) -> Any:
        """Methods take Fractions and answer mixed balls."""
        found = super().__getattribute__(name)
        if name.startswith("_") or not callable(found):
            return found

        @functools.wraps(found)
        def mixing(*arguments: Any) -> Any:
            taken = [plain(x) for x in arguments] if name in OF_NUMBERS else arguments
            return mixed(found(*taken))

        return mixing
