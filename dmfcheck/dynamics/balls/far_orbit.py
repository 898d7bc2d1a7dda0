"""A single far iterate x_n, n = 1e300 as well as n = 10, in balls of x_n and 1 - x_n.

While h N x^{N-2} is small the truncated Abel function counts the steps, so x_n is where it has
grown by n: enclosed between two points at which it certainly has grown by less and by more. From
there the orbit is taken step by step. Method and bounds: ``notes/hitting-times.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.dynamics.balls.abel import abel_function, power_gap
from dmfcheck.dynamics.balls.bracket import LEVELS
from dmfcheck.dynamics.balls.passage import Map, skip_linear_growth
from dmfcheck.dynamics.balls.precision import Root, ball, floor_below, magnitude
from dmfcheck.dynamics.balls.residual import summation_bound

__all__ = ["Iterate", "OutOfReach", "far_iterate"]

WALK_LIMIT = 200_000
"""Steps that are taken one by one at most."""

LARGEST_BITS = 1 << 17
"""Precision at most: enough for n up to about 1e39000."""

NEWTON_LIMIT = 100


class OutOfReach(ArithmeticError):
    """The iterate needs more steps in balls, or more digits, than are affordable."""


@dataclass(frozen=True)
class Iterate:
    """Balls of x and of ``gap`` = 1 - x, each to its own relative accuracy.

    >>> Iterate(arb(0.25), arb(0.75)).missing(2) == 1 - 0.0625
    True
    """

    x: arb
    gap: arb

    def missing(self, depth: int) -> arb:
        """1 - x^N, accurate also near x = 1."""
        return power_gap(self.x, self.gap, depth)


def far_iterate(
    depth: object, eigenvalue: object, alpha: object, eta: object, step: object, *, bits: object
) -> Iterate:
    """x_k = d(k) / lambda^{1/N} and 1 - x_k at the step k = ``step``, however large.

    Identical start d(0) = alpha, d+ = d + eta d^{N-1} (lambda - d^N); exact rationals with
    0 < alpha^N <= lambda and eta lambda^{2-2/N} <= 1/N. ``bits`` asks for relative precision, of
    which the truncated Abel function grants up to about 280. Raises BadInput, and
    :class:`OutOfReach` where more than 200,000 steps or 131,072 bits would be needed. Source:
    derived (claims time.corrected, monotone.onset).

    >>> at = far_iterate(3, 1, "1e-300", "1/4", 4 * 10**300 - 10**290, bits=64)
    >>> 0 < at.x < 1e-9
    True
    """
    n = validation.depth(depth)
    size, start, rate = (
        validation.positive(value, name)
        for value, name in ((eigenvalue, "eigenvalue"), (alpha, "alpha"), (eta, "eta"))
    )
    power = rate**n * size ** (2 * n - 2)
    if power * n**n > 1:
        raise validation.BadInput("eta", f"is {validation.shown(rate)}", "h <= 1/N")
    if start**n > size:
        raise validation.BadInput("alpha", f"is {validation.shown(start)}", "alpha^N <= eigenvalue")
    count = validation.whole(step, "step", 0)
    wanted = validation.whole(bits, "bits", 2)
    return _orbit(n, power, start**n / size, wanted).at(count)


@lru_cache(maxsize=64)
def _orbit(depth: int, step_power: Fraction, start_power: Fraction, bits: int) -> _FarOrbit:
    return _FarOrbit(depth, Root(step_power, depth), Root(start_power, depth), bits)


@dataclass(frozen=True)
class _Coordinate:
    """Where A_m is nearly linear: ln(1-x) near 1, else ln x (N = 2) or x^{-(N-2)} (N >= 3)."""

    depth: int
    near_one: bool

    def point(self, c: arb) -> tuple[arb, arb]:
        """(x, 1 - x)."""
        if self.near_one:
            gap = c.exp()
            return 1 - gap, gap
        x = c.exp() if self.depth == 2 else 1 / c.root(self.depth - 2)
        return x, 1 - x

    def slope(self, x: arb, gap: arb) -> arb:
        """dx by the coordinate."""
        if self.near_one:
            return -gap
        m = self.depth - 2
        return x if m == 0 else -(x ** (m + 1)) / m

    @property
    def rises(self) -> bool:
        """Whether the coordinate rises with x."""
        return self.depth == 2 and not self.near_one

    def within(self, c: arb, before: arb) -> arb:
        """``c``, or half the way to it from ``before`` if it is not in 0 < x < 1."""
        reciprocal = not self.near_one and self.depth > 2
        edge = arb(1 if reciprocal else 0)
        inside = c > edge if reciprocal else c < edge
        return c if inside else ((before + edge) / 2).mid()


class _FarOrbit:
    """x+ = x + h x^{N-1} (1 - x^N) from ``start``, h = ``step``, at the level for ``bits``.

    What lies below the switch point is crossed at once, the rest is walked and kept.
    """

    def __init__(self, depth: int, step: Root, start: Root, bits: int) -> None:
        self.depth = depth
        self.step, self.start = step, start
        self.rate = Root(step.radicand * depth**step.degree, step.degree)
        self.level = next((level for level in LEVELS if level.bits >= bits), LEVELS[-1])
        self.abel = abel_function(depth, self.level.order)
        self.bits = max(bits, self.level.bits) + 64
        # A_m(x_0), from which steps are counted, is about 1 / (h x_0^{N-2}).
        self.abel_bits = self.bits + 32 - step.order + max(0, (2 - depth) * start.order)
        self._walk: list[Iterate] = []
        self._first: int | None = 0
        self._origins: dict[int, arb] = {}

    def at(self, count: int) -> Iterate:
        """The enclosure of step ``count``."""
        if self.start.radicand == 1:
            return Iterate(arb(1), arb(0))
        if not self._walk:
            self._first, begin = self._leap()
            self._walk = [begin]
        if self._first is None or count < self._first:
            return self._reached_at_once(count)
        return self._walked(count - self._first)

    def _leap(self) -> tuple[int | None, Iterate]:
        """(n, x_n) for the last n that is reached at once; None for every n."""
        with ctx.workprec(self.bits):
            origin = Iterate(*self.start.pair())
            ratio = ball(self.level.largest_t) / self.rate.ball()
            if ratio >= 1:
                return None, origin
            if self.depth == 2:
                steps, _ = skip_linear_growth(self.step.ball(), origin.x, arb(1) / 2)
                return steps, self._reached_at_once(steps)
            switch = (ratio.log() / (self.depth - 2)).exp().lower()
            if not origin.x < switch:
                return 0, origin
            error = self._error(switch, 1 - switch)
        with ctx.workprec(self._affordable(self.abel_bits)):
            steps = floor_below(self._counted(switch, 1 - switch) - error) - 1
        return (steps, self._reached_at_once(steps)) if steps > 0 else (0, origin)

    def _reached_at_once(self, count: int) -> Iterate:
        if count == 0:
            with ctx.workprec(self.bits):
                return Iterate(*self.start.pair())
        if self.depth == 2 and self._first is not None:
            return self._grown(count)
        return self._located(count)

    def _walked(self, steps: int) -> Iterate:
        with ctx.workprec(self.bits):
            map_ = Map(self.depth, self.step.ball(), self.rate.gap())
            image, slope = map_.gap_maps()
            near = ball(Fraction(1, 16 * self.depth**2))
            while len(self._walk) <= steps:
                x, gap = self._walk[-1].x, self._walk[-1].gap
                rest = steps + 1 - len(self._walk)
                if gap < near and (ended := self._decayed(gap, map_.slack, rest)) is not None:
                    return ended
                if len(self._walk) > WALK_LIMIT:
                    raise OutOfReach(f"more than {WALK_LIMIT} steps in balls")
                if gap < near:
                    gap = arb(image(gap.mid()), abs(slope(gap) * gap.rad()).upper())
                    x = 1 - gap
                else:
                    x = map_.step(x)
                    gap = 1 - x
                self._walk.append(Iterate(x, gap))
        return self._walk[steps]

    def _decayed(self, gap: arb, slack: arb, steps: int) -> Iterate | None:
        """(1-hN)^k delta <= delta_k <= (1-hN)^k delta e^q, q = 3 (N-1) delta / (1-hN), q tiny."""
        miss = 3 * (self.depth - 1) * gap / slack
        if not miss < arb(2) ** -self.bits:
            return None
        with ctx.workprec(self.bits + steps.bit_length()):
            late = gap * slack**steps * arb(1).union(1 + 2 * miss)
            return Iterate(1 - late, late)

    def _grown(self, steps: int) -> Iterate:
        """N = 2, while X = x_0 (1+h)^n is tiny: X (1 - X^2/2) <= x_n <= X."""
        with ctx.workprec(self.bits + steps.bit_length()):
            grown = self.start.ball() * (1 + self.step.ball()) ** steps
            half_miss = (grown**3 / 4).upper()
            x = grown + arb(-half_miss, half_miss)
            return Iterate(x, 1 - x)

    def _located(self, steps: int) -> Iterate:
        """The point where A_m has grown by ``steps``, between points that are certainly aside."""
        precision = self._affordable(self.abel_bits + steps.bit_length())
        with ctx.workprec(precision):
            half, gap = arb(1) / 2, self.start.gap()
            near_one = _Coordinate(self.depth, True)
            if not gap > half:
                coordinate, guess = near_one, gap.log() - steps * self.rate.ball()
            elif self._first is None and (counted := self._counted(half, half)) < steps:
                rest = steps - counted
                coordinate, guess = near_one, half.log() - rest * self.rate.ball()
            else:
                coordinate, guess = _Coordinate(self.depth, False), self._first_guess(steps)
            return self._enclosed(steps, coordinate, self._newton(steps, coordinate, guess.mid()))

    def _first_guess(self, steps: int) -> arb:
        """The flow near 0, where x' = h x^{N-1}, but not beyond x = 1/2."""
        m, x, h = self.depth - 2, self.start.ball(), self.step.ball()
        if m == 0:
            return (x.log() + steps * h).min(-arb(2).log())
        return (x**-m - m * steps * h).max(arb(2) ** m)

    def _newton(self, steps: int, coordinate: _Coordinate, at: arb) -> arb:
        for _ in range(NEWTON_LIMIT):
            x, gap = coordinate.point(at)
            miss = (self._counted(x, gap) - steps).mid()
            if magnitude(miss) < -self.level.bits:
                return at
            moved = (at - miss / self._growth(x, gap, coordinate)).mid()
            at = coordinate.within(moved, at)
        raise OutOfReach(f"no step {steps} found by Newton's method")

    def _enclosed(self, steps: int, coordinate: _Coordinate, at: arb) -> Iterate:
        x, gap = coordinate.point(at)
        doubt = 2 * self._error(x, gap) + abs(self._counted(x, gap) - steps)
        width = (2 * doubt / abs(self._growth(x, gap, coordinate))).upper()
        before, after = (coordinate.point((at + side * width).mid()) for side in (-1, 1))
        low, high = (before, after) if coordinate.rises else (after, before)
        # Beyond ``high`` the error is bounded by more, so it is the bound there that counts.
        error = self._error(*high)
        certain = self._counted(*low) < steps - error and self._counted(*high) > steps + error
        if not certain:
            raise OutOfReach(f"step {steps} has no enclosure at {ctx.prec} bits")
        return Iterate(low[0].union(high[0]), low[1].union(high[1]))

    def _counted(self, x: arb, gap: arb) -> arb:
        """A_m(x) - A_m(x_0)."""
        h = self.step.ball()
        return self.abel.value(x, gap, h) - self._origin(ctx.prec)

    def _origin(self, precision: int) -> arb:
        if precision not in self._origins:
            self._origins[precision] = self.abel.value(*self.start.pair(), self.step.ball())
        return self._origins[precision]

    def _growth(self, x: arb, gap: arb, coordinate: _Coordinate) -> arb:
        """dA_m by the coordinate."""
        h = self.step.ball()
        velocity = h * x ** (self.depth - 1) * power_gap(x, gap, self.depth)
        return self.abel.density(x, h) / velocity * coordinate.slope(x, gap)

    def _error(self, x: arb, gap: arb) -> arb:
        """What A_m can be off by from x_0 to the first iterate beyond x."""
        start = self.start.pair()
        return summation_bound(self.depth, self.level.order, self.step.ball(), start, (x, gap))

    def _affordable(self, precision: int) -> int:
        if precision > LARGEST_BITS:
            raise OutOfReach(f"{precision} bits, more than {LARGEST_BITS}")
        return precision
