"""A region once more: its variables in t >= 0, and the signs of coefficients there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.signs.polynomials import (
    Polynomial,
    Powers,
    Quotient,
    plain,
    product,
    total,
)
from dmfcheck.theory.proof import Inequality, Range

Part = Sequence[tuple[Fraction, Fraction]]
WHOLE = (Fraction(0), Fraction(1))


class Region:
    """The variables of an inequality at one depth.

    One with one end, not divided by anything, is end + t or end - t from the beginning. Any other
    is a name until :meth:`image` puts (end +- t) / over for it, or (low + (high - low) u) / over
    with u = (a + b t) / (1 + t).
    """

    def __init__(
        self, inequality: Inequality, depth: int, constants: Mapping[str, Fraction]
    ) -> None:
        self.ranges = inequality.region
        self.names = max(len(self.ranges), 1)
        self.constants = constants
        values: dict[str, Any] = {"depth": depth}
        self.ends: list[tuple[Polynomial | None, Polynomial | None, Polynomial]] = []
        for index, known in enumerate(self.ranges):
            ends = self._ends(known, Point(values))
            self.ends.append(ends)
            own = self.one_sided(index) if self.is_put_in(index) else self.name(index)
            values[known.name] = Quotient(own, self.names)
        for name, value in inequality.fixed.items():
            values[name] = value(Point(values), constants) if callable(value) else value
        self.point = Point(values)

    def name(self, index: int) -> Polynomial:
        """The polynomial that is the name itself."""
        return {tuple(int(i == index) for i in range(self.names)): 1}

    @property
    def one(self) -> Polynomial:
        """The polynomial 1."""
        return {(0,) * self.names: 1}

    def _ends(
        self, known: Range, before: Point
    ) -> tuple[Polynomial | None, Polynomial | None, Polynomial]:
        unit = Quotient(self.one, self.names)

        def read(end: Any) -> Polynomial | None:
            return None if end is None else unit.of(end(before, self.constants)).polynomial()

        over = self.one if known.over is None else read(known.over)
        return read(known.low), read(known.high), over or {}

    def is_put_in(self, index: int) -> bool:
        """Whether the variable is a polynomial in t from the beginning."""
        low, high, over = self.ends[index]
        return over == self.one and (low is None or high is None)

    def one_sided(self, index: int) -> Polynomial:
        """low + t or high - t."""
        low, high, _ = self.ends[index]
        t = self.name(index)
        if low is not None:
            return total(low, t)
        return total(high or {}, dict.fromkeys(t, -1))

    def image(self, polynomial: Polynomial, part: Part) -> Polynomial:
        """The polynomial in t on a part of the region, without denominators."""
        for index in range(len(self.ranges) - 1, -1, -1):
            if self.is_put_in(index):
                continue
            low, high, over = self.ends[index]
            if low is None or high is None:
                polynomial = self._replaced(polynomial, index, self.one_sided(index), over)
                continue
            width = total(high, {powers: -c for powers, c in low.items()})
            along = total(low, product(width, self.name(index)))
            polynomial = self._replaced(polynomial, index, along, over)
            polynomial = _along(polynomial, index, *part[index])
        return polynomial

    def _replaced(
        self, polynomial: Polynomial, index: int, num: Polynomial, den: Polynomial
    ) -> Polynomial:
        """den^d times the polynomial with num/den for one name, d its degree in that."""
        if den == self.one and num == self.name(index):
            return polynomial
        rows: dict[int, Polynomial] = {}
        for powers, coefficient in polynomial.items():
            rest = (*powers[:index], 0, *powers[index + 1 :])
            rows.setdefault(powers[index], {})[rest] = coefficient
        degree = max(rows, default=0)
        found: Polynomial = {}
        unders = [self.one]
        for _ in range(degree):
            unders.append(product(unders[-1], den))
        powered = self.one
        for power in range(degree + 1):
            if power in rows:
                padded = product(powered, unders[degree - power])
                found = total(found, product(rows[power], padded))
            if power < degree:
                powered = product(powered, num)
        return found

    def sign(self, polynomial: Polynomial, part: Part | None = None) -> int | None:
        """1 where no coefficient is < 0, -1 where none is > 0, else None."""
        image = self.image(polynomial, [WHOLE] * len(self.ranges) if part is None else part)
        if all(coefficient >= 0 for coefficient in image.values()):
            return 1
        return -1 if all(coefficient <= 0 for coefficient in image.values()) else None

    def may_vanish(self, polynomial: Polynomial) -> bool:
        """Whether coefficients leave it open that it is 0 somewhere, or at an end that is a value.

        Every such end is put in, one variable after the other; what is left has to be of one sign.
        """
        return self.sign(polynomial) is None or self._vanishes(polynomial, [])

    def _vanishes(self, polynomial: Polynomial, at: list[int | None]) -> bool:
        """Whether it is 0 where the first variables are at the ends ``at``, the others at any."""
        if len(at) < len(self.ranges):
            closed: list[int | None] = [
                end for end, is_open in self.ranges[len(at)].ends if not is_open
            ]
            return any(self._vanishes(polynomial, [*at, end]) for end in closed or [None])
        return not self.left_at(polynomial, at)

    def left_at(self, polynomial: Polynomial, at: Sequence[int | None]) -> Polynomial:
        """The image where some variables are at an end, 0 the low and 1 the high one."""
        sides, alone = [], []
        for index, (known, end) in enumerate(zip(self.ranges, at, strict=True)):
            if end is None:
                sides.append(WHOLE)
            elif known.low is None or known.high is None:
                sides.append(WHOLE)
                alone.append(index)
            else:
                sides.append((Fraction(end), Fraction(end)))
        image = self.image(polynomial, sides)
        return {p: c for p, c in image.items() if not any(p[index] for index in alone)}

    def require_denominators(self) -> None:
        """Raise :class:`Rejected` where a variable is divided by what may not be positive."""
        for known, (_, _, over) in zip(self.ranges, self.ends, strict=True):
            if not over or self.sign(over) != 1:
                raise Rejected(f"what {known.name} is divided by is not shown to be positive")


def _along(polynomial: Polynomial, index: int, a: Fraction, b: Fraction) -> Polynomial:
    """(1+t)^d times the polynomial with (a + b t)/(1 + t) for one name, d its degree in that."""
    degree = max((powers[index] for powers in polynomial), default=0)
    rows: dict[Powers, list[Any]] = {}
    for powers, coefficient in polynomial.items():
        rest = (*powers[:index], 0, *powers[index + 1 :])
        rows.setdefault(rest, [0] * (degree + 1))[powers[index]] = coefficient
    start, end = plain(a), plain(b)
    binomials: list[int] = [1]
    found: Polynomial = {}
    columns = list(rows.items())
    sums = [[row[degree]] for _, row in columns]
    for power in range(degree - 1, -1, -1):
        binomials = [1, *map(int.__add__, binomials, binomials[1:]), 1]
        for number, (_, row) in enumerate(columns):
            # Horner's rule: times (a + b t), plus the next coefficient times a power of 1 + t.
            old = sums[number]
            new = [start * c for c in old] + [0]
            if end:
                for k, c in enumerate(old):
                    new[k + 1] += end * c
            if row[power]:
                new = [
                    c + row[power] * binomial for c, binomial in zip(new, binomials, strict=True)
                ]
            sums[number] = new
    for (rest, _), row in zip(columns, sums, strict=True):
        for power, coefficient in enumerate(row):
            if coefficient:
                found[(*rest[:index], power, *rest[index + 1 :])] = plain(coefficient)
    return found
