"""Hypothesis strategies for what is false about monotone.*: its false readings and its mutants.

Each draws from a small neighbourhood of where the wrong claim is known to fail.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

from dmfcheck.theory.drawing import ONE, shares, two_layers
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.literal import (
    ENTROPY,
    ENTROPY_PAIR,
    FEW_INITIAL,
    LITERAL,
    PARTICIPATION,
    PARTICIPATION_PAIR,
    START,
    START_DEEP,
    START_EFFECTIVE_RANK,
)
from dmfcheck.theory.monotone.rank_strategies import modes, spectra


@composite
def perturbed_signs(draw: Draw) -> Values:
    """N = 2, the spectrum (1, -a) and a perturbed start."""
    size = draw(st.integers(2, 5))
    alpha = Fraction(1, draw(st.integers(1, 4)))
    return {
        "depth": 2,
        "spectrum": [ONE, Fraction(-size)],
        "alpha": alpha,
        "beta": alpha / draw(st.integers(2, 5)),
        "eta": Fraction(draw(st.integers(1, 4)), 10 * size),
        "steps": 30,
    }


@composite
def unordered_pairs(draw: Draw, depth: int) -> Values:
    """Two eigenvalues, the smaller one ahead at the start."""
    coarse = fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10)
    smaller = draw(fractions(Fraction(1, 2), 1, max_denominator=20))
    return {
        "depth": depth,
        "modes": [[ONE, draw(coarse)], [smaller**depth, smaller * draw(coarse)]],
        "eta": Fraction(1, depth),
        "steps": 15,
    }


@composite
def clusters(draw: Draw) -> Values:
    """N = 2: the eigenvalue 1, several of a middle size, and many small ones that never move.

    Rank measures that count small eigenvalues rise with the middle ones and fall in between.
    """
    second = draw(fractions(Fraction(1, 2), Fraction(3, 4), max_denominator=20))
    third = draw(fractions(Fraction(1, 10), Fraction(1, 4), max_denominator=20))
    counts = draw(st.integers(6, 8)), draw(st.integers(40, 60))
    return {
        "depth": 2,
        "spectrum": [ONE, *[second**2] * counts[0], *[third**2] * counts[1]],
        "alpha": third,
        "eta": Fraction(1, 2),
        "steps": 30,
    }


@composite
def semidefinite(draw: Draw, *, positive: bool = False) -> Values:
    """N = 2, two eigenvalues of order 1 and one below the start, 0 included unless ``positive``."""
    alpha = Fraction(1, draw(st.integers(2, 20)))
    low = draw(shares(reach_one=False)) if positive or draw(st.booleans()) else Fraction(0)
    return {
        "depth": 2,
        "spectrum": [
            ONE,
            draw(fractions(Fraction(1, 4), 1, max_denominator=20)),
            low * alpha**2,
        ],
        "alpha": alpha,
        "eta": draw(shares()) / 2,
        "steps": draw(st.integers(20, 80)),
    }


@composite
def many_initial_steps(draw: Draw) -> Values:
    """A start from which r still falls after ``few`` steps."""
    return {
        "depth": 2,
        "spectrum": [ONE, draw(st.sampled_from([Fraction(1, 2), Fraction(0)]))],
        "alpha": Fraction(1, 10 ** draw(st.integers(1, 20))),
        "eta": draw(st.sampled_from([Fraction(1, 8), Fraction(1, 4)])),
        "steps": (few := draw(st.integers(1, 100))) + 1,
        "few": few,
    }


@composite
def pairs(draw: Draw) -> Values:
    """Two eigenvalues, often equal or nearly so."""
    values: Values = draw(spectra(most=2))
    return values | {"spectrum": [values["spectrum"][0], values["spectrum"][-1]]}


@cache
def two_layer_modes() -> st.SearchStrategy[Values]:
    """N = 2 and starts in any order."""
    return modes(two_layers, ordered=False)


LOOK = (
    Look(ENTROPY, clusters, first=True),
    Look(ENTROPY_PAIR, pairs),
    Look(PARTICIPATION, clusters, first=True),
    Look(PARTICIPATION_PAIR, pairs),
    Look(LITERAL, semidefinite, first=True),
    Look(FEW_INITIAL, many_initial_steps, first=True),
    Look(START, two_layer_modes),
    Look(START_DEEP, partial(unordered_pairs, 3), first=True),
    Look(START_EFFECTIVE_RANK, partial(unordered_pairs, 2), first=True),
)
