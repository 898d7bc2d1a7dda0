"""w(k) of the identical start from above its limit, at any step k, in balls.

The first steps are iterated. Later ones are enclosed by what one step does at the two ends of a
block of steps, which is sharp while a block moves the orbit little; ``notes/ball-orbits.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from flint import arb, ctx

from dmfcheck.dynamics.balls.balls import power
from dmfcheck.dynamics.balls.orbit import identical_orbit
from dmfcheck.dynamics.balls.precision import ball, floor_below
from dmfcheck.dynamics.steepness import steepness

__all__ = ["falling_value"]

TAKEN_STEPS = 4096
"""So many steps are iterated one by one."""

BLOCKS = 8192
"""Blocks at most; what is left of the steps then is taken in one, which is looser, not wrong."""

BLOCK_ERROR = Fraction(1, 256)
"""A block is so short that contracting at its beginning and in the limit differ by this factor."""


def falling_value(n: int, size: Fraction, start: Fraction, rate: Fraction, k: int) -> arb:
    """A ball that contains d(k)^N for d+ = d + eta d^{N-1} (lambda - d^N) from alpha^N > lambda.

    ``size`` is lambda of any sign, ``start`` alpha, ``rate`` eta, a step so small that d falls to
    max(lambda, 0) without overshoot (not checked). Up to 4096 steps to the working precision, later
    ones to about 1 % of the distance to the limit, or where that is tiny (lambda <= 0) between 0
    and (d^{-(2N-2)} + (2N-2) eta j)^{-N/(2N-2)}, j steps after an iterate d. Source: derived.

    >>> w = falling_value(2, Fraction(1), Fraction(2), Fraction(1, 10**6), 10**6)
    >>> bool(w > 1.112), bool(w < 1.114)
    (True, True)
    """
    taken = min(k, TAKEN_STEPS)
    d = _iterated(n, size, start, rate, taken, ctx.prec)
    if taken == k:
        return d**n
    eta, late = ball(rate), k - taken
    if size <= 0:
        pull = ball(-size)
        d_late = _contracted(lambda d: eta * d ** (n - 2) * (pull + d**n), d, late)
        return d_late.min(_slowest(n, d, eta, late)) ** n
    root = ball(size).root(n)
    h = eta * (ball(size) / root) ** 2
    excess = _contracted(lambda e: h * steepness(1 + e, n), d / root - 1, late)
    return ball(size) * (1 + excess) ** n


@lru_cache(maxsize=256)
def _iterated(n: int, size: Fraction, start: Fraction, rate: Fraction, k: int, bits: int) -> arb:
    """d(k). Kept, because a plateau asks for one orbit at several late steps."""
    return identical_orbit(n, size, start, rate, k, bits=bits)[-1]


def _slowest(n: int, d: arb, eta: arb, steps: int) -> arb:
    """A bound of d after ``steps`` steps: d^{-(2N-2)} grows by (2N-2) eta or more at each."""
    slow = 2 * n - 2
    level = d.upper() ** -slow + slow * eta * steps
    return level.root(slow) ** -1


def _contracted(rate: Callable[[arb], arb], distance: arb, steps: int) -> arb:
    """e after ``steps`` steps of e+ = e (1 - rate(e)), the rate increasing in e and at most 1."""
    low, high = distance.lower().max(arb(0)), distance.upper()
    for block in range(BLOCKS):
        change = rate(high) - rate(arb(0))
        length = steps
        if block < BLOCKS - 1 and change * steps > ball(BLOCK_ERROR):
            length = max(1, min(steps, floor_below(ball(BLOCK_ERROR) / change)))
        low = low * power(1 - rate(low), length)
        # What is left of the distance at the end of the block contracts it least.
        end = high * power(1 - rate(high), length)
        low, high = low.lower().max(arb(0)), high * power(1 - rate(end.lower().max(arb(0))), length)
        high = high.upper()
        steps -= length
        if steps == 0:
            break
    return low.union(high)
