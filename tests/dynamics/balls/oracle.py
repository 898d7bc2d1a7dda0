"""Hitting times by brute force, sharing nothing with dmfcheck.dynamics.balls.

Double-double iteration with a running error bound. Where the bound cannot tell x_k from b, the
orbit is iterated again in mpmath at 200 digits; an orbit point within 1e-150 of b is a tie and an
error. Takes K steps, so it is for K up to about 1e7.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numba

SCALE = 1024
"""x is held times 2^SCALE while it is below 2^-200: low parts would be subnormal otherwise."""


@numba.njit(inline="always")
def _two_sum(a, b):
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


@numba.njit(inline="always")
def _split(a):
    big = 134217729.0 * a
    high = big - (big - a)
    return high, a - high


@numba.njit(inline="always")
def _add(ah, al, bh, bl):
    high, low = _two_sum(ah, bh)
    other, rest = _two_sum(al, bl)
    low += other
    total = high + low
    low = low - (total - high) + rest
    high = total + low
    return high, low - (high - total)


@numba.njit(inline="always")
def _mul(ah, al, bh, bl):
    high = ah * bh
    a1, a0 = _split(ah)
    b1, b0 = _split(bh)
    low = ((a1 * b1 - high) + a1 * b0 + a0 * b1) + a0 * b0 + (ah * bl + al * bh)
    total = high + low
    return total, low - (total - high)


@numba.njit(inline="always")
def _power(xh, xl, exponent):
    rh, rl = 1.0, 0.0
    while exponent > 0:
        if exponent & 1:
            rh, rl = _mul(rh, rl, xh, xl)
        exponent >>= 1
        if exponent:
            xh, xl = _mul(xh, xl, xh, xl)
    return rh, rl


@numba.njit(cache=True)
def _iterate(depth, hh, hl, xh, xl, bh, bl, error, b_error, limit):
    """(K, 1) if certain, (k, 0) if step k cannot be told from b, (limit, 2) if not reached."""
    unit = 2.0**-97  # a double-double operation errs by less than 2^-101 of its result
    for k in range(1, limit + 1):
        ph, pl = _power(xh, xl, depth - 2)
        rh, rl = _mul(ph, pl, xh, xl)
        yh, yl = _mul(rh, rl, xh, xl)
        gh, gl = _add(1.0, 0.0, -yh, -yl)
        sh, sl = _mul(hh, hl, rh, rl)
        ih, il = _mul(sh, sl, gh, gl)
        slope = 1.0 + hh * ph * ((depth - 1.0) - (2.0 * depth - 1.0) * yh)
        xh, xl = _add(xh, xl, ih, il)
        error = (abs(slope) + 1e-12) * error + unit * (xh + depth * sh)
        dh, _ = _add(xh, xl, -bh, -bl)
        if abs(dh) <= 1.01 * (error + b_error):
            return k, 0
        if dh > 0.0:
            return k, 1
    return limit, 2


@numba.njit(cache=True)
def _grow(hh, hl, xh, xl, stop, limit):
    """N = 2 with x scaled by a power of two, so small that y is negligible: x+ = (1+h) x."""
    gh, gl = _add(1.0, 0.0, hh, hl)
    k = 0
    while k < limit and xh < stop:
        xh, xl = _mul(xh, xl, gh, gl)
        k += 1
    return k, xh, xl


def _pair(x: Fraction) -> tuple[float, float]:
    high = float(x)
    return high, float(x - Fraction(high))


def hitting_time(depth: int, h: Fraction, x0: Fraction, b: Fraction, limit: int) -> int | None:
    """K = min{k : x_k >= b} for b >= 2^-100, or None if K > limit."""
    if b < Fraction(1, 2**100):
        raise ValueError("b is too small for scaled doubles")
    if x0 >= b:
        return 0
    steps, relative = 0, 2.0**-104
    xh, xl = _pair(x0)
    if x0 < Fraction(1, 2**200):
        if depth > 2:
            return None  # K is far beyond 1e50
        steps, xh, xl = _grow(*_pair(h), *_pair(x0 * 2**SCALE), 2.0 ** (SCALE - 200), limit)
        if steps == limit:
            return None
        relative = (steps + 1) * 2.0**-100  # includes the neglected y <= 2^-400 of every step
        xh, xl = xh * 2.0**-SCALE, xl * 2.0**-SCALE
    k, status = _iterate(
        depth, *_pair(h), xh, xl, *_pair(b), xh * relative, float(b) * 2.0**-104, limit - steps
    )
    if status == 2:
        return None
    return steps + k if status == 1 else in_high_precision(depth, h, x0, b)


def in_high_precision(depth: int, h: Fraction, x0: Fraction, b: Fraction) -> int:
    """K by mpmath at 200 digits: near ties. Raises where an orbit point is within 1e-150 of b."""
    with mpmath.workdps(200):
        step, x, target = (mpmath.mpf(q.numerator) / q.denominator for q in (h, x0, b))
        k = 0
        while x < target:
            power = x ** (depth - 1)
            x += step * power * (1 - power * x)
            k += 1
            if abs(x - target) < mpmath.mpf(10) ** -150:
                raise ArithmeticError(f"a tie: {depth}, {h}, {x0}, {b}")
        return k
