"""time.*: recovery times of an eigenvalue of the identical start, and those of the flow."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.readings.numbers import Irrational, Numbers
from dmfcheck.replay.readings.orbits import first_step
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.step import step_at_most
from dmfcheck.replay.readings.truth import Truth, at_most, below, every
from dmfcheck.replay.series import hypergeometric


def recovery(n: Numbers, p: Point) -> Any:
    """K(theta), the first k with w(k) >= theta lambda."""
    eigenvalue = p.exact["eigenvalue"]
    return n.whole(*first_step(n, p, eigenvalue, p.exact["fraction"] * eigenvalue))


def _below_level(n: Numbers, p: Point) -> Truth:
    return every([below(0, p.alpha), below(p.alpha**p.depth, p.fraction * p.eigenvalue)])


def _step_within(parts: int) -> Predicate:
    return lambda n, p: step_at_most(p, p.eigenvalue, Fraction(1, parts * p.depth))


def _two_layers(n: Numbers, p: Point) -> Truth:
    K, exact = recovery(n, p), p.exact
    h, x0_square = exact["eta"] * exact["eigenvalue"], exact["alpha"] ** 2 / exact["eigenvalue"]
    rho_start, rho_level = (y / (1 - y) for y in (x0_square, exact["fraction"]))
    growth = n.log(n.number(rho_level / rho_start))
    fastest, slowest = -n.log(n.number(1 - 2 * h)), 2 * n.log(n.number(1 + h))
    # K <= ceil(u) says K - 1 < u.
    return every([at_most(growth, K * fastest), below((K - 1) * slowest, growth)])


def _deep(n: Numbers, p: Point) -> Truth:
    m = p.depth - 2
    target = n.root(p.fraction * p.eigenvalue, p.depth)
    return at_most(p.alpha**-m - target**-m, recovery(n, p) * m * p.eta * p.eigenvalue)


class Flow:
    """The flow beside the descent, in scaled coordinates: x_0, b, h, c = hN and T(b) - T(x_0)."""

    def __init__(self, n: Numbers, p: Point) -> None:
        if n.exact:
            raise Irrational("a time of the flow")
        self.n, self.N = n, p.depth
        limit = n.root(p.eigenvalue, p.depth)
        self.x0, self.b = p.alpha / limit, n.root(p.fraction, p.depth)
        self.h = p.eta * (p.eigenvalue / limit) ** 2
        self.c = self.N * self.h
        start = p.exact["alpha"] ** p.depth / p.exact["eigenvalue"]
        # 1 - x^N from exact numbers: it may be nearer to 0 than the precision.
        self.powers = [n.number(y) for y in (start, p.exact["fraction"])]
        self.gaps = [n.number(1 - y) for y in (start, p.exact["fraction"])]
        first, last = (self._time(side) for side in (0, 1))
        self.steps = (last - first) / self.h

    def _time(self, side: int) -> Any:
        """T(x), whose derivative is 1/(x^{N-1} (1 - x^N))."""
        n, N, x = self.n, self.N, (self.x0, self.b)[side]
        if N == 2:
            return n.log(x) - n.log(self.gaps[side]) / 2
        y = self.powers[side]
        if not y.b < 1:
            raise Blurred("a level that may be 1")
        try:
            series = hypergeometric(Fraction(2, N), y)
        except OverflowError as lack:
            raise CannotReplay(str(lack)) from None
        return x ** (2 - N) / (2 - N) + x**2 / 2 * series

    @property
    def saturation(self) -> Any:
        """ln((1 - x_0^N)/(1 - b^N))."""
        return self.n.log(self.gaps[0] / self.gaps[1])

    @property
    def corrected(self) -> Any:
        """S = T/h + (1/2) ln(f(b)/f(x_0)), f(x) = x^{N-1} (1 - x^N)."""
        rise = (self.N - 1) * self.n.log(self.b / self.x0)
        return self.steps + (rise - self.saturation) / 2

    def remainder(self, constant: Any) -> Any:
        """E = constant * t' [Lambda + ln((1 - x_0^N)/(1 - b^N)) - ln(1 - t')]."""
        n, N = self.n, self.N
        at_level = self.c * self.b ** (N - 2)
        t = n.least([self.c, at_level * n.exp(at_level)])
        if N == 2:
            spread = 2 * (1 + self.h) * n.log(self.b * (1 + self.h) / self.x0)
        else:
            spread = n.number(Fraction(N, N - 2))
        return constant * t * (spread + self.saturation - n.log(1 - t))


def _flow_bounds(n: Numbers, p: Point) -> Truth:
    flow, K = Flow(n, p), recovery(n, p)
    half = flow.c / 2
    upper = below((K - 1) * n.log(1 + half), half * flow.steps)
    N, exact = p.depth, p.exact
    if (N * exact["eta"]) ** N * exact["eigenvalue"] ** (2 * N - 2) == 1:
        # c/(-ln(1-c)) is 0 at c = 1.
        return upper
    return every([at_most(flow.c * flow.steps, -K * n.log(1 - flow.c)), upper])


def _corrected(n: Numbers, p: Point, constant: Fraction | None) -> Truth:
    flow = Flow(n, p)
    share = 6 * n.log(n.number(2)) - 4 if constant is None else n.number(constant)
    lag, room = recovery(n, p) - flow.corrected, flow.remainder(share)
    return every([at_most(-room, lag), below(lag, 1 + room)])


def _corrected_upper(n: Numbers, p: Point) -> Truth:
    flow = Flow(n, p)
    return below(recovery(n, p), flow.corrected + 1 + n.number(Fraction(695, 10_000)) * flow.c)


def _corrected_lower(n: Numbers, p: Point) -> Truth:
    flow = Flow(n, p)
    bracket = 1 - n.log(flow.gaps[1])
    if p.depth == 2:
        bracket += n.log(flow.b / flow.x0)
    room = n.number(Fraction(115, 1000)) * flow.c * bracket
    return at_most(flow.corrected - room, recovery(n, p))


def _bounded_above(n: Numbers, p: Point) -> Truth:
    return at_most(recovery(n, p) - Flow(n, p).steps, p.bound)


def _bounded_below(n: Numbers, p: Point) -> Truth:
    return at_most(-p.bound, recovery(n, p) - Flow(n, p).steps)


_LEVEL: dict[str, Predicate] = {"0 < alpha^N < theta lambda": _below_level}
_WHOLE: dict[str, Predicate] = {**_LEVEL, "h <= 1/N": _step_within(1)}
_HALF: dict[str, Predicate] = {**_LEVEL, "h <= 1/(2N)": _step_within(2)}

READINGS = {
    "time.two_layer": Reading(
        {
            **_LEVEL,
            "N = 2": lambda n, p: at_most(p.depth, 2),
            "h < 1/2": lambda n, p: below(2 * p.eta * p.eigenvalue, 1),
        },
        _two_layers,
    ),
    "time.deep_lower": Reading({**_WHOLE, "N >= 3": lambda n, p: at_most(3, p.depth)}, _deep),
    "time.flow_bounds": Reading(_WHOLE, _flow_bounds),
    "time.corrected": Reading(_HALF, lambda n, p: _corrected(n, p, Fraction(387, 1000))),
    "time.corrected/sharper": Reading(_HALF, lambda n, p: _corrected(n, p, None)),
    "time.corrected_upper": Reading(_WHOLE, _corrected_upper),
    "time.corrected_upper/lower": Reading(_HALF, _corrected_lower),
    "time.flow_difference": Reading(_WHOLE, _bounded_above),
    "time.flow_difference/early": Reading(_WHOLE, _bounded_below),
}
