"""How long a perturbed start takes to a negative eigenvalue, counted without iterating.

With u = q + p and v = q - p the orbit moves xi = (1/2) ln(u/v) by -artanh E and gamma = ln(uv) by
ln(1 - E^2), E = eta q^{N-2} (l + w) > 0, lambda = -l. While E is small, gamma follows a curve
Gamma(xi) that is known in closed form up to O(E^2), and H = int d xi / delta - (1/2) ln delta,
delta = artanh E along the curve, falls by almost exactly 1 a step. ``notes/ball-orbits.md`` has the
proof.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from flint import acb, arb, ctx

from dmfcheck.dynamics.balls import quadrature
from dmfcheck.dynamics.balls.balls import ball
from dmfcheck.dynamics.balls.decay import TOLERANCE_BITS, SlowCount
from dmfcheck.dynamics.balls.perturbed_orbit import FactorPair
from dmfcheck.dynamics.balls.recovery_bounds import (
    LARGEST_EXPONENT,
    Block,
    NotSmall,
    curve_offsets,
    cut_into_blocks,
    total_error,
)
from dmfcheck.dynamics.balls.recovery_curve import Curve

__all__ = ["Leap", "Recovery"]

MAX_BITS = 1 << 12
"""Precision at most of a count: enough for times up to about 1e1000."""

PRECISE = 0.01
"""A leap is taken if it is known to so small a part of a step, or if there is no other way."""

Start = Callable[[], FactorPair]
"""u and v at the precision in force."""


class Leap(NamedTuple):
    """``least`` to ``most`` steps taken at once, and balls of u and v after them."""

    least: int
    most: int
    pair: FactorPair


@dataclass(frozen=True)
class Recovery:
    """The way of a perturbed start to lambda = -l: what can be said of it without iterating.

    Source: derived (notes/ball-orbits.md).
    """

    depth: int
    modulus: Fraction
    eta: Fraction

    def count(self, start: Start, fraction: Fraction) -> SlowCount | str:
        """The steps to the first w <= -fraction l, or why they are unknown; 0 < fraction < 1.

        >>> recovery = Recovery(2, Fraction(1), Fraction(1, 10**6))
        >>> pair = FactorPair(arb(1), arb(2) ** -30)
        >>> found = recovery.count(lambda: pair, Fraction(1, 2))
        >>> found.steps, bool(found.error < 0.001)
        ((21376002, 21376002), True)
        """
        found = self._passage(start, lambda: ball(fraction))
        return found if isinstance(found, str) else found.steps

    def leap(self, start: Start, fraction: Fraction, *, forced: bool) -> Leap | None:
        """To the first w <= -s l, s so far below ``fraction`` that E is still small and even.

        None where that is not possible, or not to 0.01 of a step unless ``forced``.

        >>> recovery = Recovery(2, Fraction(1), Fraction(1, 10**3))
        >>> pair = FactorPair(arb(1), arb(2) ** -90)
        >>> leap = recovery.leap(lambda: pair, Fraction(1, 2), forced=False)
        >>> leap.least, leap.most
        (58836, 58836)
        """
        smallest = self._even_fraction(fraction)
        passage = self._passage(start, lambda: smallest)
        if isinstance(passage, str):
            return None
        precise = passage.steps.error + passage.steps.count.rad() < PRECISE
        if not (forced or precise):
            return None
        with ctx.workprec(passage.steps.bits):
            return passage.landing()

    def _even_fraction(self, fraction: Fraction) -> arb:
        """An exact s <= fraction/2, 2^-12 with E < 1/(1000 N) where w = -s l, if N > 2."""
        n = self.depth
        with ctx.workprec(64):
            smallest = ball(min(fraction / 2, Fraction(1, 4096)))
            if n > 2:
                # Far below w = 0, q^N is about -w.
                modulus = ball(self.modulus)
                power = (1 / (1000 * n * ball(self.eta) * modulus)) ** (arb(n) / (n - 2))
                smallest = smallest.min(power / modulus)
            return smallest.lower()

    def _passage(self, start: Start, fraction: Callable[[], arb]) -> _Passage | str:
        """The passage at a precision at which rounding matters less than the method, if it can."""
        bits = 128
        while True:
            with ctx.workprec(bits):
                try:
                    passage = _Passage(
                        self.depth, ball(self.modulus), ball(self.eta), start(), fraction()
                    )
                except NotSmall as reason:
                    return str(reason)
                steps = passage.steps
                width = steps.count.rad() + steps.error
                # Rounding makes about 2^-bits of the count uncertain, the method the rest.
                by_method = width > abs(steps.count) * arb(2) ** (64 - bits)
                if by_method or width < PRECISE / 16 or bits == MAX_BITS:
                    return passage
            bits = min(2 * bits, MAX_BITS)


class _Passage:
    """The first w <= -fraction l from a start, in balls at the precision in force when made."""

    def __init__(
        self, depth: int, modulus: arb, eta: arb, start: FactorPair, fraction: arb
    ) -> None:
        xi, gamma = (start.u / start.v).log() / 2, (start.u * start.v).log()
        self.curve = curve = Curve(depth, modulus, eta, xi.mid(), gamma.mid())
        level = fraction * modulus
        self.crossing = curve.crossing(level)
        # Room for the last steps, but no more: farther on E may grow or, beyond -l, be negative.
        room = ((fraction - 1) / (4 * curve.excess_slope(self.crossing))).max(
            4 * curve.delta(self.crossing)
        )
        halfway = curve.crossing((1 + fraction) * modulus / 2)
        end = (self.crossing - room).max(halfway).lower()
        blocks = list(cut_into_blocks(curve, end, xi.upper()))
        offsets = curve_offsets(curve, blocks, gamma.rad(), xi.rad())
        self.offset = offsets[-1]
        # How far the level may be from the crossing, by the slope there; the signs below decide.
        doubt = depth * self.offset / 2 + 4 * abs(curve.excess(self.crossing, level))
        reach = (-doubt / curve.excess_slope(self.crossing) * 5 / 4).upper()
        before, after = self.crossing + reach, self.crossing - reach
        self.farthest = _farthest(blocks, after)
        separated = (
            before < 0
            and before < xi
            and curve.excess(before, level, self.offset) < 0
            and curve.excess(after, level, -self.offset) > 0
            and self.farthest > end
        )
        if not separated:
            raise NotSmall
        self.nearest = before.upper()
        at_start, at_end = curve.delta(xi), curve.delta(arb(self.crossing, reach))
        error = total_error(curve, blocks, offsets) + reach / at_end.lower() + at_end.log().rad()
        integral = self._integral(self.crossing, curve.xi, error / 1024)
        count = integral - (at_start / at_end.mid()).log() / 2
        slack = (xi.rad() / at_start.lower()).upper()
        self.steps = SlowCount(arb(count, slack), error.upper(), ctx.prec)

    def landing(self) -> Leap:
        """The leap to the first point at the level or beyond it."""
        least, most = self.steps.steps
        xi = self._located(least) if least == most else None
        if xi is None:
            xi = self.farthest.union(self.nearest)
        half = (self.curve.gamma(xi) + arb(0, self.offset)) / 2
        return Leap(least, most, FactorPair((half + xi).exp(), (half - xi).exp()))

    def _located(self, steps: int) -> arb | None:
        """A ball of xi after so many steps, where H has fallen by that much, by Newton."""
        curve, rest = self.curve, steps - self.steps.count.mid()
        at_crossing = curve.delta(self.crossing)
        x, miss = self.crossing, rest
        for _ in range(8):
            x = (x - miss * curve.delta(x)).mid()
            fallen = self._integral(x, self.crossing, arb(0))
            miss = rest - fallen + (at_crossing / curve.delta(x)).log() / 2
        away = (abs(miss) + self.steps.error + self.steps.count.rad()).upper()
        found = arb(x, (2 * away * curve.delta(x)).upper())
        # On this ball H is so steep that it changes by more than ``away`` towards either end.
        steep = 1 / curve.delta(found) - curve.slopes(found)[0] / 2
        return found if steep * found.rad() > away and found > self.farthest else None

    def _integral(self, low: arb, high: arb, tolerance: arb) -> arb:
        """int d xi / delta from low to high, in steps."""
        curve = self.curve

        def density(x: acb, _: bool) -> acb:
            exponent = curve.exponent(x, curve.gamma(x))[0]
            # artanh is analytic in the unit disc.
            return 1 / exponent.atanh() if exponent.abs_upper() < LARGEST_EXPONENT else acb("nan")

        return quadrature.integral(
            density,
            low,
            high,
            rel_tol=arb(2) ** (40 - ctx.prec),
            abs_tol=tolerance.max(arb(2) ** -(TOLERANCE_BITS + 2)),
        ).real


def _farthest(blocks: list[Block], after: arb) -> arb:
    """A number that no orbit is beyond after its first point at or below ``after``."""
    farthest = after
    for block in blocks:
        if not block.high < after:
            farthest = farthest.min(block.low.max(after) - block.step)
    return farthest.lower()
