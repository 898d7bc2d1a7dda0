"""Balls that mix with Fractions, for margins that have bare Fractions among their numbers.

flint's balls take ints and flint's own rationals only. They are many times faster than these, so a
margin is tried with them first.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from dmfcheck.claims.ball_point import BallPoint

__all__ = ["MixedBall", "MixedBalls"]

OPERATORS = ("add", "sub", "mul", "truediv", "pow")
OF_NUMBERS = ("log", "exp", "atan", "root", "minimum", "maximum", "absolute", "indicator", "equal")
"""Functions of numbers: what they are given may be Fractions."""

COMPARISONS = ("lt", "le", "gt", "ge", "eq", "ne")


class MixedBall(arb):
    """A ball that takes Fractions as the exact rationals they are.

    >>> (Fraction(1, 2) * MixedBall(3) - Fraction(3, 2)) == 0, MixedBall(1) > Fraction(1, 2)
    (True, True)
    """

    # A ball has no hash: it is not one number.
    __hash__ = None  # type: ignore[assignment]


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    return arb(value) if type(value) is MixedBall else value


def _mixed(value: Any) -> Any:
    """``value`` with every ball in it, within lists and tuples, a mixed one."""
    if type(value) is arb:
        return MixedBall(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_mixed(entry) for entry in value)
    return value


def _method(function: Callable[[Any, Any], Any], *, turned: bool = False) -> Callable[..., Any]:
    def method(self: MixedBall, other: object) -> Any:
        pair = (_plain(other), _plain(self)) if turned else (_plain(self), _plain(other))
        return _mixed(function(*pair))

    return method


for _name in OPERATORS:
    setattr(MixedBall, f"__{_name}__", _method(getattr(operator, _name)))
    setattr(MixedBall, f"__r{_name}__", _method(getattr(operator, _name), turned=True))
for _name in COMPARISONS:
    setattr(MixedBall, f"__{_name}__", _method(getattr(operator, _name)))
for _name in ("neg", "pos", "abs"):
    _single = getattr(operator, _name)
    setattr(MixedBall, f"__{_name}__", lambda self, f=_single: _mixed(f(_plain(self))))


class MixedBalls(BallPoint):
    """The arithmetic of :class:`~dmfcheck.claims.ball_point.BallPoint`, all its balls mixed.

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
            taken = [_plain(x) for x in arguments] if name in OF_NUMBERS else arguments
            return _mixed(found(*taken))

        return mixing
