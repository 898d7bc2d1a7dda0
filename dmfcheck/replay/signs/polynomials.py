"""Polynomials as dictionaries {(powers): coefficient}, and quotients of them: no library at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from numbers import Number, Rational
from typing import Any, TypeAlias

from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.uncompared import Uncompared

Powers: TypeAlias = tuple[int, ...]
Polynomial: TypeAlias = "dict[Powers, Fraction | int]"

_divisors: ContextVar[list[Polynomial] | None] = ContextVar("dmfcheck_replay_under", default=None)


@contextmanager
def recording_divisors() -> Iterator[list[Polynomial]]:
    """The numerators of all that quotients are divided by in the block.

    >>> x = Quotient({(1,): 1}, 1)
    >>> with recording_divisors() as found:
    ...     _ = 1 / x
    >>> found
    [{(1,): 1}]
    """
    found: list[Polynomial] = []
    token = _divisors.set(found)
    try:
        yield found
    finally:
        _divisors.reset(token)


MOST_TERMS = 1_500_000
"""Terms of a polynomial beyond which it is not held."""


def plain(value: Fraction | int) -> Fraction | int:
    """A whole number as an int, which is faster.

    >>> plain(Fraction(2))
    2
    """
    return value.numerator if value.denominator == 1 else value


def total(left: Mapping[Powers, Any], right: Mapping[Powers, Any]) -> Polynomial:
    """left + right.

    >>> total({(1,): 2}, {(1,): -2, (0,): 1})
    {(0,): 1}
    """
    found = dict(left)
    for powers, coefficient in right.items():
        value = found.get(powers, 0) + coefficient
        if value:
            found[powers] = value
        else:
            found.pop(powers, None)
    return found


def scaled(polynomial: Mapping[Powers, Any], factor: Fraction | int) -> Polynomial:
    """factor * polynomial.

    >>> scaled({(1,): 2}, 3)
    {(1,): 6}
    """
    return {powers: plain(c * factor) for powers, c in polynomial.items()} if factor else {}


def product(left: Mapping[Powers, Any], right: Mapping[Powers, Any]) -> Polynomial:
    """left * right.

    >>> product({(1,): 1, (0,): 1}, {(1,): 1, (0,): -1}) == {(2,): 1, (0,): -1}
    True
    """
    if len(left) < len(right):
        left, right = right, left
    found: Polynomial = {}
    for one, factor in right.items():
        for other, coefficient in left.items():
            powers = tuple(map(int.__add__, one, other))
            found[powers] = found.get(powers, 0) + factor * coefficient
        if len(found) > MOST_TERMS:
            raise CannotReplay(f"room for a polynomial of more than {MOST_TERMS} terms")
    return {powers: plain(c) for powers, c in found.items() if c}


def raised(base: Mapping[Powers, Any], exponent: int, names: int) -> Polynomial:
    """base^exponent, in so many names.

    >>> raised({(1,): 1, (0,): 1}, 2, 1) == {(2,): 1, (1,): 2, (0,): 1}
    True
    """
    found: Polynomial = {(0,) * names: 1}
    for _ in range(exponent):
        found = product(found, base)
    return found


def exact_quotient(num: Mapping[Powers, Any], den: Mapping[Powers, Any]) -> Polynomial | None:
    """num / den if that is a polynomial, else None.

    >>> exact_quotient({(2,): 1, (0,): -1}, {(1,): 1, (0,): 1}) == {(1,): 1, (0,): -1}
    True
    """
    lead = max(den)
    left, found = dict(num), {}
    while left:
        powers = max(left)
        step = tuple(map(int.__sub__, powers, lead))
        if min(step) < 0:
            return None
        found[step] = plain(Fraction(left[powers]) / den[lead])
        left = total(left, product(den, {step: -found[step]}))
    return found


class Quotient(Uncompared):
    """num / den, polynomials in ``names`` variables; not reduced but by equal denominators.

    >>> x = Quotient({(1,): 1}, 1)
    >>> ((x + 1) * x - Fraction(1, 2)).num == {(2,): 1, (1,): 1, (0,): Fraction(-1, 2)}
    True
    """

    __slots__ = ("den", "names", "num")

    def __init__(self, num: Polynomial, names: int, den: Polynomial | None = None) -> None:
        one: Polynomial = {(0,) * names: 1}
        self.num, self.names = num, names
        self.den: Polynomial = one if den is None else den

    def of(self, value: Any) -> Quotient:
        """A number in the same variables; raises :class:`CannotReplay` at what is none."""
        if isinstance(value, Quotient):
            return value
        if not isinstance(value, Rational):
            raise CannotReplay("exact value of a number in a margin")
        number = plain(Fraction(value))
        return Quotient({(0,) * self.names: number} if number else {}, self.names)

    @property
    def is_polynomial(self) -> bool:
        """Whether the denominator is a number."""
        return set(self.den) == {(0,) * self.names}

    def polynomial(self) -> Polynomial:
        """The polynomial that it is; raises :class:`CannotReplay` where it is none."""
        if not self.is_polynomial:
            raise CannotReplay("division by a polynomial here")
        return scaled(self.num, Fraction(1) / Fraction(self.den[(0,) * self.names]))

    def __eq__(self, other: object) -> bool:
        """Whether they are equal, where that is so everywhere or nowhere."""
        if not isinstance(other, Number | Uncompared):
            return NotImplemented
        if not isinstance(other, Quotient | Rational):
            self._refuse()
        difference = self + (-self.of(other))
        if not difference.num:
            return True
        number = {(0,) * self.names}
        return False if set(difference.num) == set(difference.den) == number else self._refuse()

    def __bool__(self) -> bool:
        return self != 0

    __hash__ = None

    def __neg__(self) -> Quotient:
        return Quotient(scaled(self.num, -1), self.names, self.den)

    def __add__(self, other: Any) -> Quotient:
        if not isinstance(other, Quotient | Rational):
            return NotImplemented
        right = self.of(other)
        if self.den == right.den:
            return Quotient(total(self.num, right.num), self.names, self.den)
        num = total(product(self.num, right.den), product(right.num, self.den))
        return Quotient(num, self.names, product(self.den, right.den))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Quotient:
        if not isinstance(other, Quotient | Rational):
            return NotImplemented
        return self + (-self.of(other))

    def __rsub__(self, other: Any) -> Quotient:
        if not isinstance(other, Quotient | Rational):
            return NotImplemented
        return self.of(other) + (-self)

    def __mul__(self, other: Any) -> Quotient:
        if not isinstance(other, Quotient | Rational):
            return NotImplemented
        right = self.of(other)
        num, den = product(self.num, right.num), product(self.den, right.den)
        return Quotient(num, self.names, den)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Quotient:
        if not isinstance(other, Quotient | Rational):
            return NotImplemented
        right = self.of(other)
        if not right.num:
            raise CannotReplay("division by 0")
        recorded = _divisors.get()
        if recorded is not None:
            recorded.append(right.num)
        if right.is_polynomial and len(right.num) == 1 and (0,) * self.names in right.num:
            number = Fraction(right.num[(0,) * self.names]) / right.den[(0,) * self.names]
            return Quotient(scaled(self.num, 1 / number), self.names, self.den)
        num, den = product(self.num, right.den), product(self.den, right.num)
        return Quotient(num, self.names, den)

    def __rtruediv__(self, other: Any) -> Quotient:
        if not isinstance(other, Quotient | Rational):
            return NotImplemented
        return self.of(other) / self

    def __pow__(self, exponent: int) -> Quotient:
        if exponent < 0:
            return 1 / self**-exponent
        num = raised(self.num, exponent, self.names)
        return Quotient(num, self.names, raised(self.den, exponent, self.names))
