"""Exact rationals as an arithmetic: no rounding, for margins that need field operations only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from flint import fmpq

from dmfcheck.claims import exact_steps
from dmfcheck.claims.arithmetic import (
    Arithmetic,
    Factors,
    Which,
    eigenvalue_of,
)
from dmfcheck.claims.exact_number import ExactNumber, NotExact, Work
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN


class Exact(Arithmetic):
    """Rationals: no rounding at all, for margins that need field operations only.

    Its own numbers are those of :mod:`dmfcheck.claims.exact_number`, whose bits and work are
    bounded; an instance has the ``work`` of one margin. Fractions of a caller stay Fractions.

    >>> Exact().minimum(Fraction(1, 2), Fraction(1, 3))
    Fraction(1, 3)
    >>> Exact().number(Fraction(1, 2)) ** 2
    1/4
    """

    def __init__(self, work: Work | None = None) -> None:
        self._work = Work() if work is None else work

    bit_limit = 60_000
    """Exact iterates end here: their digits are multiplied by 2N-1 at every step."""

    few_bits = 20_000
    """Exact hitting times and single iterates end here: balls are faster than their quotients."""

    few_steps = 20
    """And here: iterates of few digits may never reach a level."""

    def number(self, value: Fraction) -> ExactNumber:
        """The same number, bounded."""
        return ExactNumber(fmpq(value.numerator, value.denominator), self._work)

    def log(self, x: Any) -> Any:
        """Raise :class:`NotExact`, but for ln 1 = 0."""
        if x == 1:
            return Fraction(0)
        raise NotExact("the logarithm of a rational other than 1 is irrational")

    def root(self, x: Any, degree: int) -> Any:
        """The root where it is rational; raises :class:`NotExact` elsewhere.

        >>> Exact().root(Fraction(8, 27), 3)
        Fraction(2, 3)
        """
        import flint

        parts = [int(flint.fmpz(part).root(degree)) for part in (x.numerator, x.denominator)]
        candidate = Fraction(*parts)
        if candidate**degree != x:
            raise NotExact(f"a root of degree {degree} is irrational")
        return candidate

    def minimum(self, *values: Any) -> Any:
        """The least of the values."""
        return min(values)

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return abs(x)

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, -1 where x < 0."""
        return Fraction(1 if x >= 0 else -1)

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """-|left - right| / scale: exact numbers that should agree are equal."""
        return -abs(left - right) / scale

    def orbit(self, point: Point, which: Which = None) -> list[Any]:
        """The exact orbit, of a few steps; raises :class:`NotExact` beyond them."""
        return self._whole(self._iterates(point, which, self.bit_limit), point.steps)

    def perturbed_orbit(self, point: Point, which: Which = None) -> list[Factors]:
        """The exact orbit, of a few steps; raises :class:`NotExact` beyond them."""
        N, eigenvalue = point.depth, eigenvalue_of(point, which)
        iterates = PERTURBED.iterates(point, eigenvalue)
        short = _while_short(
            ((p, q, p * q ** (N - 1)) for p, q in iterates),
            lambda factors: factors[0],
            lambda factors: bool(factors[2] == eigenvalue),
            self.bit_limit // (2 * point.depth - 1),
        )
        return self._whole(short, point.steps)

    def require_few(self, depth: int, steps: int, *parameters: Any) -> None:
        """Raise :class:`NotExact` where balls are faster than such long quotients."""
        if exact_steps.are_many(depth, steps, parameters):
            raise NotExact(f"quotients of iterates after {steps} exact steps")

    def require_at_most(self, most: int, steps: int) -> None:
        """Raise :class:`NotExact` beyond ``most`` steps."""
        if steps > most:
            raise NotExact(f"{steps} exact steps")

    def _whole(self, iterates: Iterator[Any], steps: int) -> list[Any]:
        orbit = list(islice(iterates, steps + 1))
        if len(orbit) <= steps:
            raise NotExact(f"exact iterates of more than {self.bit_limit} bits")
        return orbit

    def end_to_end_matrix(self, point: Point) -> Matrix:
        """The exact matrix, after a few steps; raises :class:`NotExact` beyond them."""
        numbers = [point.alpha, point.eta, *(entry for row in point.target for entry in row)]
        bits = max(number.denominator.bit_length() for number in numbers)
        if bits * (2 * point.depth - 1) ** min(point.steps, 32) > self.bit_limit:
            raise NotExact(f"{point.steps} exact steps of whole matrices")
        return super().end_to_end_matrix(point)

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """The exact time, of a few steps, so that ties are seen; raises :class:`NotExact` beyond.

        >>> start = {"depth": 2, "eigenvalue": Fraction(1), "alpha": Fraction(1, 2)}
        >>> level = Fraction(361, 1024)  # w(1), exactly
        >>> Exact().hitting_time(Point(start | {"eta": Fraction(1, 4), "fraction": level}))
        Fraction(1, 1)
        """
        level = point.fraction * eigenvalue_of(point, which)
        for steps, d in enumerate(self._few_iterates(point, which)):
            if d**point.depth >= level:
                return Fraction(steps)
        raise NotExact("a hitting time of many exact steps")

    def negative_recovery_time(self, point: Point) -> Any:
        """Raise :class:`NotExact`: recovery times are found in balls."""
        raise NotExact("recovery times are decided in balls")

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """The exact value a few steps from the start; raises :class:`NotExact` beyond them."""
        for steps, d in enumerate(self._few_iterates(point, which)):
            if steps == step:
                return d**point.depth
        raise NotExact(f"an iterate of more than {self.few_bits} bits")

    def _few_iterates(self, point: Point, which: Which) -> Iterator[Fraction]:
        return islice(self._iterates(point, which, self.few_bits), self.few_steps)

    def _iterates(self, point: Point, which: Which, bits: int) -> Iterator[Fraction]:
        eigenvalue = eigenvalue_of(point, which)
        return _while_short(
            (d for (d,) in PLAIN.iterates(point, eigenvalue)),
            lambda d: d,
            lambda d: bool(d**point.depth == eigenvalue),
            bits // (2 * point.depth - 1),
        )

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Any:
        """Raise :class:`NotExact`: integrals are enclosed in balls."""
        raise NotExact("integrals are enclosed in balls")

    def exp(self, x: Any) -> Any:
        """Raise :class:`NotExact`, but for e^0 = 1."""
        if x == 0:
            return Fraction(1)
        raise NotExact("the exponential of a rational other than 0 is irrational")

    def atan(self, x: Any) -> Any:
        """Raise :class:`NotExact`, but for arctan 0 = 0."""
        if x == 0:
            return Fraction(0)
        raise NotExact("the arctangent of a rational other than 0 is irrational")

    def cos_pi(self, turn: Fraction) -> Any:
        """Raise :class:`NotExact`: a cosine is enclosed in balls."""
        raise NotExact("cosines are enclosed in balls")

    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """Raise :class:`NotExact`: a hypergeometric function is enclosed in balls."""
        raise NotExact("hypergeometric functions are enclosed in balls")


def _while_short(
    iterates: Iterator[Any],
    number: Callable[[Any], Fraction],
    rests: Callable[[Any], bool],
    bits: int,
) -> Iterator[Any]:
    """``iterates`` up to the first whose ``number`` has more than ``bits`` bits and does not rest.

    A step multiplies the digits by 2N-1. What would be too long is not even computed: reducing it
    would take longer than everything before.
    """
    for iterate in iterates:
        yield iterate
        value = number(iterate)
        if max(map(int.bit_length, (value.numerator, value.denominator))) > bits and not rests(
            iterate
        ):
            return
