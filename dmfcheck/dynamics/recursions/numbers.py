"""What a rule needs of an arithmetic: rationals, float64, balls and jets on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import isqrt
from typing import Any

from flint import arb

from dmfcheck.base.verdict import Irrational
from dmfcheck.dynamics.balls.balls import power
from dmfcheck.dynamics.balls.jets import Jet
from dmfcheck.dynamics.balls.precision import ball

FUNCTIONS = ("exp", "log", "cos", "sin", "tanh", "sqrt")
"""What may be used besides + - * / and whole powers; SymPy has a root as a power."""

MOST_STEPS = 1_000_000
"""Steps of an orbit at most."""


class Numbers:
    """What a function needs of an arithmetic; ``number`` makes a number of a rational.

    >>> Numbers(float).power(3.0, 5)
    243.0
    """

    def __init__(self, number: Callable[[Fraction], Any]) -> None:
        self.number = number

    def whole(self, value: int) -> Any:
        """A number of an int."""
        return self.number(Fraction(value))

    def power(self, x: Any, exponent: int) -> Any:
        """x^exponent, exponent >= 1, by squaring: the same roundings in every float64."""
        result = None
        while exponent:
            if exponent & 1:
                result = x if result is None else result * x
            exponent >>= 1
            if exponent:
                x = x * x
        return result

    def pi(self) -> Any:
        """The circle's number, which is no rational."""
        raise Irrational("pi is no rational number")

    def apply(self, name: str, x: Any) -> Any:
        """One of :data:`FUNCTIONS` of x."""
        if isinstance(x, (int, Fraction)) or hasattr(x, "numerator"):
            if x == 0 and name != "log":
                return self.whole(1 if name in ("exp", "cos") else 0)
            if name == "sqrt" and (root := _rational_root(Fraction(x))) is not None:
                return self.number(root)
            raise Irrational(f"{name} of a rational number is none")
        return applied(name, x)


def _rational_root(x: Fraction) -> Fraction | None:
    """The square root of a square, else None."""
    top, bottom = isqrt(max(x.numerator, 0)), isqrt(x.denominator)
    return (
        Fraction(top, bottom)
        if (top * top, bottom * bottom) == (x.numerator, x.denominator)
        else None
    )


def applied(name: str, x: Any) -> Any:
    """A function of an array.

    >>> float(applied("exp", 0.0))
    1.0
    """
    import numpy as np

    return getattr(np, name)(x)


class Floats(Numbers):
    """float64 numbers and arrays of them."""

    def pi(self) -> Any:
        """The nearest float64."""
        import math

        return self.number(Fraction(math.pi))

    def apply(self, name: str, x: Any) -> Any:
        """As NumPy has it."""
        return applied(name, x)


class Balls(Numbers):
    """Balls, and jets on them.

    >>> Balls().apply("exp", arb(0)) == 1
    True
    """

    def __init__(self) -> None:
        super().__init__(ball)

    def power(self, x: Any, exponent: int) -> Any:
        """x^exponent, also around 0."""
        return power(x, exponent) if isinstance(x, arb) else x**exponent

    def pi(self) -> arb:
        """The circle's number."""
        return arb.pi()

    def apply(self, name: str, x: Any) -> Any:
        """A function of a ball, or of a jet by the chain rule."""
        if isinstance(x, Jet):
            slope = derivative(name, x.value)
            return Jet(getattr(x.value, name)(), tuple(slope * a for a in x.slopes))
        return getattr(arb(x), name)()


def derivative(name: str, x: arb) -> arb:
    """The derivative of one of :data:`FUNCTIONS` on a ball.

    >>> derivative("log", arb(2)) == 0.5
    True
    """
    if name == "exp":
        return x.exp()
    if name == "log":
        return 1 / x
    if name == "sin":
        return x.cos()
    if name == "sqrt":
        return 1 / (2 * x.sqrt())
    return -x.sin() if name == "cos" else 1 - x.tanh() ** 2


def numbers_like(values: Iterable[Any]) -> Numbers:
    """The arithmetic of numbers that are there, ints and Fractions being of any.

    >>> type(numbers_like([1, arb(2)])), numbers_like([1, Fraction(2)]).whole(1)
    (<class 'dmfcheck.dynamics.recursions.numbers.Balls'>, Fraction(1, 1))
    """
    for value in values:
        if hasattr(value, "rad"):
            return Balls()
        if hasattr(value, "dtype") or isinstance(value, float):
            return Floats(float)
    return numbers_of(None)


def numbers_of(number: Callable[[Fraction], Any] | None) -> Numbers:
    """The arithmetic whose numbers ``number`` makes; None: of rationals, which stay such.

    >>> numbers_of(None).whole(1), numbers_of(float).whole(1)
    (Fraction(1, 1), 1.0)
    """
    if number is None:
        return Numbers(lambda value: value)
    made = number(Fraction(1))
    if hasattr(made, "rad"):
        return Balls()
    return Floats(number) if hasattr(made, "dtype") or isinstance(made, float) else Numbers(number)
