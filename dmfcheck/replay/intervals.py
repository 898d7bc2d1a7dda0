"""Interval arithmetic on mpmath, with the dynamics iterated as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import islice, pairwise
from math import comb
from typing import Any

from mpmath import iv, mpf

from dmfcheck.claims.point import Point
from dmfcheck.replay import descents, far, functions
from dmfcheck.replay.abel import ends, interval, precision
from dmfcheck.replay.arithmetic import ReplayArithmetic, Which, eigenvalue_of
from dmfcheck.replay.exact import NotRational, Number
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.matrices import Rows
from dmfcheck.replay.quadrature import Jet, midpoints
from dmfcheck.replay.rationals import Rationals
from dmfcheck.replay.series import hypergeometric

COUNT_LIMIT = 20_000
"""Orbits are not iterated beyond so many steps."""

FEW_STEPS = 1000
"""Up to here a rising eigenvalue is iterated as written, which loses bits at every step."""

NEAR = 0.25
"""Gaps up to here are expanded in powers of themselves."""

PIECES = 512
"""Intervals of a quadrature, at 128 bits."""

MOST_PIECES = 4096
"""Of a quadrature at higher precision: twice as many halve the width, and take twice as long."""

SMOOTH = 4
"""So many times fewer pieces, of three derivatives each, of what has derivatives."""

LARGEST_ITERATE = mpf(10) ** 10_000
"""An iterate that may exceed it has lost every digit: naive enclosures blow up at last."""


class Intervals(ReplayArithmetic):
    """mpmath intervals at the precision of ``mpmath.iv.prec``.

    >>> Intervals().number(Fraction(1, 2)).a == 0.5
    True
    """

    def number(self, value: Fraction) -> Any:
        """The interval of a rational."""
        return interval(value)

    def log(self, x: Any) -> Any:
        """ln x."""
        if isinstance(x, Jet):
            inverse = 1 / x.value
            return x.composed(functions.logarithm(x.value), inverse, -(inverse**2))
        return functions.logarithm(x)

    def exp(self, x: Any) -> Any:
        """e^x."""
        if isinstance(x, Jet):
            value = functions.exponential(x.value)
            return x.composed(value, value, value)
        return functions.exponential(x)

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree} = exp(ln x / degree), 0 at 0."""
        if isinstance(x, Jet):
            return self.exp(self.log(x) * self.number(Fraction(1, degree)))
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

    def followed(self, iterates: Iterator[Any], steps: int) -> list[Any]:
        """The iterates up to ``steps``, for as long as they have a digit.

        Raises :class:`CannotReplay` beyond :data:`COUNT_LIMIT` steps.
        """
        _require_followed(steps)
        orbit = []
        for iterate in islice(iterates, steps + 1):
            for part in iterate[:2] if isinstance(iterate, tuple) else (iterate,):
                _require_known(part)
            orbit.append(iterate)
        return orbit

    def require_few(self, depth: int, steps: int, *parameters: Any) -> None:
        """Nothing: an interval has as many digits as its precision."""

    def descend(self, factors: Sequence[Rows], target: Rows, eta: Any, steps: int) -> list[Rows]:
        """The factors, enclosed; raises :class:`CannotReplay` beyond :data:`COUNT_LIMIT` steps."""
        _require_followed(steps)
        return super().descend(factors, target, eta, steps)

    def contractions(self, point: Point, which: Which = None) -> list[Any]:
        """1 - h phi(x_k), also where x_k is so near to 1 that only 1 - x_k shows it.

        phi(1 - g) = sum_i c_i (-g)^i, c_i = sum_{j=N-1}^{2N-2} C(j, i), in powers of the gap g,
        which every step multiplies by what it contracts by.
        """
        _require_followed(point.steps)
        N = point.depth
        gap, step, spare = self.exactly_if_possible(point, partial(_gap, which=which))
        c = [sum(comb(j, i) for j in range(N - 1, 2 * N - 1)) for i in range(2 * N - 1)]
        factors = []
        for _ in range(point.steps):
            _require_known(gap)
            if abs(gap).b < NEAR:
                # Horner's rule, from the highest power down to c_1.
                rest = iv.mpf(0)
                for coefficient in reversed(c[1:]):
                    rest = coefficient - gap * rest
                factors.append(spare + step * gap * rest)
            else:
                x = 1 - gap
                powers = sum((x**j for j in range(N, 2 * N - 1)), x ** (N - 1))
                factors.append(1 - step * powers)
            gap = gap * factors[-1]
        return factors

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
        eigenvalue = eigenvalue_of(point.exact, which)
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
        limit = eigenvalue_of(point.exact, which)
        # A level that is the start exactly is one that no interval decides.
        if exact["alpha"] ** N >= exact["fraction"] * limit:
            return iv.mpf(0)
        given = (N, limit, exact["alpha"], exact["eta"])
        jumps = 0 < exact["fraction"] < 1 and far.rises(*given)
        if jumps and far.steps_estimate(*given, exact["fraction"]) > FEW_STEPS:
            return _whole(*far.hitting_bracket(*given, exact["fraction"]))
        for k, d in enumerate(descents.identical(N, eigenvalue, point.alpha, point.eta)):
            _require_known(d)
            _require_few(k)
            w = d**N
            if w.a >= level.b:
                return iv.mpf(k)
            if not w.b < level.a:
                raise Blurred("a step at which the level may or may not be reached")
        raise AssertionError("an orbit has no end")

    def with_digits_of(self, time: Any, point: Point, quantity: Callable[[Any, Point], Any]) -> Any:
        """quantity(self, point), with as many bits more as ``time`` has."""
        with precision(iv.prec + int(ends(abs(iv.mpf(time)))[1]).bit_length()):
            return quantity(self, point.converted(self.number))

    def exactly_if_possible(self, point: Point, quantity: Callable[[Any, Point], Any]) -> Any:
        """The interval of the exact value, or quantity(self, point) where there is none."""
        exact = Rationals()
        try:
            value = quantity(exact, point.converted(exact.number))
        except NotRational:
            return quantity(self, point)
        if isinstance(value, tuple):
            return tuple(self.number(Number(part).fraction()) for part in value)
        return self.number(Number(value).fraction())

    def negative_recovery_time(self, point: Point) -> Any:
        """Counted step by step; raises :class:`CannotReplay` beyond :data:`COUNT_LIMIT`."""
        level = point.fraction * point.eigenvalue
        start = point.depth, point.eigenvalue, point.alpha, point.beta, point.eta
        for k, (_, q, w) in enumerate(descents.perturbed(*start)):
            _require_known(q)
            _require_few(k)
            if w.b <= level.a:
                return iv.mpf(k)
            if not w.a > level.b:
                raise Blurred("a step at which the level may or may not be reached")
        raise AssertionError("an orbit has no end")

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Any:
        """A sum over intervals, more of them at higher precision: some digits of the integral.

        Of a function without derivatives here (of a minimum, say) only a few.
        """
        count = min(PIECES * max(iv.prec // 128, 1), MOST_PIECES)
        low, high = iv.mpf(low), iv.mpf(high)
        # A piece is far wider than the last of these bits.
        with precision(min(iv.prec, 128)):
            try:
                return midpoints(integrand, low, high, count // SMOOTH)
            except (TypeError, AttributeError):  # no derivative, of a minimum for one
                pass
            nodes = [low + (high - low) * j / count for j in range(count + 1)]
            pieces = (
                iv.mpf([min(left.a, right.a), max(left.b, right.b)])
                for left, right in pairwise(nodes)
            )
            return sum(map(integrand, pieces), iv.mpf(0)) * (high - low) / count

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


def _gap(arithmetic: Any, point: Point, which: Which) -> tuple[Any, Any, Any]:
    """(1 - x_0, h, 1 - hN)."""
    start, step = arithmetic.scaled(point, which)
    return 1 - start, step, 1 - point.depth * step


def _whole(lo: int, hi: int) -> Any:
    """The interval of the integers, exact at any working precision."""
    with precision(max(iv.prec, hi.bit_length() + 1)):
        return iv.mpf([lo, hi])


def _require_followed(steps: int) -> None:
    if steps > COUNT_LIMIT:
        raise CannotReplay(f"orbit of more than {COUNT_LIMIT} steps")


def _require_few(step: int) -> None:
    if step >= COUNT_LIMIT:
        raise CannotReplay(f"count of more than {COUNT_LIMIT} steps")


def _require_known(iterate: Any) -> None:
    if not abs(iterate).b < LARGEST_ITERATE:
        raise Blurred("an iterate without a digit")


class Unscaled(Intervals):
    """The same with equality in the unit of exact arithmetic, for what was found there.

    >>> bool(Unscaled().equal(iv.mpf(3), iv.mpf(1), iv.mpf(4)) == -0.5)
    True
    """

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """-|left - right| / scale."""
        self.compared = True
        return -abs(iv.mpf(left - right)) / scale
