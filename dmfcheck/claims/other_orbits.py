"""Recursions besides the two standard starts, iterated as written in whatever numbers they are of.

Momentum, weight decay, a schedule of step sizes, and complex eigenvalues as pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dmfcheck.claims.point import Point

Complex = tuple[Any, Any]
"""(real, imaginary), so that one margin runs in every arithmetic."""


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

    def push(d: Any, _before: Any) -> Any:
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


def times(z: Complex, y: Complex) -> Complex:
    """The product of two complex numbers.

    >>> times((1, 2), (3, 4))
    (-5, 10)
    """
    return z[0] * y[0] - z[1] * y[1], z[0] * y[1] + z[1] * y[0]


def power(z: Complex, exponent: int) -> Complex:
    """z^exponent, exponent >= 1.

    >>> power((0, 1), 3)
    (0, -1)
    """
    result = z
    for _ in range(exponent - 1):
        result = times(result, z)
    return result


def complex_orbit(p: Point) -> list[Complex]:
    """d(0) = alpha, d+ = d + eta conj(d)^{N-1} (rho^N - d^N), as pairs.

    rho is ``p.root_real`` + i ``p.root_imaginary``.

    >>> from fractions import Fraction
    >>> start = {"depth": 2, "root_real": Fraction(1), "root_imaginary": Fraction(1)}
    >>> complex_orbit(Point(start | {"alpha": Fraction(1), "eta": Fraction(1, 4), "steps": 1}))[1]
    (Fraction(3, 4), Fraction(1, 2))
    """
    N = p.depth
    target = power((p.root_real, p.root_imaginary), N)
    zero = 0 * p.alpha
    d: Complex = (p.alpha, zero)
    orbit = [d]
    for _ in range(p.steps):
        end = power(d, N)
        move = times(power((d[0], -d[1]), N - 1), (target[0] - end[0], target[1] - end[1]))
        d = (d[0] + p.eta * move[0], d[1] + p.eta * move[1])
        orbit.append(d)
    return orbit
