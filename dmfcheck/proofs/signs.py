"""An arithmetic of polynomials on a region: what a margin is expanded in, where signs decide it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NoReturn

from dmfcheck.proofs.plain import Plain
from dmfcheck.proofs.ratio import NotShown, Ratio, Uncompared
from dmfcheck.proofs.region import Region


class Least(Uncompared):
    """The least of several ratios, or the greatest, where it is not known which that is."""

    def __init__(self, parts: Sequence[Ratio], *, greatest: bool = False) -> None:
        self.parts = tuple(parts)
        self.greatest = greatest

    def __neg__(self) -> Least:
        return Least([-part for part in self.parts], greatest=not self.greatest)

    def __add__(self, other: Any) -> Least:
        if isinstance(other, Least):
            raise NotShown("two numbers of which it is not known what they are cannot be added")
        return Least([part + other for part in self.parts], greatest=self.greatest)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Least:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Least:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> NoReturn:
        raise NotShown("a number of which it is not known what it is cannot be multiplied")

    __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __mul__


class Agreed(Uncompared):
    """The margin of two sides that are the same: >= 0 in every arithmetic, of a size of its own.

    It is one of the numbers that a margin is the least of, and nothing can be made of it.
    """

    def _refuse(self, *other: Any) -> NoReturn:
        raise NotShown("of an equality only the sign is known")

    __neg__ = __add__ = __radd__ = __sub__ = __rsub__ = _refuse
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _refuse


class Signs(Plain):
    """Ratios of the variables of a region; what compares them is decided by their coefficients.

    Raises :class:`~dmfcheck.proofs.ratio.NotShown` where that decides nothing, and at functions
    that polynomials do not have.

    >>> from dmfcheck.theory.proof import Inequality, Range
    >>> a = Signs(Region(Inequality((Range("x", high=lambda p, c: 1),)), 2, {}))
    >>> x = a.region.point.x
    >>> a.maximum(x, 2 * x), a.absolute(x - 1)
    ((2*x)/(1), (-x + 1)/(1))
    """

    def __init__(self, region: Region) -> None:
        self.region = region

    def sign(self, x: Any) -> int | None:
        """1 where x >= 0 is shown on all of the region, -1 where x <= 0 is, else None."""
        if not isinstance(x, Ratio):
            return 1 if _rational(x) >= 0 else -1
        x = x.reduced()
        signs = [self.region.sign(part, self.region.whole) for part in (x.num, x.den)]
        return None if None in signs else (signs[0] or 0) * (signs[1] or 0)

    def number(self, value: Fraction) -> Ratio:
        """The constant."""
        return Ratio(self.region.number(value))

    def parts(self, margin: Any) -> tuple[Ratio, ...]:
        """The ratios of which the margin is the least."""
        if isinstance(margin, Least):
            if margin.greatest:
                raise NotShown("which of several numbers is the greatest depends on the point")
            return margin.parts
        if isinstance(margin, Agreed):
            return (self.number(Fraction(1)),)
        return (margin if isinstance(margin, Ratio) else self.number(Fraction(_rational(margin))),)

    def minimum(self, *values: Any) -> Any:
        """All the values, of which each is to be shown."""
        left = [part for value in values for part in self.parts(value)]
        if not left:
            raise NotShown("there is nothing to be shown")
        return left[0] if len(left) == 1 else Least(left)

    def maximum(self, *values: Any) -> Any:
        """The greatest, where it is known which that is, or else all that may be it."""
        greatest, *others = values
        for value in others:
            sign = self.sign(value - greatest)
            if sign is None:
                return Least(values, greatest=True)
            greatest = value if sign > 0 else greatest
        return greatest

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return self.maximum(x, -x)

    def indicator(self, x: Any) -> Any:
        """1, where x >= 0."""
        if self.sign(x) != 1:
            raise NotShown("a number is not shown to be >= 0")
        return self.number(Fraction(1))

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """What is >= 0, where left - right is the polynomial 0."""
        difference = left - right
        if not (isinstance(difference, Ratio) and difference.is_zero()):
            raise NotShown("two sides are not the same polynomial")
        return Agreed()

    def root(self, x: Any, degree: int) -> Any:
        """The root of 1."""
        if (x - 1).is_zero() if isinstance(x, Ratio) else x == 1:
            return self.number(Fraction(1))
        raise NotShown("a root is no polynomial")

    def lacks(self, one: str, several: str) -> NoReturn:
        """Raise :class:`NotShown`."""
        raise NotShown(f"{one} is no polynomial")


def _rational(value: Any) -> int | Fraction:
    if not isinstance(value, int | Fraction):
        raise NotShown(f"the margin has a {type(value).__name__} among its numbers")
    return value
