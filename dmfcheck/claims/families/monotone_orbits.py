"""Orbits that the monotone.* claims need besides the two standard starts.

Each is iterated as written, in whatever arithmetic its numbers belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dmfcheck.claims.point import Point


def mode(point: Point, row: int) -> Point:
    """The scalar problem of row (lambda, d(0)) of ``point.modes``.

    >>> from fractions import Fraction
    >>> start = {"depth": 2, "modes": ((2, 1), (1, 3)), "eta": Fraction(1, 8), "steps": 4}
    >>> mode(Point(start), 1).alpha
    3
    """

    def scalar(values: Mapping[str, Any]) -> dict[str, Any]:
        eigenvalue, start = values["modes"][row]
        shared = {name: values[name] for name in ("depth", "eta", "steps")}
        return {"eigenvalue": eigenvalue, "alpha": start, **shared}

    return Point(scalar(point.exact), scalar(point))


def distinct_rows(point: Point) -> dict[int, int]:
    """How often each distinct row of ``point.modes`` occurs, by the index of its first occurrence.

    >>> distinct_rows(Point({"modes": ((2, 1), (1, 3), (2, 1))}))
    {0: 2, 1: 1}
    """
    rows = list(point.exact["modes"])
    return dict(Counter(rows.index(row) for row in rows))


def scheduled_orbit(depth: int, eigenvalue: Any, start: Any, steps: Iterable[Any]) -> list[Any]:
    """d(0), d(1), ...: d+ = d + eta_k d^{N-1}(lambda - d^N), one step size eta_k after the other.

    >>> from fractions import Fraction
    >>> scheduled_orbit(2, Fraction(1), Fraction(1, 2), [Fraction(1, 4)])
    [Fraction(1, 2), Fraction(19, 32)]
    """
    orbit = [start]
    for eta in steps:
        d = orbit[-1]
        orbit.append(d + eta * d ** (depth - 1) * (eigenvalue - d**depth))
    return orbit


def heavy_ball_orbit(point: Point, eigenvalue: Any) -> list[Any]:
    """d+ = d + eta d^{N-1}(lambda - d^N) + m (d - d_before), from rest; m is ``point.momentum``.

    >>> from fractions import Fraction
    >>> start = {"depth": 2, "alpha": Fraction(1), "eta": Fraction(1, 4), "steps": 2}
    >>> heavy_ball_orbit(Point(start | {"momentum": Fraction(1, 2)}), Fraction(2))[1:]
    [Fraction(5, 4), Fraction(387, 256)]
    """

    def push(d: Any, before: Any) -> Any:
        return point.momentum * (d - before)

    return _orbit(point, eigenvalue, push)


def decayed_orbit(point: Point, eigenvalue: Any) -> list[Any]:
    """d+ = d + eta (d^{N-1}(lambda - d^N) - c d): weight decay (c/2) sum_j ||W_j||_F^2.

    c is ``point.decay``.

    >>> from fractions import Fraction
    >>> start = {"depth": 2, "alpha": Fraction(1), "eta": Fraction(1, 4), "steps": 1}
    >>> decayed_orbit(Point(start | {"decay": Fraction(1)}), Fraction(2))
    [Fraction(1, 1), Fraction(1, 1)]
    """

    def push(d: Any, before: Any) -> Any:
        return -point.eta * point.decay * d

    return _orbit(point, eigenvalue, push)


def _orbit(point: Point, eigenvalue: Any, push: Callable[[Any, Any], Any]) -> list[Any]:
    N = point.depth
    before, orbit = point.alpha, [point.alpha]
    for _ in range(point.steps):
        d = orbit[-1]
        pull = point.eta * d ** (N - 1) * (eigenvalue - d**N)
        orbit.append(d + pull + push(d, before))
        before = d
    return orbit


def powers(orbit: Sequence[Any], exponent: int) -> list[Any]:
    """d(k)^exponent for every k.

    >>> powers([2, 3], 2)
    [4, 9]
    """
    return [d**exponent for d in orbit]
