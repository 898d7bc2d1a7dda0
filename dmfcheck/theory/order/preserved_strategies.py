"""Spectra whose eigenvalues are to stay in order, and some that cross."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import DEPTHS, ONE, depths, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.order.preserved import PRESERVED


@composite
def ordered_spectra(draw: Draw, depth: Depths = DEPTHS) -> Values:
    """Two to five distinct positive eigenvalues, alpha^N <= lambda_n, and h_1 up to 1/N."""
    N = draw(depth())
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


@composite
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


@composite
def tied_spectra(draw: Draw) -> Values:
    """Two equal eigenvalues, which are never told apart."""
    values = draw(ordered_spectra())
    return {**values, "spectrum": [values["spectrum"][0]] * 2}


LOOK = (Look(PRESERVED, ordered_spectra),)
