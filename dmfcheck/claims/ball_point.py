"""Balls at a point: the arithmetic in which verdicts are certified.

Numbers are :class:`flint.arb` balls at the working precision of the caller; the dynamics come from
:mod:`dmfcheck.dynamics.balls`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq

from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import shown
from dmfcheck.base.verdict import CannotSay, Undecided
from dmfcheck.claims.arithmetic import Arithmetic, Factors, Which, eigenvalue_of
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix
from dmfcheck.dynamics.balls import precision, quadrature
from dmfcheck.dynamics.balls.precision import floor_below

if TYPE_CHECKING:
    from dmfcheck.dynamics.balls.bracket import HittingTime
    from dmfcheck.dynamics.dynamics import Dynamics, States
    from dmfcheck.dynamics.recursions.recursion import Recursion

AGREEMENT_DIGITS = 25
"""A closed form and a quadrature agree when they differ by less than 10^-25, relatively."""

MOST_BALLS = 1 << 21
MOST_BITS = 1 << 31
"""Balls of an orbit, and bits of all of them, at most: a quarter of a gigabyte."""


class BallPoint(Arithmetic):
    """Enclosures at flint's current precision; a comparison is true only where it is certain.

    ``compared`` becomes true with the first equality that is not exact. ``whole`` measures those as
    exact arithmetic does: such a margin is 0 or less, and 0 is all that is allowed.

    >>> BallPoint().absolute(arb(-2)) == 2
    True
    """

    def __init__(self, *, whole: bool = False) -> None:
        self.compared = False
        self._whole = whole
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
        """1 - |left - right| / (scale * 10^-:data:`AGREEMENT_DIGITS`).

        As ``whole``, -|left - right| / scale.
        """
        difference = abs(arb(left - right))
        self.compared = self.compared or not difference.is_zero()
        share: arb = difference / scale
        margin: arb = -share if self._whole else 1 - share * arb(10) ** AGREEMENT_DIGITS
        return margin

    def hypergeometric(self, b: Fraction, y: Any) -> arb:
        """2F1(1, b; 1 + b; y)."""
        from dmfcheck.dynamics.balls.hypergeometric import two_f_one

        return two_f_one(b, arb(y))

    def orbit(self, point: Point, which: Which = None) -> list[arb]:
        """Enclosures of d(0), ..., d(steps) at the working precision."""
        from dmfcheck.dynamics.balls.orbit import identical_orbit

        _require_affordable(point.steps)
        return identical_orbit(
            point.depth,
            eigenvalue_of(point, which, exact=True),
            point.exact["alpha"],
            point.exact["eta"],
            point.steps,
            bits=ctx.prec,
        )

    def iterate_at(self, point: Point, step: int, which: Which = None) -> tuple[arb, arb]:
        """Enclosures at any step, 1e300 included, to at most about 280 bits."""
        from dmfcheck.dynamics.balls.far_orbit import far_iterate
        from dmfcheck.dynamics.balls.onset import growth

        eigenvalue = eigenvalue_of(point, which, exact=True)
        given = (point.depth, eigenvalue, point.exact["alpha"], point.exact["eta"], step)
        x = far_iterate(*given, bits=ctx.prec).x
        return self.number(eigenvalue).root(point.depth) * x, growth(*given, bits=ctx.prec)

    def contractions(self, point: Point, which: Which = None) -> list[arb]:
        """1 - h phi(x_k), kept accurate however near x_k is to 1.

        With the gap g = 1 - x, 1 - h phi(x) = (1 - hN) + h g sum_j (1 + x + ... + x^{j-1}), j from
        N-1 to 2N-2, and g+ is g times it: nothing is subtracted that the gap could drown in.
        """
        N = point.depth
        start, step, spare = self._gap_coordinates(point, which)
        gap, factors = start, []
        _require_affordable(point.steps)
        for _ in range(point.steps):
            check_time()
            x = 1 - gap
            # sums is j terms 1 + x + ... + x^{j-1}, total their sum over j = N-1, ..., 2N-2.
            sums, total = arb(0), arb(0)
            for j in range(1, 2 * N - 1):
                sums = 1 + x * sums
                if j >= N - 1:
                    total += sums
            factors.append(spare + step * gap * total)
            gap = gap * factors[-1]
        return factors

    def _gap_coordinates(self, point: Point, which: Which) -> tuple[arb, arb, arb]:
        """(1 - x_0, h, 1 - hN), exact before they are rounded where lambda^{1/N} is rational."""
        exact = Exact()
        try:
            start, step = exact.scaled(Point(point.exact), which)
        except NotExact:
            start, step = self.scaled(point, which)
            return 1 - start, step, 1 - point.depth * step
        return self.number(1 - start), self.number(step), self.number(1 - point.depth * step)

    def perturbed_orbit(self, point: Point, which: Which = None) -> list[Factors]:
        """Enclosures of (p, q, w) at the working precision."""
        from dmfcheck.dynamics.balls.perturbed_orbit import perturbed_orbit

        _require_affordable(point.steps)
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

    def run(self, dynamics: Dynamics | Recursion, point: Point, eigenvalue: Any) -> list[States]:
        """Enclosures at the working precision, in mean-value form where they need it."""
        from dmfcheck.dynamics.balls.pair_orbit import pair_orbit
        from dmfcheck.dynamics.recursions.recursion import Recursion

        steps = dynamics.steps(point)
        if isinstance(dynamics, Recursion):
            from dmfcheck.dynamics.recursions.enclosed import enclosures

            _require_affordable(dynamics.size(point) * steps)
            values = {name: point[name] for name in point} | {"eigenvalue": eigenvalue}
            read = {n: _real_ball(values[n]) for n in dynamics.uses if n in values and n != "depth"}
            return list(
                islice(enclosures(dynamics, read | {"depth": point.get("depth")}), steps + 1)
            )
        start = dynamics.start.at(point).converted(_real_ball)
        _require_affordable(len(start.classes(point.depth)) * steps)
        return pair_orbit(
            start,
            dynamics.update.at(point).converted(_real_ball),
            point.depth,
            _real_ball(eigenvalue),
            _real_ball(point.get("eta", 0)),
            steps,
        )

    def value_at(self, point: Point, step: Any, which: Which = None) -> arb:
        """The enclosure at the working precision, of every step in the ball ``step``."""
        from dmfcheck.dynamics.balls.value_at import value_at

        exact = point.exact
        eigenvalue = eigenvalue_of(point, which, exact=True)
        given = (point.depth, eigenvalue, exact["alpha"], exact["eta"])
        whole = arb(step).unique_fmpz()
        if whole is not None:
            return value_at(*given, int(whole), bits=ctx.prec)
        # w is monotone wherever it is known at every step.
        first, last = max(0, floor_below(arb(step))), -floor_below(-arb(step))
        return value_at(*given, first, bits=ctx.prec).union(value_at(*given, last, bits=ctx.prec))

    def hitting_time(self, point: Point, which: Which = None) -> arb:
        """The certified hitting time: an exact integer, or the ball of its bracket."""
        return _bracket_ball(_certified_time(point, which))

    def negative_recovery_time(self, point: Point) -> arb:
        """The certified time: an exact integer, the ball of its bracket, NaN if undecided."""
        names = ("eigenvalue", "alpha", "beta", "eta", "fraction")
        time = _cached_negative_time(point.depth, *(_exact(point, name) for name in names))
        return arb("nan") if time is None else _bracket_ball(time)

    def with_digits_of(
        self, time: Any, point: Point, quantity: Callable[[Arithmetic, Point], Any]
    ) -> Any:
        """quantity(self, point), with as many bits more as ``time`` has."""
        bits = floor_below(abs(arb(time))).bit_length()
        with ctx.workprec(ctx.prec + bits):
            return quantity(self, point.converted(self.number))

    def exactly_if_possible(
        self, point: Point, quantity: Callable[[Arithmetic, Point], Any]
    ) -> Any:
        """The ball of the exact value, or quantity(self, point) where there is none."""
        exact = Exact()
        try:
            return self.number(quantity(exact, Point(point.exact).converted(exact.number)))
        except NotExact:
            return quantity(self, point)

    def end_to_end_matrix(self, point: Point) -> Matrix:
        """The enclosure of W at the working precision."""
        from dmfcheck.dynamics.balls.matrix_orbit import end_to_end, matrix_orbit, scaled_identities

        _require_affordable(len(point.target) ** 2 * point.steps)
        exact = point.exact
        starts = scaled_identities(len(exact["target"]), point.depth, exact["alpha"])
        orbit = matrix_orbit(exact["target"], starts, exact["eta"], point.steps, bits=ctx.prec)
        return tuple(tuple(row) for row in end_to_end(orbit[-1]).tolist())

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> arb:
        """Rigorous adaptive quadrature of a function that is analytic near the interval."""

        def on_complex(z: acb, analytic: bool) -> Any:
            self._analytic = bool(analytic)
            return integrand(z)

        return quadrature.integral(on_complex, low, high).real


def _require_affordable(numbers: int) -> None:
    """Raise CannotSay where so many balls would not fit the memory, or the patience, of anybody."""
    if numbers > MOST_BALLS or numbers * ctx.prec > MOST_BITS:
        many = shown(Fraction(numbers))
        raise CannotSay(f"an orbit of {many} numbers is too long for balls of {ctx.prec} bits")


def _real_ball(x: Any) -> arb:
    return precision.ball(x) if isinstance(x, (int, Fraction)) else arb(x)


def _ball(x: Any) -> Any:
    return x if isinstance(x, acb) else arb(x)


def _certified_time(point: Point, which: Which) -> HittingTime:
    eigenvalue = eigenvalue_of(point, which, exact=True)
    return _cached_time(
        point.depth, eigenvalue, *(_exact(point, name) for name in ("alpha", "eta", "fraction"))
    )


def _exact(point: Point, name: str) -> Fraction:
    """An exact parameter, where p.replaced(fraction=p.fraction / 3) leaves a ball."""
    value = point.exact[name]
    if isinstance(value, arb):
        lack = f"of a hitting time {name} must be an exact number, not a ball"
        raise ValueError(f"{lack}; accepted: p.exact[{name!r}] where it is computed")
    found: Fraction = value
    return found


@lru_cache(maxsize=256)
def _cached_time(
    depth: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, fraction: Fraction
) -> HittingTime:
    # Cached because a margin is evaluated at one precision after another.
    from dmfcheck.dynamics.balls.hitting_time import hitting_time_original

    return hitting_time_original(depth, eigenvalue, alpha, eta, fraction)


@lru_cache(maxsize=256)
def _cached_negative_time(
    depth: int,
    eigenvalue: Fraction,
    alpha: Fraction,
    beta: Fraction,
    eta: Fraction,
    fraction: Fraction,
) -> HittingTime | None:
    from dmfcheck.dynamics.balls.other_times import negative_recovery_time

    time = negative_recovery_time(depth, eigenvalue, alpha, beta, eta, fraction)
    return None if isinstance(time, Undecided) else time


def _bracket_ball(time: HittingTime) -> arb:
    if time.lo == time.hi:
        return arb(time.lo)
    bracket: arb = arb(time.lo).union(arb(time.hi))
    return bracket
