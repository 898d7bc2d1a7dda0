"""What a margin becomes on a box: its value with slopes, or its terms along an edge."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.replay.boxes.fixed import Fixed
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.uncompared import Uncompared

__all__ = ["Sloped", "Terms"]


class Sloped(Uncompared):
    """An interval of values, first, and of each partial derivative.

    >>> x = Sloped([Fixed.of(3), Fixed.of(1)])
    >>> [part.low >> 128 for part in (x * x - 1).parts]
    [8, 6]
    """

    __slots__ = ("parts",)

    def __init__(self, parts: list[Fixed]) -> None:
        self.parts = parts

    def same(self, constant: Any) -> Sloped:
        """The constant with as many slopes, all 0."""
        value = constant if isinstance(constant, Fixed) else Fixed.of(constant)
        return Sloped([value, *[Fixed.of(0)] * (len(self.parts) - 1)])

    def __neg__(self) -> Sloped:
        return Sloped([-part for part in self.parts])

    def __add__(self, other: Any) -> Sloped:
        if isinstance(other, Sloped):
            return Sloped([x + y for x, y in zip(self.parts, other.parts, strict=True)])
        return Sloped([self.parts[0] + other, *self.parts[1:]])

    __radd__ = __add__

    def __sub__(self, other: Any) -> Sloped:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Sloped:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Sloped:
        if not isinstance(other, Sloped):
            return Sloped([part * other for part in self.parts])
        x, y = self.parts[0], other.parts[0]
        slopes = zip(self.parts[1:], other.parts[1:], strict=True)
        return Sloped([x * y, *(a * y + b * x for a, b in slopes)])

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Sloped:
        if not isinstance(other, Sloped):
            return Sloped([part / other for part in self.parts])
        bottom = other.parts[0]
        value = self.parts[0] / bottom
        slopes = zip(self.parts[1:], other.parts[1:], strict=True)
        return Sloped([value, *((a - b * value) / bottom for a, b in slopes)])

    def __rtruediv__(self, other: Any) -> Sloped:
        return self.same(other) / self

    def __pow__(self, exponent: int) -> Sloped:
        if exponent == 0:
            return self.same(1)
        slope = self.parts[0] ** (exponent - 1) * exponent
        return Sloped([self.parts[0] ** exponent, *(slope * a for a in self.parts[1:])])


class Terms(Uncompared):
    """c_0 + c_1 u + ... + c_k u^k, the rest cut off; of Fractions, or of intervals.

    >>> (1 / Terms([Fraction(1), Fraction(-1), Fraction(0)])).terms
    [Fraction(1, 1), Fraction(1, 1), Fraction(1, 1)]
    """

    __slots__ = ("terms",)

    def __init__(self, terms: list[Any]) -> None:
        self.terms = terms

    def same(self, constant: Any) -> Terms:
        """The constant as such a series."""
        zero = self.terms[0] * 0
        return Terms([zero + constant, *[zero] * (len(self.terms) - 1)])

    def __neg__(self) -> Terms:
        return Terms([-c for c in self.terms])

    def __add__(self, other: Any) -> Terms:
        other = other if isinstance(other, Terms) else self.same(other)
        return Terms([x + y for x, y in zip(self.terms, other.terms, strict=True)])

    __radd__ = __add__

    def __sub__(self, other: Any) -> Terms:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Terms:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Terms:
        if not isinstance(other, Terms):
            return Terms([c * other for c in self.terms])
        product = [self.terms[0] * 0] * len(self.terms)
        for i, x in enumerate(self.terms):
            for j in range(len(self.terms) - i):
                product[i + j] = product[i + j] + x * other.terms[j]
        return Terms(product)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Terms:
        if not isinstance(other, Terms):
            return Terms([c / other for c in self.terms])
        # q_k = (c_k - sum_{i<k} q_i d_{k-i}) / d_0.
        left, quotient = list(self.terms), []
        for k in range(len(left)):
            if isinstance(other.terms[0], Fraction) and other.terms[0] == 0:
                raise CannotReplay("quotient by what may be 0")
            q = left[k] / other.terms[0]
            quotient.append(q)
            for j in range(1, len(left) - k):
                left[k + j] = left[k + j] - q * other.terms[j]
        return Terms(quotient)

    def __rtruediv__(self, other: Any) -> Terms:
        return self.same(other) / self

    def __pow__(self, exponent: int) -> Terms:
        if exponent < 0:
            return 1 / self**-exponent
        power = self.same(1)
        for bit in f"{exponent:b}":
            power = power * power
            if bit == "1":
                power = power * self
        return power
