"""Ratios of polynomials with rational coefficients: the numbers that a margin is expanded in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from numbers import Number
from typing import Any, NoReturn

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from dmfcheck.base.bounds import check_time, remaining

__all__ = [
    "MOST_TERMS",
    "NotShown",
    "Polynomial",
    "Ratio",
    "Uncompared",
    "as_fmpq",
    "divisors",
    "times",
]

Polynomial = fmpq_mpoly

PRODUCTS_A_SECOND = 2e7
"""Products of terms that surely take a second: one product is not interrupted."""

MOST_TERMS = 4_000_000
"""Terms of a polynomial at most: half a gigabyte."""


_divisors: ContextVar[list[Polynomial] | None] = ContextVar("dmfcheck_divisors", default=None)


@contextmanager
def divisors() -> Iterator[list[Polynomial]]:
    """Collect what ratios are divided by in the block: where one is 0 there is no quotient.

    >>> x, = fmpq_mpoly_ctx.get(["x"], "lex").gens()
    >>> with divisors() as found:
    ...     Ratio(x) / Ratio(x)
    (1)/(1)
    >>> found
    [x]
    """
    found: list[Polynomial] = []
    before = _divisors.set(found)
    try:
        yield found
    finally:
        _divisors.reset(before)


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


class Uncompared:
    """A number at many points at once: what a margin asks of it may be so at some of them only.

    Raises :class:`NotShown` at ``==`` and where its truth is asked for; Python's own answers would
    be those of one object.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self._ask()

    def __bool__(self) -> bool:
        return self._ask()

    # What is comparable is no key.
    __hash__ = None  # type: ignore[assignment]

    def _ask(self) -> NoReturn:
        raise NotShown("the margin compares numbers that are equal at some points, or may be")


class Ratio(Uncompared):
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
        collected = _divisors.get()
        if collected is not None and right.num not in collected:
            collected.append(right.num)
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

    def __eq__(self, other: object) -> bool:
        """Whether they are equal, where that is so everywhere or nowhere."""
        if not isinstance(other, Number | Uncompared):
            return NotImplemented
        difference = self - other if isinstance(self._other(other), Ratio) else self._ask()
        if difference.is_zero():
            return True
        known = difference.reduced()
        return False if known.num.is_constant() and known.den.is_constant() else self._ask()

    def __bool__(self) -> bool:
        return self != 0

    __hash__ = None

    def is_zero(self) -> bool:
        """Whether it is the polynomial 0."""
        return bool(self.num.is_zero())

    def __repr__(self) -> str:
        return f"({self.num})/({self.den})"
