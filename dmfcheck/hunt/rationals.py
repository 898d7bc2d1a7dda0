"""The simplest rational in an interval: a walk down the Stern-Brocot tree."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

CLOSE = Fraction(1, 8)
"""A number nearer to 1 than this is simplified by its distance to 1 as well."""


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The rational of least denominator in [low, high], and of least size among those.

    Raises ``ValueError`` if low > high. Source: the common part of the continued fractions of both
    ends is that of every number between them.

    >>> simplest_between(Fraction(31, 100), Fraction(35, 100))
    Fraction(1, 3)
    >>> simplest_between(Fraction(-7), Fraction(-2))
    Fraction(-2, 1)
    """
    if low > high:
        raise ValueError("the interval is empty")
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    whole = low.numerator // low.denominator
    if whole == low:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest_between(1 / (high - whole), 1 / (low - whole))


def simpler_neighbours(value: Fraction, finest: int = 40) -> Iterator[Fraction]:
    """Rationals simpler than ``value``, the farthest and simplest first, none twice.

    1 and powers of ten towards the size of ``value``, with its sign; the simplest on one side of
    ``value``, or on both, within |value| 2^-j, j from 0 to ``finest``; and the same of 1 - value
    where that is small.

    >>> list(simpler_neighbours(Fraction(5, 16)))[:5]
    [Fraction(1, 1), Fraction(1, 10), Fraction(0, 1), Fraction(1, 2), Fraction(1, 3)]
    """
    seen = {value}
    near_one = 1 - value if 0 < abs(1 - value) < CLOSE else Fraction(0)
    for candidate in (
        *_powers_of_ten(value),
        *_near(value, finest),
        *(1 - distance for distance in (*_powers_of_ten(near_one), *_near(near_one, finest))),
    ):
        if candidate not in seen and complexity(candidate) < complexity(value):
            seen.add(candidate)
            yield candidate


def _near(value: Fraction, finest: int) -> Iterator[Fraction]:
    for j in range(finest + 1):
        reach = abs(value) / 2**j
        yield simplest_between(value - reach, value + reach)
        yield simplest_between(value, value + reach)
        yield simplest_between(value - reach, value)


def _powers_of_ten(value: Fraction) -> Iterator[Fraction]:
    """10^0, 10^{+-1}, 10^{+-2}, 10^{+-4}, ... as far as the size of the value."""
    if value == 0:
        return
    sign, bits = 1 if value > 0 else -1, abs(value.numerator).bit_length()
    bits -= value.denominator.bit_length()
    yield Fraction(sign)
    exponent = 1
    while 3 * exponent < abs(bits) + 3:
        yield sign * Fraction(10) ** (exponent if bits > 0 else -exponent)
        exponent *= 2


def complexity(value: Fraction) -> int:
    """How much there is to write: denominator first, then numerator.

    >>> complexity(Fraction(1, 2)) < complexity(Fraction(1, 3)) < complexity(Fraction(2, 3))
    True
    """
    return 2 * value.denominator * value.denominator.bit_length() + abs(value.numerator)
