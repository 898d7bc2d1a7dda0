"""The numbers of a reading: exact rationals, or intervals at the working precision."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpz
from mpmath import iv, mpf

from dmfcheck.replay import functions
from dmfcheck.replay.abel import interval, precision
from dmfcheck.replay.lacking import Blurred

LONGEST = 60_000
"""Bits of an exact number at most: then intervals are faster."""

LARGEST = mpf(10) ** 100_000
"""What may exceed it has no digit left."""


class Irrational(ArithmeticError):
    """The predicate leaves the rationals, or its numbers grow too long."""


class Numbers(ABC):
    """What a reading needs of numbers besides the field operations."""

    exact: bool

    @abstractmethod
    def number(self, value: Fraction | int) -> Any:
        """The number of a rational."""

    @abstractmethod
    def whole(self, low: int, high: int) -> Any:
        """What lies between two integers, rounded nowhere."""

    @abstractmethod
    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}, x >= 0."""

    @abstractmethod
    def log(self, x: Any) -> Any:
        """ln x."""

    @abstractmethod
    def exp(self, x: Any) -> Any:
        """e^x."""

    @abstractmethod
    def greatest(self, values: list[Any]) -> Any:
        """The greatest of the values."""

    @abstractmethod
    def moved(self, depth: int, eta: Any, eigenvalue: Any, d: Any) -> Any:
        """d + eta d^{N-1} (lambda - d^N)."""

    @abstractmethod
    def kept(self, x: Any, growth: int) -> Any:
        """x, if numbers of ``growth`` times its digits can be computed with."""

    def power(self, x: Any, exponent: Fraction) -> Any:
        """x^exponent, x > 0."""
        return self.root(x**exponent.numerator, exponent.denominator)

    def least(self, values: list[Any]) -> Any:
        """The least of the values."""
        return -self.greatest([-value for value in values])


class Exactly(Numbers):
    """Rationals; what they cannot say raises :class:`Irrational`.

    >>> Exactly().root(fmpq(8, 27), 3), Exactly().moved(2, fmpq(1, 4), fmpq(1), fmpq(1, 2))
    (2/3, 19/32)
    """

    exact = True

    def number(self, value: Fraction | int) -> Any:
        """The rational itself."""
        given = Fraction(value)
        return fmpq(given.numerator, given.denominator)

    def whole(self, low: int, high: int) -> Any:
        """The integer, if there is only one."""
        if low != high:
            raise Irrational("a step that is not known")
        return fmpq(low)

    def root(self, x: Any, degree: int) -> Any:
        """The rational root; raises :class:`Irrational` if there is none."""
        over, under = fmpz(x.p).root(degree), fmpz(x.q).root(degree)
        if over**degree != x.p or under**degree != x.q:
            raise Irrational("an irrational root")
        return fmpq(over, under)

    def log(self, x: Any) -> Any:
        """Raise :class:`Irrational`, but for ln 1."""
        if x != 1:
            raise Irrational("a logarithm")
        return fmpq(0)

    def exp(self, x: Any) -> Any:
        """Raise :class:`Irrational`, but for e^0."""
        if x != 0:
            raise Irrational("an exponential")
        return fmpq(1)

    def greatest(self, values: list[Any]) -> Any:
        """The greatest of the values."""
        return max(values)

    def moved(self, depth: int, eta: Any, eigenvalue: Any, d: Any) -> Any:
        """The next iterate; raises :class:`Irrational` where it would be too long."""
        power = d ** (depth - 1)
        pull = eigenvalue - power * d
        return d if pull == 0 else self.kept(d, 2 * depth - 1) + eta * power * pull

    def kept(self, x: Any, growth: int) -> Any:
        """x; raises :class:`Irrational` if it is too long."""
        if growth * max(int(x.p).bit_length(), int(x.q).bit_length()) > LONGEST:
            raise Irrational("iterates of too many digits")
        return x


class Enclosed(Numbers):
    """mpmath's intervals, at the precision ``iv.prec``.

    >>> Enclosed().root(iv.mpf(4), 2).a == 2
    True
    """

    exact = False

    def number(self, value: Fraction | int) -> Any:
        """The interval of the rational."""
        return interval(Fraction(value))

    def whole(self, low: int, high: int) -> Any:
        """The interval of the integers."""
        with precision(max(iv.prec, high.bit_length() + 1)):
            return iv.mpf([low, high])

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}."""
        return functions.root(x, degree)

    def log(self, x: Any) -> Any:
        """ln x."""
        return functions.logarithm(x)

    def exp(self, x: Any) -> Any:
        """e^x."""
        return functions.exponential(x)

    def greatest(self, values: list[Any]) -> Any:
        """The interval of the greatest."""
        return iv.mpf([max(value.a for value in values), max(value.b for value in values)])

    def power(self, x: Any, exponent: Fraction) -> Any:
        """e^{exponent ln x}."""
        return functions.exponential(interval(exponent) * functions.logarithm(x))

    def moved(self, depth: int, eta: Any, eigenvalue: Any, d: Any) -> Any:
        """The image of the middle, and of the rest by the slope: what contracts stays narrow."""
        middle = d.mid
        power, between = middle ** (depth - 1), d ** (depth - 2)
        slope = 1 + eta * between * ((depth - 1) * eigenvalue - (2 * depth - 1) * d**depth)
        image = middle + eta * power * (eigenvalue - power * middle)
        return self.kept(image + slope * (d - middle), 1)

    def kept(self, x: Any, growth: int) -> Any:
        """x; raises :class:`~dmfcheck.replay.lacking.Blurred` if it has no digit."""
        if not abs(x).b < LARGEST:
            raise Blurred("an iterate without a digit")
        return x
