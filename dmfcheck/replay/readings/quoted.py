"""time.quoted and time.quoted_repaired: how soon d is within eps of its limit, case by case."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.readings.numbers import Irrational, Numbers
from dmfcheck.replay.readings.orbits import orbit
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.truth import Truth, at_most, below, denied, every, some
from dmfcheck.replay.series import hypergeometric

Bound = Callable[[Numbers, Point], Any]


def _goal(n: Numbers, p: Point) -> Any:
    """lambda_+^{1/N}."""
    return n.root(p.eigenvalue, p.depth) if p.exact["eigenvalue"] > 0 else n.number(0)


def _within(n: Numbers, p: Point, d: Any) -> Truth:
    """|d - lambda_+^{1/N}| <= eps."""
    distance = d - _goal(n, p)
    return every([at_most(distance, p.accuracy), at_most(-p.accuracy, distance)])


def _soon(bound: Bound, more: int = 0) -> Predicate:
    """T <= bound + more, of an orbit of so many steps: min(T, steps + 1) is at most that."""

    def conclusion(n: Numbers, p: Point) -> Truth:
        most = bound(n, p) + more
        reached: Truth = False
        shown: Truth = True
        for k, d in enumerate(orbit(n, p, p.eigenvalue), start=1):
            reached = some([reached, _within(n, p, d)])
            shown = every([shown, some([reached, at_most(n.number(k), most)])])
            if reached or shown is False:
                return shown
        return shown

    return conclusion


def _real(n: Numbers) -> None:
    if n.exact:
        raise Irrational("a logarithm or a time of the flow")


def _turn(N: int) -> Fraction:
    """c = (N-1)/(2N-1)."""
    return Fraction(N - 1, 2 * N - 1)


def _turned(n: Numbers, p: Point) -> Any:
    """(c lambda)^{1/N}."""
    return n.root(n.number(_turn(p.depth)) * p.eigenvalue, p.depth)


def _rate(n: Numbers, p: Point) -> Any:
    """|ln(1 - eta N (c lambda)^{2-2/N})|."""
    N = p.depth
    return -n.log(1 - p.eta * N * _turned(n, p) ** (2 * N - 2))


def _start(n: Numbers, p: Point) -> Any:
    """s = c^{1-1/N} (lambda^{1/N}/alpha)^{N-1}, the (N-1)-th power of (c lambda)^{1/N}/alpha."""
    return (_turned(n, p) / p.alpha) ** (p.depth - 1)


def _time(n: Numbers, N: int, x: Any) -> Any:
    """T(x), whose derivative is 1/(x^{N-1} (1 - x^N)), 0 < x < 1."""
    y = x**N
    if not y.b < 1:
        raise CannotReplay("a level that may be 1")
    if N == 2:
        return n.log(x) - n.log(1 - y) / 2
    return x ** (2 - N) / (2 - N) + x**2 / 2 * hypergeometric(Fraction(2, N), y)


def _flow(n: Numbers, p: Point, level: Any) -> Any:
    """int_alpha^level dy / (eta y^{N-1} (lambda - y^N))."""
    N, limit = p.depth, _goal(n, p)
    passed = _time(n, N, level / limit) - _time(n, N, p.alpha / limit)
    return passed / (p.eta * limit ** (2 * N - 2))


def _near(n: Numbers, p: Point) -> Any:
    _real(n)
    return n.log((_goal(n, p) - p.alpha) / p.accuracy) / _rate(n, p)


def _tail(n: Numbers, N: int, x: Any) -> Any:
    """int_x^infinity dy / (y^{N-1} (y^N - 1)) = sum_k x^{-(N-2)-kN} / (N-2+kN)."""
    first = 2 * N - 2
    if not x.a > 1:
        raise CannotReplay("a level that may be 1")
    return x**-first / first * hypergeometric(Fraction(first, N), x**-N)


def _above(n: Numbers, p: Point) -> Any:
    _real(n)
    N, limit = p.depth, _goal(n, p)
    passed = _tail(n, N, 1 + p.accuracy / limit) - _tail(n, N, p.alpha / limit)
    return passed / (p.eta * limit ** (2 * N - 2))


def _negative(n: Numbers, p: Point) -> Any:
    _real(n)
    m = p.depth - 2
    if m == 0:
        return n.log(p.accuracy / p.alpha) / (p.eta * p.eigenvalue)
    return (p.alpha**-m - p.accuracy**-m) / (m * p.eta * p.eigenvalue)


def _rest(n: Numbers, p: Point) -> Any:
    """(ln(lambda^{1/N}/eps) - a)/R, a = |ln(1 - c^{1/N})|."""
    return n.log((_goal(n, p) - _turned(n, p)) / p.accuracy) / _rate(n, p)


def _far(n: Numbers, p: Point) -> Any:
    _real(n)
    return _flow(n, p, _turned(n, p)) + _start(n, p) + _rest(n, p)


def _sharper(n: Numbers, p: Point) -> Any:
    _real(n)
    return _flow(n, p, _turned(n, p)) + n.log(_start(n, p)) + _rest(n, p)


def _short(n: Numbers, p: Point) -> Any:
    _real(n)
    return _flow(n, p, _goal(n, p) - p.accuracy) + _start(n, p)


def _step_below(parts: Callable[[int], int]) -> Predicate:
    """eta < 1/(parts(N) M^{2N-2}), M = max(alpha, |lambda|^{1/N}), in N-th powers."""

    def hypothesis(n: Numbers, p: Point) -> Truth:
        N = p.depth
        largest = n.greatest([p.alpha**N, p.eigenvalue, -p.eigenvalue])
        return below((p.eta * parts(N)) ** N * largest ** (2 * N - 2), 1)

    return hypothesis


def _positive(n: Numbers, p: Point) -> Truth:
    return every([below(0, p.eigenvalue), below(0, p.alpha), below(0, p.accuracy)])


def _beyond_turn(n: Numbers, p: Point) -> Truth:
    return below(n.number(_turn(p.depth)) * p.eigenvalue, p.alpha**p.depth)


def _fine(n: Numbers, p: Point) -> Truth:
    return below(p.accuracy, _goal(n, p) - _turned(n, p))


_OUTSIDE: dict[str, Predicate] = {
    "eps < |alpha - lambda_+^{1/N}|": lambda n, p: denied(_within(n, p, p.alpha))
}
_STEP: dict[str, Predicate] = {
    "lambda, alpha, eps > 0": _positive,
    "eta < 1/(2N M^{2N-2})": _step_below(lambda N: 2 * N),
    **_OUTSIDE,
}
_NEAR: dict[str, Predicate] = {
    **_STEP,
    "alpha^N <= lambda": lambda n, p: at_most(p.alpha**p.depth, p.eigenvalue),
    "alpha^N > c lambda": _beyond_turn,
}
_ABOVE: dict[str, Predicate] = {
    **_STEP,
    "alpha^N > lambda": lambda n, p: below(p.eigenvalue, p.alpha**p.depth),
}
_NEGATIVE: dict[str, Predicate] = {
    "lambda < 0": lambda n, p: below(p.eigenvalue, 0),
    "alpha, eps > 0": lambda n, p: every([below(0, p.alpha), below(0, p.accuracy)]),
    "eta < 1/((3N-2) M^{2N-2})": _step_below(lambda N: 3 * N - 2),
    **_OUTSIDE,
}
_BEFORE: dict[str, Predicate] = {
    **_STEP,
    "alpha^N <= c lambda": lambda n, p: denied(_beyond_turn(n, p)),
}
_FAR: dict[str, Predicate] = {**_BEFORE, "eps < (1 - c^{1/N}) lambda^{1/N}": _fine}
_SHORT: dict[str, Predicate] = {
    **_BEFORE,
    "eps >= (1 - c^{1/N}) lambda^{1/N}": lambda n, p: denied(_fine(n, p)),
}

READINGS = {
    "time.quoted": Reading(_NEAR, _soon(_near)),
    "time.quoted/above": Reading(_ABOVE, _soon(_above)),
    "time.quoted/negative": Reading(_NEGATIVE, _soon(_negative)),
    "time.quoted/far": Reading(_FAR, _soon(_far)),
    "time.quoted/short": Reading(_SHORT, _soon(_short)),
    "time.quoted_repaired": Reading(_NEAR, _soon(_near, 1)),
    "time.quoted_repaired/above": Reading(_ABOVE, _soon(_above, 1)),
    "time.quoted_repaired/negative": Reading(_NEGATIVE, _soon(_negative, 1)),
    "time.quoted_repaired/far": Reading(_FAR, _soon(_far, 1)),
    "time.quoted_repaired/sharper": Reading(_FAR, _soon(_sharper, 2)),
}
