"""Balls that mix with Fractions, and answer no question that they do not decide.

flint's balls take ints and flint's own rationals only, and x < y is false of them wherever it is
not certain: what somebody else wrote would take the other branch there. They are many times faster
than these.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from dmfcheck.base.verdict import Unsure

__all__ = ["MixedBall", "mixed", "plain"]

OPERATORS = ("add", "sub", "mul", "truediv", "pow")

OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "eq": "ne", "ne": "eq"}
"""Every comparison, and the one that is certain where it is certainly false."""


class MixedBall(arb):
    """A ball that takes Fractions as the exact rationals they are.

    Comparisons, and truth values, raise :class:`~dmfcheck.base.verdict.Unsure` where the ball does
    not decide them; it has no float and no int, which would be rounded.

    >>> (Fraction(1, 2) * MixedBall(3) - Fraction(3, 2)) == 0, MixedBall(1) > Fraction(1, 2)
    (True, True)
    >>> MixedBall(0, 1) > Fraction(1, 2)
    Traceback (most recent call last):
    dmfcheck.base.verdict.Unsure: a comparison of [+/- 1.01] with 1/2, which balls do not decide
    """

    # A ball has no hash: it is not one number.
    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return bool(self != 0)

    def __float__(self) -> float:
        raise TypeError("a ball is not rounded to a float within a margin")

    def __int__(self) -> int:
        raise TypeError("a ball is not rounded to an int within a margin")


def plain(value: Any) -> Any:
    """``value`` as flint takes it.

    >>> plain(Fraction(1, 2)), type(plain(MixedBall(1))) is arb
    (1/2, True)
    """
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    return arb(value) if type(value) is MixedBall else value


def mixed(value: Any) -> Any:
    """``value`` with every ball in it, within lists and tuples, a mixed one.

    >>> mixed((arb(1), 2))[0] + Fraction(1, 2) == Fraction(3, 2)
    True
    """
    if type(value) is arb:
        return MixedBall(value)
    if isinstance(value, (list, tuple)):
        return type(value)(mixed(entry) for entry in value)
    return value


def _method(function: Callable[[Any, Any], Any], *, turned: bool = False) -> Callable[..., Any]:
    def method(self: MixedBall, other: object) -> Any:
        pair = (plain(other), plain(self)) if turned else (plain(self), plain(other))
        return mixed(function(*pair))

    return method


def _comparison(name: str) -> Callable[..., Any]:
    asked, opposite = getattr(operator, name), getattr(operator, OPPOSITE[name])

    def method(self: MixedBall, other: object) -> Any:
        left, right = plain(self), plain(other)
        if asked(left, right):
            return True
        if not opposite(left, right):
            raise Unsure(
                f"a comparison of {left.str(3)} with {_shown(right)}, which balls do not decide"
            )
        return False

    return method


def _shown(value: Any) -> str:
    return str(value.str(3)) if isinstance(value, arb) else f"{value!s:.40}"


for _name in OPERATORS:
    setattr(MixedBall, f"__{_name}__", _method(getattr(operator, _name)))
    setattr(MixedBall, f"__r{_name}__", _method(getattr(operator, _name), turned=True))
for _name in OPPOSITE:
    setattr(MixedBall, f"__{_name}__", _comparison(_name))
for _name in ("neg", "pos", "abs"):
    _single = getattr(operator, _name)
    setattr(MixedBall, f"__{_name}__", lambda self, f=_single: mixed(f(plain(self))))
