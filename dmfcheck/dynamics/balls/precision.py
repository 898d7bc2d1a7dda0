"""Numbers known to any precision, and the integers that a ball allows.

A ball comparison such as ``x < y`` is True only where it is certain and False where it is not, so
callers test both it and its complement. Every function here works at the precision in force
(``flint.ctx.prec``), which callers set with ``ctx.workprec``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

__all__ = ["Root", "ball", "ceilings", "floor_below", "magnitude"]


def ball(number: Fraction | int) -> arb:
    """The ball around an exact rational at the precision in force.

    >>> ball(Fraction(1, 4)) == 0.25
    True
    """
    if isinstance(number, int):
        return arb(number)
    return arb(fmpq(number.numerator, number.denominator))


def floor_below(x: arb) -> int:
    """The largest integer that is certainly <= the number in the ball ``x``, i.e. floor(lower end).

    Raises OverflowError where the ball is not finite.

    >>> floor_below(arb(2.5, 0.75)), floor_below(arb(-2.5))
    (1, -3)
    """
    if not x.is_finite():
        raise OverflowError("an unbounded ball has no floor")
    mantissa, exponent = (int(part) for part in x.lower().man_exp())
    return mantissa << exponent if exponent >= 0 else mantissa >> -exponent


def ceilings(x: arb) -> tuple[int, int]:
    """The smallest integers >= the lower and >= the upper end of the ball ``x``.

    A number L <= K < U + 1 with L >= the lower and U <= the upper end lies between them.

    >>> ceilings(arb(2.5, 0.75)), ceilings(arb(2))
    ((2, 4), (2, 2))
    """
    return -floor_below(-(x.lower())), -floor_below(-x)


def magnitude(x: arb) -> int:
    """An integer e with |x| < 2^e for an exact ``x``; very negative for 0.

    >>> magnitude(arb(0.25)), magnitude(arb(5))
    (-1, 3)
    """
    mantissa, exponent = (int(part) for part in x.man_exp())
    return mantissa.bit_length() + exponent if mantissa else -(1 << 62)


@dataclass(frozen=True)
class Root:
    """The positive real ``radicand ** (1 / degree)``: a rational if the degree is 1.

    >>> from flint import ctx
    >>> with ctx.workprec(64):
    ...     third = Root(Fraction(1, 27), 3)
    ...     abs(third.ball() - ball(Fraction(1, 3))) < 1e-18, third.order
    (True, -2)
    """

    radicand: Fraction
    degree: int = 1

    @property
    def order(self) -> int:
        """An integer within 2 of log2 of the number."""
        bits = self.radicand.numerator.bit_length() - self.radicand.denominator.bit_length()
        return bits // self.degree

    def ball(self) -> arb:
        """The number, to the full relative precision in force."""
        if self.degree == 1 or self.radicand == 1:
            return ball(self.radicand)
        return ball(self.radicand).root(self.degree)

    def pair(self) -> tuple[arb, arb]:
        """The number and 1 - the number."""
        return self.ball(), self.gap()

    def gap(self) -> arb:
        """1 - the number, to nearly the full relative precision in force, however close to 1.

        >>> from flint import ctx
        >>> with ctx.workprec(64):
        ...     float(Root(1 - Fraction(1, 10**30), 2).gap())
        5e-31
        """
        if self.degree == 1:
            return ball(1 - self.radicand)
        if self.radicand == 1:
            return arb(0)
        if 2 * self.radicand < 1:
            return 1 - self.ball()
        return -(ball(self.radicand - 1).log1p() / self.degree).expm1()
