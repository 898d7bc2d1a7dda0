"""Steps of a slow recursion whose rule is no polynomial, counted by its Abel function.

x+ = x + f(x) with f of + - * / and functions: A' = F/f, F = sum_j U_j as for a polynomial, is
integrated numerically with proved error, f and its derivatives on balls being Taylor series there.
``notes/own-recursions.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile
from math import factorial
from typing import Any

import sympy as sp
from flint import acb, acb_series, arb, ctx

from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.balls.precision import ball, magnitude
from dmfcheck.dynamics.recursions.abel_count import ENOUGH, ORDER, SHARE, Counting, schwarz
from dmfcheck.dynamics.recursions.numbers import Numbers
from dmfcheck.dynamics.recursions.program import Step, function
from dmfcheck.dynamics.symbols.generic_series import abel_terms

FAR = (Fraction(1, 8), Fraction(1, 4), Fraction(1, 32))
NEAR = (Fraction(1, 2), Fraction(1, 8), Fraction(2))
"""How far beyond a piece its disc reaches, relative to where it ends, and to its length."""

SAMPLES = 24
"""Places where f' is looked at to see how far the steps are slow."""

SHORT = 300
"""Operations of an expression that is factored."""

BITS = 128
ABSOLUTE = Fraction(1, 1 << 66)
"""Of an integral, in steps."""

MOST_BITS = 1 << 13


class Series(Numbers):
    """Taylor series in a small t, their coefficients complex balls.

    >>> with terms(3):
    ...     found = Series().apply("exp", acb_series([acb(0), acb(1)], prec=3))
    ...     [bool(c.real == value) for c, value in zip(found, (1, 1, 0.5))]
    [True, True, True]
    """

    def __init__(self) -> None:
        super().__init__(lambda value: acb(ball(value)))

    def pi(self) -> acb:
        """The circle's number."""
        return acb(arb.pi())

    def apply(self, name: str, x: Any) -> Any:
        """A function; of a logarithm or root nothing is said where its cut may be."""
        if name == "tanh":
            i = acb(0, 1)
            return -i * (i * x).tan()
        if name in ("log", "sqrt"):
            first = x[0] if isinstance(x, acb_series) else x
            if not first.real > 0:
                return x * acb(arb("nan"))
        return getattr(x, name)()


SERIES = Series()


@contextmanager
def terms(count: int) -> Iterator[None]:
    """Series have so many terms in the block."""
    before = ctx.cap
    ctx.cap = count
    try:
        yield
    finally:
        ctx.cap = before


@lru_cache(maxsize=8)
def _products(bits: int) -> tuple[tuple[arb, int, tuple[int, ...]], ...]:
    """The monomials of F = sum_j U_j in f, f'/1!, f''/2!, ..., in lexical order of letters.

    Of each its scale, a ball of so many bits, how many letters it begins with like the one before,
    and those that follow.
    """
    found = []
    for term in abel_terms(ORDER):
        for powers, c in term.terms():
            scale = Fraction(int(c.numerator), int(c.denominator))
            for i, exponent in enumerate(powers):
                scale *= factorial(i) ** exponent
            letters = tuple(i for i, e in reversed([*enumerate(powers)]) for _ in range(e))
            found.append((letters, scale))
    found.sort()
    listed: list[tuple[arb, int, tuple[int, ...]]] = []
    before: tuple[int, ...] = ()
    for letters, scale in found:
        pairs = zip(before, letters, strict=False)
        same = len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])
        with ctx.workprec(bits):
            listed.append((ball(scale), same, letters[same:]))
        before = letters
    return tuple(listed)


def _density(taylor: list[acb]) -> acb:
    """F, products that begin alike being made once."""
    total, made = acb(0), [acb(1)]
    for scale, same, letters in _products(ctx.prec):
        del made[same + 1 :]
        for letter in letters:
            made.append(made[-1] * taylor[letter])
        total += made[-1] * scale
    return total


@dataclass(frozen=True)
class Analytic(Counting):
    """x+ = x + f(x) in the coordinate y = x - origin > 0; ``program`` is f as a function of x."""

    program: Step
    origin: Fraction

    def series(self, y: acb, count: int) -> list[acb]:
        """f, f'/1!, f''/2!, ... on a ball of y, NaN where f may not be analytic."""
        with terms(count):
            at = acb_series([y + ball(self.origin), acb(1)], prec=count)
            try:
                (found,) = self.program(SERIES, (at,), (), None)
            except ValueError:  # a divisor that may be 0
                return [acb(arb("nan"))] * count
            return [acb(found[i]) for i in range(count)]

    def rise(self, at: Fraction) -> arb:
        """f."""
        return self.series(acb(ball(at)), 1)[0].real

    def steep(self, start: Fraction, y: Fraction) -> arb:
        """The largest |f'| at some places up to y, at equal ratios."""
        most = arb(0)
        with ctx.workprec(64):
            ratio = (ball(y) / ball(start)) ** (ball(Fraction(1, SAMPLES)))
            at = ball(y)
            for _ in range(SAMPLES):
                found = abs(self.series(acb(at.mid()), 2)[1]).upper()
                most = most.max(found) if found.is_finite() else arb("inf")
                at /= ratio
        return most

    def difference(self, low: Fraction, high: Fraction) -> arb:
        """A(high) - A(low), the error far below one step."""
        bits = BITS
        while True:
            check_time()
            with ctx.workprec(bits):
                found = self._integral(low, high)
            if found.rad() < ball(Fraction(1, 1 << 60)) or bits > MOST_BITS:
                return found
            size = magnitude(found.abs_upper()) if found.is_finite() else 0
            bits = max(2 * bits, size + BITS)

    def _integral(self, low: Fraction, high: Fraction) -> arb:
        def integrand(y: acb, _: bool) -> acb:
            taylor = self.series(y, ORDER + 1)
            return _density(taylor) / taylor[0]

        found = acb.integral(
            integrand, acb(ball(low)), acb(ball(high)), abs_tol=arb(ball(ABSOLUTE))
        )
        return arb(found.real)

    def velocity(self, at: Fraction) -> arb:
        """f/F: the change of y in a unit of A."""
        taylor = self.series(acb(ball(at)), ORDER + 1)
        return arb((taylor[0] / _density(taylor)).real)

    def _piece(self, a: Fraction, c: Fraction) -> arb | None:
        with ctx.workprec(64):
            least = self._least(a, c)
            if not least > 0:
                return None
            steps = ball(c - a) / least + 1
            best = None
            for reach in [*(c * far for far in FAR), *((c - a) * near for near in NEAR)]:
                bound = self._residual(a, c, reach)
                if bound is not None:
                    error = (steps * bound).upper()
                    best = error if best is None else best.min(error)
                    if best < ball(ENOUGH):
                        break
            return best

    def _least(self, a: Fraction, c: Fraction) -> arb:
        """A lower bound of f on the piece: at one of its ends where f' has one sign."""
        hull = ball((a + c) / 2) + arb(0, ball((c - a) / 2).upper())
        value, slope = (part.real for part in self.series(acb(hull), 2))
        if slope >= 0 or slope <= 0:
            return arb(self.rise(a).min(self.rise(c)).lower())
        return arb(value.lower())

    def _residual(self, a: Fraction, c: Fraction, reach: Fraction) -> arb | None:
        """sup |A(y + f) - A(y) - 1| on the piece: y + t f is on a disc that reaches beyond it."""
        size = arb(0, ball((c - a) / 2 + reach).upper())
        taylor = self.series(acb(ball((a + c) / 2) + size, size), ORDER + 1)
        if not all(part.is_finite() for part in taylor):
            return None
        sizes = [(abs(part) * factorial(i)).upper() for i, part in enumerate(taylor)]
        if not sizes[1] > 0:
            return None
        radius = (ball(SHARE) / sizes[1]).min(ball(reach) / sizes[0])
        return schwarz(sizes, radius.lower())


def analytic(rule: sp.Expr, x: sp.Symbol, origin: Fraction) -> Analytic:
    """The count of x+ = rule(x), all its parameters put in."""
    rise = rule - x
    if rise.count_ops() <= SHORT:
        # Its value near a fixed point is a product, and no difference of nearly equal numbers.
        rise = sp.factor(rise)
    return Analytic(function((rise,), (x,), (), None), origin)


__all__ = ["Analytic", "analytic"]
