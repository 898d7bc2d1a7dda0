"""Exact arithmetic whose numbers note what a margin asks of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly

from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.hunt.equalities.number import Ratio, Trace, TracedNumber


class Tracing(Exact):
    """Rationals with one unknown; what is irrational is a float64 near it, of no known ratio.

    Such a number only says which way a margin goes: a point that is found is decided elsewhere.

    >>> a = Tracing(Trace())
    >>> a.maximum(a.number(Fraction(1)), a.unknown(Fraction(2)))
    2
    >>> a.trace.asked[0].top.coeffs() == [1, -1]
    True
    """

    few_bits = 4000
    bit_limit = 4000

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self.trace = trace

    def number(self, value: Fraction) -> Any:
        """A number that does not depend on the unknown."""
        exact = fmpq(value.numerator, value.denominator)
        return TracedNumber(exact, Ratio(fmpq_poly([exact])), self.trace)

    def unknown(self, value: Fraction) -> TracedNumber:
        """The unknown, which is ``value`` here."""
        exact = fmpq(value.numerator, value.denominator)
        return TracedNumber(exact, Ratio(fmpq_poly([0, 1])), self.trace)

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}: of a constant, if it is rational, a constant."""
        value = Fraction(x.numerator, x.denominator)
        try:
            root = super().root(value, degree)
        except (NotExact, ValueError):
            return self._near(lambda y: y ** (1 / degree), value)
        ratio = getattr(x, "ratio", None)
        if ratio is not None and ratio.is_constant:
            return self.number(root)
        return self._near(lambda _: root, value)

    def log(self, x: Any) -> Any:
        """ln x, nearly."""
        return self._near(math.log, x)

    def exp(self, x: Any) -> Any:
        """e^x, nearly."""
        return self._near(math.exp, x)

    def atan(self, x: Any) -> Any:
        """arctan x, nearly."""
        return self._near(math.atan, x)

    def cos_pi(self, turn: Fraction) -> Any:
        """cos(pi turn), nearly."""
        return self._near(lambda y: math.cos(math.pi * y), turn)

    def _near(self, function: Callable[[float], Any], x: Any) -> TracedNumber:
        try:
            near = Fraction(function(float(Fraction(x.numerator, x.denominator))))
        except (OverflowError, ValueError, TypeError) as error:
            raise NotExact(str(error)) from None
        return TracedNumber(fmpq(near.numerator, near.denominator), None, self.trace)
