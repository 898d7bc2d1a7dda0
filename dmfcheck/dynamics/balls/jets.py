"""Balls with gradients: enclosures over a box that shrink with the square of its width."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from flint import arb

from dmfcheck.dynamics.balls.balls import power
from dmfcheck.dynamics.balls.mixed_ball import MixedBall, plain

__all__ = ["Jet", "variables"]


Number = Any
"""A jet, a ball, a Fraction or an int."""


class Jet:
    """A function on a box: a ball of its values and balls of its partial derivatives.

    ``value`` encloses every value that the function takes on the box, ``slopes`` (one per variable)
    its partial derivatives there. Sums, differences, products, quotients and whole powers follow
    the rules of differentiation, in ball arithmetic; ints and balls are constants, and so are
    Fractions. A comparison holds for every value on the box, or for none:
    :class:`~dmfcheck.base.verdict.Unsure` is raised of any other.

    >>> x, y = variables([arb(2), arb(3)])
    >>> product = x * y
    >>> product.value == 6, product.slopes == (3, 2)
    (True, True)
    """

    __slots__ = ("slopes", "value")

    def __init__(self, value: arb, slopes: tuple[arb, ...]) -> None:
        self.value = value
        self.slopes = slopes

    def __add__(self, other: Jet | arb | int) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + plain(other), self.slopes)
        pairs = zip(self.slopes, other.slopes, strict=True)
        return Jet(self.value + other.value, tuple([a + b for a, b in pairs]))

    __radd__ = __add__

    def __neg__(self) -> Jet:
        return Jet(-self.value, tuple([-a for a in self.slopes]))

    def __sub__(self, other: Jet | arb | int) -> Jet:
        return self + (-other)

    def __rsub__(self, other: arb | int) -> Jet:
        return -self + other

    def __mul__(self, other: Jet | arb | int) -> Jet:
        if not isinstance(other, Jet):
            factor = plain(other)
            return Jet(self.value * factor, tuple([a * factor for a in self.slopes]))
        x, y = self.value, other.value
        pairs = zip(self.slopes, other.slopes, strict=True)
        return Jet(x * y, tuple([a * y + x * b for a, b in pairs]))

    __rmul__ = __mul__

    def __truediv__(self, other: Jet | arb | int) -> Jet:
        if not isinstance(other, Jet):
            divisor = plain(other)
            return Jet(self.value / divisor, tuple(a / divisor for a in self.slopes))
        quotient = self.value / other.value
        pairs = zip(self.slopes, other.slopes, strict=True)
        return Jet(quotient, tuple((a - quotient * b) / other.value for a, b in pairs))

    def __rtruediv__(self, other: arb | int) -> Jet:
        quotient = plain(other) / self.value
        return Jet(quotient, tuple(-(quotient * b) / self.value for b in self.slopes))

    def __abs__(self) -> Jet:
        return self if MixedBall(self.value) >= 0 else -self

    def __bool__(self) -> bool:
        return bool(MixedBall(self.value))

    def __lt__(self, other: Number) -> bool:
        return _compared(operator.lt, self, other)

    def __le__(self, other: Number) -> bool:
        return _compared(operator.le, self, other)

    def __gt__(self, other: Number) -> bool:
        return _compared(operator.gt, self, other)

    def __ge__(self, other: Number) -> bool:
        return _compared(operator.ge, self, other)

    def __eq__(self, other: object) -> bool:
        return _compared(operator.eq, self, other)

    def __ne__(self, other: object) -> bool:
        return _compared(operator.ne, self, other)

    # What is comparable is no key.
    __hash__ = None  # type: ignore[assignment]

    def __pow__(self, exponent: int) -> Jet:
        if exponent == 0:
            return Jet(arb(1), tuple(arb(0) for _ in self.slopes))
        slope = exponent * power(self.value, exponent - 1)
        return Jet(power(self.value, exponent), tuple([slope * a for a in self.slopes]))

    def within(self, middle: arb, radii: Sequence[arb]) -> arb:
        """An upper bound of the function on the box, as an exact number.

        ``middle`` encloses its value at the centre of the box and ``radii`` are the half widths:
        the least of the largest value and of the mean value form.

        >>> [x] = variables([arb(0, 1)])
        >>> (x * x).within(arb(0), [arb(1)]) <= 1.001
        True
        """
        spread = sum((abs(a) * r for a, r in zip(self.slopes, radii, strict=True)), arb(0))
        mean_value = (middle + spread).upper()
        if not mean_value.is_finite():
            return self.value.upper()
        return self.value.upper().min(mean_value)


def _compared(compare: Callable[[Any, Any], Any], jet: Jet, other: object) -> bool:
    value = other.value if isinstance(other, Jet) else other
    return bool(compare(MixedBall(jet.value), value))


def variables(box: Sequence[arb]) -> list[Jet]:
    """The coordinates of a box as functions on it.

    >>> [x, y] = variables([arb(1), arb(2)])
    >>> (x.slopes == (1, 0), y.slopes == (0, 1))
    (True, True)
    """
    count = len(box)
    return [Jet(side, tuple(arb(int(i == j)) for j in range(count))) for i, side in enumerate(box)]
