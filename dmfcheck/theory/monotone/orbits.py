"""What the monotone.* claims read of points with many modes, and powers of their orbits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.start import Identical
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.schedule import Schedule
from dmfcheck.dynamics.updates.weight_decay import WeightDecay

HEAVY_BALL = Dynamics(Identical, HeavyBall)
DECAYED = Dynamics(Identical, WeightDecay)
SCHEDULED = Dynamics(Identical, Schedule)


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


def heavy_ball(a: Arithmetic, point: Point, eigenvalue: Any) -> Sequence[Any]:
    """d(0), d(1), ... with momentum."""
    return [d for (d,) in a.run(HEAVY_BALL, point, eigenvalue)]


def decayed(a: Arithmetic, point: Point, eigenvalue: Any) -> Sequence[Any]:
    """d(0), d(1), ... with weight decay."""
    return [d for (d,) in a.run(DECAYED, point, eigenvalue)]


def powers(orbit: Sequence[Any], exponent: int) -> list[Any]:
    """d(k)^exponent for every k.

    >>> powers([2, 3], 2)
    [4, 9]
    """
    return [d**exponent for d in orbit]
