"""C <- A^s C A^s + v (I + A^2 + ... + A^{2s-2}) for symmetric A and C of two or three rows.

Loops over so few rows, of a number that is not known when they are compiled, cost several times
what is in them; here every entry on and above the diagonal is a number of its own.
"""

from __future__ import annotations

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import inner

Two = tuple[float, float, float]
"""The entries (1,1), (1,2), (2,2)."""

Three = tuple[float, float, float, float, float, float]
"""The entries (1,1), (1,2), (1,3), (2,2), (2,3), (3,3)."""


@inner
def _times_two(left: Two, right: Two) -> Two:
    """The product of two that commute: it is symmetric, too."""
    a, b, c = left
    p, q, r = right
    return a * p + b * q, a * q + b * r, b * q + c * r


@inner
def _around_two(A: Two, C: Two) -> Two:
    """A C A."""
    a, b, c = A
    p, q, r = C
    s, t, u, v = a * p + b * q, a * q + b * r, b * p + c * q, b * q + c * r
    return s * a + t * b, s * b + t * c, u * b + v * c


@inner
def advance_two(C: FloatArray, A: FloatArray, steps: int, variance: float) -> None:
    """Of two rows, by binary powering.

    >>> advance_two.targetoptions["no_cpython_wrapper"]
    True
    """
    power = A[0, 0], A[0, 1], A[1, 1]
    now = C[0, 0], C[0, 1], C[1, 1]
    noise = variance, 0.0, variance
    while True:
        if steps & 1:
            a, b, c = _around_two(power, now)
            now = a + noise[0], b + noise[1], c + noise[2]
        steps >>= 1
        if steps == 0:
            break
        power = _times_two(power, power)
        a, b, c = _times_two(power, noise)
        noise = a + noise[0], b + noise[1], c + noise[2]
    C[0, 0], C[0, 1], C[1, 1] = now
    C[1, 0] = now[1]


@inner
def _times_three(left: Three, right: Three) -> Three:
    """The product of two that commute: it is symmetric, too."""
    a, b, c, d, e, f = left
    p, q, r, s, t, u = right
    return (
        a * p + b * q + c * r,
        a * q + b * s + c * t,
        a * r + b * t + c * u,
        b * q + d * s + e * t,
        b * r + d * t + e * u,
        c * r + e * t + f * u,
    )


@inner
def _around_three(A: Three, C: Three) -> Three:
    """A C A."""
    a, b, c, d, e, f = A
    p, q, r, s, t, u = C
    g, h, i = a * p + b * q + c * r, a * q + b * s + c * t, a * r + b * t + c * u
    j, k, m = b * p + d * q + e * r, b * q + d * s + e * t, b * r + d * t + e * u
    v, w, x = c * p + e * q + f * r, c * q + e * s + f * t, c * r + e * t + f * u
    return (
        g * a + h * b + i * c,
        g * b + h * d + i * e,
        g * c + h * e + i * f,
        j * b + k * d + m * e,
        j * c + k * e + m * f,
        v * c + w * e + x * f,
    )


@inner
def advance_three(C: FloatArray, A: FloatArray, steps: int, variance: float) -> None:
    """Of three rows, as of two.

    >>> advance_three.targetoptions["no_cpython_wrapper"]
    True
    """
    power = A[0, 0], A[0, 1], A[0, 2], A[1, 1], A[1, 2], A[2, 2]
    now = (
        C[0, 0],
        C[0, 1],
        C[0, 2],
        C[1, 1],
        C[1, 2],
        C[2, 2],
    )
    noise = variance, 0.0, 0.0, variance, 0.0, variance
    while True:
        if steps & 1:
            a, b, c, d, e, f = _around_three(power, now)
            g, h, i, j, k, m = noise
            now = a + g, b + h, c + i, d + j, e + k, f + m
        steps >>= 1
        if steps == 0:
            break
        power = _times_three(power, power)
        a, b, c, d, e, f = _times_three(power, noise)
        g, h, i, j, k, m = noise
        noise = a + g, b + h, c + i, d + j, e + k, f + m
    (
        C[0, 0],
        C[0, 1],
        C[0, 2],
        C[1, 1],
        C[1, 2],
        C[2, 2],
    ) = now
    C[1, 0], C[2, 0], C[2, 1] = now[1], now[2], now[4]
