"""Rational arithmetic on flint's fmpq: the counterpart of Python Fractions, for exact ties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpz

from dmfcheck.claims.arithmetic import Arithmetic, Factors, Which, eigenvalue_of
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix

BIT_LIMIT = 80_000
FEW_STEPS = 20
"""Iterates of few digits could be counted for ever; intervals count further."""


class NotRational(ArithmeticError):
    """The margin leaves the rationals, or its numbers grow too long."""


class Rationals(Arithmetic):
    """Exact numbers of type :class:`flint.fmpq`.

    >>> Rationals().root(fmpq(8, 27), 3)
    2/3
    """

    compared = False
    """Whether :meth:`equal`, whose unit is that of the arithmetic, went into a margin."""

    def number(self, value: Fraction) -> Any:
        """The rational itself."""
        return fmpq(value.numerator, value.denominator)

    def minimum(self, *values: Any) -> Any:
        """The least of the values."""
        return min(map(fmpq, values))

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return abs(fmpq(x))

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, -1 elsewhere."""
        return fmpq(1) if x >= 0 else fmpq(-1)

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """-|left - right| / scale."""
        self.compared = True
        return -abs(fmpq(left - right)) / scale

    def root(self, x: Any, degree: int) -> Any:
        """The rational root, if there is one."""
        value = fmpq(x)
        over, under = (fmpz(part).root(degree) for part in (value.p, value.q))
        if over**degree != value.p or under**degree != value.q:
            raise NotRational("an irrational root")
        return fmpq(over, under)

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """d+ = d + eta d^{N-1}(lambda - d^N), from alpha, in exact numbers."""
        eigenvalue = eigenvalue_of(point, which)
        iterates = [fmpq(point.alpha)]
        for _ in range(point.steps):
            d = iterates[-1]
            power = d ** (point.depth - 1)
            iterates.append(_short(d + point.eta * power * (eigenvalue - power * d)))
        return iterates

    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Factors]:
        """(p, q, w) from u = q + p and v = q - p, which e multiplies by 1 + e and 1 - e."""
        N, eigenvalue = point.depth, eigenvalue_of(point, which)
        u, v = fmpq(2 * point.alpha - point.beta), fmpq(point.beta)
        triples = []
        for k in range(point.steps + 1):
            p, q = (u - v) / 2, (u + v) / 2
            w = p * q ** (N - 1)
            triples.append((p, q, w))
            if k == point.steps:
                break
            e = point.eta * q ** (N - 2) * (eigenvalue - w)
            u, v = _short(u * (1 + e)), _short(v * (1 - e))
        return triples

    def end_to_end_matrix(self, point: Point) -> Matrix:
        """The exact matrix; raises :class:`NotRational` where its digits would fill the memory."""
        numbers = [point.alpha, point.eta, *(entry for row in point.target for entry in row)]
        bits = max(fmpq(number).q.bit_length() for number in numbers)
        # A step multiplies the digits of a factor by about 2N-1.
        if bits * (2 * point.depth - 1) ** min(point.steps, 32) > BIT_LIMIT:
            raise NotRational("a matrix of too many digits")
        return super().end_to_end_matrix(point)

    def log(self, x: Any) -> Any:
        """Raise :class:`NotRational`, but for ln 1."""
        return self._only(x, 1, 0)

    def exp(self, x: Any) -> Any:
        """Raise :class:`NotRational`, but for e^0."""
        return self._only(x, 0, 1)

    def atan(self, x: Any) -> Any:
        """Raise :class:`NotRational`, but for arctan 0."""
        return self._only(x, 0, 0)

    def _only(self, x: Any, at: int, value: int) -> Any:
        if x != at:
            raise NotRational("an irrational value")
        return fmpq(value)

    def cos_pi(self, turn: Fraction) -> Any:
        """Raise :class:`NotRational`."""
        raise NotRational("a cosine")

    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """Raise :class:`NotRational`."""
        raise NotRational("a hypergeometric function")

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """Counted for a few steps, so that a tie is seen; then :class:`NotRational` is raised."""
        eigenvalue = eigenvalue_of(point, which)
        d = fmpq(point.alpha)
        for step in range(FEW_STEPS):
            power = d ** (point.depth - 1)
            if power * d >= point.fraction * eigenvalue:
                return fmpq(step)
            d = _short(d + point.eta * power * (eigenvalue - power * d))
        raise NotRational("a hitting time of many steps")

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """w(step), a few steps from the start; raises :class:`NotRational` beyond them."""
        whole = fmpq(step)
        if whole.q != 1 or not 0 <= whole <= FEW_STEPS:
            raise NotRational("an iterate that is not a few steps away")
        return super().value_at(point, int(whole.p), which)

    def negative_recovery_time(self, point: Point) -> Any:
        """Raise :class:`NotRational`."""
        raise NotRational("a recovery time")

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Any:
        """Raise :class:`NotRational`."""
        raise NotRational("an integral")


def _short(value: Any) -> Any:
    if value.q.bit_length() > BIT_LIMIT:
        raise NotRational("iterates of too many digits")
    return value
