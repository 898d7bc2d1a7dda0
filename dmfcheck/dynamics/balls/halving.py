"""Boxes of two ranges, halved until each shows what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, ctx

from dmfcheck.dynamics.balls.jets import Jet

__all__ = ["Box", "boxes_that_show", "range_ball", "tightened"]

Box = tuple[Fraction, Fraction, Fraction, Fraction]
"""(least, greatest) of the first variable, then of the second."""

BITS = 64


def range_ball(low: Fraction, high: Fraction) -> arb:
    """A ball around low <= x <= high.

    >>> range_ball(Fraction(0), Fraction(1)).contains(arb(1))
    True
    """
    middle, half = (low + high) / 2, (high - low) / 2
    centre, radius = (arb(value.numerator) / value.denominator for value in (middle, half))
    return centre + radius * arb(0, 1)


def tightened(jet: Jet, middle: arb, radii: list[arb]) -> Jet:
    """``jet`` with its values in the mean value form as well, ``middle`` at the centre."""
    spread = sum((slope * radius for slope, radius in zip(jet.slopes, radii, strict=True)), arb(0))
    return Jet(jet.value.intersection(middle + spread), jet.slopes)


def boxes_that_show(
    shows: Callable[[Box], bool], box: Box, limit: int, shape: int = 1
) -> int | None:
    """How many boxes ``shows`` says yes or no of until all of ``box`` is shown; None at ``limit``.

    The first range is halved where ``shape`` times it is longer than the second.

    >>> boxes_that_show(lambda box: box[1] - box[0] < 1, (Fraction(0), Fraction(1)) * 2, 9)
    7
    """
    pending, count, before = [box], 0, ctx.prec
    ctx.prec = BITS
    try:
        while pending:
            low, high, least, most = current = pending.pop()
            count += 1
            if count > limit:
                return None
            if shows(current):
                continue
            if shape * (high - low) > most - least:
                middle = (low + high) / 2
                pending += [(low, middle, least, most), (middle, high, least, most)]
            else:
                middle = (least + most) / 2
                pending += [(low, high, least, middle), (low, high, middle, most)]
        return count
    finally:
        ctx.prec = before
