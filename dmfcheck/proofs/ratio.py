"""Ratios of polynomials with rational coefficients: the numbers that a margin is expanded in."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from dmfcheck.base.bounds import check_time, remaining

__all__ = ["MOST_TERMS", "NotShown", "Polynomial", "Ratio", "as_fmpq", "times"]

Polynomial = fmpq_mpoly

PRODUCTS_A_SECOND = 2e7
"""Products of terms that surely take a second: one product is not interrupted."""

MOST_TERMS = 4_000_000
"""Terms of a polynomial at most: half a gigabyte."""


class NotShown(ArithmeticError):
    """What was to be shown is not, and why: it may be false, or beyond this method."""


def as_fmpq(value: Any) -> fmpq:
    """An int or a Fraction as a number of flint.

    >>> as_fmpq(Fraction(1, 2))
    1/2
    """
    return fmpq(value.numerator, value.denominator)


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """left * right; raises :class:`NotShown` where it would be too large.

    >>> x, = fmpq_mpoly_ctx.get(["x"], "lex").gens()
    >>> times(x + 1, x - 1)
    x^2 - 1
    """
    check_time()
    products = len(left) * len(right)
    if products > max(1.0, min(remaining(), 1e3)) * PRODUCTS_A_SECOND:
        raise NotShown(f"a product of {len(left)} and {len(right)} terms takes too long")
    product = left * right
    if len(product) > MOST_TERMS:
        raise NotShown(f"a polynomial of more than {MOST_TERMS} terms")
    return product


class Ratio:
    """num / den of polynomials in one context; ints and Fractions mix with it.

    >>> x, = fmpq_mpoly_ctx.get(["x"], "lex").gens()
    >>> (Ratio(x) - 1) / (Ratio(x) + Fraction(1, 2))
    (x - 1)/(x + 1/2)
    """

    __slots__ = ("den", "num")

    def __init__(self, num: Polynomial, den: Polynomial | None = None) -> None:
        self.num = num
        self.den = num.context().constant(1) if den is None else den

    @property
    def context(self) -> fmpq_mpoly_ctx:
        """The names that it is in."""
        return self.num.context()

    def _other(self, value: Any) -> Ratio | None:
        if isinstance(value, Ratio):
            return value
        if isinstance(value, int | Fraction | fmpq):
            if isinstance(value, Fraction):
                value = as_fmpq(value)
            return Ratio(self.context.constant(value))
        return None

    def __add__(self, other: Any) -> Ratio:
        right = self._other(other)
        if right is None:
            return NotImplemented
        if self.den == right.den:
            return Ratio(self.num + right.num, self.den)
        num = times(self.num, right.den) + times(right.num, self.den)
        return Ratio(num, times(self.den, right.den))

    __radd__ = __add__

    def __neg__(self) -> Ratio:
        return Ratio(-self.num, self.den)

    def __sub__(self, other: Any) -> Ratio:
        right = self._other(other)
        return NotImplemented if right is None else self + (-right)

    def __rsub__(self, other: Any) -> Ratio:
        left = self._other(other)
        return NotImplemented if left is None else left + (-self)

    def __mul__(self, other: Any) -> Ratio:
        right = self._other(other)
        if right is None:
            return NotImplemented
        return Ratio(times(self.num, right.num), times(self.den, right.den))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Ratio:
        right = self._other(other)
        if right is None:
            return NotImplemented
        if right.num.is_zero():
            raise ZeroDivisionError("division by the polynomial 0")
        return Ratio(times(self.num, right.den), times(self.den, right.num)).reduced()

    def __rtruediv__(self, other: Any) -> Ratio:
        left = self._other(other)
        return NotImplemented if left is None else left / self

    def __pow__(self, exponent: int) -> Ratio:
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0:
            return 1 / self**-exponent
        power, base = Ratio(self.context.constant(1)), self
        while exponent:
            if exponent & 1:
                power = power * base
            exponent >>= 1
            if exponent:
                base = base * base
        return power

    def reduced(self) -> Ratio:
        """The same without a common factor, the denominator with leading coefficient 1 if constant.

        >>> x, = fmpq_mpoly_ctx.get(["x"], "lex").gens()
        >>> Ratio(x * x - 1, 2 * x + 2).reduced()
        (1/2*x - 1/2)/(1)
        """
        num, den = self.num, self.den
        if den.is_constant():
            return Ratio(num / den.leading_coefficient())
        common = num.gcd(den)
        if not common.is_one():
            num, den = num / common, den / common
        return Ratio(num / den.leading_coefficient()) if den.is_constant() else Ratio(num, den)

    def is_zero(self) -> bool:
        """Whether it is the polynomial 0."""
        return bool(self.num.is_zero())

    def __repr__(self) -> str:
        return f"({self.num})/({self.den})"
