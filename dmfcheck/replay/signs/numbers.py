"""What a margin is expanded in by a replay: quotients of polynomials, compared by their signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, NoReturn

from dmfcheck.replay.arithmetic import ReplayArithmetic
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.signs.polynomials import Quotient
from dmfcheck.replay.signs.region import Region
from dmfcheck.replay.uncompared import Uncompared


class Open(Uncompared):
    """The least, or the greatest, of several numbers, where it is open which that is."""

    def __init__(self, numbers: Sequence[Any], *, greatest: bool) -> None:
        self.numbers, self.greatest = list(numbers), greatest

    def __neg__(self) -> Open:
        return Open([-number for number in self.numbers], greatest=not self.greatest)

    def __add__(self, other: Any) -> Open:
        if isinstance(other, Open):
            raise CannotReplay("sum of two numbers that are open")
        return Open([number + other for number in self.numbers], greatest=self.greatest)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Open:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Open:
        return (-self).__add__(other)


class Same(Uncompared):
    """That two sides are the same: no negative number, but which one no margin may ask."""

    def _no_number(self, *other: Any) -> NoReturn:
        raise CannotReplay("size of what an equality gives")

    __neg__ = __add__ = __radd__ = __sub__ = __rsub__ = _no_number
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _no_number


class Expanded(ReplayArithmetic):
    """Quotients of polynomials on a region; signs decide, or :class:`CannotReplay` is raised."""

    def __init__(self, region: Region) -> None:
        self.region = region

    def number(self, value: Fraction) -> Any:
        """The number itself."""
        return Quotient(self.region.one, self.region.names).of(value)

    def sign(self, x: Any) -> int | None:
        """1 where x >= 0 on all of the region, -1 where x <= 0, None where signs do not say."""
        quotient = self.number(Fraction(0)).of(x)
        over, under = self.region.sign(quotient.num), self.region.sign(quotient.den)
        return None if over is None or under is None else over * under

    def parts(self, margin: Any) -> list[Quotient]:
        """The quotients that are all to be >= 0."""
        if isinstance(margin, Same):
            return [self.number(Fraction(1))]
        if not isinstance(margin, Open):
            return [self.number(Fraction(0)).of(margin)]
        if margin.greatest:
            raise CannotReplay("knowledge of which number is the greatest")
        return [part for number in margin.numbers for part in self.parts(number)]

    def minimum(self, *values: Any) -> Any:
        """The least, left open."""
        if not values:
            raise CannotReplay("number that is the least of none")
        numbers = [part for value in values for part in self.parts(value)]
        return numbers[0] if len(numbers) == 1 else Open(numbers, greatest=False)

    def maximum(self, *values: Any) -> Any:
        """The greatest where signs say which, or left open."""
        best = values[0]
        for value in values[1:]:
            ahead = self.sign(value - best)
            if ahead is None:
                return Open(values, greatest=True)
            best = value if ahead > 0 else best
        return best

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return self.maximum(x, -x)

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0 on all of the region."""
        if self.sign(x) != 1:
            raise CannotReplay("sign of a number that it asks for")
        return self.number(Fraction(1))

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """What is not negative, where both sides are the same."""
        if self.number(Fraction(0)).of(left - right).num:
            raise CannotReplay("equality of two sides")
        return Same()

    def root(self, x: Any, degree: int) -> Any:
        """The root of 1."""
        if self.number(Fraction(0)).of(x - 1).num:
            raise CannotReplay("root of a polynomial")
        return self.number(Fraction(1))

    def followed(self, iterates: Iterator[Any], steps: int) -> list[Any]:
        """The iterates at steps 0..steps."""
        return list(islice(iterates, steps + 1))

    def require_few(self, depth: int, steps: int, *parameters: Any) -> None:
        """Nothing: a certificate says how many steps there are."""

    def __getattr__(self, name: str) -> NoReturn:
        raise CannotReplay(f"{name} of polynomials")
