"""Interval arithmetic on mpmath, with the dynamics iterated as written.

The counterpart of :class:`dmfcheck.claims.ball_point.BallPoint`, and independent of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from mpmath import iv, mpf

from dmfcheck.claims.arithmetic import (
    Arithmetic,
    Factors,
    Which,
    eigenvalue_of,
    plain_orbit,
    plain_perturbed_orbit,
)
from dmfcheck.claims.point import Point

COUNT_LIMIT = 20_000
"""Orbits are not iterated beyond so many steps."""

TERM_LIMIT = 20_000
"""Series are not summed beyond so many terms."""

LARGEST_ITERATE = mpf(10) ** 10_000
"""An iterate that may exceed it has lost every digit: naive enclosures blow up at last."""


class Blurred(ArithmeticError):
    """The working precision is too low for anything to be known; more bits may help."""


class CannotReplay(ArithmeticError):
    """The margin needs something that this replay does not have."""


class Intervals(Arithmetic):
    """mpmath intervals at the precision of ``mpmath.iv.prec``.

    >>> Intervals().number(Fraction(1, 2)).a == 0.5
    True
    """

    def number(self, value: Fraction) -> Any:
        """The interval of a rational."""
        return iv.mpf(value.numerator) / iv.mpf(value.denominator)

    def log(self, x: Any) -> Any:
        """ln x."""
        return iv.log(x)

    def exp(self, x: Any) -> Any:
        """e^x."""
        return iv.exp(x)

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree} = exp(ln x / degree), 0 at 0."""
        if x == 0:
            return iv.mpf(0)
        return iv.sqrt(x) if degree == 2 else iv.exp(iv.log(x) / degree)

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
        interval = iv.mpf(x)
        if interval.a >= 0:
            return iv.mpf(1)
        return iv.mpf(-1) if interval.b < 0 else iv.mpf([-1, 1])

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """1 - |left - right| / (scale * 10^-25)."""
        return 1 - abs(iv.mpf(left - right)) / scale * iv.mpf(10) ** 25

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """The recursion iterated as it is written."""
        _require_countable(point)
        return plain_orbit(point, eigenvalue_of(point, which), _require_known)

    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Factors]:
        """The recursion iterated as it is written."""
        _require_countable(point)
        return plain_perturbed_orbit(point, eigenvalue_of(point, which), _require_known)

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """w(step); a step that is not known is :class:`Blurred`."""
        if iv.mpf(step).delta != 0:
            raise Blurred("a step that is not known")
        return super().value_at(point, step, which)

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """Counted step by step; raises :class:`CannotReplay` beyond :data:`COUNT_LIMIT`."""
        N = point.depth
        eigenvalue = eigenvalue_of(point, which)
        level = point.fraction * eigenvalue
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
        """Raise :class:`CannotReplay`: there is no independent rigorous quadrature."""
        raise CannotReplay("rigorous quadrature")

    def atan(self, x: Any) -> Any:
        """Raise :class:`CannotReplay`."""
        raise CannotReplay("arctangent")

    def cos_pi(self, turn: Fraction) -> Any:
        """cos(pi turn)."""
        return iv.cos(iv.pi * self.number(turn))

    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """2F1(1, b; 1 + b; y), 0 <= y < 1, from the series sum_n b y^n / (b + n).

        Every term is positive, and those from the n-th on add up to at most b y^n/((b+n)(1-y)).
        Raises :class:`CannotReplay` beyond :data:`TERM_LIMIT` terms.
        """
        parameter, y = self.number(b), iv.mpf(y)
        total, power = iv.mpf(0), iv.mpf(1)
        for n in range(TERM_LIMIT):
            term = parameter * power / (parameter + n)
            if not y.b < 1:
                raise Blurred("an argument that may be 1")
            rest = (term / (1 - y)).b
            if rest * mpf(2) ** iv.prec <= total.a:
                return total + iv.mpf([0, rest])
            total, power = total + term, power * y
        raise CannotReplay(f"hypergeometric series of more than {TERM_LIMIT} terms")


def _require_countable(point: Point) -> None:
    if point.steps > COUNT_LIMIT:
        raise CannotReplay(f"orbit of more than {COUNT_LIMIT} steps")


def _require_known(iterate: Any) -> None:
    if not abs(iterate).b < LARGEST_ITERATE:
        raise Blurred("an iterate without a digit")
