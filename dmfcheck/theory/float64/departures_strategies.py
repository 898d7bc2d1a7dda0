"""Hypothesis strategies for real float64 descents on full matrices, held against exact orbits."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

from dmfcheck.claims.small_matrices import rotation
from dmfcheck.theory.drawing import ONE, depths
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.float64.departures import DETERMINANT, HALF_TURN, HORIZON, SADDLE
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look


@cache
def _starts() -> st.SearchStrategy[Fraction]:
    # Powers of two are exact in float64: what departs is the descent, not its parameters.
    return st.integers(1, 3).map(lambda k: Fraction(1, 2**k))


@cache
def _signed() -> st.SearchStrategy[Fraction]:
    size = fractions(Fraction(1, 4), 1, max_denominator=12)
    return st.one_of(size, size.map(lambda value: -value))


@composite
def rotated_spectra(
    draw: Draw, depth: Depths, *, largest_size: int = 3, most_steps: int = 600
) -> Values:
    """V Lambda V^T with V a rational rotation and eigenvalues of either sign; a stable step."""
    N = draw(depth())
    size = draw(st.integers(2, largest_size))
    spectrum = [ONE, *draw(st.lists(_signed(), min_size=size - 1, max_size=size - 1))]
    entry = fractions(-1, 1, max_denominator=4)
    entries = size * (size - 1) // 2
    return {
        "depth": N,
        "spectrum": spectrum,
        "basis": rotation(draw(st.lists(entry, min_size=entries, max_size=entries)), size),
        "alpha": draw(_starts()),
        "eta": Fraction(1, 2 ** draw(st.integers(N.bit_length(), 5))),
        "steps": draw(st.integers(1, most_steps)),
    }


@composite
def saddles(draw: Draw) -> Values:
    """N = 2, a 2 x 2 What with eigenvalues 1 and below 0, for up to 400 steps."""
    slope = Fraction(1, draw(st.integers(1, 8)))
    return {
        "depth": 2,
        "spectrum": [ONE, -Fraction(draw(st.integers(8, 12)), 12)],
        "basis": rotation([slope], 2),
        "alpha": ONE / 4,
        "eta": ONE / 4,
        "steps": 100 * draw(st.integers(1, 4)),
    }


@cache
def shallow_depths() -> st.SearchStrategy[int]:
    """Depths 2 to 4."""
    return depths(2, 4)


@composite
def negative_determinants(draw: Draw) -> Values:
    """N = 2, What = [[a, b], [0, d]] with a > 0 > d, for up to 600 steps."""
    top = draw(st.sampled_from([ONE, 2 * ONE]))
    bottom = -draw(st.sampled_from([ONE, ONE * 3 / 2, 2 * ONE]))
    return {
        "depth": 2,
        "target": ((top, ONE), (Fraction(0), bottom)),
        "alpha": ONE / 2,
        "eta": ONE / 8,
        "steps": 200 * draw(st.integers(1, 3)),
    }


@composite
def half_turns(draw: Draw) -> Values:
    """lambda I with lambda < 0, for up to 800 steps of N = 2."""
    size = Fraction(draw(st.integers(1, 8)), 4)
    return {
        "depth": 2,
        "eigenvalue": -size,
        "alpha": draw(_starts()),
        "eta": ONE / 8,
        "steps": 50 * draw(st.integers(1, 16)),
    }


LOOK = (
    Look(SADDLE, saddles, first=True),
    Look(HORIZON, partial(rotated_spectra, partial(depths, 2, 3)), first=True),
    Look(DETERMINANT, negative_determinants, first=True),
    Look(HALF_TURN, half_turns, first=True),
)
