"""What the provers' arithmetics have in common: orbits as written, and nothing but + - * /."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from typing import Any, NoReturn

from dmfcheck.claims.arithmetic import Arithmetic, Factors, Which, eigenvalue_of
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN


class Plain(Arithmetic):
    """Iterates the recursion as it is written; every other function is refused by :meth:`lacks`."""

    @abstractmethod
    def lacks(self, one: str, several: str) -> NoReturn:
        """Refuse a function, which is named in the singular and in the plural."""

    def orbit(self, point: Point, which: Which = None) -> list[Any]:
        """d(0), ..., d(steps), iterated as written."""
        iterates = PLAIN.iterates(point, eigenvalue_of(point, which))
        return [d for (d,) in islice(iterates, point.steps + 1)]

    def perturbed_orbit(self, point: Point, which: Which = None) -> list[Factors]:
        """(p, q, w) at steps 0..steps, iterated as written."""
        iterates = PERTURBED.iterates(point, eigenvalue_of(point, which))
        return [(p, q, p * q ** (point.depth - 1)) for p, q in islice(iterates, point.steps + 1)]

    def hitting_time(self, point: Point, which: Which = None) -> NoReturn:
        """Refused."""
        self.lacks("a hitting time", "hitting times")

    def negative_recovery_time(self, point: Point) -> NoReturn:
        """Refused."""
        self.lacks("a recovery time", "recovery times")

    def log(self, x: Any) -> NoReturn:
        """Refused."""
        self.lacks("a logarithm", "logarithms")

    def exp(self, x: Any) -> NoReturn:
        """Refused."""
        self.lacks("an exponential", "exponentials")

    def atan(self, x: Any) -> NoReturn:
        """Refused."""
        self.lacks("an arctangent", "arctangents")

    def cos_pi(self, turn: Fraction) -> NoReturn:
        """Refused."""
        self.lacks("a cosine", "cosines")

    def hypergeometric(self, b: Fraction, y: Any) -> NoReturn:
        """Refused."""
        self.lacks("a hypergeometric function", "hypergeometric functions")

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> NoReturn:
        """Refused."""
        self.lacks("an integral", "integrals")
