"""How closely a slow perturbed orbit follows its curve, and how evenly H falls along it.

The orbit is followed on blocks of xi, from the start downwards. Every number here is an upper bound
that ``notes/ball-orbits.md`` derives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flint import arb, arb_series, ctx

from dmfcheck.base.bounds import spend
from dmfcheck.dynamics.balls.recovery_curve import Curve

__all__ = [
    "LARGEST_EXPONENT",
    "Block",
    "NotSmall",
    "curve_offsets",
    "cut_into_blocks",
    "total_error",
]

LARGEST_EXPONENT = 0.5
"""E must stay below this: beyond it the bounds prove nothing of use."""

BLOCK = 8
"""What a block costs, in steps in balls, and a third of the depth; some are cut again."""

MOST_BLOCKS = 200_000


class NotSmall(ArithmeticError):
    """E could not be bounded away from 0 and from 1/2, or it varies too much for a count."""

    def __init__(self) -> None:
        super().__init__("eta q^(N-2) (|lambda| + w) is not small and steady enough for a count")


class Block(NamedTuple):
    """Steps that start in [low, high] of xi and are shorter than ``step``.

    ``slope`` and ``bend`` bound the first two derivatives of ln delta wherever such steps lead.
    """

    low: arb
    high: arb
    step: arb
    slope: arb
    bend: arb

    @property
    def starts(self) -> arb:
        """The ball of [low, high]."""
        return self.low.union(self.high)

    @property
    def travelled(self) -> arb:
        """A bound of the sum of the steps that start here."""
        return self.high - self.low + self.step


def cut_into_blocks(curve: Curve, end: arb, start: arb) -> Iterator[Block]:
    """Blocks from ``start`` down to ``end``: delta varies by a factor < 2, or they are a step.

    Raises NotSmall where E is not between 0 and 1/2.

    >>> curve = Curve(2, arb(1), arb(0.0078125), arb(1), arb(-2))
    >>> found = list(cut_into_blocks(curve, arb(-1), arb(1)))
    >>> found[0].high == 1, found[-1].low == -1, len(found)
    (True, True, 4)
    """
    pending = [(end, start)]
    found = 0
    while pending:
        spend(BLOCK + curve.depth // 3)
        low, high = pending.pop()
        width = high - low
        # More than the delta of the curve: that the orbit, a little off it, steps less is checked.
        step = (curve.delta(low.union(high)) * 5 / 4).upper()
        if 0 < step < LARGEST_EXPONENT:
            slope, bend = curve.slopes((low - step).lower().union(high))
            if slope * width < 0.5 or (slope.is_finite() and width < step):
                yield Block(low, high, step, slope, bend)
                found += 1
                continue
        if found + len(pending) > MOST_BLOCKS or width < arb(2) ** (16 - ctx.prec):
            raise NotSmall
        middle = ((low + high) / 2).mid()
        pending += [(low, middle), (middle, high)]


def _exponent(curve: Curve, block: Block, gamma: arb) -> tuple[arb, arb]:
    """E and w on the starts of a block, once E is known to be small enough for the block."""
    exponent, w = curve.exponent(block.starts, gamma)
    if not (0 < exponent < LARGEST_EXPONENT and exponent.atanh() < block.step):
        raise NotSmall
    return exponent, w


def curve_offsets(curve: Curve, blocks: list[Block], gamma_off: arb, xi_off: arb) -> list[arb]:
    """For each block a bound of |gamma_k - Gamma(xi_k)| there, of steps from the first block on.

    The start is ``gamma_off`` and ``xi_off`` off the curve's own. Raises NotSmall.

    >>> curve = Curve(2, arb(1), arb(0.0078125), arb(1), arb(-2))
    >>> blocks = list(cut_into_blocks(curve, arb(-1), arb(1)))
    >>> curve_offsets(curve, blocks, arb(0), arb(0))[-1] < 1e-4
    True
    """
    off_line = gamma_off + curve.slope * xi_off
    offset = gamma_off + xi_off
    offsets = []
    for block in blocks:
        # How far gamma may get off the line here: a bound that follows if it is assumed is proved,
        # step by step, because each step only uses that it held before.
        more = 2 * _off_line(curve, block, off_line)
        if not _off_line(curve, block, off_line + more) <= more:
            raise NotSmall
        off_line = (off_line + more).upper()
        band = curve.line(block.starts) + arb(0, off_line)
        exponent, _ = _exponent(curve, block, band)
        x = arb_series([(block.low - block.step).lower().union(block.high), 1], 2)
        by_xi = curve.exponent(x, curve.line(x))[0][1]
        by_gamma = exponent * curve.log_slope_by_gamma(block.starts, band)
        rest = curve.extra - _surplus(exponent)
        change = abs(block.step * by_xi / 2) + abs(by_gamma * off_line) + abs(rest)
        offset = (offset + block.travelled * change).upper()
        offsets.append(offset)
    return offsets


def _off_line(curve: Curve, block: Block, assumed: arb) -> arb:
    """How much farther from Lambda(xi_k) gamma_k gets in a block while ``assumed`` off at most."""
    exponent, _ = _exponent(curve, block, curve.line(block.starts) + arb(0, assumed.upper()))
    return (block.travelled * abs(exponent + _surplus(exponent) - curve.slope)).upper()


def _surplus(exponent: arb) -> arb:
    """R - E for R = -ln(1 - E^2) / artanh E, the fall of gamma per unit of xi."""
    low, high = exponent.lower(), exponent.upper()

    def numerator(e: arb) -> arb:
        return -(-e * e).log1p() - e * e.atanh()

    # Numerator and denominator are power series in E without negative coefficients: they increase.
    return (numerator(low) / high.atanh()).union(numerator(high) / low.atanh())


def total_error(curve: Curve, blocks: list[Block], offsets: list[arb]) -> arb:
    """What the steps of all blocks may add to the difference of H beyond 1 each.

    ``offsets`` bounds how far gamma is off the curve in each block. Raises NotSmall.

    >>> curve = Curve(2, arb(1), arb(0.0078125), arb(1), arb(-2))
    >>> blocks = list(cut_into_blocks(curve, arb(-1), arb(1)))
    >>> total_error(curve, blocks, [arb(0)] * len(blocks)) < 0.01
    True
    """
    total = arb(0)
    for block, offset in zip(blocks, offsets, strict=True):
        band = curve.gamma(block.starts) + arb(0, offset)
        exponent, _ = _exponent(curve, block, band)
        low, high = exponent.lower().atanh().lower(), exponent.upper().atanh().upper()
        turn = high * block.slope
        if not turn < 1:
            raise NotSmall
        by_gamma = abs(curve.log_slope_by_gamma(block.starts, band)) / (1 - exponent**2)
        drawn = (by_gamma * offset).upper().expm1()
        one = high**2 * (block.bend / 12 + block.slope**2 * turn.exp() / 6) + drawn * turn.exp()
        total += (((block.high - block.low) / low + 1) * one).upper()
    return total.upper()
