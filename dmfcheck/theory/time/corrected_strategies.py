"""Recoveries at any scale, and where the recovery time jumps."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

from dmfcheck.theory.drawing import DEPTHS, ONE, original_coordinates, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.time.corrected import (
    CORRECTED,
    CORRECTED_SHARPER,
    EARLY,
    FLOW_BOUNDS,
    LATE,
    LOWER,
    UPPER,
)
from dmfcheck.theory.time.recovery_strategies import recovery


@composite
def recovery_at_extremes(
    draw: Draw, *, largest_share: Fraction = ONE, smallest_share: Fraction = Fraction(0)
) -> Values:
    """A start of 10^-k below a low level, or a level 10^-k below the eigenvalue: k up to 1000.

    hN is a share of its range, from ``smallest_share`` (excluded if 0) to ``largest_share``.
    """
    N = draw(DEPTHS())
    h = (smallest_share + draw(shares()) * (largest_share - smallest_share)) / N
    tiny = Fraction(1, 10 ** draw(st.integers(1, 1000 // max(1, N - 2))))
    far = Fraction(1, draw(st.integers(2, 100)))
    x0, theta = (tiny, far**N) if draw(st.booleans()) else (far, 1 - tiny)
    if theta <= x0**N:
        theta = (x0**N + 1) / 2
    return original_coordinates(N, draw(scales()), x0, h) | {"fraction": theta}


@composite
def recovery_by_an_iterate(draw: Draw, *, largest_share: Fraction = ONE) -> Values:
    """A level just above or just below an early iterate, where K jumps by one."""
    N = draw(DEPTHS())
    h = draw(shares()) * largest_share / N
    start = x = draw(st.floats(0.1, 0.9))
    # The iterate may be rounded: what has to be exact is the level that is made of it.
    for _ in range(draw(st.integers(1, 4))):
        x += float(h) * x ** (N - 1) * (1 - x**N)
    low, iterate = Fraction(start) ** N, min(Fraction(x) ** N, 1 - Fraction(1, 2**50))
    miss = min(iterate - low, 1 - iterate) / 2**20
    values = original_coordinates(N, draw(scales()), Fraction(start), h)
    return values | {"fraction": iterate + draw(st.sampled_from([1, -1])) * miss}


@composite
def recovery_with_excess(draw: Draw) -> Values:
    """N = 2, h = 1/2 and a level just above the third iterate, near the latest recovery known."""
    start = x = Fraction(draw(st.integers(30, 42)), 100)
    for _ in range(3):
        x = x + x * (1 - x * x) / 2
    return original_coordinates(2, ONE, start, Fraction(1, 2)) | {
        "fraction": x * x + (1 - x * x) / 2**20
    }


@composite
def recovery_to_high_levels_at_half(draw: Draw, exponent: int) -> Values:
    """h = 1/(2N) and a level 1 - 10^-k, k up to ``exponent``: the slowest approach to S."""
    N = draw(DEPTHS())
    x0 = Fraction(1, draw(st.integers(2, 10)))
    theta = 1 - Fraction(1, 10 ** draw(st.integers(exponent // 2, exponent)))
    return original_coordinates(N, ONE, x0, Fraction(1, 2 * N)) | {"fraction": theta}


@composite
def recovery_from_small_starts(draw: Draw, bound: int) -> Values:
    """A proposed bound, and a start x_0 = 10^-k so small, for large k, that K - T/h exceeds it."""
    N = draw(DEPTHS())
    x0 = Fraction(1, 10 ** draw(st.integers(1, 2 * bound)))
    values = original_coordinates(N, Fraction(1), x0, draw(shares()) / N)
    return values | {"fraction": draw(levels()), "bound": bound}


@composite
def recovery_to_high_levels(draw: Draw, bound: int) -> Values:
    """A proposed bound, and a level theta = 1 - 10^-k so high that K - T/h falls below -bound."""
    N = draw(DEPTHS())
    x0 = Fraction(1, draw(st.integers(2, 20)))
    values = original_coordinates(N, Fraction(1), x0, draw(shares()) / N)
    theta = 1 - Fraction(1, 10 ** draw(st.integers(3, 2 * bound)))
    return values | {"fraction": theta, "bound": bound}


@cache
def levels() -> st.SearchStrategy[Fraction]:
    """Ordinary levels theta of recovery."""
    return fractions(Fraction(11, 100), Fraction(99, 100), max_denominator=100)


LOOK = (
    Look(FLOW_BOUNDS, recovery),
    Look(CORRECTED, partial(recovery, largest_share=Fraction(1, 2))),
    Look(CORRECTED_SHARPER, partial(recovery_by_an_iterate, largest_share=Fraction(1, 2))),
    Look(UPPER, recovery_by_an_iterate),
    Look(LOWER, partial(recovery_at_extremes, largest_share=Fraction(1, 2))),
    Look(LATE, partial(recovery_from_small_starts, 10)),
    Look(EARLY, partial(recovery_to_high_levels, 10)),
)
