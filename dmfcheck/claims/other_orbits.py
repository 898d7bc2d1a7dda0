"""The recursion of a complex eigenvalue, in pairs of whatever numbers, iterated as written."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.point import Point

Complex = tuple[Any, Any]
"""(real, imaginary), so that one margin runs in every arithmetic."""


def times(z: Complex, y: Complex) -> Complex:
    """The product of two complex numbers.

    >>> times((1, 2), (3, 4))
    (-5, 10)
    """
    return z[0] * y[0] - z[1] * y[1], z[0] * y[1] + z[1] * y[0]


def complex_power(z: Complex, exponent: int) -> Complex:
    """z^exponent, exponent >= 1.

    >>> complex_power((0, 1), 3)
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
    target = complex_power((p.root_real, p.root_imaginary), N)
    zero = 0 * p.alpha
    d: Complex = (p.alpha, zero)
    orbit = [d]
    for _ in range(p.steps):
        end = complex_power(d, N)
        move = times(complex_power((d[0], -d[1]), N - 1), (target[0] - end[0], target[1] - end[1]))
        d = (d[0] + p.eta * move[0], d[1] + p.eta * move[1])
        orbit.append(d)
    return orbit
