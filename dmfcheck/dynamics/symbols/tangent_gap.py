"""monotone.pair without the convexity argument: one polynomial, positive by its Bernstein form.

The last steps of the proof of monotone.rank say of growth factors s, s_1 in [1, 1+H], H <= 1/N,

    s^N (G(s)^N - G(s_1)^N) >= kappa (s^N - s_1^N),  kappa = s_1 G(s_1)^{N-1} G'(s_1).

With s = 1 + u H, s_1 = 1 + v H and H = c/N the difference is (u-v)^2 c^2 R(u, v, c); if all the
coefficients of R in the Bernstein basis of the unit cube are positive, so is R. All of it is exact.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import sympy as sp

from dmfcheck.dynamics.symbols.exact import concrete_depth


def tangent_gap(depth: object) -> Any:
    """R(u, v, c), an element of the ring Q[u, v, c] of SymPy, for a depth 2..50.

    It has about 8 N^6 coefficients. Raises :class:`~dmfcheck.base.validation.BadInput` on floats,
    and ``ExactQuotientFailed`` if (u-v)^2 c^2 did not divide the difference. Source: monotone.pair.

    >>> gap = tangent_gap(2)
    >>> gap.coeff(1)
    2
    """
    N = concrete_depth(depth)
    _, u, v, c = sp.ring("u v c", sp.QQ)
    s, s_1 = 1 + u * c / N, 1 + v * c / N
    at_lead = bound(s_1, c, N)
    kappa = s_1 * at_lead ** (N - 1) * bound_slope(s_1, c, N)
    difference = s**N * (bound(s, c, N) ** N - at_lead**N) - kappa * (s**N - s_1**N)
    return difference.exquo((u - v) ** 2 * c**2)


def bound(s: Any, c: Any, depth: int) -> Any:
    """G(s) at H = c/N, for numbers, balls or polynomials s and c.

    >>> bound(1, 1, 5)
    1.0
    """
    N = depth
    return 1 + c / N * s ** (N - 2) - (1 + c / N) * s ** (2 * N - 2) + s ** (2 * N - 1)


def bound_slope(s: Any, c: Any, depth: int) -> Any:
    """G'(s) at H = c/N.

    >>> bound_slope(Fraction(1), Fraction(1, 3), 4)
    Fraction(2, 3)
    """
    N = depth
    slope = (2 * N - 1) * s ** (2 * N - 2) - (2 * N - 2) * (1 + c / N) * s ** (2 * N - 3)
    return slope + (N - 2) * (c / N) * s ** (N - 3) if N > 2 else slope


def bernstein_minimum(polynomial: Any) -> Fraction:
    """The least coefficient of a polynomial in the Bernstein basis of the unit cube.

    It bounds the polynomial from below on the cube; exact. ``polynomial`` is an element of a SymPy
    ring over Q.

    >>> _, x = sp.ring("x", sp.QQ)
    >>> bernstein_minimum(x**2 - x + 1), bernstein_minimum(x**2 - x)
    (Fraction(1, 2), Fraction(-1, 2))
    """
    from flint import fmpq, fmpq_mat

    degrees = [
        max((power[i] for power in polynomial), default=0) for i in range(polynomial.ring.ngens)
    ]
    sizes = [degree + 1 for degree in degrees]
    total = 1
    for size in sizes:
        total *= size
    entries = [fmpq(0)] * total
    for powers, coefficient in polynomial.terms():
        position = 0
        for power, size in zip(powers, sizes, strict=True):
            position = position * size + power
        entries[position] = fmpq(int(coefficient.numerator), int(coefficient.denominator))
    for n in degrees:
        # The first axis is changed to the Bernstein basis and becomes the last one.
        change = fmpq_mat(
            n + 1, n + 1, [fmpq(comb(i, j), comb(n, j)) for i in range(n + 1) for j in range(n + 1)]
        )
        entries = (change * fmpq_mat(n + 1, total // (n + 1), entries)).transpose().entries()
    least = min(entries)
    return Fraction(int(least.p), int(least.q))
