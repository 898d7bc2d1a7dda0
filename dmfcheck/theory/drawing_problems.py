"""Problems for real descents: spectra with ties and tiny gaps."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.dynamics.problem import Problem
from dmfcheck.theory.drawing import ONE, SHALLOW_DEPTHS, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, composite, st


@composite
def problems(
    draw: Draw,
    depth: Depths = SHALLOW_DEPTHS,
    *,
    signs: bool = True,
    perturbed: bool = False,
    largest_size: int = 6,
) -> Problem:
    """A spectrum with ties and tiny gaps, of either sign if ``signs``, and a stable step.

    The start is identical, or ``perturbed`` by a share of alpha.
    """
    N = draw(depth())
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
