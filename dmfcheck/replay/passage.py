"""How many steps an orbit takes to a level, and where it is after so many, however many.

Up to a switch the truncated Abel function jumps; the last stretch is iterated in integers, rounded
down and rounded up, between which the increasing map keeps the orbit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import mpmath

from dmfcheck.replay.abel import abel_interval, exact_value, number, precision
from dmfcheck.replay.lacking import CannotReplay

THRESHOLD = Fraction(1, 32)
"""Up to N h x^{N-2} = 1/32 the Abel function decides; beyond, steps are taken."""

COUNT_LIMIT = 100_000
LARGEST_BITS = 12_000


def bracket(N: int, h: Fraction, x0: Fraction, b: Fraction, hi: int) -> tuple[int, int]:
    """(lo, hi) with lo <= K <= hi, K the first step with x_K >= b, 0 < h <= 1/N, b < 1.

    ``hi`` is about K, which is known beforehand: it says how many digits are needed. Raises
    :class:`~dmfcheck.replay.lacking.CannotReplay` where too many are.

    >>> bracket(3, Fraction(1, 3), Fraction(1, 10), Fraction(1, 2), 100)
    (26, 26)
    """
    if x0 >= b:
        return 0, 0
    with working_bits(hi.bit_length(), h, x0, 1 - b):
        return _bracket_at_precision(N, h, x0, b)


def bits_below_one(part: Fraction) -> int:
    """A bound of log2(1/part), at most 3 more.

    >>> bits_below_one(Fraction(1, 1000))
    11
    """
    return part.denominator.bit_length() - part.numerator.bit_length() + 2


@contextmanager
def working_bits(digits: int, *parts: Fraction) -> Iterator[None]:
    """A precision at which numbers as small as ``parts`` keep ``digits`` bits, and 200 more."""
    bits = 200 + digits + 2 * sum(map(bits_below_one, parts))
    if bits > LARGEST_BITS:
        raise CannotReplay(f"precision of {bits} bits")
    with precision(bits):
        yield


def switch(N: int, h: Fraction) -> Fraction:
    """Up to where the Abel function decides: 1, or x with N h x^{N-2} = 1/32, a little below."""
    if h * N <= THRESHOLD:
        return Fraction(1)
    if N == 2:
        return Fraction(0)
    root = mpmath.root(number(THRESHOLD) / (N * number(h)), N - 2)
    return exact_value(root * (1 - mpmath.mpf(2) ** -30))


def _bracket_at_precision(N: int, h: Fraction, x0: Fraction, b: Fraction) -> tuple[int, int]:
    x1 = switch(N, h)
    if x1 >= b:
        return _ceilings(*abel_interval(N, h, x0, b))
    if x1 <= x0:
        return _count(N, h, x0, x0, b)
    steps = int(mpmath.floor(abel_interval(N, h, x0, x1)[0])) - 2
    if steps < 1:
        return _count(N, h, x0, x0, b)
    below, above = position_after(N, h, x0, x1, steps)
    counted = _count(N, h, below, above, b)
    return steps + counted[0], steps + counted[1]


def position_after(
    N: int, h: Fraction, x0: Fraction, guess: Fraction, steps: int
) -> tuple[Fraction, Fraction]:
    """Rationals z1 <= x_steps <= z2, from A(z1) - A(x0) + E < steps < A(z2) - A(x0) - E.

    By Newton's iteration from ``guess``. Raises
    :class:`~dmfcheck.replay.lacking.CannotReplay` if it ends elsewhere.
    """
    z = number(guess)
    for _ in range(60):
        low, high = abel_interval(N, h, x0, exact_value(z))
        speed = number(h) * z ** (N - 1) * (1 - z**N)
        shift = ((low + high) / 2 - steps) * speed
        z -= shift
        if abs(shift) < (high - low) * speed + z * mpmath.mpf(2) ** (40 - mpmath.mp.prec):
            break
    low, high = abel_interval(N, h, x0, exact_value(z))
    width = 4 * (high - low) * speed + z * mpmath.mpf(2) ** (60 - mpmath.mp.prec)
    below, above = exact_value(z - width), exact_value(z + width)
    if not (abel_interval(N, h, x0, below)[1] < steps < abel_interval(N, h, x0, above)[0]):
        raise CannotReplay("position after the jump")
    return below, above


def _count(N: int, h: Fraction, below: Fraction, above: Fraction, b: Fraction) -> tuple[int, int]:
    """(steps of ``above``, steps of ``below``) to b: g increases, so the orbit is between them."""
    # Each end moves as the map does, so that only 1 - b asks for digits here, beside the start.
    bits = 256 + 2 * bits_below_one(1 - b) + bits_below_one(below)
    first = _steps(b, bounds(N, h, above, bits, up=True), bits)
    return first, _steps(b, bounds(N, h, below, bits, up=False), bits)


def _steps(b: Fraction, orbit: Iterator[int], bits: int) -> int:
    level = in_units(b, bits, up=True)
    for k, X in enumerate(orbit):
        if level <= X:
            return k
        if k > COUNT_LIMIT:
            break
    raise CannotReplay(f"count of more than {COUNT_LIMIT} steps")


def bounds(N: int, h: Fraction, x: Fraction, bits: int, *, up: bool) -> Iterator[int]:
    """Bounds of x_0, x_1, ... from x under g(x) = x + h x^{N-1}(1 - x^N), 0 < h <= 1/N, x <= 1.

    Whole numbers of units of 2^-bits, from above if ``up``, else from below: g increases in x and
    in h, what it adds to such a number is exact before it is rounded, and 1 is its fixed point.

    >>> from itertools import islice
    >>> list(islice(bounds(2, Fraction(1, 4), Fraction(1, 2), 8, up=False), 3))
    [128, 152, 176]
    """
    unit, one, excess = 1 << bits, 1 << N * bits, bits * (2 * N - 1)
    size, X = in_units(h, bits, up=up), min(unit, in_units(x, bits, up=up))
    while True:
        yield X
        power = X ** (N - 1)
        X = min(unit, X + (size * power * (one - power * X) >> excess) + up)


def in_units(x: Fraction, bits: int, *, up: bool) -> int:
    """x in units of 2^-bits, rounded up or down.

    >>> in_units(Fraction(1, 3), 4, up=True), in_units(Fraction(1, 3), 4, up=False)
    (6, 5)
    """
    scaled = x.numerator << bits
    return -(-scaled // x.denominator) if up else scaled // x.denominator


def _ceilings(low: Any, high: Any) -> tuple[int, int]:
    return int(mpmath.ceil(low)), int(mpmath.ceil(high))
