"""Steps of a slow recursion of one variable, counted by its Abel function instead of taken.

x+ = x + f(x) with a polynomial f > 0: A' = (1/f) sum_j U_j, the formal Abel function to order m,
is derived by SymPy for a generic f (:mod:`dmfcheck.dynamics.symbols.generic_series`), put at this f
exactly, integrated, and what A(x + f(x)) - A(x) differs from 1 by is bounded in balls.
``notes/own-recursions.md`` has the proof.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from flint import acb, acb_poly, arb, arb_poly, ctx, fmpq, fmpq_poly

from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.balls.precision import ball, magnitude
from dmfcheck.dynamics.symbols.generic_series import abel_terms

ORDER = 12
PARTS = (Fraction(1, 8), Fraction(1, 16), Fraction(1, 32), Fraction(1, 64), Fraction(1, 4))
"""How far beyond a piece its disc reaches, relative to where the piece ends."""

SHARE = Fraction(1, 2)
"""f' is at most this much on the disc, times the radius."""

ENOUGH = Fraction(1, 1 << 30)
"""An error of a piece, in steps, that is not worth another cut."""

MOST_CUTS = 2000
NARROW = Fraction(65, 64)
"""Wider pieces are cut at the geometric mean of their ends, others in the middle."""


class Monomial(NamedTuple):
    """|coefficient| and exponents of f, f', ... in a term."""

    size: Fraction
    exponents: tuple[int, ...]


@lru_cache(maxsize=1)
def _absolute_terms() -> tuple[tuple[Monomial, ...], ...]:
    return tuple(
        tuple(
            Monomial(Fraction(abs(int(c.numerator)), int(c.denominator)), tuple(powers))
            for powers, c in term.terms()
        )
        for term in abel_terms(ORDER)
    )


class Counting(ABC):
    """A slow recursion y+ = y + f(y), y > 0, f > 0, and its Abel function A."""

    @abstractmethod
    def rise(self, at: Fraction) -> arb:
        """f."""

    @abstractmethod
    def steep(self, start: Fraction, y: Fraction) -> arb:
        """About the largest |f'| from the start to y: where to count to, and no part of a proof."""

    @abstractmethod
    def difference(self, low: Fraction, high: Fraction) -> arb:
        """A(high) - A(low), the error far below one step."""

    @abstractmethod
    def velocity(self, at: Fraction) -> arb:
        """f/F: the change of y in a unit of A."""

    @abstractmethod
    def _piece(self, a: Fraction, c: Fraction) -> arb | None:
        """The error of all steps that start in [a, c]."""

    def error(self, low: Fraction, high: Fraction) -> arb | None:
        """What A differs from the number of steps by at most, from ``low`` to ``high``.

        None where it is not shown that f > 0 and F > 0, or that there is a bound.
        """
        total, cuts = arb(0), 0
        pieces = [(low, high)]
        while pieces:
            check_time()
            a, c = pieces.pop()
            found = self._piece(a, c)
            if found is not None and found < ball(ENOUGH):
                total += found
                continue
            if cuts >= MOST_CUTS or self._is_narrow(a, c):
                if found is None:
                    return None
                total += found
                continue
            cuts += 1
            middle = between(a, c) if c > a * NARROW else (a + c) / 2
            pieces += [(a, middle), (middle, c)]
        return total.upper()

    def _is_narrow(self, a: Fraction, c: Fraction) -> bool:
        """Whether f changes so little from a to c that another cut is of no use."""
        with ctx.workprec(64):
            ends = self.rise(a), self.rise(c)
            return c <= a * NARROW and bool(ends[0] < 2 * ends[1]) and bool(ends[1] < 2 * ends[0])


@dataclass(frozen=True)
class Slow(Counting):
    """x+ = x + f(x) in the coordinate y = x - origin >= 0, f a polynomial of y over Q."""

    f: fmpq_poly

    @cached_property
    def derivatives(self) -> list[fmpq_poly]:
        """f, f', ..., f^(m)."""
        found = [self.f]
        for _ in range(ORDER):
            found.append(found[-1].derivative())
        return found

    @cached_property
    def sizes(self) -> list[fmpq_poly]:
        """The same with |coefficients|: at |y| they bound the values on the disc of that radius."""
        return [fmpq_poly([abs(c) for c in poly.coeffs()]) for poly in self.derivatives]

    @cached_property
    def density(self) -> fmpq_poly:
        """F = f A' = sum_j U_j, exactly."""
        total = fmpq_poly([0])
        for term in abel_terms(ORDER):
            for powers, coefficient in term.terms():
                product = fmpq_poly(
                    [fmpq(int(coefficient.numerator), int(coefficient.denominator))]
                )
                for poly, exponent in zip(self.derivatives, powers, strict=True):
                    if exponent:
                        product *= poly**exponent
                total += product
        return total

    @cached_property
    def order(self) -> int:
        """How often 0 is a root of f."""
        return next(i for i, c in enumerate(self.f.coeffs()) if c != 0)

    @cached_property
    def rest(self) -> fmpq_poly:
        """u in f = y^order u."""
        return fmpq_poly(self.f.coeffs()[self.order :])

    @cached_property
    def parts(self) -> tuple[fmpq_poly, list[Any], fmpq_poly]:
        """(P, c, S): F/f = P' + sum_i c_i y^-i + S/u."""
        quotient, remainder = divmod(self.density, self.f)
        left, inverse = remainder, []
        head = self.rest[0]
        for _ in range(self.order):
            # The series of remainder/u, a coefficient a time.
            first = left[0] / head
            inverse.append(first)
            left = fmpq_poly((left - first * self.rest).coeffs()[1:])
        return quotient.integral(), inverse[::-1], left

    def difference(self, low: Fraction, high: Fraction) -> arb:
        """A(high) - A(low), the error far below one step."""
        bits = 64
        while True:
            with ctx.workprec(bits):
                found = self._closed(low, high) + self._smooth(low, high)
                off = found.rad()
            if off < ball(Fraction(1, 1 << 60)) or bits > 1 << 16:
                return found
            size = magnitude(found.abs_upper()) if found.is_finite() else 0
            bits = max(2 * bits, size + 128)

    def _closed(self, low: Fraction, high: Fraction) -> arb:
        whole, singular, _ = self.parts
        y, z = ball(low), ball(high)
        total = _at(whole, z) - _at(whole, y)
        for i, coefficient in enumerate(singular, start=1):
            if coefficient != 0:
                power = (z / y).log() if i == 1 else (z ** (1 - i) - y ** (1 - i)) / (1 - i)
                total += arb(coefficient) * power
        return total

    def _smooth(self, low: Fraction, high: Fraction) -> arb:
        left = self.parts[2]
        if left.degree() < 0:
            return arb(0)
        needed = ctx.prec
        with ctx.workprec(64):
            rough = self._integral(low, high)
        # Of a sum that has more digits only those behind the point are asked for.
        size = magnitude(rough.abs_upper()) if rough.is_finite() else needed
        with ctx.workprec(min(needed, max(64, size + 128))):
            return self._integral(low, high)

    def _integral(self, low: Fraction, high: Fraction) -> arb:
        top, bottom = acb_poly(arb_poly(self.parts[2])), acb_poly(arb_poly(self.rest))

        def integrand(z: acb, _: bool) -> acb:
            return top(z) / bottom(z)

        return acb.integral(integrand, acb(ball(low)), acb(ball(high))).real

    def rise(self, at: Fraction) -> arb:
        """f."""
        return _at(self.f, ball(at))

    def steep(self, start: Fraction, y: Fraction) -> arb:
        """A bound of |f'| up to y."""
        return _at(self.sizes[1], ball(y))

    def velocity(self, at: Fraction) -> arb:
        """f/F: the change of y in a unit of A."""
        return _at(self.f, ball(at)) / _at(self.density, ball(at))

    def _piece(self, a: Fraction, c: Fraction) -> arb | None:
        with ctx.workprec(64):
            # f = y^order u from below.
            least = ball(a) ** self.order * self._least(a, c)
            if not least > 0:
                return None
            steps = ball(c - a) / least + 1
            best = None
            for part in PARTS:
                bound = self._residual(c, part)
                if bound is not None:
                    error = (steps * bound).upper()
                    best = error if best is None else best.min(error)
                    if best < ball(ENOUGH):
                        break
            return best

    def _least(self, a: Fraction, c: Fraction) -> arb:
        """A lower bound of u on the piece: at one of its ends where u' has one sign."""
        hull = ball((a + c) / 2) + arb(0, ball((c - a) / 2).upper())
        slope = _at(self.rest.derivative(), hull)
        if slope >= 0 or slope <= 0:
            return arb(_at(self.rest, ball(a)).min(_at(self.rest, ball(c))).lower())
        return arb(_at(self.rest, hull).lower())

    def _residual(self, c: Fraction, part: Fraction) -> arb | None:
        """sup |A(y + f) - A(y) - 1| for y <= c, by the lemma of Schwarz in t of y + t f."""
        reach = ball(c) * (1 + ball(part))
        sizes = [_at(poly, reach).upper() for poly in self.sizes]
        if not sizes[1] > 0:
            return None
        radius = (ball(SHARE) / sizes[1]).min(ball(c) * ball(part) / _at(self.sizes[0], ball(c)))
        return schwarz(sizes, radius.lower())


def schwarz(sizes: list[arb], radius: arb) -> arb | None:
    """sup |A(y + f) - A(y) - 1| by the lemma of Schwarz in t of y + t f, |t| <= ``radius``.

    ``sizes`` bound |f|, |f'|, ..., |f^(m)| wherever y + t f then is, and ``radius`` times that of
    f' is at most :data:`SHARE`. None for a radius that shows nothing.
    """
    if not radius > 1:
        return None
    terms = [_bound(term, sizes) for term in _absolute_terms()]
    # F > 0 on all of the disc, where the last step may lead.
    if not sum(terms[1:], arb(0)) < 1:
        return None
    most = sum((term * radius**j for j, term in enumerate(terms)), arb(0)) / (1 - ball(SHARE))
    return (1 + most) / radius ** (ORDER + 1)


def _bound(term: tuple[Monomial, ...], sizes: list[arb]) -> arb:
    total = arb(0)
    for monomial in term:
        product = ball(monomial.size)
        for size, exponent in zip(sizes, monomial.exponents, strict=True):
            if exponent:
                product *= size**exponent
        total += product
    return total.upper()


def _at(poly: fmpq_poly, y: arb) -> arb:
    """The value on a ball."""
    return arb_poly(poly)(y)


def between(a: Fraction, c: Fraction) -> Fraction:
    """A short number near the geometric mean of two.

    >>> between(Fraction(1), Fraction(4))
    Fraction(2, 1)
    """
    with ctx.workprec(64):
        root = (ball(a) * ball(c)).sqrt().mid()
        mantissa, exponent = (int(part) for part in root.man_exp())
    drop = max(0, mantissa.bit_length() - 16)
    mantissa, exponent = mantissa >> drop, exponent + drop
    return Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)
