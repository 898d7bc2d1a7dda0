"""Points of a line through a point where something changes: roots, and what lies between them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from flint import fmpq, fmpq_poly

from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.equalities.coordinates import (
    Place,
    Values,
    admits,
    replaced,
    simple_values,
)
from dmfcheck.hunt.equalities.number import Ratio
from dmfcheck.hunt.equalities.traces import Curve, Traced, traced
from dmfcheck.hunt.rationals import simplest_between

UNKNOWN = Ratio(fmpq_poly([0, 1]))
"""The unknown itself."""

MOST_ROOTS = 24
"""Ratios of one line whose roots are sought."""

LONGEST_ROOT = 400
"""Bits of a root at most: what follows from it would be too long."""

LONGEST_COEFFICIENT = 900
"""Bits of the coefficients of a polynomial whose roots are sought."""


LARGEST_COEFFICIENT = 1e200

ALMOST_REAL = 1e-4
"""A root of float64 with so small an imaginary part may be real."""


@dataclass(frozen=True)
class Crossing:
    """A point of a line: where the unknown is ``t``.

    ``asked`` is the number of the first question that is answered with 0 there, None if it lies
    between two such points.
    """

    t: Fraction
    asked: int | None = None


def along(claim: Claim, values: Values, place: Place) -> tuple[Traced, list[Crossing]]:
    """The line on which the number at ``place`` varies, and its points of interest.

    >>> from dmfcheck import claim
    >>> subject = claim("step.monotone")
    >>> at = {"depth": 2, "eigenvalue": Fraction(1), "alpha": Fraction(1, 2)}
    >>> at |= {"eta": Fraction(1, 4), "steps": 0}
    >>> [str(point.t) for point in along(subject, at, Place(subject.variables[2]))[1]][:1]
    ['1']
    """
    found = traced(claim, values, {place: UNKNOWN}, place.of(values))
    return found, crossings(found.asked, place)


def crossings(asked: Sequence[Ratio | None], place: Place) -> list[Crossing]:
    """Where on a line the ``asked`` are 0, exactly, and a simple number between every two of them.

    Only numbers that ``place`` admits; the exact zeros first.
    """
    exact: dict[Fraction, int] = {}
    near: list[float] = []
    for index, top in _distinct(asked):
        for root in _rational(top):
            exact.setdefault(root, index)
        near += _real(top)
    points = [Crossing(t, index) for t, index in exact.items()]
    points += [Crossing(t) for t in between([*map(_as_float, exact), *near], place)]
    return [point for point in points if admits(place.variable, point.t)]


def between(roots: Iterable[float], place: Place) -> list[Fraction]:
    """The simplest number between every two neighbours of ``roots``, and beyond the last ones."""
    ordered = sorted(set(roots))
    variable = place.variable
    low = None if variable.low is None else _as_float(variable.low)
    high = None if variable.high is None else _as_float(variable.high)
    inner = [x for x in ordered if (low is None or x > low) and (high is None or x < high)]
    if not inner:
        return []
    first = min(-1.0, 2 * inner[0]) if low is None else low
    last = max(1.0, 2 * inner[-1]) if high is None else high
    ends = [first, *inner, last]
    found = []
    for left, right in pairwise(ends):
        if right - left > 1e-13 * max(abs(left), abs(right)):
            # Not the simplest in all of it, which may be at one of the ends.
            width = (right - left) / 4
            found.append(simplest_between(Fraction(left + width), Fraction(right - width)))
    return found


def _distinct(asked: Sequence[Ratio | None]) -> list[tuple[int, fmpq_poly]]:
    seen: dict[str, tuple[int, fmpq_poly]] = {}
    for index, ratio in enumerate(asked):
        if ratio is None or ratio.top.degree() < 1:
            continue
        leading = ratio.top[ratio.top.degree()]
        monic = ratio.top / leading
        seen.setdefault(str(monic), (index, ratio.top))
        if len(seen) >= MOST_ROOTS:
            break
    return list(seen.values())


def _rational(top: fmpq_poly) -> list[Fraction]:
    if top.numer().height_bits() > LONGEST_COEFFICIENT:
        return []
    return [
        Fraction(int(root.p), int(root.q))
        for root, _ in top.roots()
        if root.height_bits() <= LONGEST_ROOT
    ]


def _real(top: fmpq_poly) -> list[float]:
    """The real roots, nearly: numbers between them show whether one is a true one."""
    if top.degree() < 2 or top.numer().height_bits() > LONGEST_COEFFICIENT:
        return []
    leading = top[top.degree()]
    coefficients = [_as_float(Fraction(int(c.p), int(c.q))) for c in (top / leading).coeffs()]
    if not all(abs(c) < LARGEST_COEFFICIENT for c in coefficients):
        return []
    roots = np.roots(coefficients[::-1])
    return [float(root.real) for root in roots if abs(root.imag) <= ALMOST_REAL * abs(root)]


def _as_float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return 1e300 if number > 0 else -1e300


def held(claim: Claim, values: Values, place: Place, asked: int, other: Place) -> Curve | None:
    """The curve on which question ``asked`` stays 0 while the number at ``other`` varies.

    The number at ``place`` makes it so, which works where the question is linear in it.
    """
    v = place.of(values)
    moved = v + Fraction(1, 64) * (abs(v) or 1)
    if not admits(place.variable, moved):
        moved = 2 * v - moved
    ratios = []
    for number in (v, moved):
        at = replaced(values, {place: number})
        found = traced(claim, at, {other: UNKNOWN}, other.of(values)).asked
        ratio = found[asked] if asked < len(found) else None
        if ratio is None:
            return None
        ratios.append(ratio)
    one, two = ratios
    # s(x) = s_0 + (x - v) (s_1 - s_0)/(v_1 - v): its zero.
    top = one.top * two.bottom
    bottom = two.top * one.bottom - one.top * two.bottom
    if bottom.is_zero() or max(top.degree(), bottom.degree()) > 12:
        return None
    a, b = fmpq(v.numerator, v.denominator), fmpq(moved.numerator, moved.denominator)
    return {place: Ratio(bottom * a - top * (b - a), bottom), other: UNKNOWN}


def specials(
    values: Values, place: Place, others: Sequence[Place], rng: random.Random
) -> list[Fraction]:
    """Simple numbers, those of other places, and their powers with the depth for an exponent."""
    found = [other.of(values) for other in others if other != place]
    depth = values.get("depth")
    if isinstance(depth, int) and depth <= 16:
        found += [x**depth for x in found if x.denominator < 1000 and abs(x.numerator) < 1000]
    simple = simple_values(place.variable)
    found += rng.sample(simple, min(6, len(simple)))
    return [x for x in dict.fromkeys(found) if admits(place.variable, x)]
