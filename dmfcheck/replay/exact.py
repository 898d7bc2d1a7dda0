"""Exact rationals of bounded length, so that no margin written as a plain loop runs for ever."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpz

BIT_LIMIT = 4_000_000
"""A few operations on such numbers take a second; every loop of products soon passes them."""


class NotRational(ArithmeticError):
    """The margin leaves the rationals, or its numbers grow too long."""


class Irrational(NotRational):
    """The margin leaves the rationals, however long they may be."""


class Number:
    """An exact rational; beyond :data:`BIT_LIMIT` bits arithmetic raises :class:`NotRational`.

    Adds, multiplies, divides and compares with integers, Fractions and others of its kind.

    >>> Number(Fraction(1, 2)) + 1, Number(2) ** -2
    (Number(3/2), Number(1/4))
    """

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = _rational(value)

    @property
    def bits(self) -> int:
        """The digits of the numerator and of the denominator together."""
        return int(self.value.p.bit_length() + self.value.q.bit_length())

    def fraction(self) -> Fraction:
        """The same as a Fraction."""
        return Fraction(int(self.value.p), int(self.value.q))

    def root(self, degree: int) -> Number:
        """The rational root; raises :class:`Irrational` if there is none.

        >>> Number(Fraction(8, 27)).root(3)
        Number(2/3)
        """
        over, under = self.value.p, self.value.q
        if over < 0:
            raise Irrational("a root of what is negative")
        parts = [fmpz(part).root(degree) for part in (over, under)]
        if parts[0] ** degree != over or parts[1] ** degree != under:
            raise Irrational("an irrational root")
        return Number(fmpq(*parts))

    def __repr__(self) -> str:
        return f"Number({self.value})"

    def __hash__(self) -> int:
        return hash((int(self.value.p), int(self.value.q)))

    def __bool__(self) -> bool:
        return bool(self.value != 0)

    def __int__(self) -> int:
        return int(self.fraction())

    def __neg__(self) -> Number:
        return Number(-self.value)

    def __abs__(self) -> Number:
        return Number(abs(self.value))

    def __pow__(self, exponent: int) -> Number:
        if self.bits * abs(exponent) > 2 * BIT_LIMIT:
            raise NotRational("a power of too many digits")
        return _short(self.value**exponent)

    def __add__(self, other: Any) -> Number:
        return _combined(other, lambda x: self.value + x)

    def __sub__(self, other: Any) -> Number:
        return _combined(other, lambda x: self.value - x)

    def __rsub__(self, other: Any) -> Number:
        return _combined(other, lambda x: x - self.value)

    def __mul__(self, other: Any) -> Number:
        return _combined(other, lambda x: self.value * x)

    def __truediv__(self, other: Any) -> Number:
        return _combined(other, lambda x: self.value / x)

    def __rtruediv__(self, other: Any) -> Number:
        return _combined(other, lambda x: x / self.value)

    __radd__, __rmul__ = __add__, __mul__

    def __eq__(self, other: object) -> bool:
        try:
            return bool(self.value == _rational(other))
        except TypeError:
            return NotImplemented

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < _rational(other))

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= _rational(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > _rational(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= _rational(other))


def _combined(other: Any, operation: Callable[[Any], Any]) -> Number:
    return _short(operation(_rational(other)))


def _rational(value: Any) -> Any:
    if isinstance(value, Number):
        return value.value
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    return value if isinstance(value, fmpq) else fmpq(value)


def _short(value: Any) -> Number:
    number = Number(value)
    if number.bits > BIT_LIMIT:
        raise NotRational("numbers of too many digits")
    return number
