"""Hypothesis strategies for the monotone.* claims: ties, tiny gaps, sharp steps, every scale.

Scaled coordinates come first: the roots lambda_i^{1/N} are rational, so that h_1 = 1/N and
alpha^N = lambda_n are met exactly.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import DEPTHS, ONE, depths, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Maker, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.rank import (
    ANY_POWER,
    GROWTH,
    PAIR,
    POWERS,
    RANK,
    RATIO,
    STARTS,
    WAVERS,
)

DOUBLING_STEPS = 7
"""Where h_1 N = 1 the leading distance is squared at every step: if nothing else moves,
differences of ratios soon have more digits than balls are given."""


@composite
def overshooting(draw: Draw, most: Fraction = ONE) -> Values:
    """(1, alpha^N) with h_1 = c/N, c = 1 + excess, and alpha = 1 - excess/(3N): r wavers."""
    N = draw(DEPTHS())
    excess = draw(shares(reach_one=False)) * most
    alpha = 1 - excess / (3 * N)
    return {
        "depth": N,
        "spectrum": [ONE, alpha**N],
        "alpha": alpha,
        "eta": (1 + excess) / N,
        "steps": 4,
    }


@composite
def overshooting_modes(draw: Draw, depth: int | None = None) -> Values:
    """:func:`overshooting` by a tenth at most, as rows (lambda_i, d_i(0))."""
    N = draw(DEPTHS()) if depth is None else depth
    excess = draw(shares(reach_one=False)) / 10
    alpha = 1 - excess / (3 * N)
    return {
        "depth": N,
        "modes": [[1, alpha], [alpha**N, alpha]],
        "eta": (1 + excess) / N,
        "steps": 4,
    }


@composite
def close_pairs(draw: Draw) -> Values:
    """Two eigenvalues so near that late growth is as slow as kappa says, and 40 steps."""
    N = draw(depths(2, 6))
    low = 1 - Fraction(1, 2 ** draw(st.integers(7, 16)))
    share = draw(fractions(Fraction(1, 2), Fraction(3, 4), max_denominator=8))
    return {
        "depth": N,
        "spectrum": [ONE, low**N],
        "alpha": draw(fractions(Fraction(1, 2), Fraction(4, 5), max_denominator=10)),
        "eta": share / N,
        "steps": draw(st.integers(20, 40)),
    }


def first_powers(base: Maker) -> st.SearchStrategy[Values]:
    """What ``base`` draws, with the power 1."""
    return base().map(lambda values: values | {"power": ONE})


@composite
def large_negative(draw: Draw) -> Values:
    """N = 2 and a negative eigenvalue far beyond lambda_1 in size."""
    return {
        "depth": 2,
        "spectrum": [ONE, Fraction(-draw(st.integers(3, 10)))],
        "alpha": Fraction(1, draw(st.integers(1, 5))),
        "eta": Fraction(1, 2),
        "steps": 4,
    }


@composite
def roots(draw: Draw, least: int = 2, most: int = 5) -> list[Fraction]:
    """1 = mu_1 >= mu_2 >= ...: equal ones, nearly equal ones, and ones that are far apart."""
    gap = st.one_of(st.just(ONE), shares(reach_one=False))
    found = [ONE]
    for step in draw(st.lists(gap, min_size=least - 1, max_size=most - 1)):
        found.append(found[-1] * step)
    return found


@composite
def spectra(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    largest_share: Fraction = ONE,
    most_steps: int = 40,
    most: int = 5,
    settling: bool = False,
) -> Values:
    """A positive spectrum with multiplicities, alpha^N <= lambda_n, h_1 = share largest_share/N.

    ``settling`` says that the distance of the leading eigenvalue itself is looked at.
    """
    N, scale = draw(depth()), draw(scales())
    mu = draw(roots(most=most))
    alpha = mu[-1] * draw(st.one_of(shares(), starts()))
    share = draw(st.one_of(st.just(ONE), shares())) * largest_share
    doubling = share == 1 and (settling or alpha in mu)
    return {
        "depth": N,
        "spectrum": [(scale * root) ** N for root in mu],
        "alpha": scale * alpha,
        "eta": share / (N * scale ** (2 * N - 2)),
        "steps": draw(st.integers(2, DOUBLING_STEPS if doubling else most_steps)),
    }


@composite
def excesses(draw: Draw) -> Values:
    """A depth and c - 1 in (0, 1)."""
    return {"depth": draw(DEPTHS()), "excess": draw(shares(reach_one=False))}


@composite
def signed_spectra(
    draw: Draw, *, largest_start: Fraction = ONE, largest_share: Fraction = ONE
) -> Values:
    """lambda_1 = 1 times a scale, alpha below it, the others below, above, at 0 or negative."""
    N, scale = draw(DEPTHS()), draw(scales())
    share = draw(shares()) * largest_share
    alpha = draw(st.one_of(shares(), starts())) * largest_start
    size = st.one_of(shares(reach_one=False), starts())
    other = st.one_of(
        size.map(lambda root: root**N),
        st.just(Fraction(0)),
        size.map(lambda root: -(root**N)),
        # On the start, and next to it on either side.
        st.just(alpha**N),
        st.integers(5, 30).map(lambda j: alpha**N * (1 - Fraction(1, 2**j))),
    )
    values = [ONE, *draw(st.lists(other, min_size=1, max_size=3))]
    doubling = share == 1 and alpha**N in values
    return {
        "depth": N,
        "spectrum": [scale**N * value for value in values],
        "alpha": scale * alpha,
        "eta": share / (N * scale ** (2 * N - 2)),
        "steps": draw(st.integers(2, DOUBLING_STEPS if doubling else 30)),
    }


@composite
def modes(draw: Draw, depth: Depths = DEPTHS, *, ordered: bool = True) -> Values:
    """Rows (lambda_i, d_i(0)), each start at most its root, and at most d_1(0) if ``ordered``."""
    N, scale = draw(depth()), draw(scales())
    mu = draw(roots(most=4))
    # Not at rest: of rows that are all at rest no rounding could tell that they are.
    lead = draw(st.one_of(shares(reach_one=False), starts()))
    rows = [(ONE, lead)]
    for root in mu[1:]:
        largest = min(root, lead) if ordered else root
        rows.append((root, largest * draw(st.one_of(st.just(ONE), shares(), starts(3)))))
    share = draw(shares())
    still = all(start == root for root, start in rows if root != 1)
    return {
        "depth": N,
        "modes": [[(scale * root) ** N, scale * start] for root, start in rows],
        "eta": share / (N * scale ** (2 * N - 2)),
        "steps": draw(st.integers(2, DOUBLING_STEPS if share == 1 and still else 30)),
    }


@composite
def powers(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    least: Fraction = ONE,
    most: Fraction = Fraction(4),
) -> Values:
    """A spectrum and a power p >= least/N of the ratios, least/N itself included."""
    values: Values = draw(spectra(depth, most=4, most_steps=20))
    N = values["depth"]
    power = draw(
        st.one_of(
            st.just(least / N),
            st.just(most),
            fractions(least / N, most, max_denominator=max(2 * N, (N / least).__ceil__())),
        )
    )
    return values | {"power": power}


LOOK = (
    Look(RATIO, signed_spectra),
    Look(RANK, spectra),
    Look(GROWTH, partial(spectra, most_steps=20)),
    Look(STARTS, modes),
    Look(POWERS, powers),
    # p from 1/(10 N) on, most of them below 1/N, where monotone.rank/powers ends.
    Look(
        ANY_POWER,
        partial(powers, partial(depths, 2, 20), least=Fraction(1, 10), most=Fraction(1, 12)),
    ),
    Look(WAVERS, excesses),
    Look(PAIR, partial(spectra, most_steps=20)),
)
