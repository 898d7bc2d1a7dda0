"""A region with every variable moved onto t >= 0, where signs of coefficients are signs.

A variable with both ends is v = (low + high u) / over with 0 <= u <= 1, and on the part a <= u <= b
u = (a + b t) / (1 + t): then a polynomial of degree d in v, times (1 + t)^d, is one in t with the
coefficients that it has in Bernstein's basis, up to binomials. One with one end is
v = (low + t) / over or (high - t) / over. An end at t = infinity is met by continuity. What is a
polynomial in t, v = low + t or high - t, is put in before anything is expanded: that is faster.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from flint import fmpq_mpoly_ctx, fmpq_poly

from dmfcheck.base.bounds import check_time
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.proofs.ratio import MOST_TERMS, NotShown, Polynomial, Ratio, as_fmpq, times
from dmfcheck.theory.proof import Inequality, Range

Part = tuple[tuple[Fraction, Fraction], ...]
"""(a, b) of u for every variable of a region; (0, 1) where it has one end only."""

Face = tuple[int | None, ...]
"""For every variable the end it is at, 0 the low and 1 the high one, or None."""

WHOLE = (Fraction(0), Fraction(1))


class Region:
    """The region of an inequality at one depth, and the point whose coordinates are its variables.

    ``context`` has a generator of the name of each variable. It stands for t at once where the
    variable is a polynomial in t; elsewhere for the variable, and only in an image for t.

    >>> from dmfcheck.theory.proof import Inequality, Range, constant
    >>> box = Range("x", low=constant(1)), Range("y", high=lambda p, c: p.x)
    >>> region = Region(Inequality(box), 2, {})
    >>> region.point.x - region.point.y
    (x - y + 1)/(1)
    >>> region.image((region.point.x - region.point.y).num, region.whole)
    x + 1
    """

    def __init__(self, inequality: Inequality, depth: int, constants: Constants) -> None:
        self.ranges = inequality.region
        names = [known.name for known in self.ranges]
        self.context = fmpq_mpoly_ctx.get(names or ["none"], "lex")
        self.constants = constants
        values: dict[str, Any] = {"depth": depth}
        self.point = Point(values)
        self._ends: list[tuple[Polynomial | None, Polynomial | None, Polynomial]] = []
        for index, known in enumerate(self.ranges):
            self._ends.append(self._end(known))
            is_moved = self.is_moved(index)
            values[known.name] = Ratio(self.moved(index) if is_moved else self.context.gen(index))
            self.point = Point(values)
        for name, value in inequality.fixed.items():
            values[name] = value(Point(values), constants) if callable(value) else value
        self.point = Point(values)

    def is_moved(self, index: int) -> bool:
        """Whether the variable is a polynomial in t, and put in as such at once."""
        low, high, over = self._ends[index]
        return over.is_one() and (low is None or high is None)

    @property
    def whole(self) -> Part:
        """All of it."""
        return (WHOLE,) * len(self.ranges)

    def _end(self, known: Range) -> tuple[Polynomial | None, Polynomial | None, Polynomial]:
        def polynomial(end: Any) -> Polynomial:
            value = end(self.point, self.constants)
            ratio = value if isinstance(value, Ratio) else Ratio(self.number(value))
            if not ratio.reduced().den.is_constant():
                raise ValueError(f"an end of {known.name} is no polynomial")
            return ratio.reduced().num

        low = None if known.low is None else polynomial(known.low)
        high = None if known.high is None else polynomial(known.high)
        over = self.number(1) if known.over is None else polynomial(known.over)
        return low, high, over

    def number(self, value: Any) -> Polynomial:
        """An int or a Fraction as a polynomial."""
        return self.context.constant(as_fmpq(value))

    def moved(self, index: int) -> Polynomial:
        """The variable in those before it and in its t, where it is a polynomial in them."""
        low, high, _ = self._ends[index]
        t = self.context.gen(index)
        if low is not None:
            return low + t
        if high is not None:
            return high - t
        raise ValueError(f"{self.ranges[index].name} has no end")

    def image(self, polynomial: Polynomial, part: Part) -> Polynomial:
        """The polynomial in t on a part, times the least powers of the B that leave no fraction."""
        for index in reversed(range(len(self.ranges))):
            if self.is_moved(index):
                continue
            if polynomial.degrees()[index] > MOST_TERMS:
                raise NotShown(f"a polynomial of a degree above {MOST_TERMS}")
            low, high, over = self._ends[index]
            u = self.context.gen(index)
            if low is None or high is None:
                polynomial = _replaced(polynomial, index, self.moved(index), over)
            else:
                along = low + (high - low) * u
                if not (over.is_one() and along == u):
                    polynomial = _replaced(polynomial, index, along, over)
                polynomial = _between(polynomial, index, *part[index])
        return polynomial

    def ends_of(self, index: int) -> tuple[Polynomial | None, Polynomial | None, Polynomial]:
        """The low and the high end of a variable, and what it is divided by."""
        return self._ends[index]

    def over(self, index: int) -> Polynomial:
        """What the variable is divided by, in the t of those before it."""
        return self.image(self._ends[index][2], self.whole)

    def sign(self, polynomial: Polynomial, part: Part) -> int | None:
        """1 if no coefficient of the image is negative, -1 if none is positive, else None."""
        coefficients = self.image(polynomial, part).coeffs()
        if all(coefficient >= 0 for coefficient in coefficients):
            return 1
        return -1 if all(coefficient <= 0 for coefficient in coefficients) else None

    def has_no_zero(self, polynomial: Polynomial) -> bool:
        """Whether coefficients show that it is 0 nowhere, ends that are values included.

        They all have one sign, on all faces that such ends make, and not all of them are 0 there.
        """
        if self.sign(polynomial, self.whole) is None:
            return False
        return all(self.on_face(polynomial, face) for face in self.faces())

    def faces(self) -> list[Face]:
        """The least faces of the region, whose points are all values.

        A variable is at an end of its own, or, if none of those is a value, anywhere.
        """
        ends: list[list[int | None]] = [
            [end for end, is_open in known.ends if not is_open] or [None] for known in self.ranges
        ]
        return list(product(*ends))

    def on_face(self, polynomial: Polynomial, face: Face) -> bool:
        """Whether the polynomial is another than 0 there."""
        part = []
        for known, end in zip(self.ranges, face, strict=True):
            both = known.low is not None and known.high is not None
            part.append((Fraction(end), Fraction(end)) if both and end is not None else WHOLE)
        image = self.image(polynomial, tuple(part))
        # Of a variable with one end t = 0 is that end: what has a power of t is 0 there.
        fixed = [i for i, end in enumerate(face) if end is not None and part[i] == WHOLE]
        return any(all(not powers[i] for i in fixed) for powers in image.monoms())

    def require_denominators(self) -> None:
        """Raise :class:`NotShown` where an ``over`` is not shown to be positive."""
        for known, (_, _, over) in zip(self.ranges, self._ends, strict=True):
            if over.is_zero() or self.sign(over, self.whole) != 1:
                raise NotShown(f"what {known.name} is divided by is not shown to be positive")


def _replaced(polynomial: Polynomial, index: int, A: Polynomial, B: Polynomial) -> Polynomial:
    """B^d times the polynomial with A/B for generator ``index``, d its degree in that."""
    slices = _slices(polynomial, index)
    total, power = slices[-1], B
    for piece in reversed(slices[:-1]):
        total = times(total, A)
        if len(piece):
            total = total + times(piece, power)
        power = times(power, B)
    return total


def _slices(polynomial: Polynomial, index: int) -> list[Polynomial]:
    """The coefficients of generator ``index``, from the constant one on."""
    pieces: list[dict[tuple[int, ...], Any]] = [{}]
    for powers, coefficient in polynomial.to_dict().items():
        degree = powers[index]
        while len(pieces) <= degree:
            pieces.append({})
        pieces[degree][(*powers[:index], 0, *powers[index + 1 :])] = coefficient
    context = polynomial.context()
    return [context.from_dict(piece) for piece in pieces]


def _between(polynomial: Polynomial, index: int, a: Fraction, b: Fraction) -> Polynomial:
    """(1+t)^d times the polynomial with (a + b t)/(1 + t) for generator ``index``.

    One monomial of the others after the other: with u = a + (b-a) v, v = t/(1+t), a sum of
    p_k t^k (1+t)^{d-k} is what is read backwards of p read backwards and moved by 1.
    """
    degree = polynomial.degrees()[index]
    rows: dict[tuple[int, ...], dict[int, Any]] = {}
    for powers, coefficient in polynomial.to_dict().items():
        others = (*powers[:index], 0, *powers[index + 1 :])
        rows.setdefault(others, {})[powers[index]] = coefficient
    inner = fmpq_poly([as_fmpq(a), as_fmpq(b - a)])
    one_more = fmpq_poly([1, 1])
    found: dict[tuple[int, ...], Any] = {}
    for others, row in rows.items():
        check_time()
        along = fmpq_poly([row.get(power, 0) for power in range(degree + 1)])
        if (a, b) != WHOLE:
            along = along(inner)
        backwards = fmpq_poly([along[degree - power] for power in range(degree + 1)])(one_more)
        for power in range(degree + 1):
            if coefficient := backwards[degree - power]:
                found[(*others[:index], power, *others[index + 1 :])] = coefficient
    return polynomial.context().from_dict(found)
