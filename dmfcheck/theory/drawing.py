"""Hypothesis strategies for the domains of the claims, rich in the extremes that break claims.

Every number is exact. Scaled coordinates are drawn first (x_0, and h as a share of 1/N), so that
sharp bounds are met exactly; lambda^{1/N} = scale is rational, and lambda, alpha, eta follow.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from dmfcheck.base.problem import Problem
from dmfcheck.theory.drawing_rationals import fractions

Values = dict[str, Any]
Draw = Callable[..., Any]

ONE = Fraction(1)
BELOW_ONE = 1 - Fraction(1, 2**40)
"""A share that keeps h strictly below 1/N."""


@cache
def depths(least: int, most: int) -> st.SearchStrategy[int]:
    """Depths N from ``least`` to ``most``."""
    return st.integers(least, most)


DEPTHS = depths(2, 8)
SHALLOW_DEPTHS = depths(2, 5)


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


@st.composite
def below(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
    *,
    largest_share: Fraction = ONE,
    smallest_exponent: int = 6,
    most_steps: int = 30,
) -> Values:
    """A positive eigenvalue, a start x_0 < 1 and a step h = share * largest_share / N."""
    N = draw(depth)
    h = draw(shares()) * largest_share / N
    values = original_coordinates(N, draw(scales()), draw(starts(smallest_exponent)), h)
    return values | {"steps": draw(st.integers(2, most_steps))}


@st.composite
def above(
    draw: Draw, depth: st.SearchStrategy[int] = DEPTHS, *, largest_share: Fraction = ONE
) -> Values:
    """A start x_0 in (1, 3] and h = share * largest_share of the bound of starts above."""
    from dmfcheck.dynamics.steepness import steepness

    N = draw(depth)
    excess = draw(
        st.one_of(
            fractions(Fraction(1, 100), Fraction(2), max_denominator=100),
            st.integers(1, 30).map(lambda j: Fraction(1, 2**j)),
        )
    )
    x0 = 1 + excess
    h = draw(shares()) * largest_share / steepness(x0, N)
    values = original_coordinates(N, draw(scales()), x0, h)
    return values | {"steps": draw(st.integers(1, 30))}


@st.composite
def overshooting(draw: Draw) -> Values:
    """h in (1/N, 2/N) and x_0 < 1 so near 1 that the next iterate lies above 1."""
    N = draw(DEPTHS)
    excess = draw(st.one_of(shares(), st.integers(1, 25).map(lambda j: Fraction(1, 2**j))))
    h = (1 + excess) / N
    # phi(x) >= N (1 - (2N-2)(1-x)): so near 1 that h phi > 1.
    distance = excess / ((1 + excess) * (2 * N - 2)) * draw(shares(reach_one=False))
    return original_coordinates(N, draw(scales()), 1 - distance, h) | {"steps": 2}


@st.composite
def repelled(draw: Draw) -> Values:
    """h > 2/N and x_0 < 1 within the distance of 1 where two steps lead away from it."""
    N = draw(DEPTHS)
    h = (2 + draw(shares())) / N
    distance = 2 * (h * N - 2) / (3 * h * N * (N - 1)) * draw(shares())
    return original_coordinates(N, draw(scales()), 1 - distance, h) | {"steps": 3}


@st.composite
def nonpositive(
    draw: Draw, depth: st.SearchStrategy[int] = DEPTHS, *, largest: Fraction = ONE
) -> Values:
    """lambda <= 0 and a step with eta alpha^{N-2}(|lambda| + alpha^N) = share * largest."""
    N = draw(depth)
    alpha = draw(st.one_of(starts(), scales()))
    ratio = draw(st.one_of(st.just(Fraction(0)), starts(), scales()))
    eigenvalue = -ratio * alpha**N
    size = draw(shares()) * largest
    eta = size / (alpha ** (N - 2) * (alpha**N - eigenvalue))
    return {
        "depth": N,
        "eigenvalue": eigenvalue,
        "alpha": alpha,
        "eta": eta,
        "steps": draw(st.integers(1, 20)),
    }


@st.composite
def two_cycles(draw: Draw) -> Values:
    """Even N, lambda <= 0 and eta alpha^{N-2}(|lambda| + alpha^N) = 2 exactly."""
    values = draw(nonpositive(even_depths()))
    N, alpha = values["depth"], values["alpha"]
    size = alpha ** (N - 2) * (alpha**N - values["eigenvalue"])
    return {**values, "eta": 2 / size, "steps": 2}


@st.composite
def recovery(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
    *,
    largest_share: Fraction = ONE,
    smallest_exponent: int = 6,
) -> Values:
    """A positive eigenvalue, a start below the level, a step, and the level theta in (0, 1)."""
    N = draw(depth)
    h = draw(shares()) * largest_share / N
    x0 = draw(starts(smallest_exponent))
    # theta between x_0^N and 1, so that the level lies above the start.
    theta = x0**N + (1 - x0**N) * draw(shares(reach_one=False))
    values = original_coordinates(N, draw(scales()), x0, h)
    return values | {"fraction": theta}


@cache
def two_layer_recovery() -> st.SearchStrategy[Values]:
    """Recovery at N = 2 with h < 1/2."""
    return recovery(st.just(2), largest_share=BELOW_ONE)


@cache
def deep_recovery() -> st.SearchStrategy[Values]:
    """Recovery at N = 3..8 from starts down to 10^-3."""
    return recovery(depths(3, 8), smallest_exponent=3)


@st.composite
def ordered_spectra(draw: Draw, depth: st.SearchStrategy[int] = DEPTHS) -> Values:
    """Two to five distinct positive eigenvalues, alpha^N <= lambda_n, and h_1 up to 1/N."""
    N = draw(depth)
    scale = draw(scales())
    gaps = draw(st.lists(shares(reach_one=False), min_size=1, max_size=4))
    roots = [scale]
    for gap in gaps:
        roots.append(roots[-1] * gap)
    alpha = roots[-1] * draw(st.one_of(shares(), starts()))
    h = draw(shares()) / N
    return {
        "depth": N,
        "spectrum": [root**N for root in roots],
        "alpha": alpha,
        "eta": h / scale ** (2 * N - 2),
        "steps": draw(st.integers(1, 30)),
    }


@st.composite
def crossing_spectra(draw: Draw) -> Values:
    """Two eigenvalues so near each other that a step h_1 in (1/N, 2/N) lets them cross."""
    N = draw(depths(2, 4))
    ratio = 1 - Fraction(1, draw(st.integers(8, 1000)))
    return {
        "depth": N,
        "spectrum": [ONE, ratio**N],
        "alpha": ratio * draw(fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=40)),
        "eta": (1 + draw(shares())) / N,
        "steps": draw(st.integers(20, 60)),
    }


@st.composite
def tied_spectra(draw: Draw) -> Values:
    """Two equal eigenvalues, which are never told apart."""
    values = draw(ordered_spectra())
    return {**values, "spectrum": [values["spectrum"][0]] * 2}


@cache
def small_numbers() -> st.SearchStrategy[Fraction]:
    """Fractions in [-2, 2] with denominators up to 8: entries of exact matrices."""
    return fractions(-2, 2, max_denominator=8)


@st.composite
def normal_targets(draw: Draw) -> Values:
    """A normal What and starts that share its unitary eigenbasis, up to 4 x 4, any real signs."""
    from dmfcheck.claims.small_matrices import rotation

    N = draw(depths(2, 4))
    size = draw(st.integers(2, 4))
    entries = size * (size - 1) // 2
    skew = draw(st.lists(small_numbers(), min_size=entries, max_size=entries))
    # The Cayley transform exists for every skew matrix.
    basis = rotation(skew, size)

    def block() -> list[list[Fraction]]:
        real, imaginary = draw(small_numbers()), draw(small_numbers())
        diagonal = draw(st.lists(small_numbers(), min_size=size - 2, max_size=size - 2))
        matrix = [[Fraction(0)] * size for _ in range(size)]
        matrix[0][0] = matrix[1][1] = real
        matrix[0][1], matrix[1][0] = -imaginary, imaginary
        for i, value in enumerate(diagonal):
            matrix[i + 2][i + 2] = value
        return matrix

    return {
        "depth": N,
        "basis": basis,
        "target": block(),
        "starts": [block() for _ in range(N)],
        "eta": Fraction(1, draw(st.integers(2, 64))),
        "steps": draw(st.integers(1, 2)),
    }


@st.composite
def mixed_blocks(draw: Draw) -> Values:
    """A normal What and starts that are not diagonal in its eigenbasis."""
    values = draw(normal_targets())
    stray = draw(small_numbers())
    first = [list(row) for row in values["starts"][0]]
    first[0][1] += stray
    return {**values, "starts": [first, *values["starts"][1:]]}


@st.composite
def oblique_targets(draw: Draw) -> Values:
    """What and starts that are blocks in a basis that is not orthogonal."""
    values = draw(normal_targets())
    basis = [list(row) for row in values["basis"]]
    basis[0][0] += draw(fractions(Fraction(1, 4), 1, max_denominator=4))
    return {**values, "basis": basis}


@st.composite
def scalings(draw: Draw) -> Values:
    """A scale, a start and a stable step, for a few exact steps."""
    N = draw(SHALLOW_DEPTHS)
    start = draw(fractions(Fraction(1, 20), Fraction(2), max_denominator=20))
    step = draw(shares()) / (N * max(ONE, start) ** (2 * N - 2))
    return {
        "depth": N,
        "scale": draw(scales()),
        "start": start,
        "step": step,
        "steps": draw(st.integers(1, 3)),
    }


@st.composite
def triangular_targets(draw: Draw) -> Values:
    """Diagonalisable What = [[a, b], [0, d]] with a != d, and an identical start."""
    entry = fractions(-1, 1, max_denominator=4)
    top, bottom = draw(st.tuples(entry, entry).filter(lambda pair: pair[0] != pair[1]))
    return {
        "depth": draw(depths(2, 3)),
        "target": [[top, draw(entry)], [0, bottom]],
        "alpha": Fraction(1, draw(st.integers(1, 4))),
        "eta": Fraction(1, draw(st.integers(2, 8))),
        "steps": draw(st.integers(1, 2)),
    }


@st.composite
def factor_chains(draw: Draw) -> Values:
    """N square matrices that need not commute, and a target of the same size."""
    N = draw(SHALLOW_DEPTHS)
    size = draw(st.integers(1, 3))

    def matrix() -> list[list[Fraction]]:
        row = st.lists(small_numbers(), min_size=size, max_size=size)
        drawn: list[list[Fraction]] = draw(st.lists(row, min_size=size, max_size=size))
        return drawn

    return {"depth": N, "target": matrix(), "starts": [matrix() for _ in range(N)]}


@st.composite
def flow_intervals(draw: Draw) -> Values:
    """A depth and 0 < x_0 < b < 1."""
    start = draw(starts())
    level = start + (1 - start) * draw(shares(reach_one=False))
    return {"depth": draw(DEPTHS), "start": start, "level": level}


@st.composite
def two_layer_flows(draw: Draw) -> Values:
    """N = 2: an eigenvalue, a start below it, and a time of up to eight time constants."""
    scale = draw(scales())
    return {
        "depth": 2,
        "eigenvalue": scale**2,
        "alpha": scale * draw(starts()),
        "time": draw(fractions(Fraction(1, 100), 8, max_denominator=100)) / scale**2,
    }


@st.composite
def perturbed_flows(draw: Draw) -> Values:
    """N = 2: an eigenvalue of either sign and a perturbed start, for a few time constants."""
    scale = draw(scales())
    alpha = scale * draw(fractions(Fraction(1, 50), 1, max_denominator=50))
    return {
        "depth": 2,
        "eigenvalue": scale**2 * draw(st.sampled_from([1, -1])),
        "alpha": alpha,
        "beta": alpha * draw(shares(reach_one=False)),
        "time": draw(fractions(Fraction(1, 100), 4, max_denominator=100)) / scale**2,
    }


@st.composite
def problems(
    draw: Draw,
    depth: st.SearchStrategy[int] = SHALLOW_DEPTHS,
    *,
    signs: bool = True,
    perturbed: bool = False,
    largest_size: int = 6,
) -> Problem:
    """A spectrum with ties and tiny gaps, of either sign if ``signs``, and a stable step.

    The start is identical, or ``perturbed`` by a share of alpha.
    """
    N = draw(depth)
    size = draw(st.integers(1, largest_size))
    value = st.one_of(
        fractions(Fraction(1, 4), 1, max_denominator=16),
        st.integers(4, 30).map(lambda j: 1 - Fraction(1, 2**j)),
        st.just(ONE),
    )
    signed = st.one_of(value, value.map(lambda v: -v), st.just(Fraction(0))) if signs else value
    eigenvalues = [ONE, *draw(st.lists(signed, min_size=size - 1, max_size=size - 1))]
    scale = draw(st.sampled_from([ONE, Fraction(1, 3), Fraction(7), Fraction(100)]))
    alpha = draw(fractions(Fraction(1, 5), Fraction(11, 10), max_denominator=20))
    M = max(ONE, alpha)
    share = draw(fractions(Fraction(1, 4), 1, max_denominator=8))
    return Problem.from_spectrum(
        [scale**N * eigenvalue for eigenvalue in eigenvalues],
        depth=N,
        alpha=scale * alpha,
        eta=share / (N * (scale * M) ** (2 * N - 2)),
        beta=scale * alpha * draw(shares(reach_one=False)) if perturbed else 0,
    )
