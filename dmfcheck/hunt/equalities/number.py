"""Exact numbers that remember how they depend on one unknown, and note what is asked of them."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly

from dmfcheck.claims.exact_number import NotExact, Work

MOST_DEGREE = 24
"""Degree of a polynomial at most: beyond it a number is a number only."""

MOST_ASKED = 400
"""Questions that are noted at most."""

LONGEST = 1 << 12
"""Bits of a number at most: its polynomial would be as long in every coefficient."""

WORK = 1 << 20
"""Bits of all numbers of one evaluation at most: some thousandths of a second."""

ONE = fmpq_poly([1])


@dataclass(frozen=True)
class Ratio:
    """A quotient of two polynomials in the unknown."""

    top: fmpq_poly
    bottom: fmpq_poly = field(default_factory=lambda: ONE)

    @property
    def is_constant(self) -> bool:
        """Whether it does not depend on the unknown."""
        return self.top.degree() <= 0 and self.bottom.degree() <= 0

    def at(self, t: fmpq) -> fmpq | None:
        """The value at ``t``, None at a pole.

        >>> Ratio(fmpq_poly([0, 1])).at(fmpq(1, 2))
        1/2
        """
        below = self.bottom(t)
        return None if below == 0 else self.top(t) / below


@dataclass
class Trace:
    """What one evaluation asked: the ratios whose sign it wanted, in order (None: not known)."""

    asked: list[Ratio | None] = field(default_factory=list)
    work: Work = field(default_factory=lambda: Work(WORK))

    @property
    def spent(self) -> int:
        """The work that was done."""
        return self.work.most - self.work.left

    def ask(self, ratio: Ratio | None) -> None:
        """Note a question."""
        if len(self.asked) < MOST_ASKED:
            self.asked.append(ratio)


class TracedNumber:
    """A rational ``value``, and the ``ratio`` of the unknown that it is a value of, if known.

    Mixes with ints and Fractions, as exact numbers do; every comparison is noted in ``trace``.

    >>> trace = Trace()
    >>> t = TracedNumber(fmpq(3), Ratio(fmpq_poly([0, 1])), trace)
    >>> t * t > 4, trace.asked[0].top.coeffs() == [-4, 0, 1]
    (True, True)
    """

    __slots__ = ("ratio", "trace", "value")

    value: fmpq
    ratio: Ratio | None
    trace: Trace

    def __init__(self, value: fmpq, ratio: Ratio | None, trace: Trace) -> None:
        self.value = value
        self.ratio = ratio
        self.trace = trace

    @property
    def numerator(self) -> int:
        """The numerator of the value."""
        return int(self.value.p)

    @property
    def denominator(self) -> int:
        """The denominator of the value."""
        return int(self.value.q)

    def _made(self, value: fmpq, ratio: Ratio | None) -> TracedNumber:
        bits = value.height_bits()
        self.trace.work.pay(bits if ratio is None else bits * (1 + max(0, ratio.top.degree())))
        if bits > LONGEST:
            raise NotExact(f"a number of more than {LONGEST} bits")
        return TracedNumber(value, ratio, self.trace)

    def __add__(self, other: object) -> Any:
        value, ratio = _read(other)
        return self._made(self.value + value, _sum(self.ratio, ratio))

    __radd__ = __add__

    def __neg__(self) -> TracedNumber:
        ratio = None if self.ratio is None else Ratio(-self.ratio.top, self.ratio.bottom)
        return TracedNumber(-self.value, ratio, self.trace)

    def __pos__(self) -> TracedNumber:
        return self

    def __sub__(self, other: object) -> Any:
        value, ratio = _read(other)
        minus = None if ratio is None else Ratio(-ratio.top, ratio.bottom)
        return self._made(self.value - value, _sum(self.ratio, minus))

    def __rsub__(self, other: object) -> Any:
        return -(self - other)

    def __mul__(self, other: object) -> Any:
        value, ratio = _read(other)
        return self._made(self.value * value, _product(self.ratio, ratio))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Any:
        value, ratio = _read(other)
        return self._made(self.value / value, _product(self.ratio, _inverse(ratio)))

    def __rtruediv__(self, other: object) -> Any:
        value, ratio = _read(other)
        return self._made(value / self.value, _product(ratio, _inverse(self.ratio)))

    def __pow__(self, exponent: object) -> Any:
        power = _whole(exponent)
        if power is None:
            raise NotExact("a power with an exponent that is no integer")
        if abs(power) * self.value.height_bits() > LONGEST and abs(self.value) != 1:
            raise NotExact(f"a number of more than {LONGEST} bits")
        if power < 0 and self.value == 0:
            raise ZeroDivisionError("0 to a negative power")
        return self._made(self.value**power, _power(self.ratio, power))

    def __rpow__(self, other: object) -> Any:
        value, ratio = _read(other)
        return TracedNumber(value, ratio, self.trace) ** self

    def __abs__(self) -> TracedNumber:
        return -self if self < 0 else self

    def __floor__(self) -> int:
        return int(self.value.floor())

    def __ceil__(self) -> int:
        return int(self.value.ceil())

    def __trunc__(self) -> int:
        return -math.floor(-self) if self.value < 0 else math.floor(self)

    def __int__(self) -> int:
        return self.__trunc__()

    def __float__(self) -> float:
        raise TypeError("an exact number is not rounded to a float within a margin")

    def __floordiv__(self, other: object) -> Any:
        return math.floor(self / other)

    def __rfloordiv__(self, other: object) -> Any:
        return math.floor(other / self)

    def __mod__(self, other: object) -> Any:
        return self - other * (self // other)

    def __rmod__(self, other: object) -> Any:
        return other - self * (other // self)

    def _sign(self, other: object) -> int:
        """The sign of self - other, which is noted as asked."""
        value, ratio = _read(other)
        minus = None if ratio is None else Ratio(-ratio.top, ratio.bottom)
        self.trace.ask(_sum(self.ratio, minus))
        difference = self.value - value
        return (difference > 0) - (difference < 0)

    def __bool__(self) -> bool:
        return self._sign(0) != 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (TracedNumber, numbers.Rational)):
            return self._sign(other) == 0
        return NotImplemented

    def __lt__(self, other: object) -> bool:
        return self._sign(other) < 0

    def __le__(self, other: object) -> bool:
        return self._sign(other) <= 0

    def __gt__(self, other: object) -> bool:
        return self._sign(other) > 0

    def __ge__(self, other: object) -> bool:
        return self._sign(other) >= 0

    def __hash__(self) -> int:
        return hash(Fraction(self.numerator, self.denominator))

    def __repr__(self) -> str:
        return str(self.value)


def _read(other: object) -> tuple[fmpq, Ratio | None]:
    if isinstance(other, TracedNumber):
        return other.value, other.ratio
    if isinstance(other, numbers.Rational):
        value = fmpq(int(other.numerator), int(other.denominator))
        return value, Ratio(fmpq_poly([value]))
    raise TypeError(f"exact arithmetic takes ints and Fractions, no {type(other).__name__}")


def _whole(exponent: object) -> int | None:
    value, _ = _read(exponent)
    return int(value.p) if value.q == 1 else None


def _bounded(top: fmpq_poly, bottom: fmpq_poly) -> Ratio | None:
    """In lowest terms, the bottom monic: else every product would make both longer."""
    if bottom.degree() > 0:
        common = top.gcd(bottom)
        if common.degree() > 0:
            top, bottom = top // common, bottom // common
    if top.degree() > MOST_DEGREE or bottom.degree() > MOST_DEGREE or bottom.is_zero():
        return None
    leading = bottom[bottom.degree()]
    return Ratio(top, bottom) if leading == 1 else Ratio(top / leading, bottom / leading)


def _sum(one: Ratio | None, other: Ratio | None) -> Ratio | None:
    if one is None or other is None:
        return None
    if one.bottom == other.bottom:
        return _bounded(one.top + other.top, one.bottom)
    return _bounded(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom)


def _product(one: Ratio | None, other: Ratio | None) -> Ratio | None:
    if one is None or other is None:
        return None
    return _bounded(one.top * other.top, one.bottom * other.bottom)


def _inverse(ratio: Ratio | None) -> Ratio | None:
    return None if ratio is None or ratio.top.is_zero() else _bounded(ratio.bottom, ratio.top)


def _power(ratio: Ratio | None, power: int) -> Ratio | None:
    base = _inverse(ratio) if power < 0 else ratio
    if base is None:
        return None
    size = abs(power)
    if max(base.top.degree(), base.bottom.degree()) * size > MOST_DEGREE:
        return None
    return Ratio(base.top**size, base.bottom**size)
