"""One decimal number, read to the float64 nearest to it."""

from __future__ import annotations

import math

LONGEST = 10_000
"""Characters of a number at most: no float64 has more than 1,080 digits that say anything."""


class OutOfRange(ValueError):
    """A number that float64 cannot hold: infinite in it, or 0 without being 0."""


def decimal(text: str) -> float:
    """The float64 nearest to the decimal number in ``text``; white space around it is left out.

    Raises ``ValueError`` for anything else, NaN and infinities among it, and :class:`OutOfRange`
    beyond 1.8e308 or (but 0) below 2.4e-324.

    >>> decimal("1e-3")
    0.001
    >>> decimal("1e-400")
    Traceback (most recent call last):
    dmfcheck.base.decimals.OutOfRange: 1e-400
    """
    # Python alone reads 1_0 as ten, and the digits of every script.
    if "_" in text or not text.isascii() or len(text) > LONGEST:
        raise ValueError(text[:LONGEST])
    number = float(text)
    if not math.isfinite(number):
        named = text.strip().lstrip("+-")[:1] in ("i", "I", "n", "N")
        raise ValueError(text) if named else OutOfRange(text)
    if number == 0 and any(digit in "123456789" for digit in text.lower().partition("e")[0]):
        raise OutOfRange(text)
    return number


def refused(text: str, place: str, error: ValueError) -> str:
    """What is wrong with an entry, as the end of a sentence about its file.

    >>> refused("1e999", "in row 1, column 2", OutOfRange())
    "has '1e999' in row 1, column 2, which float64 cannot hold"
    """
    stripped = text.strip()
    what = repr(stripped[:40]) if stripped else "an empty entry"
    beyond = ", which float64 cannot hold" if isinstance(error, OutOfRange) else ""
    return f"has {what} {place}{beyond}"
