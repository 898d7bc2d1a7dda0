"""What the margin of a lemma is handed when its tree is walked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any, NoReturn

from dmfcheck.replay.arithmetic import ReplayArithmetic
from dmfcheck.replay.boxes.fixed import Fixed
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.uncompared import Uncompared

__all__ = ["Numbers", "Several", "all_of"]


class Several(Uncompared):
    """The least (``any_of``: the largest) of some numbers, not worked out.

    It is >= 0 where all (any) of them are, which is asked of each by itself.

    >>> all_of(-Several([2, Several([-1, 3])]), lambda number: number >= 0)
    True
    """

    __slots__ = ("any_of", "numbers")

    def __init__(self, numbers: list[Any], any_of: bool = False) -> None:
        self.numbers = numbers
        self.any_of = any_of

    def __neg__(self) -> Several:
        return Several([-number for number in self.numbers], not self.any_of)

    def __add__(self, other: Any) -> Several:
        return Several([number + other for number in self.numbers], self.any_of)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Several:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Several:
        return (-self).__add__(other)

    def _lacking(self, other: Any) -> NoReturn:
        raise CannotReplay("product of a minimum on boxes")

    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _lacking


class Signed(Several):
    """A number of which the sign alone counts."""

    __slots__ = ()

    def _lacking(self, *other: Any) -> NoReturn:
        raise CannotReplay("sum of signs on boxes")

    __neg__ = __add__ = __radd__ = __sub__ = __rsub__ = _lacking


def all_of(found: Any, shown: Callable[[Any], bool]) -> bool:
    """Whether ``found`` is >= 0 by what is ``shown`` of its numbers, each asked once in order.

    >>> all_of(Several([1, -1], any_of=True), lambda number: number >= 0)
    True
    """
    if not isinstance(found, Several):
        return shown(found)
    answers = [all_of(number, shown) for number in found.numbers]
    return any(answers) if found.any_of else all(answers)


class Numbers(ReplayArithmetic):
    """Rationals where they are ``exact``, else intervals with a fixed point."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact

    def number(self, value: Any) -> Any:
        """An integer or a Fraction, as it is or enclosed.

        >>> Numbers(exact=True).number(2)
        Fraction(2, 1)
        """
        return Fraction(value) if self.exact else Fixed.of(value)

    def minimum(self, *values: Any) -> Any:
        """All of the values."""
        return Several(list(values))

    def maximum(self, *values: Any) -> Any:
        """Any of the values."""
        return Several(list(values), any_of=True)

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return self.maximum(x, -x)

    def indicator(self, x: Any) -> Any:
        """The sign of x."""
        return Signed([x])

    def root(self, x: Any, degree: int) -> Any:
        """The root of 1, and no other."""
        unit = Fixed.of(1)
        if isinstance(x, Fixed) and x.low == x.high == unit.low:
            return unit
        if isinstance(x, int | Fraction) and x == 1:
            return Fraction(1)
        raise CannotReplay("root on boxes")

    def followed(self, iterates: Iterator[Any], steps: int) -> list[Any]:
        """The iterates at steps 0..steps."""
        return list(islice(iterates, steps + 1))

    def require_few(self, depth: int, steps: int, *parameters: Any) -> None:
        """Nothing."""

    def __getattr__(self, name: str) -> NoReturn:
        raise CannotReplay(f"{name} on boxes")
