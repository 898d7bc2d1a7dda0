"""A lemma's tree of boxes in a certificate: that it shows the lemma, decided again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Margin
from dmfcheck.claims.point import Point
from dmfcheck.replay.boxes.numbers import Numbers
from dmfcheck.replay.boxes.tree import walk
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.signs.coefficients import require_ends
from dmfcheck.replay.signs.numbers import Expanded
from dmfcheck.replay.signs.polynomials import Polynomial, product, raised
from dmfcheck.replay.signs.region import Region
from dmfcheck.theory.proof import Boxes, Range

LONGEST_TREE = 20_000_000
"""Characters."""


def require_tree(
    check: Boxes, margin: Margin, depth: int, constants: Mapping[str, Fraction], entry: Any
) -> None:
    """Raise :class:`Rejected` unless the tree of ``entry`` shows margin >= 0 on the region."""
    if not isinstance(entry, dict) or set(entry) != {"tree"} or not isinstance(entry["tree"], str):
        raise Rejected("a tree has other fields")
    if len(entry["tree"]) > LONGEST_TREE:
        raise CannotReplay(f"room for a tree of more than {LONGEST_TREE} characters")
    require_ends(check.inequality, depth, constants)
    region = Region(check.inequality, depth, constants)
    region.require_denominators()
    if check.divided:
        _require_factors(check, margin, region)
    shown = check.quotient or margin

    def f(t: Sequence[Any], *, exact: bool = False) -> Any:
        numbers: Any = Numbers(exact=exact)
        known = {name: numbers.number(value) for name, value in constants.items()}
        return shown(numbers, _point(check, depth, t, numbers, known), known)

    walk(f, len(check.inequality.region), entry["tree"].split(" "))


def _point(
    check: Boxes, depth: int, t: Sequence[Any], numbers: Numbers, constants: Mapping[str, Any]
) -> Point:
    """The point of the region with the coordinates ``t``, each in [0, 1] between its ends."""
    values: dict[str, Any] = {"depth": depth}
    for name, value in check.inequality.fixed.items():
        values[name] = value(Point(values), constants) if callable(value) else value
        if isinstance(values[name], Fraction):
            values[name] = numbers.number(values[name])
    for known, share in zip(check.inequality.region, t, strict=True):
        values[known.name] = _between(known, share, Point(values), constants)
    return Point(values)


def _between(known: Range, share: Any, before: Point, constants: Mapping[str, Any]) -> Any:
    if known.low is None or known.high is None:
        raise Rejected(f"{known.name} has no two ends")
    low, high = known.low(before, constants), known.high(before, constants)
    value = share * high if type(low) is int and not low else share * (high - low) + low
    return value if known.over is None else value / known.over(before, constants)


def _require_factors(check: Boxes, margin: Margin, region: Region) -> None:
    """Raise :class:`Rejected` unless the margin is the quotient times factors >= 0."""
    if check.quotient is None:
        raise Rejected("what is left of the margin is not written out")
    arithmetic: Any = Expanded(region)

    def polynomial(value: Any) -> Polynomial:
        found: Polynomial = arithmetic.number(Fraction(0)).of(value).polynomial()
        return found

    factors = polynomial(check.quotient(arithmetic, region.point, region.constants))
    for expression, power in check.divided:
        factor = polynomial(expression(region.point, region.constants))
        if power % 2 and region.sign(factor) != 1:
            raise Rejected("a factor that is divided out is not shown to be >= 0")
        factors = product(factors, raised(factor, power, region.names))
    if polynomial(margin(arithmetic, region.point, region.constants)) != factors:
        raise Rejected("the margin is not the product of what is divided out and what is left")
