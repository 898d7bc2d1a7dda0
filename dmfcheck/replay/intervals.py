"""Interval arithmetic on mpmath, with the dynamics iterated as written.

The counterpart of :class:`dmfcheck.claims.ball_point.BallPoint`, and independent of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

from mpmath import iv, mpf

from dmfcheck.claims.arithmetic import (
    Arithmetic,
    Factors,
    Which,
    eigenvalue_of,
    plain_iterates,
    plain_perturbed_iterates,
)
from dmfcheck.claims.point import Point
from dmfcheck.replay import far, functions
from dmfcheck.replay.abel import ends, interval, precision
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.rationals import NotRational, Rationals
from dmfcheck.replay.series import hypergeometric

COUNT_LIMIT = 20_000
"""Orbits are not iterated beyond so many steps."""

FEW_STEPS = 1000
"""Up to here a rising eigenvalue is iterated as written, which loses bits at every step."""

PIECES = 512
"""Intervals of a quadrature."""

LARGEST_ITERATE = mpf(10) ** 10_000
"""An iterate that may exceed it has lost every digit: naive enclosures blow up at last."""


class Intervals(Arithmetic):
    """mpmath intervals at the precision of ``mpmath.iv.prec``.

    >>> Intervals().number(Fraction(1, 2)).a == 0.5
    True
    """

    compared = False
    """Whether :meth:`equal`, whose unit is that of the arithmetic, went into a margin."""

    def number(self, value: Fraction) -> Any:
        """The interval of a rational."""
        return interval(value)

    def log(self, x: Any) -> Any:
        """ln x."""
        return functions.logarithm(x)

    def exp(self, x: Any) -> Any:
        """e^x."""
        return functions.exponential(x)

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree} = exp(ln x / degree), 0 at 0."""
        return functions.root(x, degree)

    def minimum(self, *values: Any) -> Any:
        """The interval of the least value."""
        return iv.mpf(
            [min(v.a for v in map(iv.mpf, values)), min(v.b for v in map(iv.mpf, values))]
        )

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return abs(iv.mpf(x))

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0 is certain, -1 where x < 0 is, [-1, 1] between."""
        sign = iv.mpf(x)
        if sign.a >= 0:
            return iv.mpf(1)
        return iv.mpf(-1) if sign.b < 0 else iv.mpf([-1, 1])

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """1 - |left - right| / (scale * 10^-25)."""
        self.compared = True
        return 1 - abs(iv.mpf(left - right)) / scale * iv.mpf(10) ** 25

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """The recursion iterated as it is written."""
        _require_countable(point)
        return _known(plain_iterates(point, eigenvalue_of(point, which)), point.steps, lambda d: d)

    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Factors]:
        """The recursion iterated as it is written."""
        _require_countable(point)
        iterates = plain_perturbed_iterates(point, eigenvalue_of(point, which))
        return _known(iterates, point.steps, lambda factors: factors[0])

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """w(step), enclosed by :mod:`~dmfcheck.replay.far` where it is far.

        A step that is not known is :class:`Blurred`.
        """
        first, last = ends(iv.mpf(step))
        if first != last:
            raise Blurred("a step that is not known")
        if first.denominator != 1 or first < 0:
            raise CannotReplay("step that is no whole number")
        whole = int(first)
        eigenvalue = eigenvalue_of(point, which, exact=True)
        given = (point.depth, eigenvalue, point.exact["alpha"], point.exact["eta"], whole)
        rises = far.rises(*given[:-1])
        if whole <= (FEW_STEPS if rises else COUNT_LIMIT):
            return super().value_at(point, whole, which)
        if rises:
            return iv.mpf(list(far.risen_value(*given))) * self.number(eigenvalue)
        return iv.mpf(list(far.fallen_value(*given)))

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """Counted step by step, or by :mod:`~dmfcheck.replay.far` beyond :data:`FEW_STEPS`."""
        N = point.depth
        eigenvalue = eigenvalue_of(point, which)
        level = point.fraction * eigenvalue
        exact = point.exact
        limit = eigenvalue_of(point, which, exact=True)
        # A level that is the start exactly is one that no interval decides.
        if exact["alpha"] ** N >= exact["fraction"] * limit:
            return iv.mpf(0)
        given = (N, limit, exact["alpha"], exact["eta"])
        jumps = 0 < exact["fraction"] < 1 and far.rises(*given)
        if jumps and far.steps_estimate(*given, exact["fraction"]) > FEW_STEPS:
            return _whole(*far.hitting_bracket(*given, exact["fraction"]))
        d = point.alpha
        for k in range(COUNT_LIMIT):
            w = d**N
            if w.a >= level.b:
                return iv.mpf(k)
            if not w.b < level.a:
                raise Blurred("a step at which the level may or may not be reached")
            d = d + point.eta * d ** (N - 1) * (eigenvalue - w)
            _require_known(d)
        raise CannotReplay(f"count of more than {COUNT_LIMIT} steps")

    def with_digits_of(
        self, time: Any, point: Point, quantity: Callable[[Arithmetic, Point], Any]
    ) -> Any:
        """quantity(self, point), with as many bits more as ``time`` has."""
        with precision(iv.prec + int(ends(abs(iv.mpf(time)))[1]).bit_length()):
            return quantity(self, point.converted(self.number))

    def exactly_if_possible(
        self, point: Point, quantity: Callable[[Arithmetic, Point], Any]
    ) -> Any:
        """The interval of the exact value, or quantity(self, point) where there is none."""
        exact = Rationals()
        try:
            value = quantity(exact, point.converted(exact.number))
        except NotRational:
            return quantity(self, point)
        return self.number(Fraction(int(value.p), int(value.q)))

    def negative_recovery_time(self, point: Point) -> Any:
        """Counted step by step; raises :class:`CannotReplay` beyond :data:`COUNT_LIMIT`."""
        N, eigenvalue = point.depth, point.eigenvalue
        level = point.fraction * eigenvalue
        p, q = point.alpha - point.beta, point.alpha
        for k in range(COUNT_LIMIT):
            w = p * q ** (N - 1)
            if w.b <= level.a:
                return iv.mpf(k)
            if not w.a > level.b:
                raise Blurred("a step at which the level may or may not be reached")
            pull = point.eta * q ** (N - 2) * (eigenvalue - w)
            p, q = p + pull * q, q + pull * p
            _require_known(q)
        raise CannotReplay(f"count of more than {COUNT_LIMIT} steps")

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Any:
        """A sum over :data:`PIECES` intervals, which encloses the integral to a few digits.

        Enough to replay a refutation.
        """
        low, high = iv.mpf(low), iv.mpf(high)
        nodes = [low + (high - low) * j / PIECES for j in range(PIECES + 1)]
        pieces = (
            iv.mpf([min(left.a, right.a), max(left.b, right.b)]) for left, right in pairwise(nodes)
        )
        return sum(map(integrand, pieces), iv.mpf(0)) * (high - low) / PIECES

    def atan(self, x: Any) -> Any:
        """arctan x."""
        return functions.arctangent(x)

    def cos_pi(self, turn: Fraction) -> Any:
        """cos(pi turn)."""
        return iv.cos(iv.pi * self.number(turn))

    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """2F1(1, b; 1 + b; y), 0 <= y < 1: see :mod:`dmfcheck.replay.series`."""
        y = iv.mpf(y)
        if not y.b < 1:
            raise Blurred("an argument that may be 1")
        try:
            return hypergeometric(b, y)
        except OverflowError as lack:
            raise CannotReplay(str(lack)) from None


def _whole(lo: int, hi: int) -> Any:
    """The interval of the integers, exact at any working precision."""
    with precision(max(iv.prec, hi.bit_length() + 1)):
        return iv.mpf([lo, hi])


def _require_countable(point: Point) -> None:
    if point.steps > COUNT_LIMIT:
        raise CannotReplay(f"orbit of more than {COUNT_LIMIT} steps")


def _known(iterates: Iterator[Any], steps: int, number: Callable[[Any], Any]) -> list[Any]:
    """The iterates up to ``steps``, for as long as their ``number`` has a digit."""
    orbit = []
    for iterate in islice(iterates, steps + 1):
        _require_known(number(iterate))
        orbit.append(iterate)
    return orbit


def _require_known(iterate: Any) -> None:
    if not abs(iterate).b < LARGEST_ITERATE:
        raise Blurred("an iterate without a digit")
