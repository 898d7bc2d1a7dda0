"""What a margin is evaluated in on a box: values with gradients, and series along an edge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from dmfcheck.proofs.boxes.interval import ONE, ZERO, Interval
from dmfcheck.proofs.ratio import Uncompared

__all__ = ["Jet", "Series", "variables"]


class Jet(Uncompared):
    """A function on a box: intervals of its values and of its (one-sided) partial derivatives.

    >>> x, y = variables([Interval(2.0, 2.0), Interval(3.0, 3.0)])
    >>> (x * y).slopes
    [[3.0, 3.0], [2.0, 2.0]]
    """

    __slots__ = ("slopes", "value")

    def __init__(self, value: Interval, slopes: list[Interval]) -> None:
        self.value = value
        self.slopes = slopes

    def __neg__(self) -> Jet:
        return Jet(-self.value, [-a for a in self.slopes])

    def __add__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.slopes)
        return Jet(
            self.value + other.value,
            [a + b for a, b in zip(self.slopes, other.slopes, strict=True)],
        )

    __radd__ = __add__

    def __sub__(self, other: Any) -> Jet:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Jet:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value * other, [a * other for a in self.slopes])
        x, y = self.value, other.value
        return Jet(x * y, [a * y + x * b for a, b in zip(self.slopes, other.slopes, strict=True)])

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value / other, [a / other for a in self.slopes])
        value = self.value / other.value
        return Jet(
            value,
            [(a - value * b) / other.value for a, b in zip(self.slopes, other.slopes, strict=True)],
        )

    def __rtruediv__(self, other: Any) -> Jet:
        return Jet(ONE * other, [ZERO] * len(self.slopes)) / self

    def __pow__(self, exponent: int) -> Jet:
        if exponent < 0:
            return 1 / self**-exponent
        if exponent == 0:
            return Jet(ONE, [ZERO] * len(self.slopes))
        slope = exponent * self.value ** (exponent - 1)
        return Jet(self.value**exponent, [slope * a for a in self.slopes])


def variables(box: Sequence[Interval]) -> list[Jet]:
    """The coordinates of a box as functions on it.

    >>> variables([ONE])[0].slopes
    [[1.0, 1.0]]
    """
    count = len(box)
    return [
        Jet(side, [ONE if i == j else ZERO for j in range(count)]) for i, side in enumerate(box)
    ]


class Series(Uncompared):
    """c_0 + c_1 u + ... + c_k u^k, what is beyond left out; intervals or rationals c_i.

    >>> (Series([1, 1, 0]) ** 3).terms
    [1, 3, 3]
    """

    __slots__ = ("terms",)

    def __init__(self, terms: list[Any]) -> None:
        self.terms = terms

    def _other(self, other: Any) -> list[Any]:
        if isinstance(other, Series):
            return other.terms
        return [other, *[0 * other] * (len(self.terms) - 1)]

    def __neg__(self) -> Series:
        return Series([-a for a in self.terms])

    def __add__(self, other: Any) -> Series:
        return Series([a + b for a, b in zip(self.terms, self._other(other), strict=True)])

    __radd__ = __add__

    def __sub__(self, other: Any) -> Series:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Series:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Series:
        if not isinstance(other, Series):
            return Series([a * other for a in self.terms])
        a, b = self.terms, other.terms
        return Series(
            [reduce(_add, (a[i] * b[k - i] for i in range(k + 1))) for k in range(len(a))]
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Series:
        if not isinstance(other, Series):
            return Series([a / other for a in self.terms])
        found: list[Any] = []
        for k, a in enumerate(self.terms):
            for i, q in enumerate(found):
                a = a - q * other.terms[k - i]
            found.append(a / other.terms[0])
        return Series(found)

    def __rtruediv__(self, other: Any) -> Series:
        return Series(self._other(other)) / self

    def __pow__(self, exponent: int) -> Series:
        if exponent < 0:
            return 1 / self**-exponent
        found, square = self * 0 + 1, self
        while exponent:
            if exponent & 1:
                found = found * square
            exponent >>= 1
            square = square * square if exponent else square
        return found


def _add(x: Any, y: Any) -> Any:
    return x + y
