"""The margin that a certificate records, and whether it is the one that was found."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mpmath import iv
from mpmath.libmp import from_man_exp, mpf_add, mpf_le, mpf_lt, mpf_sign, mpf_sub

from dmfcheck.replay.abel import interval, precision
from dmfcheck.replay.reading import rational
from dmfcheck.replay.rejected import Rejected

LEAST_BITS = 64
"""A margin is always found to so many bits at least, however few are recorded."""

MOST_BITS = 1 << 15
"""And to no more than so many, however many are recorded."""

SPARE_BITS = 40
"""Of so much less than the radius is the doubt about what was found."""

Raw = Any
"""A number of mpmath without its context: exact, of any exponent, compared without a rounding."""


@dataclass(frozen=True)
class Recorded:
    """The rational, or the ball with ends ``low`` and ``high`` rounded outward."""

    exact: Fraction | None
    low: Raw
    high: Raw
    bits: int

    def shows(self, verdict: str) -> bool:
        """Whether the whole of it has the sign of the verdict."""
        return bool(mpf_sign(self.high) < 0 if verdict == "refuted" else mpf_sign(self.low) >= 0)

    def meets(self, low: Raw, high: Raw) -> bool:
        """Whether some number lies in both enclosures."""
        return bool(mpf_le(self.low, high) and mpf_le(low, self.high))


def recorded(margin: Any, bits: Any) -> Recorded:
    """The margin as the file has it; 0 bits are those of a rational.

    Raises :class:`~dmfcheck.replay.rejected.Rejected` for any other spelling than the one there is.

    >>> ball = recorded({"mid": [1, -1], "rad": [1, -9]}, 64)
    >>> ball.shows("holds"), ball.meets(from_man_exp(1, -1), from_man_exp(1, 0))
    (True, True)
    """
    if isinstance(bits, bool) or not isinstance(bits, int) or bits < 0:
        raise Rejected("bits is not a precision")
    if bits == 0:
        value = rational(margin, "the margin")
        low, high = enclosure(value, LEAST_BITS)
        return Recorded(value, low, high, LEAST_BITS)
    if not isinstance(margin, dict) or set(margin) != {"mid", "rad"}:
        raise Rejected("the margin is not a ball")
    middle, radius = (_dyadic(margin[part]) for part in ("mid", "rad"))
    if mpf_sign(radius) < 0:
        raise Rejected("the radius is negative")
    digits = _position(middle) - _position(radius) if radius[1] else int(middle[3]) + LEAST_BITS
    kept = max(LEAST_BITS, int(middle[3]) + LEAST_BITS)
    return Recorded(
        None,
        mpf_sub(middle, radius, kept, "f"),
        mpf_add(middle, radius, kept, "c"),
        min(MOST_BITS, max(LEAST_BITS, digits + SPARE_BITS)),
    )


def _dyadic(pair: Any) -> Raw:
    if (
        not isinstance(pair, list)
        or len(pair) != 2
        or any(isinstance(entry, bool) or not isinstance(entry, int) for entry in pair)
        or (pair[0] % 2 == 0 and pair != [0, 0])
    ):
        raise Rejected("the margin is not a pair of integers in lowest terms")
    return from_man_exp(*pair)


def _position(number: Raw) -> int:
    """The exponent of the leading bit."""
    return int(number[2] + number[3])


def enclosure(value: Fraction, bits: int) -> tuple[Raw, Raw]:
    """Ends of a rational of so many bits.

    >>> enclosure(Fraction(1, 2), 64)[0] == from_man_exp(1, -1)
    True
    """
    with precision(bits):
        low, high = interval(value)._mpi_
    return low, high


def narrow(low: Raw, high: Raw, bits: int) -> bool:
    """Whether high - low is at most 2^-bits of either, or 0.

    >>> one, two = from_man_exp(1, 0), from_man_exp(1, 1)
    >>> narrow(one, two, 64), narrow(one, one, 64)
    (False, True)
    """
    with precision(64):
        ends = iv.make_mpf((low, low)), iv.make_mpf((high, high))
        width = (ends[1] - ends[0]).b
        return bool(width == 0 or all(width * iv.mpf(2) ** bits < abs(end).a for end in ends))


def wider(first: tuple[Raw, Raw], second: tuple[Raw, Raw]) -> bool:
    """Whether the first pair of ends is clearly wider than the second.

    >>> one, two, nine = (from_man_exp(n, 0) for n in (1, 2, 9))
    >>> wider((one, nine), (one, two))
    True
    """
    widths = [mpf_sub(high, low, 53, "n") for low, high in (first, second)]
    return bool(mpf_lt(mpf_add(widths[1], widths[1]), widths[0]))
