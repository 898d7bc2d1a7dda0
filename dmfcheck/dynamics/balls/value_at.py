"""The end-to-end eigenvalue w(k) of the identical start at any step k, however large, in balls.

Hitting times answer "at which step"; this answers "how much at that step". It inverts the truncated
Abel function instead of taking its difference: A_m(x_k) = A_m(x_0) + k up to the proved error E of
``notes/hitting-times.md``, and A_m increases, so two signs of it enclose x_k. Steps on which
h N x^{N-2} is too large for that are taken in balls.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.abel import abel_function
from dmfcheck.dynamics.balls.attempt import Level, ScaledPassage
from dmfcheck.dynamics.balls.bracket import LEVELS
from dmfcheck.dynamics.balls.falling import falling_value
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.dynamics.balls.passage import Map, skip_linear_growth
from dmfcheck.dynamics.balls.precision import Root, ball, floor_below
from dmfcheck.dynamics.balls.residual import increases, largest_t, summation_bound

__all__ = ["value_at"]

GUARD_BITS = 64
"""Beyond the bits asked for: what the rounding of a few thousand operations may eat."""

NEWTON_STEPS = 64
"""More than Newton's iteration needs in coordinates in which A_m is nearly linear."""


def value_at(
    depth: object, eigenvalue: object, alpha: object, eta: object, step: object, *, bits: object
) -> arb:
    """A ball that contains w(k) = d(k)^N at k = ``step``: d+ = d + eta d^{N-1} (lambda - d^N).

    d(0) = alpha > 0; exact rationals, lambda of any sign, eta <= 1/(N max(alpha^N, lambda)^{2-2/N})
    for lambda > 0 and eta alpha^{N-2} (|lambda| + alpha^N) <= 1 otherwise (both decided exactly).
    Where w rises (alpha^N < lambda) the radius is at most 2^-bits w and the cost grows like a power
    of log k. Where it falls, late steps are known less sharply, see
    :mod:`dmfcheck.dynamics.balls.falling`. Raises BadInput. Source: derived (claim time.corrected).

    >>> w = value_at(2, 1, "1/1000", "1/8", 53, bits=64)
    >>> bool(w < 0.25), bool(w > 0.2), bool(w.rad() < 1e-19)
    (True, True, True)
    """
    n = validation.depth(depth)
    size = validation.rational(eigenvalue, "eigenvalue")
    start = validation.positive(alpha, "alpha")
    rate = validation.positive(eta, "eta")
    k = validation.whole(step, "step", 0)
    accuracy = validation.whole(bits, "bits", 2)
    _require_monotone(n, size, start, rate)
    with ctx.workprec(accuracy + GUARD_BITS):
        if k == 0 or start**n == size:
            return ball(start**n)
        if start**n > size:
            return falling_value(n, size, start, rate, k)
        return ball(size) * _rising(n, size, start, rate, k, accuracy)


def _require_monotone(n: int, size: Fraction, start: Fraction, rate: Fraction) -> None:
    if size > 0:
        largest = max(size, start**n)
        monotone = (n * rate) ** n * largest ** (2 * n - 2) <= 1
    else:
        monotone = rate * start ** (n - 2) * (start**n - size) <= 1
    if not monotone:
        raise BadInput(
            "eta", f"is {validation.shown(rate)}", "a step so small that w(k) is monotone"
        )


_recovery = lru_cache(maxsize=256)(hitting_time_original)


def _rising(n: int, size: Fraction, start: Fraction, rate: Fraction, k: int, bits: int) -> arb:
    """w(k) / lambda."""
    first = start**n / size
    # From this level on, the level itself and 1 are near enough to each other.
    near = 1 - Fraction(1, 2**bits)
    if first >= near:
        return ball(first).union(arb(1))
    reached = _recovery(n, size, start, rate, near)
    if k >= reached.hi:
        return ball(near).union(arb(1))
    if k >= reached.lo:
        return _rising(n, size, start, rate, reached.lo - 1, bits).union(arb(1))
    h_power = rate**n * size ** (2 * n - 2)
    passage = ScaledPassage(
        depth=n,
        step=Root(h_power, n),
        rate=Root(h_power * n**n, n),
        start=Root(first, n),
        target=Root(near, n),
    )
    best = ball(first).union(arb(1))
    for level in LEVELS:
        y = _Inversion(passage, level, bits).state(k) ** n
        best = y if y.rad() < best.rad() else best
        if best.rad() < best * arb(2) ** -bits:
            break
    return best


class _Inversion:
    """x_k of one scaled passage by A_m of one level; k is at most the steps to the target."""

    def __init__(self, passage: ScaledPassage, level: Level, bits: int) -> None:
        self.depth = passage.depth
        self.level = level
        self.abel = abel_function(passage.depth, level.order)
        self.bits = max(level.bits, bits) + GUARD_BITS
        # A_m at the start is about x_0^{2-N} / h: that many bits stand before the point.
        before = -passage.step.order + (2 - self.depth) * passage.start.order
        self.start_bits = self.bits + max(0, before)
        with ctx.workprec(self.start_bits):
            self.h = passage.step.ball()
            self.start = passage.start.pair()
            self.target = passage.target.pair()
            self.map = Map(self.depth, self.h, passage.rate.gap())

    def state(self, k: int) -> arb:
        """A ball that contains x_k."""
        whole_way = largest_t(self.depth, self.h, self.target[0]) <= ball(self.level.largest_t)
        with ctx.workprec(self.start_bits):
            if whole_way:
                skipped, x = k, self._locate(self._value(*self.start) + k, self.target)
            elif self.depth == 2:
                skipped, x = self._grow(k)
            else:
                skipped, x = self._skip(k)
        with ctx.workprec(self.bits):
            for _ in range(k - skipped):
                check_time()
                x = self.map.step(x)
        return x

    def _grow(self, k: int) -> tuple[int, arb]:
        """N = 2: while y is negligible, X (1 - X^2/2) <= x_k <= X = x_0 (1+h)^k."""
        steps, x = skip_linear_growth(self.h, self.start[0], self.target[0])
        if steps <= k:
            return steps, x
        grown = self.start[0] * (1 + self.h) ** k
        half_miss = (grown**3 / 4).upper()
        return k, grown + arb(-half_miss, half_miss)

    def _skip(self, k: int) -> tuple[int, arb]:
        """(n, x_n), n <= k as large as h N x^{N-2} stays below the largest t of the level."""
        with ctx.workprec(GUARD_BITS):
            ratio = ball(self.level.largest_t) / (self.depth * self.h)
            slow = (ratio.log() / (self.depth - 2)).exp().lower()
        switch = slow if slow < self.target[0] else self.target[0].lower()
        if not self.start[0] < switch:
            return 0, self.start[0]
        here = (switch, 1 - switch)
        first = self._value(*self.start)
        with ctx.workprec(self.bits):
            last = self._value(*here)
        # The passage to the switch point takes at least so many steps.
        steps = min(k, floor_below(last - first - self._error(here)) - 1)
        if steps < 1:
            return 0, self.start[0]
        return steps, self._locate(first + steps, here)

    def _error(self, stop: tuple[arb, arb]) -> arb:
        return summation_bound(self.depth, self.level.order, self.h, self.start, stop)

    def _value(self, x: arb, gap: arb) -> arb:
        return self.abel.value(x, gap, self.h)

    def _locate(self, aim: arb, top: tuple[arb, arb]) -> arb:
        """The orbit point x < ``top`` with |A_m(x) - aim| <= E.

        A_m is below aim - E at the lower end of the ball and above aim + E at the upper one. Where
        the precision does not show these signs the ball is the whole range from start to ``top``.
        """
        error = self._error(top)
        # A_m is a power of x where it is large: its relative precision is that of x.
        with ctx.workprec(self.bits):
            z, miss = self._newton(aim, error, top)
            width = (2 * self._speed(z) * (abs(miss) + 2 * error)).upper()
            for _ in range(4):
                low, high = (z - width).lower(), (z + width).upper()
                if self._between(low, aim, high, error):
                    return low.union(high)
                width *= 2
        return self.start[0].union(top[0])

    def _between(self, low: arb, aim: arb, high: arb, error: arb) -> bool:
        t = self.depth * self.h * high ** (self.depth - 2)
        if not (low > 0 and high < 1 and increases(self.depth, self.level.order, t)):
            return False
        below = self._value(low, 1 - low) < aim - error
        return bool(below and self._value(high, 1 - high) > aim + error)

    def _speed(self, x: arb) -> arb:
        """The change of x in a unit of Abel time: 1 / A_m'."""
        velocity = self.h * x ** (self.depth - 1) * (1 - x**self.depth)
        return velocity / self.abel.density(x, self.h)

    def _newton(self, aim: arb, error: arb, top: tuple[arb, arb]) -> tuple[arb, arb]:
        """An exact z with A_m(z) near ``aim``, and what is missing there.

        In u = x^{2-N} where y = x^N < 1/2, and in v = ln(y/(1-y)) beyond and for N = 2, A_m is
        convex or concave and its slope changes at most twofold: Newton's iteration cannot stray.
        """
        N, h = self.depth, self.h
        middle = Root(Fraction(1, 2), N).ball()
        below_top = bool(middle < top[0])
        by_odds = N == 2 or (below_top and bool(self._value(middle, 1 - middle) < aim))
        x = (middle if below_top else top[0]).mid()
        if not by_odds:
            # A_m is about -u / ((N-2) h) near 0.
            u = (-aim * (N - 2) * h).max(x ** (2 - N))
            x = (u.log() / (2 - N)).exp().mid()
        before = arb("inf")
        for _ in range(NEWTON_STEPS):
            miss = aim - self._value(x, 1 - x)
            # What no longer shrinks is the rounding of x itself.
            if abs(miss) < error or abs(miss) < 4 * miss.rad() or not abs(miss) < before:
                break
            before = abs(miss)
            y, density = x**N, self.abel.density(x, h)
            if by_odds:
                odds = y / (1 - y) * (N * h * x ** (N - 2) / density * miss).exp()
                x = (odds / (1 + odds)).root(N).mid()
            else:
                u = x ** (2 - N) - (N - 2) * h * (1 - y) / density * miss
                x = (u.log() / (2 - N)).exp().mid()
        return x, miss
