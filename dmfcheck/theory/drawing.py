"""Hypothesis strategies for the domains of the claims, rich in the extremes that break claims.

Every number is exact. Scaled coordinates are drawn first (x_0, and h as a share of 1/N), so that
sharp bounds are met exactly; lambda^{1/N} = scale is rational, and lambda, alpha, eta follow.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Values, st

ONE = Fraction(1)
BELOW_ONE = 1 - Fraction(1, 2**40)
"""A share that keeps h strictly below 1/N."""


@cache
def depths(least: int, most: int) -> st.SearchStrategy[int]:
    """Depths N from ``least`` to ``most``."""
    return st.integers(least, most)


@cache
def two_layers() -> st.SearchStrategy[int]:
    """N = 2."""
    return st.just(2)


DEPTHS: Depths = partial(depths, 2, 8)
SHALLOW_DEPTHS: Depths = partial(depths, 2, 5)


@cache
def even_depths() -> st.SearchStrategy[int]:
    """Even depths N up to 8."""
    return st.integers(1, 4).map(lambda half: 2 * half)


@cache
def shares(*, reach_one: bool = True) -> st.SearchStrategy[Fraction]:
    """Numbers in (0, 1], with mass at 1, just below 1, and at powers of two near 0."""
    parts = [
        fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=1000),
        st.integers(1, 40).map(lambda j: 1 - Fraction(1, 2**j)),
        st.integers(1, 20).map(lambda j: Fraction(1, 2**j)),
        st.floats(0.01, 0.99).map(Fraction),
    ]
    if reach_one:
        parts.append(st.just(ONE))
    return st.one_of(parts)


@cache
def starts(smallest_exponent: int = 6) -> st.SearchStrategy[Fraction]:
    """Scaled starts x_0 in (0, 1), down to 10^-smallest_exponent and up to 1 - 2^-20."""
    return st.one_of(
        fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=100),
        st.integers(1, smallest_exponent).map(lambda k: Fraction(1, 10**k)),
        st.integers(1, 20).map(lambda j: 1 - Fraction(1, 2**j)),
        st.floats(1e-3, 0.999).map(Fraction),
    )


@cache
def scales() -> st.SearchStrategy[Fraction]:
    """lambda^{1/N}: 1, simple fractions, and powers of ten from 10^-9 to 10^9."""
    return st.one_of(
        st.just(ONE),
        fractions(Fraction(1, 10), Fraction(10), max_denominator=20),
        st.integers(-9, 9).map(lambda k: Fraction(10) ** k),
    )


def original_coordinates(depth: int, scale: Fraction, x0: Fraction, h: Fraction) -> Values:
    """lambda = scale^N, alpha = scale x_0, and eta with h = eta lambda^{2-2/N}.

    >>> original_coordinates(2, Fraction(2), Fraction(1, 4), Fraction(1, 2))["eta"]
    Fraction(1, 8)
    """
    return {
        "depth": depth,
        "eigenvalue": scale**depth,
        "alpha": scale * x0,
        "eta": h / scale ** (2 * depth - 2),
    }


@cache
def small_numbers() -> st.SearchStrategy[Fraction]:
    """Fractions in [-2, 2] with denominators up to 8: entries of exact matrices."""
    return fractions(-2, 2, max_denominator=8)
