"""Ranges of numbers, with ends that belong to them or not, in the words of mathematics."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from dmfcheck.base.validation import BadInput, shown


class Range(NamedTuple):
    """The numbers from ``low`` to ``high``; None: without an end on that side.

    >>> Range(0, 1, open_high=True).text("x")
    '0 <= x < 1'
    """

    low: Fraction | int | None = None
    high: Fraction | int | None = None
    open_low: bool = False
    open_high: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Range:
        """The range in a mapping that may say more.

        >>> Range.of({"low": 0, "meaning": "weight decay"})
        Range(low=0, high=None, open_low=False, open_high=False)
        """
        return cls(**{name: said[name] for name in cls._fields if name in said})

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, (int, Fraction)):
            return False
        above = self.low is None or number > self.low or (number == self.low and not self.open_low)
        below = (
            self.high is None or number < self.high or (number == self.high and not self.open_high)
        )
        return above and below

    def require(self, number: Fraction, argument: str, name: str | None = None) -> None:
        """Raise :class:`~dmfcheck.base.validation.BadInput` naming ``argument`` if outside."""
        if number not in self:
            raise BadInput(argument, f"is {shown(number)}", self.text(name or argument))

    def text(self, name: str) -> str:
        """The range of ``name``."""
        left = "" if self.low is None else f"{self.low} {'<' if self.open_low else '<='} "
        right = "" if self.high is None else f" {'<' if self.open_high else '<='} {self.high}"
        return f"{left}{name}{right}"
