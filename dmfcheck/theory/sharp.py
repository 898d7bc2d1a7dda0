"""What is known of a sharp constant: its certified ends, a witness, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.base.validation import shown

__all__ = ["DIGITS", "SharpConstant", "decimal_down", "decimal_up"]

DIGITS = 25
"""Decimals of an end that is written in decimals."""


@dataclass(frozen=True)
class SharpConstant:
    """A constant of a claim at one depth: as stated, and an enclosure of its sharp value.

    ``low <= sharp value <= high``, both proved; an end that is not certified is None, and
    ``reason`` says why. ``witness`` holds exact parameters at which the claim fails for every
    constant that goes beyond the enclosure: above ``high`` where a larger constant claims more
    (``direction`` 1: step sizes), below ``low`` where a smaller one does (``direction`` -1: error
    bounds). It is None where the enclosure is proved without one; ``method`` says how.

    >>> half = Fraction(1, 2)
    >>> SharpConstant("step.monotone", "h", 2, half, half, half, 1, None, "exact").slack
    1.0
    """

    claim: str
    name: str
    depth: int
    stated: Fraction
    low: Fraction | None
    high: Fraction | None
    direction: int
    witness: Mapping[str, Any] | None
    method: str
    reason: str | None = None

    @property
    def slack(self) -> float:
        """Stated / sharp, at the middle of the enclosure or at its only certified end."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return float(self.stated * len(ends) / sum(ends))

    def as_json(self) -> dict[str, Any]:
        """The keys of ``dmfcheck constants --json``.

        ``sharp`` is rounded outwards to float64; ``digits`` are the same ends as decimals (also
        rounded outwards) and ``stated_exact`` the stated rational.

        >>> third = Fraction(1, 3)
        >>> found = SharpConstant("step.monotone", "h", 3, third, third, third, 1, None, "exact")
        >>> entry = found.as_json()
        >>> entry["sharp"][0] < third < entry["sharp"][1], entry["digits"][0]
        (True, '0.3333333333333333333333333')
        """
        low, high = self.low, self.high
        return {
            "claim": self.claim,
            "name": self.name,
            "depth": self.depth,
            "stated": float(self.stated),
            "sharp": [
                None if low is None else _float_below(low),
                None if high is None else -_float_below(-high),
            ],
            "slack": self.slack,
            "witness": None if self.witness is None else dict(self.witness),
            "stated_exact": shown(self.stated),
            "digits": [
                None if low is None else decimal_down(low),
                None if high is None else decimal_up(high),
            ],
            "fails": "above" if self.direction > 0 else "below",
            "method": self.method,
            "reason": self.reason,
        }


def decimal_down(number: Fraction, digits: int = DIGITS) -> str:
    """``number`` in decimals, rounded down.

    >>> decimal_down(Fraction(2, 3), 4), decimal_down(Fraction(-2, 3), 4)
    ('0.6666', '-0.6667')
    """
    scaled = math.floor(number * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{digits}d}"


def decimal_up(number: Fraction, digits: int = DIGITS) -> str:
    """``number`` in decimals, rounded up.

    >>> decimal_up(Fraction(2, 3), 4)
    '0.6667'
    """
    text = decimal_down(-number, digits)
    return text[1:] if text.startswith("-") else f"-{text}" if number < 0 else text


def _float_below(number: Fraction) -> float:
    """The largest float64 <= number."""
    nearest = float(number)
    return math.nextafter(nearest, -math.inf) if nearest > number else nearest
