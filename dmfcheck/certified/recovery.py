"""How long a perturbed start takes to a negative eigenvalue, counted without iterating.

With u = q + p and v = q - p the orbit moves xi = (1/2) ln(u/v) by -artanh E and gamma = ln(uv) by
ln(1 - E^2), E = eta q^{N-2} (l + w) > 0, lambda = -l. While E is small, gamma follows a curve
Gamma(xi) that is known in closed form up to O(E^2), and H = int d xi / delta - (1/2) ln delta,
delta = artanh E along the curve, falls by almost exactly 1 a step. What "almost" adds up to is
bounded on blocks of xi. ``notes/ball-orbits.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flint import acb, arb, arb_series, ctx

from dmfcheck.certified.decay import TOLERANCE_BITS, SlowCount
from dmfcheck.certified.recovery_curve import Curve

__all__ = ["recovery_count"]

LARGEST_EXPONENT = 0.5
"""E must stay below this: beyond it the bound proves nothing of use."""

MOST_BLOCKS = 200_000


class _Block(NamedTuple):
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


class _NotSmall(ArithmeticError):
    """E could not be bounded away from 0 and from 1/2, or the steps as assumed."""


def recovery_count(
    depth: int, modulus: arb, eta: arb, u: arb, v: arb, fraction: arb
) -> SlowCount | str:
    """The steps from (u, v) to the first w <= -fraction l, by H, or why the bound does not apply.

    lambda = -l, l = ``modulus`` > 0; 0 < fraction < 1; computed at the precision in force. Source:
    derived (notes/ball-orbits.md).

    >>> with ctx.workprec(128):
    ...     found = recovery_count(2, arb(1), arb(10) ** -6, arb(1), arb(10) ** -9, arb(0.5))
    >>> float(found.count.mid()) // 1, bool(found.error < 0.001)
    (21304851.0, True)
    """
    xi, gamma = (u / v).log() / 2, (u * v).log()
    curve = Curve(depth, modulus, eta, xi.mid(), gamma.mid())
    level = fraction * modulus
    crossing = curve.crossing(level)
    # So little below the crossing that l + w keeps three quarters of its value there.
    end = (crossing - (1 - fraction) / (4 * depth)).lower()
    try:
        blocks = list(_blocks(curve, end, xi.upper()))
        offsets = _offsets(curve, blocks, gamma.rad(), xi.rad())
        error = _error(curve, blocks, offsets)
    except _NotSmall:
        return "E = eta q^(N-2) (|lambda| + w) is not small and steady enough for a count"
    offset = offsets[-1]
    # How far the level may be from the crossing, by the slope there; the signs below decide.
    doubt = depth * offset / 2 + 4 * abs(curve.excess(crossing, level))
    reach = (-doubt / curve.excess_slope(crossing) * 5 / 4).upper()
    before, after = crossing + reach, crossing - reach
    separated = (
        before < 0
        and before < xi
        and curve.excess(before, level, offset) < 0
        and curve.excess(after, level, -offset) > 0
        and all(block.low.max(after) - block.step > end for block in blocks if block.high > after)
    )
    if not separated:
        return "the crossing of the level is too uncertain"
    at_start, at_end = curve.delta(xi), curve.delta(arb(crossing, reach))
    error = (error + reach / at_end.lower() + at_end.log().rad()).upper()
    integral = _integral(curve, crossing, error / 1024)
    count = integral - (at_start / at_end.mid()).log() / 2
    return SlowCount(arb(count, (xi.rad() / at_start.lower()).upper()), error, ctx.prec)


def _blocks(curve: Curve, end: arb, start: arb) -> Iterator[_Block]:
    """Blocks from ``start`` down to ``end``: delta varies by a factor < 2, or they are a step."""
    pending = [(end, start)]
    found = 0
    while pending:
        low, high = pending.pop()
        width = high - low
        # More than the delta of the curve: that the orbit, a little off it, steps less is checked.
        step = (curve.delta(low.union(high)) * 5 / 4).upper()
        if 0 < step < LARGEST_EXPONENT:
            slope, bend = curve.slopes((low - step).lower().union(high))
            if slope * width < 0.5 or (slope.is_finite() and width < step):
                yield _Block(low, high, step, slope, bend)
                found += 1
                continue
        if found + len(pending) > MOST_BLOCKS or width < arb(2) ** (16 - ctx.prec):
            raise _NotSmall
        middle = ((low + high) / 2).mid()
        pending += [(low, middle), (middle, high)]


def _exponent(curve: Curve, block: _Block, gamma: arb) -> tuple[arb, arb]:
    """E and w on the starts of a block, once E is known to be small enough for the block."""
    exponent, w = curve.exponent(block.starts, gamma)
    if not (0 < exponent < LARGEST_EXPONENT and exponent.atanh() < block.step):
        raise _NotSmall
    return exponent, w


def _offsets(curve: Curve, blocks: list[_Block], gamma_off: arb, xi_off: arb) -> list[arb]:
    """For each block a bound of |gamma_k - Gamma(xi_k)| there, of steps from the first block on.

    The start is ``gamma_off`` and ``xi_off`` off the curve's own.
    """
    off_line = gamma_off + curve.slope * xi_off
    offset = gamma_off + xi_off
    offsets = []
    for block in blocks:
        # How far gamma may get off the line here: a bound that follows if it is assumed is proved,
        # step by step, because each step only uses that it held before.
        more = 2 * _off_line(curve, block, off_line)
        if not _off_line(curve, block, off_line + more) <= more:
            raise _NotSmall
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


def _off_line(curve: Curve, block: _Block, assumed: arb) -> arb:
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


def _error(curve: Curve, blocks: list[_Block], offsets: list[arb]) -> arb:
    """What the steps of all blocks may add to the difference of H beyond 1 each."""
    total = arb(0)
    for block, offset in zip(blocks, offsets, strict=True):
        band = curve.gamma(block.starts) + arb(0, offset)
        exponent, _ = _exponent(curve, block, band)
        low, high = exponent.lower().atanh().lower(), exponent.upper().atanh().upper()
        turn = high * block.slope
        if not turn < 1:
            raise _NotSmall
        by_gamma = abs(curve.log_slope_by_gamma(block.starts, band)) / (1 - exponent**2)
        drawn = (by_gamma * offset).upper().expm1()
        one = high**2 * (block.bend / 12 + block.slope**2 * turn.exp() / 6) + drawn * turn.exp()
        total += (((block.high - block.low) / low + 1) * one).upper()
    return total.upper()


def _integral(curve: Curve, crossing: arb, tolerance: arb) -> arb:
    """int d xi / delta from the crossing to the start, in steps."""

    def density(x: acb, _: bool) -> acb:
        exponent = curve.exponent(x, curve.gamma(x))[0]
        # artanh is analytic in the unit disc.
        return 1 / exponent.atanh() if exponent.abs_upper() < LARGEST_EXPONENT else acb("nan")

    return acb.integral(
        density,
        acb(crossing),
        acb(curve.xi),
        rel_tol=arb(2) ** (40 - ctx.prec),
        abs_tol=tolerance.max(arb(2) ** -(TOLERANCE_BITS + 2)),
    ).real
