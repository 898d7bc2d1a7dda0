"""The margin of an inequality as a function on the unit cube, in any of the numbers of a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq

from dmfcheck.claims.exact_number import ExactNumber, Work
from dmfcheck.claims.point import Point
from dmfcheck.proofs.boxes.jets import Series
from dmfcheck.proofs.boxes.numbers import Numbers

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Constants, Margin
    from dmfcheck.theory.proof import Inequality, Range

__all__ = ["Function"]


class Function:
    """t -> margin at the point of the region with coordinates t in [0, 1]^n.

    A variable is x = (low + t (high - low)) / over, its ends of the variables before it.
    """

    def __init__(
        self,
        inequality: Inequality,
        margin: Margin,
        depth: int,
        constants: Constants,
    ) -> None:
        self.inequality, self.margin, self.depth = inequality, margin, depth
        self.constants = constants

    @property
    def sides(self) -> int:
        """How many variables there are."""
        return len(self.inequality.region)

    def __call__(self, t: Sequence[Any], *, exact: bool = False) -> Any:
        """The margin at the coordinates ``t``, Fractions if ``exact``, else intervals or jets.

        Raises :class:`~dmfcheck.claims.exact_number.NotExact` where exact numbers grow too long.
        """
        numbers = Numbers(exact=exact)
        if exact:
            t = _bounded(t)
        constants = {name: numbers.number(value) for name, value in self.constants.items()}
        return self.margin(numbers, self._point(t, numbers, constants), constants)

    def point(self, t: Sequence[Fraction]) -> dict[str, Any]:
        """The exact values of the variables at the coordinates ``t``."""
        numbers = Numbers(exact=True)
        point = self._point(t, numbers, self.constants)
        return {each.name: point[each.name] for each in self.inequality.region}

    def _point(self, t: Sequence[Any], numbers: Numbers, constants: Mapping[str, Any]) -> Point:
        values: dict[str, Any] = {"depth": self.depth}
        for name, value in self.inequality.fixed.items():
            given = value(Point(values), constants) if callable(value) else value
            values[name] = numbers.number(given) if isinstance(given, Fraction) else given
        for each, coordinate in zip(self.inequality.region, t, strict=True):
            values[each.name] = _between(each, coordinate, Point(values), constants)
        return Point(values)


def _bounded(t: Sequence[Any]) -> Sequence[Any]:
    """The same exact coordinates as numbers of bounded length: of a series its terms alone."""
    work = Work()

    def bounded(x: Any) -> Any:
        return ExactNumber(fmpq(x.numerator, x.denominator), work)

    if any(isinstance(x, Series) for x in t):
        return [Series([bounded(c) for c in x.terms]) if isinstance(x, Series) else x for x in t]
    return [bounded(x) for x in t]


def _between(each: Range, t: Any, point: Point, constants: Mapping[str, Any]) -> Any:
    if each.low is None or each.high is None:
        raise ValueError(f"{each.name} needs both ends")
    low, high = each.low(point, constants), each.high(point, constants)
    # Without a detour over 0 where an end is 0: t high is as tight as t.
    value = t * high if isinstance(low, int) and low == 0 else low + t * (high - low)
    return value if each.over is None else value / each.over(point, constants)
