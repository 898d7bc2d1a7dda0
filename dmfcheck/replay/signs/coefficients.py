"""A certificate's quotient and parts: that they show an inequality, decided again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product as corners_of
from typing import Any

from dmfcheck.claims.claim import Hypothesis, Margin
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.reading import rational
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.signs.numbers import Expanded
from dmfcheck.replay.signs.polynomials import (
    Polynomial,
    Quotient,
    exact_quotient,
    plain,
    product,
    raised,
    recording_divisors,
)
from dmfcheck.replay.signs.region import WHOLE, Region
from dmfcheck.theory.proof import Bernstein, Coefficients, Inequality, Range, constant

FIELDS = {"quotient", "denominator", "parts", "terms"}
MOST_PARTS = 4096


def require_shown(
    check: Coefficients | Bernstein,
    margin: Margin,
    depth: int,
    constants: Mapping[str, Fraction],
    entries: Any,
) -> None:
    """Raise :class:`Rejected` unless ``entries`` show margin >= 0 on the region of ``check``.

    There is one entry for each number of which the margin is the least. With the factors f that
    ``check`` divides out, margin = quotient f / denominator; the quotient has no negative
    coefficient on any of the parts, of which the region is made, nor has the denominator.
    """
    require_ends(check.inequality, depth, constants)
    region = Region(check.inequality, depth, constants)
    region.require_denominators()
    arithmetic: Any = Expanded(region)
    factors = region.one
    for expression, power in check.divided:
        factor = arithmetic.number(Fraction(0)).of(expression(region.point, constants)).polynomial()
        if power % 2 and region.sign(factor) != 1:
            raise Rejected("a factor that is divided out is not shown to be >= 0")
        factors = product(factors, raised(factor, power, region.names))
    with recording_divisors() as recorded:
        numbers = arithmetic.parts(margin(arithmetic, region.point, constants))
    if check.inequality.has_values and any(region.may_vanish(under) for under in recorded):
        raise Rejected("what the margin is divided by is not shown to be other than 0")
    if not isinstance(entries, list) or len(entries) != len(numbers):
        raise Rejected("not every part of the margin is shown")
    for number, entry in zip(numbers, entries, strict=True):
        _require_entry(region, number, factors, entry, most=getattr(check, "parts", 1))


def _require_entry(
    region: Region, number: Quotient, factors: Polynomial, entry: Any, *, most: int
) -> None:
    if not isinstance(entry, dict) or set(entry) != FIELDS:
        raise Rejected("a part of a lemma has other fields")
    quotient = _polynomial(entry["quotient"], region.names)
    denominator = _polynomial(entry["denominator"], region.names)
    shown = product(number.den, product(quotient, factors))
    if product(number.num, denominator) != shown:
        raise Rejected("the quotient is not that of the margin")
    whole = [WHOLE] * len(region.ranges)
    if not region.image(denominator, whole) or region.sign(denominator) != 1:
        raise Rejected("the denominator is not shown to be positive")
    if not region.image(number.den, whole):
        raise Rejected("the margin is divided by what is 0 all over the region")
    parts = _parts(region, entry["parts"], most)
    terms = 0
    for part in parts:
        image = region.image(quotient, part)
        if any(coefficient < 0 for coefficient in image.values()):
            raise Rejected("a coefficient is negative")
        terms += len(image)
    if type(entry["terms"]) is not int or entry["terms"] != terms:
        raise Rejected("the number of terms is another")


def _polynomial(written: Any, names: int) -> Polynomial:
    """The polynomial of [[powers], "p/q"] terms, none 0, the largest powers first."""
    if not isinstance(written, list):
        raise Rejected("a polynomial is no list of terms")
    found: Polynomial = {}
    last: tuple[int, ...] | None = None
    for term in written:
        if not (isinstance(term, list) and len(term) == 2 and isinstance(term[0], list)):
            raise Rejected("a term has no powers and coefficient")
        powers = tuple(term[0])
        if len(powers) != names or any(type(p) is not int or p < 0 for p in powers):
            raise Rejected("the powers of a term are none")
        if last is not None and powers >= last:
            raise Rejected("the terms are out of order")
        coefficient = rational(term[1], "a coefficient")
        if not coefficient:
            raise Rejected("a coefficient is 0")
        found[powers] = plain(coefficient)
        last = powers
    return found


def _parts(region: Region, written: Any, most: int) -> list[list[tuple[Fraction, Fraction]]]:
    """The parts, which fill the unit cube of those variables that have two ends."""
    if not isinstance(written, list) or not 1 <= len(written) <= most:
        raise Rejected("the parts are none, or too many")
    if len(written) > MOST_PARTS:
        raise CannotReplay("room for so many parts")
    found = []
    for part in written:
        if not (isinstance(part, list) and len(part) == len(region.ranges)):
            raise Rejected("a part has other sides than the region")
        sides = [_side(ends) for ends in part]
        for side, known in zip(sides, region.ranges, strict=True):
            if (known.low is None or known.high is None) and side != WHOLE:
                raise Rejected(f"{known.name} has no two ends to be cut between")
        found.append(sides)
    volume = sum((_volume(part) for part in found), Fraction(0))
    for number, one in enumerate(found):
        if any(_meet(one, other) for other in found[:number]):
            raise Rejected("two parts overlap")
    if volume != 1:
        raise Rejected("the parts do not fill the region")
    return found


def _side(ends: Any) -> tuple[Fraction, Fraction]:
    if not (isinstance(ends, list) and len(ends) == 2):
        raise Rejected("a side has no two ends")
    low, high = (rational(end, "an end of a part") for end in ends)
    if not 0 <= low < high <= 1:
        raise Rejected("a side is not within 0 and 1")
    return low, high


def _volume(part: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    found = Fraction(1)
    for low, high in part:
        found *= high - low
    return found


def _meet(
    one: Sequence[tuple[Fraction, Fraction]], other: Sequence[tuple[Fraction, Fraction]]
) -> bool:
    return all(max(a, c) < min(b, d) for (a, b), (c, d) in zip(one, other, strict=True))


def require_ends(inequality: Inequality, depth: int, constants: Mapping[str, Fraction]) -> None:
    """Raise :class:`Rejected` where a hypothesis may hold beyond the end that stands for it."""
    for index, known in enumerate(inequality.region):
        for hypothesis, beyond in _beyond(known):
            outside = replace(inequality, region=(*inequality.region[:index], beyond))
            if not _fails(hypothesis, Region(outside, depth, constants)):
                raise Rejected(f"that {hypothesis.text} is not shown to fail beyond {known.name}")


def _beyond(known: Range) -> Iterator[tuple[Hypothesis, Range]]:
    """(hypothesis, the values of the variable at which it is to fail)."""
    if known.given is not None:
        yield known.given, Range(known.name, known.high, None, known.over)
    if known.given_low is not None:
        yield known.given_low, Range(known.name, constant(0), known.low, known.over)


def _fails(hypothesis: Hypothesis, outside: Region) -> bool:
    arithmetic: Any = Expanded(outside)
    value = hypothesis.margin(arithmetic, outside.point, outside.constants)
    for number in arithmetic.parts(value):
        if outside.sign(number.den) == 1 and _is_negative(outside, number, hypothesis.strict):
            return True
    return False


def _is_negative(outside: Region, number: Quotient, strict: bool) -> bool:
    image = outside.image(number.num, [WHOLE] * len(outside.ranges))
    if any(coefficient > 0 for coefficient in image.values()):
        return False
    if strict:
        return True
    # < 0 wherever the last t is > 0 and what the variable is divided by, whatever the others are:
    # there is a term at every corner of their degrees.
    over = outside.image(outside.ends[-1][2], [WHOLE] * len(outside.ranges))
    while len(over) > 1 or any(map(any, over)):
        divided = exact_quotient(image, over)
        if divided is None:
            break
        image = divided
    # A zero at a high end is a term that is not there, so the ends are put in as well.
    under = outside.ends[-1][2]
    ends = [[end for end, is_open in known.ends if not is_open] for known in outside.ranges[:-1]]
    for at in corners_of(*ends):
        if not outside.left_at(number.num, [*at, None]) and outside.left_at(under, [*at, None]):
            return False
    highest = [max(column) for column in zip(*image, strict=True)][:-1]
    return all(
        any(powers[:-1] == corner for powers in image)
        for corner in corners_of(*({0, degree} for degree in highest))
    )
