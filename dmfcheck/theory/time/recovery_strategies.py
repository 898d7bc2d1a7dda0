"""Hypothesis strategies for the claims that compare recovery times, at any scale."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from dmfcheck.theory.drawing import DEPTHS, ONE, Draw, Values, original_coordinates, scales, shares
from dmfcheck.theory.drawing_rationals import fractions


@st.composite
def recovery_at_extremes(
    draw: Draw, *, largest_share: Fraction = ONE, smallest_share: Fraction = Fraction(0)
) -> Values:
    """A start of 10^-k below a low level, or a level 10^-k below the eigenvalue: k up to 1000.

    hN is a share of its range, from ``smallest_share`` (excluded if 0) to ``largest_share``.
    """
    N = draw(DEPTHS)
    h = (smallest_share + draw(shares()) * (largest_share - smallest_share)) / N
    tiny = Fraction(1, 10 ** draw(st.integers(1, 1000 // max(1, N - 2))))
    far = Fraction(1, draw(st.integers(2, 100)))
    x0, theta = (tiny, far**N) if draw(st.booleans()) else (far, 1 - tiny)
    if theta <= x0**N:
        theta = (x0**N + 1) / 2
    return original_coordinates(N, draw(scales()), x0, h) | {"fraction": theta}


@st.composite
def recovery_by_an_iterate(draw: Draw, *, largest_share: Fraction = ONE) -> Values:
    """A level just above or just below an early iterate, where K jumps by one."""
    N = draw(DEPTHS)
    h = draw(shares()) * largest_share / N
    start = x = draw(st.floats(0.1, 0.9))
    # The iterate may be rounded: what has to be exact is the level that is made of it.
    for _ in range(draw(st.integers(1, 4))):
        x += float(h) * x ** (N - 1) * (1 - x**N)
    low, iterate = Fraction(start) ** N, min(Fraction(x) ** N, 1 - Fraction(1, 2**50))
    miss = min(iterate - low, 1 - iterate) / 2**20
    values = original_coordinates(N, draw(scales()), Fraction(start), h)
    return values | {"fraction": iterate + draw(st.sampled_from([1, -1])) * miss}


@st.composite
def recovery_with_excess(draw: Draw) -> Values:
    """N = 2, h = 1/2 and a level just above the third iterate, near the latest recovery known."""
    start = x = Fraction(draw(st.integers(30, 42)), 100)
    for _ in range(3):
        x = x + x * (1 - x * x) / 2
    return original_coordinates(2, ONE, start, Fraction(1, 2)) | {
        "fraction": x * x + (1 - x * x) / 2**20
    }


@st.composite
def recovery_to_high_levels_at_half(draw: Draw, exponent: int) -> Values:
    """h = 1/(2N) and a level 1 - 10^-k, k up to ``exponent``: the slowest approach to S."""
    N = draw(DEPTHS)
    x0 = Fraction(1, draw(st.integers(2, 10)))
    theta = 1 - Fraction(1, 10 ** draw(st.integers(exponent // 2, exponent)))
    return original_coordinates(N, ONE, x0, Fraction(1, 2 * N)) | {"fraction": theta}


@st.composite
def recovery_from_small_starts(draw: Draw, bound: int) -> Values:
    """A proposed bound, and a start x_0 = 10^-k so small, for large k, that K - T/h exceeds it."""
    N = draw(DEPTHS)
    x0 = Fraction(1, 10 ** draw(st.integers(1, 2 * bound)))
    values = original_coordinates(N, Fraction(1), x0, draw(shares()) / N)
    return values | {"fraction": draw(_fractions()), "bound": bound}


@st.composite
def recovery_to_high_levels(draw: Draw, bound: int) -> Values:
    """A proposed bound, and a level theta = 1 - 10^-k so high that K - T/h falls below -bound."""
    N = draw(DEPTHS)
    x0 = Fraction(1, draw(st.integers(2, 20)))
    values = original_coordinates(N, Fraction(1), x0, draw(shares()) / N)
    theta = 1 - Fraction(1, 10 ** draw(st.integers(3, 2 * bound)))
    return values | {"fraction": theta, "bound": bound}


@cache
def _fractions() -> st.SearchStrategy[Fraction]:
    return fractions(Fraction(11, 100), Fraction(99, 100), max_denominator=100)


@st.composite
def recovered_spectra(
    draw: Draw, depth: st.SearchStrategy[int] = DEPTHS, *, exponents: tuple[int, ...] = (3, 30)
) -> Values:
    """Two to four positive eigenvalues, a step up to h_1 = 1/N, a level, a small start.

    x_0 = 10^-k for the least of the eigenvalues, k one of ``exponents``.
    """
    N = draw(depth)
    scale = draw(scales())
    gaps = draw(st.lists(shares(), min_size=1, max_size=3))
    roots = [scale]
    for gap in gaps:
        roots.append(roots[-1] * gap)
    k = draw(st.sampled_from(exponents))
    h = draw(shares()) / N
    # 2^-3k > 10^-2k: low levels, but above the start.
    low = st.integers(1, min(3 * k, 40)).map(lambda j: Fraction(1, 2**j))
    high = st.integers(1, 40).map(lambda j: 1 - Fraction(1, 2**j))
    return {
        "depth": N,
        "spectrum": [root**N for root in roots],
        "alpha": roots[-1] / 10**k,
        "eta": h / scale ** (2 * N - 2),
        "fraction": draw(st.one_of(_fractions(), low, high)),
    }


@st.composite
def distant_spectra(draw: Draw) -> Values:
    """N = 2, eigenvalues far apart, a small step and a low level: where order.rate is tight."""
    ratio = Fraction(1, 10 ** draw(st.integers(20, 60)))
    return {
        "depth": 2,
        "spectrum": [ONE, ratio],
        "alpha": ratio / 10 ** draw(st.integers(20, 60)),
        "eta": Fraction(1, 10 ** draw(st.integers(2, 4))),
        "fraction": Fraction(1, draw(st.integers(100, 1000))),
    }


@st.composite
def recovered_pairs(draw: Draw) -> Values:
    """N = 2: eigenvalues 1 and r < 1, a step eta up to 1/2, and a start of 10^-k."""
    return {
        "depth": 2,
        "spectrum": [Fraction(1), Fraction(1, draw(st.integers(2, 100)))],
        "alpha": Fraction(1, 10 ** draw(st.integers(2, 300))),
        "eta": Fraction(1, draw(st.integers(2, 1000))),
        "fraction": Fraction(1, 2),
    }
