"""Steps that suffice for every real eigenvalue: eta <= s / M^{2N-2}, and the numbers in them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.truth import Truth, at_most

DIGITS = 30


@cache
def stretch(depth: int) -> Fraction:
    """c, the root in (1, 2) of (c-1) c^{N-1} = 1, rounded up to 30 digits.

    >>> c = stretch(2)  # the golden ratio
    >>> c**2 - c > 1, (c - Fraction(1, 10**30)) ** 2 - (c - Fraction(1, 10**30)) < 1
    (True, True)
    """
    scale: int = 10**DIGITS
    below, above = scale, 2 * scale
    while below + 1 < above:
        tried = (below + above) // 2
        if (tried - scale) * tried ** (depth - 1) >= scale**depth:
            above = tried
        else:
            below = tried
    return Fraction(above, scale)


def safe_shares(depth: int) -> tuple[Fraction, Fraction]:
    """A bracket of 1/L_N, L_N = c^{N-1} + (N-1)/c.

    >>> low, high = safe_shares(3)
    >>> low < high, round(float(low), 5)
    (True, 0.28469)
    """
    high = stretch(depth)
    low = high - Fraction(1, 10**DIGITS)
    return (
        1 / (high ** (depth - 1) + (depth - 1) / low),
        1 / (low ** (depth - 1) + (depth - 1) / high),
    )


def step_within(n: Numbers, p: Point, share: Fraction) -> Truth:
    """eta M^{2N-2} <= share, in N-th powers."""
    N = p.depth
    return at_most(p.eta**N * size(n, p) ** (2 * N - 2), n.number(share**N))


def size(n: Numbers, p: Point) -> Any:
    """M^N = max(alpha^N, |lambda|); with beta > 0 the first factor starts lower still."""
    return n.greatest([p.alpha**p.depth, abs(p.eigenvalue)])
