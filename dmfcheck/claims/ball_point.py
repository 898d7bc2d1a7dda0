"""Balls at a point: the arithmetic in which verdicts are certified.

Numbers are :class:`flint.arb` balls at the working precision of the caller; the dynamics come from
:mod:`dmfcheck.certified`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import acb, arb, ctx, fmpq

from dmfcheck.claims.arithmetic import Arithmetic, Factors, Which, eigenvalue_of
from dmfcheck.claims.point import Point

AGREEMENT_DIGITS = 25
"""A closed form and a quadrature agree when they differ by less than 10^-25, relatively."""


class BallPoint(Arithmetic):
    """Enclosures at flint's current precision; a comparison is true only where it is certain.

    >>> BallPoint().absolute(arb(-2)) == 2
    True
    """

    def __init__(self) -> None:
        self._analytic = False

    def number(self, value: Fraction) -> arb:
        """The ball of ``value``, of radius 0 where it is dyadic."""
        return arb(fmpq(value.numerator, value.denominator))

    def log(self, x: Any) -> Any:
        """ln x."""
        return _ball(x).log()

    def exp(self, x: Any) -> Any:
        """e^x."""
        return _ball(x).exp()

    def atan(self, x: Any) -> arb:
        """arctan x."""
        return arb(x).atan()

    def cos_pi(self, turn: Fraction) -> arb:
        """cos(pi turn)."""
        return arb.cos_pi_fmpq(fmpq(turn.numerator, turn.denominator))

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}, the principal branch where x is complex."""
        if isinstance(x, acb):
            # The quadrature must be told where it leaves the branch: there the value is NaN.
            if self._analytic and degree == 2:
                return x.sqrt(analytic=True)
            return x.root(degree)
        return arb(x).root(degree)

    def minimum(self, *values: Any) -> arb:
        """The least of the values."""
        least = arb(values[0])
        for value in values[1:]:
            least = least.min(arb(value))
        return least

    def absolute(self, x: Any) -> arb:
        """|x|."""
        return abs(arb(x))

    def indicator(self, x: Any) -> arb:
        """1 where x >= 0 is certain, -1 where x < 0 is, and the ball [-1, 1] between."""
        ball = arb(x)
        if ball >= 0:
            return arb(1)
        return arb(-1) if ball < 0 else arb(0, 1)

    def equal(self, left: Any, right: Any, scale: Any) -> arb:
        """1 - |left - right| / (scale * 10^-:data:`AGREEMENT_DIGITS`)."""
        return 1 - abs(arb(left - right)) / scale * arb(10) ** AGREEMENT_DIGITS

    def hypergeometric(self, b: Fraction, y: Any) -> arb:
        """2F1(1, b; 1 + b; y)."""
        ball = self.number(b)
        # The parameters differ by exact integers, which their balls cannot show: without being
        # told, flint finds no continuation to y near 1 and answers NaN.
        return arb(y).hypgeom_2f1(1, ball, 1 + ball, bc=True, abc=True)

    def orbit(self, point: Point, which: Which = None) -> list[arb]:
        """Enclosures of d(0), ..., d(steps) at the working precision."""
        from dmfcheck.certified.orbit import identical_orbit

        return identical_orbit(
            point.depth,
            eigenvalue_of(point, which, exact=True),
            point.exact["alpha"],
            point.exact["eta"],
            point.steps,
            bits=ctx.prec,
        )

    def perturbed_orbit(self, point: Point, which: Which = None) -> list[Factors]:
        """Enclosures of (p, q, w) at the working precision."""
        from dmfcheck.certified.perturbed_orbit import perturbed_orbit

        exact = point.exact
        pairs = perturbed_orbit(
            point.depth,
            eigenvalue_of(point, which, exact=True),
            exact["alpha"],
            exact["beta"],
            exact["eta"],
            point.steps,
            bits=ctx.prec,
        )
        return [(pair.first, pair.other, pair.end_to_end(point.depth)) for pair in pairs]

    def hitting_time(self, point: Point, which: Which = None) -> arb:
        """The certified hitting time: an exact integer, or the ball of its bracket."""
        from dmfcheck.certified.hitting_time import hitting_time_original

        exact = point.exact
        time = hitting_time_original(
            point.depth,
            eigenvalue_of(point, which, exact=True),
            exact["alpha"],
            exact["eta"],
            exact["fraction"],
        )
        return arb(time.lo).union(arb(time.hi)) if time.lo < time.hi else arb(time.lo)

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> arb:
        """Rigorous adaptive quadrature of a function that is analytic near the interval."""

        def on_complex(z: acb, analytic: bool) -> acb:
            self._analytic = bool(analytic)
            return acb(integrand(z))

        return acb.integral(on_complex, acb(low), acb(high)).real


def _ball(x: Any) -> Any:
    return x if isinstance(x, acb) else arb(x)
