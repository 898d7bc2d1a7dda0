"""A lemma shown by boxes: what is divided out is checked first, then the tree is searched."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.base.bounds import remaining
from dmfcheck.base.exact_text import rational_text
from dmfcheck.claims.claim import Constants, Margin
from dmfcheck.proofs.boxes.function import Function
from dmfcheck.proofs.boxes.search import Box, Found, Search
from dmfcheck.proofs.covers import require_ends
from dmfcheck.proofs.ratio import NotShown, Ratio
from dmfcheck.proofs.region import Region
from dmfcheck.proofs.signs import Signs
from dmfcheck.theory.proof import Boxes

__all__ = ["show_by_boxes"]

MOST_SECONDS = 1e6


def show_by_boxes(
    check: Boxes, margin: Margin, depth: int, constants: Constants
) -> tuple[list[str], int]:
    """The words of a tree that shows margin >= 0 on the region of ``check``, and its boxes.

    Raises :class:`~dmfcheck.proofs.ratio.NotShown` where the margin is negative at a point, with
    that point, and where the boxes, the time or the halvings are not enough, with what is left.
    """
    require_ends(check.inequality, depth, constants)
    region = Region(check.inequality, depth, constants)
    region.require_denominators()
    if check.divided:
        _require_factors(check, margin, region)
    shown = check.quotient or margin
    f = Function(check.inequality, shown, depth, constants)
    found = Search(f, f.sides, check.boxes, min(max(remaining(), 0.0), MOST_SECONDS)).run()
    if found.proved:
        return list(found.tree), found.boxes
    raise NotShown(_why(f, found, bool(check.divided)))


def _require_factors(check: Boxes, margin: Margin, region: Region) -> None:
    """Raise :class:`NotShown` unless the margin is the quotient times factors >= 0."""
    if check.quotient is None:
        raise NotShown("what is left of the margin is not written out")
    arithmetic = Signs(region)
    product = _ratio(region, check.quotient(arithmetic, region.point, region.constants))
    for factor, power in check.divided:
        value = _ratio(region, factor(region.point, region.constants))
        if power % 2 and arithmetic.sign(value) != 1:
            raise NotShown("a factor that is divided out is not shown to be >= 0")
        product = product * value**power
    difference = _ratio(region, margin(arithmetic, region.point, region.constants)) - product
    if not difference.is_zero():
        raise NotShown("the margin is not the product of what is divided out and what is left")


def _ratio(region: Region, value: Any) -> Ratio:
    if isinstance(value, Ratio):
        return value
    if isinstance(value, int | Fraction):
        return Ratio(region.number(value))
    raise NotShown("only a polynomial has factors")


def _why(f: Function, found: Found, divided: bool) -> str:
    if found.point is not None:
        what = "what is left of the margin" if divided else "the margin"
        at = _written(f, found.point)
        return f"{what} is negative at {at}" if at else f"{what} is negative"
    where = _written(f, _centre(found.left[0]))
    count = len(found.left)
    boxes = "1 box is left" if count == 1 else f"{count} boxes are left, the first"
    return f"{found.reason}; {boxes} at {where}"


def _centre(box: Box) -> Sequence[Fraction]:
    return [(low + high) / 2 for low, high in box]


def _written(f: Function, t: Sequence[Fraction]) -> str:
    values = f.point(t)
    return ", ".join(f"{name} = {rational_text(Fraction(v))}" for name, v in values.items())
