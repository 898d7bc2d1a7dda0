"""One attempt at a hitting time: at a given order of the Abel function and a given precision.

Small h N x^{N-2} all the way to the target: the difference of A_m. Otherwise A_m carries the orbit
to a switch point (N >= 3), or the linear part does (N = 2), and the other steps are taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from flint import arb, ctx

from dmfcheck.dynamics.balls.abel import abel_function
from dmfcheck.dynamics.balls.passage import Map, Passage, first_passage, skip_linear_growth
from dmfcheck.dynamics.balls.precision import Root, ball, ceilings, floor_below, magnitude
from dmfcheck.dynamics.balls.residual import increases, largest_t, summation_bound

__all__ = ["Attempt", "Level", "ScaledPassage"]

GUARD_BITS = 64
"""Beyond the bits that a level asks for: what rounding of a few thousand operations may eat."""


LEADING_BITS = 4096
"""Of a number of steps that ``max_bits`` cannot hold: more take seconds, and settle no more."""


@dataclass(frozen=True)
class Level:
    """The order m, the largest t = h N x^{N-2} where A_m is used, and bits after the point."""

    order: int
    largest_t: Fraction
    bits: int


@dataclass(frozen=True)
class ScaledPassage:
    """From x0 to the first x_k >= b under x + h x^{N-1} (1 - x^N); 0 < x0 < b < 1, h N <= 1.

    ``rate`` is h N, given apart so that 1 - h N is accurate.
    """

    depth: int
    step: Root
    rate: Root
    start: Root
    target: Root


Point = Callable[[], tuple[arb, arb]]
"""x and 1 - x at the precision in force."""


@dataclass(frozen=True)
class Landing:
    """A_m at x_0 and at the switch point, the error of their difference, and a step before it.

    ``x`` encloses x_steps if it could be placed; ``bits`` are the most that were used.
    """

    first: arb
    last: arb
    error: arb
    steps: int
    x: arb | None
    bits: int


class Attempt:
    """A bracket of one passage at one level."""

    def __init__(self, passage: ScaledPassage, level: Level, max_bits: int) -> None:
        self.passage = passage
        self.depth = passage.depth
        self.level = level
        self.max_bits = max_bits
        self.abel = abel_function(passage.depth, level.order)
        self.bits = min(level.bits + GUARD_BITS, max_bits)
        self.most_bits = self.bits
        with ctx.workprec(self.bits):
            self.h = passage.step.ball()
            self.map = Map(passage.depth, self.h, passage.rate.gap())
            self.start = passage.start.pair()
            self.target = passage.target.pair()

    def run(self) -> tuple[str, Passage | None]:
        """How K was sought (``abel``, ``jump`` or ``orbit``) and (lo, hi), or None if undecided."""
        with ctx.workprec(self.bits):
            if largest_t(self.depth, self.h, self.target[0]) <= ball(self.level.largest_t):
                return "abel", self._count()
            if self.depth == 2:
                return "orbit", self._two_layers()
            return self._jump()

    def _iterate(self, x: arb, gap: arb) -> Passage | None:
        return first_passage(self.map, x, gap, *self.target)

    def _two_layers(self) -> Passage | None:
        steps, x = skip_linear_growth(self.h, self.start[0], self.target[0])
        gap = 1 - x if steps else self.start[1]
        return _after(steps, self._iterate(x, gap))

    def _count(self) -> Passage:
        """By the difference of A_m alone."""
        error = summation_bound(self.depth, self.level.order, self.h, self.start, self.target)
        first = self._abel_at(self.passage.start.pair, self.passage.start.order)
        last = self._abel_at(self.passage.target.pair, self.passage.target.order)
        return self._between(first, last, error)

    def _between(self, first: arb, last: arb, error: arb) -> Passage:
        """ceil(D - E) and ceil(D + E), D the difference of A_m."""
        with ctx.workprec(self.most_bits):
            return ceilings(last - first - error)[0], ceilings(last - first + error)[1]

    def _abel_at(self, point: Point, order: int) -> arb:
        """A_m to an absolute error of 2^-bits, if ``max_bits`` allow; ``order`` is log2 of x."""
        precision = self.bits - self.passage.step.order + max(0, (2 - self.depth) * order)
        most = self.max_bits
        if precision > most + self.bits:
            # No single step can be told from the next, so that the leading digits are enough.
            most, self.most_bits = min(most, LEADING_BITS), most
        while True:
            precision = min(precision, most)
            self.most_bits = max(self.most_bits, precision)
            with ctx.workprec(precision):
                value = self.abel.value(*point(), self.passage.step.ball())
            excess = magnitude(value.rad()) + self.level.bits
            if excess <= 0 or precision == most:
                return value
            precision += excess + 16

    def _jump(self) -> tuple[str, Passage | None]:
        """By A_m to just below the switch point, if that skips a step, then step by step."""
        switch = self._switch()
        if not self.start[0] < switch:
            return "orbit", self._iterate(*self.start)
        if switch == self._slow:
            any_level = replace(self.passage, target=Root(Fraction(1)))
            landing = _slow_landing(any_level, self.level, self.max_bits)
        else:
            landing = self.land(switch)
        self.most_bits = landing.bits
        if landing.steps < 1:
            return "orbit", self._iterate(*self.start)
        x = landing.x
        landed = None if x is None else self._iterate(x, 1 - x)
        if landed is not None:
            return "jump", _after(landing.steps, landed)
        # Too few bits to place x_steps: count to the switch point and again from there. The first
        # orbit point beyond it is ahead of the orbit from it, the orbit point before is behind.
        counted = self._between(landing.first, landing.last, landing.error)
        rest = self._iterate(switch, 1 - switch)
        if rest is None:
            return "jump", None
        return "jump", (counted[0] - 1 + rest[0], counted[1] + rest[1])

    def land(self, switch: arb | None = None) -> Landing:
        """Of the passage to ``switch``, where t is the largest of the level unless it is given."""
        switch = self._slow if switch is None else switch
        here = (switch, 1 - switch)
        error = summation_bound(self.depth, self.level.order, self.h, self.start, here)
        first = self._abel_at(self.passage.start.pair, self.passage.start.order)
        last = self._abel_at(lambda: (switch, 1 - switch), 0)
        with ctx.workprec(self.most_bits):
            # K to the switch point is >= D - E, so the orbit is still below it after these steps.
            steps = floor_below(last - first - error) - 1
            reached = first + steps
        x = None if steps < 1 else self._locate(reached, switch, last, error)
        return Landing(first, last, error, steps, x, self.most_bits)

    def _switch(self) -> arb:
        """An exact number < b where h N x^{N-2} is about the largest t of the level."""
        slow = self._slow
        with ctx.workprec(64):
            below = (self.target[0] * ball(1 - Fraction(1, 1024))).lower()
            return slow if slow < below else below

    @cached_property
    def _slow(self) -> arb:
        """The number without b."""
        with ctx.workprec(64):
            ratio = ball(self.level.largest_t) / (self.depth * self.h)
            return (ratio.log() / (self.depth - 2)).exp().lower()

    def _locate(self, reached: arb, z: arb, value: arb, error: arb) -> arb | None:
        """A ball around the orbit point x with |A_m(x) - reached| <= error, by Newton from z.

        In z^{2-N}, in which A_m is nearly linear: half as many steps as in z.
        """
        n = self.depth
        for _ in range(20):
            miss = value - reached
            if abs(miss) < error or abs(miss) < 4 * miss.rad():
                break
            step = (n - 2) * self._speed(z) * miss / z
            z = (z * ((-step.log1p()) / (n - 2)).exp()).mid()
            value = self.abel.value(z, 1 - z, self.h)
        away = (abs(miss) + error).upper()
        width = (2 * away * self._speed(z)).upper()
        x = arb(z, width)
        # On x the speed is so low that A_m changes by more than ``away`` towards either end.
        t = self.depth * self.h * x ** (self.depth - 2)
        proved = increases(self.depth, self.level.order, t) and self._speed(x) * away < width
        return x if proved else None

    def _speed(self, x: arb) -> arb:
        """1 / A_m' = h f / F_m: the change of x in a unit of Abel time."""
        velocity = self.h * x ** (self.depth - 1) * (1 - x**self.depth)
        return velocity / self.abel.density(x, self.h)


@lru_cache(maxsize=64)
def _slow_landing(passage: ScaledPassage, level: Level, max_bits: int) -> Landing:
    """Where all levels beyond the switch point start from."""
    attempt = Attempt(passage, level, max_bits)
    with ctx.workprec(attempt.bits):
        return attempt.land()


def _after(steps: int, rest: Passage | None) -> Passage | None:
    return None if rest is None else (steps + rest[0], steps + rest[1])
