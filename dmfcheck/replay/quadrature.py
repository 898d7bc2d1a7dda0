"""Integrals of smooth functions in intervals: the midpoint rule, with its remainder enclosed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from mpmath import iv


class Jet(iv.mpf):  # type: ignore[misc]  # mpmath has no types
    """f, f' and f'' on an interval, for functions made of arithmetic and of compositions.

    An interval by name only: an operation of an interval and a jet is that of the jet then.

    >>> x = Jet(iv.mpf(2), iv.mpf(1), iv.mpf(0))
    >>> cube = x * x * x
    >>> [int(part.a) for part in (cube.value, cube.slope, cube.bend)]
    [8, 12, 12]
    """

    value: Any
    slope: Any
    bend: Any

    def __new__(cls, value: Any, slope: Any, bend: Any) -> Jet:
        """The three of them, whatever an interval is made of."""
        jet: Jet = object.__new__(cls)
        jet.value, jet.slope, jet.bend = value, slope, bend
        return jet

    def composed(self, value: Any, first: Any, second: Any) -> Jet:
        """g(f), from g, g' and g'' at f."""
        bend = second * self.slope * self.slope + first * self.bend
        return Jet(value, first * self.slope, bend)

    def __add__(self, other: Any) -> Jet:
        right = _jet(other)
        return Jet(self.value + right.value, self.slope + right.slope, self.bend + right.bend)

    __radd__ = __add__

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.slope, -self.bend)

    def __sub__(self, other: Any) -> Jet:
        return self.__add__(-_jet(other))

    def __rsub__(self, other: Any) -> Jet:
        return _jet(other).__add__(-self)

    def __mul__(self, other: Any) -> Jet:
        right = _jet(other)
        bend = self.bend * right.value + 2 * self.slope * right.slope + self.value * right.bend
        slope = self.slope * right.value + self.value * right.slope
        return Jet(self.value * right.value, slope, bend)

    __rmul__ = __mul__

    def __pow__(self, exponent: int) -> Jet:
        if not isinstance(exponent, int) or exponent < 2:
            return NotImplemented
        value, n = self.value, exponent
        return self.composed(value**n, n * value ** (n - 1), n * (n - 1) * value ** (n - 2))

    def _inverse(self) -> Jet:
        inverse = 1 / self.value
        return self.composed(inverse, -(inverse**2), 2 * inverse**3)

    def __truediv__(self, other: Any) -> Jet:
        return self.__mul__(_jet(other)._inverse())

    def __rtruediv__(self, other: Any) -> Jet:
        return self._inverse().__mul__(other)


def _jet(value: Any) -> Jet:
    return value if isinstance(value, Jet) else Jet(iv.mpf(value), iv.mpf(0), iv.mpf(0))


def midpoints(integrand: Callable[[Any], Any], low: Any, high: Any, count: int) -> Any:
    """The integral from ``low`` to ``high`` in ``count`` pieces of width w.

    The sum of w f(middle) + w^3/24 f''(piece).
    Raises what ``integrand`` raises: TypeError or AttributeError where it has no derivatives here.

    >>> found = midpoints(lambda x: 1 / x, iv.mpf(1), iv.mpf(2), 64)
    >>> iv.log(2) in found, bool(found.delta < 1e-5)
    (True, True)
    """
    width = (high - low) / count
    nodes = [low + (high - low) * j / count for j in range(count + 1)]

    def parts() -> Iterator[Any]:
        for left, right in pairwise(nodes):
            piece = iv.mpf([min(left.a, right.a), max(left.b, right.b)])
            bend = _jet(integrand(Jet(piece, iv.mpf(1), iv.mpf(0)))).bend
            yield iv.mpf(integrand((left + right) / 2)) + width**2 / 24 * bend

    return sum(parts(), iv.mpf(0)) * width
