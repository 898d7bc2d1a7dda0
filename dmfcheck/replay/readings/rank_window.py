"""rank.window: how small a start makes the plateau of rank L begin before it ends."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.order import LEADING_STEP
from dmfcheck.replay.readings.rank import starts_in_time
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.truth import Truth, at_most, below, every


def _two_layers(n: Numbers, p: Point, exponent: int) -> Truth:
    """alpha^{2(rho-1)} (1-delta) lambda_L (1+eta lambda_L)^exponent <= delta delta'^rho."""
    leading, following = p.spectrum[p.rank - 1 : p.rank + 1]
    speed = n.log(1 + p.eta * leading)
    rho = speed / n.log(1 + p.eta * following)
    left = 2 * (rho - 1) * n.log(p.alpha) + n.log((1 - p.delta) * leading) + exponent * speed
    return at_most(left, n.log(p.delta) + rho * n.log(p.quiet_level))


def _deep(n: Numbers, p: Point, rounding: int) -> Truth:
    """alpha^{-m} >= [delta'^{-m/N}/kappa + m eta lambda_L (rounding + C/h_L)] 2 kappa/(1-kappa)."""
    N = p.depth
    m = N - 2
    leading, following = p.spectrum[p.rank - 1 : p.rank + 1]
    kappa = following / leading
    h = p.eta * (leading / n.root(leading, N)) ** 2
    waiting = n.power(p.quiet_level, Fraction(-m, N)) / kappa
    rest = m * p.eta * leading * (rounding + _crossing(n, p, kappa) / h)
    return at_most((waiting + rest) * 2 * kappa, (1 - kappa) * p.alpha**-m)


def _crossing(n: Numbers, p: Point, kappa: Any) -> Any:
    """C, 0 if theta >= 1-delta, theta = ((1-kappa)/(1+3 kappa))^{N/m}."""
    N = p.depth
    low, high = n.root((1 - kappa) / (1 + 3 * kappa), N - 2), n.root(1 - p.delta, N)
    slowest = n.least([low ** (N - 1) * (1 - low**N), high ** (N - 1) * p.delta])
    return n.greatest([high - low, n.number(0)]) / slowest


def _small_start(exponent: int, rounding: int) -> Predicate:
    def small(n: Numbers, p: Point) -> Truth:
        fits = _two_layers(n, p, exponent) if p.depth == 2 else _deep(n, p, rounding)
        return every([below(0, p.alpha), fits])

    return small


def _below_leading(n: Numbers, p: Point) -> Truth:
    if p.depth > 2:
        return True
    return at_most(27 * p.alpha**2 * p.delta, 8 * (1 - p.delta) * p.spectrum[p.rank - 1])


def _begins_before_it_ends(n: Numbers, p: Point) -> Truth:
    quiet = at_most(p.alpha**p.depth, p.quiet_level)
    if quiet is not True:
        return quiet
    return starts_in_time(n, p)


_WINDOW: dict[str, Predicate] = {
    "L < n": lambda n, p: at_most(p.rank + 1, len(p.spectrum)),
    "lambda_L > lambda_{L+1} > 0": lambda n, p: every(
        [below(p.spectrum[p.rank], p.spectrum[p.rank - 1]), below(0, p.spectrum[p.rank])]
    ),
    "delta' < lambda_{L+1}": lambda n, p: below(p.quiet_level, p.spectrum[p.rank]),
    **LEADING_STEP,
}
_LEADING: dict[str, Predicate] = {
    "alpha^2 <= (8/27) (1-delta) lambda_L/delta if N = 2": _below_leading
}


def _reading(exponent: int, rounding: int, given: dict[str, Predicate]) -> Reading:
    small: dict[str, Predicate] = {"0 < alpha <= a_0": _small_start(exponent, rounding)}
    return Reading({**_WINDOW, **given, **small}, _begins_before_it_ends)


READINGS = {
    "rank.window": _reading(4, 3, _LEADING),
    "rank.window/sharper": _reading(2, 2, _LEADING),
    "rank.window_literal": _reading(4, 3, {}),
}
