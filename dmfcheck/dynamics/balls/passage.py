"""The first passage of an orbit through a level, step by step: between integers, near 1 in balls.

Two stretches that could be long are crossed in closed form: near 0 the map for N = 2 is nearly
x -> (1+h) x, and near 1 every depth has delta = 1-x -> (1-hN) delta. What the linearisation misses
is added to the ball. ``notes/hitting-times.md`` proves the bounds used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from flint import arb, arb_poly, ctx, fmpz_poly

from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.balls.climb import Climb, ceil_scaled, floor_scaled, hull
from dmfcheck.dynamics.balls.precision import ceilings, floor_below, magnitude

__all__ = ["Map", "Passage", "first_passage", "skip_linear_growth"]

STEP_LIMIT = 200_000
"""More steps than any level of the driver needs; beyond it the balls were too wide to decide."""

WIDEST = 0.5
"""Largest radius of an enclosure on the way, relative to its middle."""

DENSE_DEPTH = 8
"""Up to which the map is evaluated as a polynomial: all of its powers, in two calls."""

GUARD_BITS = 8
"""Of fixed-point steps, beyond the precision in force and the size of their start."""

ASKED_EVERY = 256
"""Steps between two looks at the time."""

Passage = tuple[int, int]
"""lo <= K <= hi: the step at which the level may first be reached, and the one at which it is."""


@dataclass(frozen=True)
class Map:
    """g(x) = x + h x^{N-1} (1 - x^N) in balls: ``slack`` is 1 - h N, accurate also near 0."""

    depth: int
    h: arb
    slack: arb

    def step(self, x: arb) -> arb:
        """A ball that contains g of every point of ``x``, in mean-value form.

        g(mid) + g'(x) (x - mid): plain evaluation would widen the ball where g contracts.

        >>> Map(2, arb(0.5), arb(0)).step(arb(0.5)) == 0.6875
        True
        """
        if self.depth <= DENSE_DEPTH:
            image, slope = self._polynomials
            middle, rate = image(x.mid()), slope(x)
        else:
            middle, rate = self._image(x.mid()), self._slope(x)
        return arb(middle, abs(rate * x.rad()).upper())

    @cached_property
    def _polynomials(self) -> tuple[arb_poly, arb_poly]:
        """g and g'."""
        coefficients = [arb(0)] * (2 * self.depth)
        coefficients[1] = arb(1)
        coefficients[self.depth - 1] += self.h
        coefficients[-1] = -self.h
        image = arb_poly(coefficients)
        return image, image.derivative()

    def _image(self, x: arb) -> arb:
        power = x ** (self.depth - 2)
        return x + self.h * power * x * (1 - power * x * x)

    def _slope(self, x: arb) -> arb:
        n = self.depth
        y = x**n
        return 1 + self.h * x ** (n - 2) * ((n - 1) * (1 - y) - n * y)

    def gap_maps(self) -> tuple[arb_poly, arb_poly]:
        """The polynomial P with 1 - g(x) = P(1 - x), and P'.

        >>> Map(2, arb(0.25), arb(0.5)).gap_maps()[0](arb(0.5)) == 0.40625
        True
        """
        coefficients = [-self.h * c for c in _gap_step(self.depth)]
        coefficients[1] = self.slack
        image = arb_poly(coefficients)
        return image, image.derivative()


@lru_cache(maxsize=64)
def _gap_step(depth: int) -> tuple[int, ...]:
    """Coefficients of f(1 - d) = (1-d)^{N-1} - (1-d)^{2N-1} in d."""
    line = fmpz_poly([1, -1])
    return tuple(int(c) for c in (line ** (depth - 1) - line ** (2 * depth - 1)).coeffs())


def skip_linear_growth(h: arb, x0: arb, b: arb) -> tuple[int, arb]:
    """For N = 2: a number n of steps and a ball that contains x_n < b, n as large as is precise.

    With X = x_0 (1+h)^n, X (1 - X^2/2) <= x_n <= X; n is the last step with X <= 2^{-p/2} and
    X <= b/2, p the precision in force, or 0.

    >>> with ctx.workprec(128):
    ...     skip_linear_growth(arb(0.5), arb(10) ** -300, arb(0.5))[0]
    1594
    """
    ceiling = (b / 2).min(arb(2) ** (-ctx.prec // 2))
    steps = floor_below((ceiling / x0).log() / h.log1p())
    if steps < 1:
        return 0, x0
    grown = x0 * (1 + h) ** steps
    half_miss = (grown**3 / 4).upper()
    return steps, grown + arb(-half_miss, half_miss)


def first_passage(
    map_: Map, x: arb, gap: arb, b: arb, b_gap: arb, limit: int = STEP_LIMIT
) -> Passage | None:
    """Bracket of the first k >= 1 with x_k >= b, x_0 in the ball ``x`` and known to be < b.

    ``gap`` and ``b_gap`` are 1 - x and 1 - b; where they are small they decide, not x and b.
    None if more than ``limit`` steps do not decide, or the balls are too wide to.

    >>> half = arb(0.5)
    >>> first_passage(Map(2, half, arb(0)), arb(1) / 8, arb(7) / 8, half, half)
    (4, 4)
    """
    # As far as this 1 - x is held in units small enough for its digits; beyond, in balls.
    near = arb(2) ** -ctx.prec
    by_gap = bool(b_gap < near)
    if by_gap and gap < near:
        return _first_passage_near_one(map_, gap, b_gap, 0, None, limit)
    # A ball as wide as its number never leaves 0 behind, however often it is mapped.
    if not x.rad() < x.mid() * WIDEST:
        return None
    smallest = min(magnitude(x.mid()), max(magnitude(b_gap.mid()), -ctx.prec))
    places = ctx.prec + GUARD_BITS + max(0, -smallest)
    one = 1 << places
    climb = Climb(map_.depth, places, floor_scaled(map_.h, places), ceil_scaled(map_.h, places))
    start, goal = _ends(x, gap, places), _ends(b, b_gap, places)
    stop = min(goal[1], one - floor_scaled(near, places)) if by_gap else goal[1]
    k, low = climb.below(start[0], stop, limit)
    if low < stop:
        return None
    earliest, high = climb.above(start[1], goal[0], k)
    first = earliest if high >= goal[0] else None
    if first is not None and first < k:
        behind = climb.below(start[0], one, first)[1]
        if not high - behind < WIDEST * (high + behind):
            return None
    if low >= goal[1]:
        return (k if first is None else first), k
    high = min(one, climb.above(high, one, k - earliest)[1])
    return _first_passage_near_one(
        map_, hull(one - high, one - low, places), b_gap, k, first, limit
    )


def _ends(x: arb, gap: arb, places: int) -> tuple[int, int]:
    """Integers below and above 2^places x, in [0, 2^places], by 1 - x where that is the smaller."""
    one = 1 << places
    if gap < 0.5:
        low, high = one - ceil_scaled(gap, places), one - floor_scaled(gap, places)
    else:
        low, high = floor_scaled(x, places), ceil_scaled(x, places)
    return max(0, low), min(one, high)


def _first_passage_near_one(
    map_: Map, gap: arb, b_gap: arb, k: int, first: int | None, limit: int
) -> Passage | None:
    image, slope = map_.gap_maps()
    while k < limit:
        if k % ASKED_EVERY == 0:
            check_time()
        if first is None and gap > b_gap:
            rest = _linear_decay(map_, gap, b_gap)
            if rest is not None:
                return k + rest[0], k + rest[1]
        gap = arb(image(gap.mid()), abs(slope(gap) * gap.rad()).upper())
        k += 1
        if gap <= b_gap:
            return (k if first is None else first), k
        if first is None and not gap > b_gap:
            first = k
    return None


def _linear_decay(map_: Map, gap: arb, b_gap: arb) -> Passage | None:
    """The rest of the way in closed form, once delta is so small that it is precise.

    (1-c)^k delta_0 <= delta_k <= (1-c)^k delta_0 e^q with c = h N and q = 3 (N-1) delta_0/(1-c),
    provided that 3 (N-1) delta_0 <= 1.
    """
    miss = 3 * (map_.depth - 1) * gap / map_.slack
    if not miss < arb(2) ** -ctx.prec:
        return None
    decay = -map_.slack.log()
    lowest = (gap / b_gap).log() / decay
    return max(1, ceilings(lowest)[0]), max(1, ceilings(lowest + miss / decay)[1])
