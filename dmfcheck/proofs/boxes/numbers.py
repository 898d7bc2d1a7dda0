"""The arithmetic that a margin runs in on a box, and the least of several things there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from numbers import Rational
from typing import Any, NoReturn

from dmfcheck.proofs.boxes.interval import Interval
from dmfcheck.proofs.plain import Plain
from dmfcheck.proofs.ratio import Uncompared

__all__ = ["Choice", "Numbers", "Unsuitable", "least", "leaves"]


class Unsuitable(ArithmeticError):
    """The margin asks for what no box decides."""


class Choice(Uncompared):
    """The least (or with ``greatest`` the largest) of several, each of which is known by itself.

    So every one has its own mean value form. It can be moved and turned round, not scaled.

    >>> list((1 - Choice([Fraction(1), Fraction(2)])).leaves())
    [Fraction(0, 1), Fraction(-1, 1)]
    """

    __slots__ = ("greatest", "members")

    def __init__(self, members: Sequence[Any], greatest: bool = False) -> None:
        self.members = list(members)
        self.greatest = greatest

    def leaves(self) -> Iterator[Any]:
        """What it chooses from, in order."""
        for member in self.members:
            yield from leaves(member)

    def __neg__(self) -> Choice:
        return Choice([-member for member in self.members], not self.greatest)

    def __add__(self, other: Any) -> Choice:
        return Choice([member + other for member in self.members], self.greatest)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Choice:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Choice:
        return (-self).__add__(other)

    def _refuse(self, other: Any) -> NoReturn:
        raise Unsuitable("no products of a minimum")

    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _refuse


class Sign(Choice):
    """What has the sign of its only member, and another size."""

    __slots__ = ()

    def __neg__(self) -> NoReturn:
        raise Unsuitable("no sums of a sign")

    def __add__(self, other: Any) -> NoReturn:
        raise Unsuitable("no sums of a sign")

    __radd__ = __sub__ = __rsub__ = __add__


def leaves(found: Any) -> Iterator[Any]:
    """What a margin chooses from: itself where it is no :class:`Choice`.

    >>> list(leaves(1))
    [1]
    """
    if isinstance(found, Choice):
        yield from found.leaves()
    else:
        yield found


def least(found: Any, values: Iterator[Any]) -> Any:
    """The value of a margin whose leaves have these values.

    >>> least(Choice([Choice([0, 0], greatest=True), 0]), iter([1, 3, 2]))
    2
    """
    if not isinstance(found, Choice):
        return next(values)
    known = [least(member, values) for member in found.members]
    return max(known) if found.greatest else min(known)


class Numbers(Plain):
    """Intervals and what is made of them, or, if ``exact``, Fractions.

    >>> Numbers(exact=True).maximum(1, Fraction(3, 2))
    Fraction(3, 2)
    """

    def __init__(self, *, exact: bool = False) -> None:
        self.exact = exact

    def number(self, value: Any) -> Any:
        """A rational as a number of this arithmetic.

        >>> Numbers().number(Fraction(1, 2))
        [0.5, 0.5]
        """
        return Fraction(value) if self.exact else Interval.of(value)

    def minimum(self, *values: Any) -> Any:
        """The least of the values."""
        return _chosen(values, greatest=False)

    def maximum(self, *values: Any) -> Any:
        """The greatest of the values."""
        return _chosen(values, greatest=True)

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return self.maximum(x, -x)

    def indicator(self, x: Any) -> Any:
        """The sign of x, which x itself has: only the least of it and others makes sense."""
        return Sign([x])

    def root(self, x: Any, degree: int) -> Any:
        """The root of 1."""
        if (isinstance(x, Rational) and x == 1) or (
            isinstance(x, Interval) and x.low == x.high == 1
        ):
            return self.number(1)
        raise Unsuitable("no roots on boxes")

    def equal(self, left: Any, right: Any, scale: Any) -> NoReturn:
        """Raise :class:`Unsuitable`."""
        raise Unsuitable("no equality on boxes")

    def lacks(self, one: str, several: str) -> NoReturn:
        """Raise :class:`Unsuitable`."""
        raise Unsuitable(f"no {several} on boxes")


def _chosen(values: Sequence[Any], *, greatest: bool) -> Any:
    if len(values) == 1:
        return values[0]
    if all(isinstance(value, Rational) for value in values):
        return max(values) if greatest else min(values)
    return Choice(values, greatest)
