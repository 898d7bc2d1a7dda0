"""Perturbed starts that find a negative eigenvalue, early and late."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import BELOW_ONE, ONE, depths, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.perturbed.sign import proved_share
from dmfcheck.theory.perturbed.sign_strategies import scaled
from dmfcheck.theory.perturbed.time import SHARPER, TIME, TIME_DEEP


@composite
def negative_recoveries(draw: Draw) -> Values:
    """N = 2 and lambda = -l < 0: beta down to 1e-3000, up to where beta(2 alpha - beta) allows."""
    # A start far above sqrt(l) decays for thousands of steps, which cost seconds in balls.
    alpha, root = draw(shares()), ONE
    theta = draw(shares(reach_one=False))
    # beta (2 alpha - beta) <= 2 alpha beta, and 1 - theta <= sqrt(1 - theta^2).
    largest = min(alpha * BELOW_ONE, root * root * (1 - theta) / alpha)
    tiny = st.sampled_from([10, 30, 300, 3000]).map(lambda k: Fraction(1, 10**k))
    beta = largest * draw(st.one_of(shares(), tiny))
    # Smaller steps with an ordinary beta are beyond both the sweep and the count in balls.
    eta = draw(fractions(Fraction(1, 50), ONE, max_denominator=100)) * proved_share(2)
    return scaled(2, draw(scales()), alpha, -root, beta, eta) | {"fraction": theta}


@composite
def slow_recoveries(draw: Draw) -> Values:
    """N = 2, small steps, a small start and theta near 1: where the upper bound is nearly met."""
    theta = draw(fractions(Fraction(49, 50), Fraction(199, 200), max_denominator=400))
    alpha = draw(fractions(Fraction(1, 200), Fraction(1, 50), max_denominator=200))
    beta = alpha / 10 ** draw(st.integers(1, 12))
    eta = draw(fractions(Fraction(1, 1000), Fraction(1, 200), max_denominator=1000))
    return scaled(2, draw(scales()), alpha, -ONE, beta, eta) | {"fraction": theta}


@composite
def deep_recoveries(draw: Draw) -> Values:
    """N = 3 to 6 and a perturbation so small that the recovery takes 10^2 to 10^5 steps or so."""
    N = draw(depths(3, 6))
    ordinary = fractions(Fraction(1, 2), ONE, max_denominator=20)
    alpha, root = draw(
        st.one_of(st.tuples(st.just(ONE), ordinary), st.tuples(ordinary, st.just(ONE)))
    )
    exponent = draw(fractions(1, Fraction(6, N - 2), max_denominator=4))
    beta = alpha * Fraction(10 ** -float(exponent)).limit_denominator(10**8)
    eta = draw(fractions(Fraction(1, 4), ONE, max_denominator=8)) * proved_share(N)
    values = scaled(N, draw(scales()), alpha, -root, beta, eta)
    return values | {
        "fraction": draw(fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10))
    }


@composite
def low_levels(draw: Draw) -> Values:
    """N = 4 to 6, a perturbation of some percent, and levels theta down to 10^-6."""
    N = draw(depths(4, 6))
    beta = draw(fractions(Fraction(1, 100), Fraction(1, 10), max_denominator=100))
    values = scaled(N, draw(scales()), ONE, -ONE, beta, proved_share(N))
    return values | {"fraction": Fraction(1, draw(st.integers(10**3, 10**6)))}


LOOK = (
    Look(TIME, negative_recoveries),
    Look(SHARPER, negative_recoveries),
    Look(TIME_DEEP, deep_recoveries),
)
