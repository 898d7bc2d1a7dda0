"""Spectra that are recovered from small starts, whose recovery times are compared."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import DEPTHS, ONE, scales, shares, two_layers
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.order.rate import RATE, RATE_LITERAL, SMALL_STEPS
from dmfcheck.theory.time.corrected_strategies import levels


@composite
def recovered_spectra(
    draw: Draw, depth: Depths = DEPTHS, *, exponents: tuple[int, ...] = (3, 30)
) -> Values:
    """Two to four positive eigenvalues, a step up to h_1 = 1/N, a level, a small start.

    x_0 = 10^-k for the least of the eigenvalues, k one of ``exponents``.
    """
    N = draw(depth())
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
        "fraction": draw(st.one_of(levels(), low, high)),
    }


@composite
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


@composite
def recovered_pairs(draw: Draw) -> Values:
    """N = 2: eigenvalues 1 and r < 1, a step eta up to 1/2, and a start of 10^-k."""
    return {
        "depth": 2,
        "spectrum": [Fraction(1), Fraction(1, draw(st.integers(2, 100)))],
        "alpha": Fraction(1, 10 ** draw(st.integers(2, 300))),
        "eta": Fraction(1, draw(st.integers(2, 1000))),
        "fraction": Fraction(1, 2),
    }


LOOK = (
    Look(RATE, partial(recovered_spectra, exponents=(1, 2, 3))),
    Look(RATE_LITERAL, recovered_pairs, first=True),
    Look(SMALL_STEPS, partial(recovered_spectra, two_layers, exponents=(3, 30, 300, 3000))),
)
