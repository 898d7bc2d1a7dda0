"""Exact rationals of bounded size and work: what exact arithmetic computes a margin with.

The digits of an orbit are multiplied at every step, so a margin that iterates one step too many
would never end. Here the bits of a result are estimated before it is computed, and what would be
too long, or too much in all, is not begun: :class:`NotExact` hands the margin over to balls.
"""

from __future__ import annotations

import numbers
from fractions import Fraction
from typing import Any

from flint import fmpq

from dmfcheck.base.bounds import check_time

__all__ = ["LONGEST", "ExactNumber", "NotExact", "Work"]

LONGEST = 1 << 20
"""Bits of a numerator or denominator at most: one more product takes a tenth of a second."""

MOST_WORK = 1 << 25
"""Bits of all results together, estimated, of one margin at most: a few seconds."""

OPERATION = 16
"""What any operation costs beside its bits, so that endless work on short numbers ends too."""

ASKED_EVERY = 1 << 16
"""Work between two looks at the time."""


class NotExact(ArithmeticError):
    """The margin left the rationals (a logarithm, a root) or the digits that they may have."""


class Work:
    """What is left of the work of one margin, in bits.

    >>> work = Work(100)
    >>> work.pay(40)
    >>> work.pay(40)
    Traceback (most recent call last):
    dmfcheck.claims.exact_number.NotExact: exact arithmetic of more than 100 bits in all
    """

    __slots__ = ("_asked", "left", "most")

    def __init__(self, most: int = MOST_WORK) -> None:
        self.most = self.left = most
        self._asked = max(0, most - ASKED_EVERY)

    def pay(self, bits: int) -> None:
        """Begin an operation whose result has up to ``bits`` bits, unless that is too many."""
        if bits > LONGEST:
            raise NotExact(f"an exact number of more than {LONGEST} bits")
        left = self.left = self.left - bits - OPERATION
        if left < self._asked:
            self._look()

    def _look(self) -> None:
        if self.left < 0:
            raise NotExact(f"exact arithmetic of more than {self.most} bits in all")
        self._asked = max(0, self.left - ASKED_EVERY)
        check_time()


class ExactNumber(numbers.Rational):
    """A rational that takes part in exact arithmetic as a Fraction does, within its ``work``.

    Mixes with ints and Fractions; equal to, and hashed as, the Fraction of the same value. With
    floats it raises TypeError: a float has been rounded, and what is made of it is not exact.

    >>> x = ExactNumber(fmpq(1, 3), Work())
    >>> (1 - x) ** 2 + Fraction(5, 9), x < Fraction(1, 2), hash(x) == hash(Fraction(1, 3))
    (1, True, True)
    >>> for _ in range(40):
    ...     x = x * x
    Traceback (most recent call last):
    dmfcheck.claims.exact_number.NotExact: an exact number of more than 1048576 bits
    """

    __slots__ = ("value", "work")

    value: fmpq
    work: Work

    def __init__(self, value: fmpq, work: Work) -> None:
        self.value = value
        self.work = work

    @property
    def numerator(self) -> int:
        """The numerator in lowest terms."""
        return int(self.value.p)

    @property
    def denominator(self) -> int:
        """The denominator in lowest terms, positive."""
        return int(self.value.q)

    @property
    def fraction(self) -> Fraction:
        """The same number without bounds."""
        return Fraction(self.numerator, self.denominator)

    def _made(self, value: fmpq) -> ExactNumber:
        made = object.__new__(ExactNumber)
        made.value = value
        made.work = self.work
        return made

    def __add__(self, other: object) -> Any:
        x, y = self.value, _value(other)
        self.work.pay(x.height_bits() + y.height_bits() + 1)
        return self._made(x + y)

    def __radd__(self, other: object) -> Any:
        return self + other

    def __sub__(self, other: object) -> Any:
        x, y = self.value, _value(other)
        self.work.pay(x.height_bits() + y.height_bits() + 1)
        return self._made(x - y)

    def __rsub__(self, other: object) -> Any:
        x, y = self.value, _value(other)
        self.work.pay(x.height_bits() + y.height_bits() + 1)
        return self._made(y - x)

    def __mul__(self, other: object) -> Any:
        x, y = self.value, _value(other)
        self.work.pay(x.height_bits() + y.height_bits())
        return self._made(x * y)

    def __rmul__(self, other: object) -> Any:
        return self * other

    def __truediv__(self, other: object) -> Any:
        x, y = self.value, _value(other)
        self.work.pay(x.height_bits() + y.height_bits())
        return self._made(x / y)

    def __rtruediv__(self, other: object) -> Any:
        x, y = self.value, _value(other)
        self.work.pay(x.height_bits() + y.height_bits())
        return self._made(y / x)

    def __floordiv__(self, other: object) -> Any:
        return (self / other).__floor__()

    def __rfloordiv__(self, other: object) -> Any:
        return (other / self).__floor__()

    def __mod__(self, other: object) -> Any:
        return self - other * (self // other)

    def __rmod__(self, other: object) -> Any:
        return other - self * (other // self)

    def __pow__(self, other: object) -> Any:
        exponent = _whole(other)
        if exponent is None:
            raise NotExact("a power with an exponent that is no integer")
        x = self.value
        # The bits of 0, 1 and -1 stay what they are, whatever the exponent.
        bits = x.height_bits()
        self.work.pay(bits * abs(exponent) if bits > 1 else bits)
        return self._made(x**exponent if bits > 1 else _power_of_sign(x, exponent))

    def __rpow__(self, other: object) -> Any:
        exponent = _whole(self)
        if exponent is None:
            raise NotExact("a power with an exponent that is no integer")
        return self._made(_value(other)) ** exponent

    def __neg__(self) -> ExactNumber:
        return self._made(-self.value)

    def __pos__(self) -> ExactNumber:
        return self

    def __abs__(self) -> ExactNumber:
        return -self if self.value < 0 else self

    def __bool__(self) -> bool:
        return bool(self.value != 0)

    def __eq__(self, other: object) -> bool:
        # Equality with anything is a question that has an answer; numbers are in lowest terms.
        if isinstance(other, numbers.Number):
            return bool(self.value == _value(other))
        return NotImplemented

    def __lt__(self, other: object) -> bool:
        return bool(self.value < self._compared(other))

    def __le__(self, other: object) -> bool:
        return bool(self.value <= self._compared(other))

    def __gt__(self, other: object) -> bool:
        return bool(self.value > self._compared(other))

    def __ge__(self, other: object) -> bool:
        return bool(self.value >= self._compared(other))

    def _compared(self, other: object) -> fmpq:
        value = _value(other)
        # A comparison multiplies crosswise.
        self.work.pay(self.value.height_bits() + value.height_bits())
        return value

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self.fraction)

    def __trunc__(self) -> int:
        return -self.__neg__().__floor__() if self.value < 0 else self.__floor__()

    def __floor__(self) -> int:
        return int(self.value.floor())

    def __ceil__(self) -> int:
        return int(self.value.ceil())

    def __round__(self, ndigits: int | None = None) -> Any:
        if ndigits is None:
            return round(self.fraction)
        return self._made(_value(round(self.fraction, ndigits)))

    def __int__(self) -> int:
        return self.__trunc__()

    def __float__(self) -> float:
        raise TypeError("an exact number is not rounded to a float within a margin")

    def __repr__(self) -> str:
        return str(self.value)


_REFUSED = "exact arithmetic takes ints and Fractions, no {}"


def _value(other: object) -> fmpq:
    """``other`` as a flint rational; TypeError for what is not exact."""
    if type(other) is ExactNumber:
        return other.value
    if isinstance(other, int):
        return fmpq(other)
    if isinstance(other, numbers.Rational):
        return fmpq(int(other.numerator), int(other.denominator))
    raise TypeError(_REFUSED.format(type(other).__name__))


def _whole(exponent: object) -> int | None:
    if isinstance(exponent, int):
        return int(exponent)
    value = _value(exponent)
    return int(value.p) if value.q == 1 else None


def _power_of_sign(x: fmpq, exponent: int) -> fmpq:
    """x^exponent for x = 0, 1 or -1."""
    if x == 0:
        if exponent < 0:
            raise ZeroDivisionError("0 to a negative power")
        return fmpq(0 if exponent else 1)
    return x if exponent % 2 else fmpq(1)
