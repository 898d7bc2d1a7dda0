"""The arithmetic of margins in which a margin is written down, to be computed by Coq."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, NoReturn

from dmfcheck.base.bounds import check_time
from dmfcheck.claims.arithmetic import Arithmetic, Factors, Which, eigenvalue_of
from dmfcheck.claims.point import Point
from dmfcheck.proofs.counterexample.term import (
    MP,
    CannotWrite,
    Page,
    Term,
    approximate,
    is_long,
)

MOST_STEPS = 100_000
"""Beyond them nothing is iterated in Coq."""


class Written(Arithmetic):
    """Terms of one page, named where a reader has a name for them.

    Orbits and hitting times are those of ``formal/``; what else is iterated is written out.

    >>> from dmfcheck.claims.point import Point
    >>> page = Page()
    >>> start = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 3}
    >>> point = Written(page).read(Point(start | {"eigenvalue": Fraction(1)}))
    >>> d = Written(page).orbit(point)[3]
    >>> d.op, round(float(d.value), 3)
    ('orbit', 0.78)
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def read(self, point: Point) -> Point:
        """The point with every number under the name of its parameter."""

        def read(value: Any, name: str) -> Any:
            if isinstance(value, tuple):
                return tuple(read(v, f"{name}_{i}") for i, v in enumerate(value, start=1))
            if isinstance(value, Fraction):
                return self.page.named(name, self.page.number(value))
            return value

        values = {name: read(value, NAMES.get(name, name)) for name, value in point.exact.items()}
        return Point(point.exact, values)

    def number(self, value: Fraction) -> Term:
        """The rational."""
        return self.page.number(value)

    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}, x > 0."""
        term = self._term(x)
        if not term.value > 0:
            raise CannotWrite("a root of a number that is not positive")
        value = _rational_root(term.value, degree)
        if value is None:
            value = MP.root(approximate(term.value), degree)
        return self.page.made("root", (degree, term), value)

    def minimum(self, *values: Any) -> Any:
        """The least of the values."""
        return self.page.least([self._term(value) for value in values])

    def maximum(self, *values: Any) -> Any:
        """The greatest of the values."""
        return self.page.least([self._term(value) for value in values], greatest=True)

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return abs(self._term(x))

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """-|left - right| / scale."""
        return -abs(self._term(left - right)) / scale

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, -1 where x < 0: which it is, is to be shown as well."""
        return self.page.number(1 if self._term(x) >= 0 else -1)

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """d(0), ..., d(steps), of ``orbit`` in Descent.v."""
        args = self._start(point, which)
        values = islice(_descent(point.depth, *(arg.value for arg in args)), point.steps + 1)
        return [
            self.page.made("orbit", (_of("d", which), point.depth, k, *args), value)
            for k, value in enumerate(values)
        ]

    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Factors]:
        """(p, q, w) at steps 0..steps, of ``porbit`` in Perturbed.v."""
        N = point.depth
        args = (*self._start(point, which), self._term(point.beta))
        found = []
        for k, (p, q) in enumerate(
            islice(_perturbed(N, *(arg.value for arg in args)), point.steps + 1)
        ):
            first = self.page.made("first", (_of("p", which), N, k, *args), p)
            other = self.page.made("other", (_of("q", which), N, k, *args), q)
            found.append((first, other, first * other ** (N - 1)))
        return found

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """K with ``recovered_first`` of Times.v."""
        eta, eigenvalue, alpha = args = self._start(point, which)
        fraction = self._term(point.fraction)
        level = math.prod(_rounded(fraction.value, eigenvalue.value))
        values = _descent(point.depth, *(arg.value for arg in args))
        for k, value in enumerate(islice(values, MOST_STEPS + 1)):
            reached, wanted = _rounded(value**point.depth, level)
            if reached >= wanted:
                parameters = (_of("K", which), point.depth, k, eta, eigenvalue, alpha, fraction)
                return self.page.made("time", parameters, Fraction(k))
        raise CannotWrite(f"a hitting time of more than {MOST_STEPS} steps")

    def _start(self, point: Point, which: Which) -> tuple[Term, Term, Term]:
        if point.exact.get("steps", 0) > MOST_STEPS:
            raise CannotWrite(f"an orbit of more than {MOST_STEPS} steps")
        eigenvalue = eigenvalue_of(point, which)
        return self._term(point.eta), self._term(eigenvalue), self._term(point.alpha)

    def _term(self, x: Any) -> Term:
        term = self.page.term(x)
        if term is None:
            raise CannotWrite(f"a {type(x).__name__} among its numbers")
        return term

    def log(self, x: Any) -> Any:
        """0 of 1; raises :class:`CannotWrite` elsewhere."""
        if self._term(x).value == 1:
            return self.page.number(0)
        raise CannotWrite("a logarithm")

    def exp(self, x: Any) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("an exponential")

    def atan(self, x: Any) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("an arctangent")

    def cos_pi(self, turn: Fraction) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("a cosine")

    def hypergeometric(self, b: Fraction, y: Any) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("a hypergeometric function")

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("an integral")

    def negative_recovery_time(self, point: Point) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("a recovery time of the perturbed start")

    def float64_factors(self, *parameters: Any) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("a descent in float64")

    def float_horizon(self, point: Point) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("a horizon of float64")

    def denoising_study(self, depth: int, seed: int, runs: int) -> NoReturn:
        """Raise :class:`CannotWrite`."""
        raise CannotWrite("a study in float64")


NAMES = {"spectrum": "lambda", "eigenvalue": "lambda", "target": "What"}
"""What the parameters are called in statements, where that differs."""


def _of(letter: str, which: Which) -> str:
    return letter if which is None else f"{letter}{which + 1}"


def _rounded(*values: Any) -> tuple[Any, ...]:
    """The values, all approximate if one of them is, or if one is a long rational."""
    rational = all(isinstance(value, Fraction) and not is_long(value, 511) for value in values)
    return values if rational else tuple(map(approximate, values))


def _descent(N: int, eta: Any, eigenvalue: Any, d: Any) -> Iterator[Any]:
    while True:
        check_time()
        yield d
        d, eta, eigenvalue = _rounded(d, eta, eigenvalue)
        y = d ** (N - 1)
        d = d + eta * y * (eigenvalue - d * y)


def _perturbed(N: int, eta: Any, eigenvalue: Any, alpha: Any, beta: Any) -> Iterator[Any]:
    alpha, beta = _rounded(alpha, beta)
    p, q = alpha - beta, alpha
    while True:
        check_time()
        yield p, q
        p, q, eta, eigenvalue = _rounded(p, q, eta, eigenvalue)
        y = q ** (N - 2)
        left = eta * (eigenvalue - p * q * y)
        p, q = p + q * y * left, q + p * y * left


def _rational_root(value: Any, degree: int) -> Fraction | None:
    import flint

    if not isinstance(value, Fraction):
        return None
    parts = [int(flint.fmpz(part).root(degree)) for part in value.as_integer_ratio()]
    candidate = Fraction(*parts)
    return candidate if candidate**degree == value else None
