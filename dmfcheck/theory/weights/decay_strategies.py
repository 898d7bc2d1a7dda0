"""Starts around the points that weight decay leaves where they are."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import (
    DEPTHS,
    depths,
    original_coordinates,
    scales,
    shares,
    small_numbers,
    starts,
    two_layers,
)
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.weights.decay import BALANCES, GOES_ON, LOST, SHIFT

DEEP_DEPTHS: Depths = partial(depths, 3, 8)


def decayed(depth: int, scale: Fraction, x0: Fraction, h: Fraction, share: Fraction) -> Values:
    """lambda = scale^N, alpha = scale x_0 and c = ``share`` lambda^{2-2/N}.

    >>> decayed(2, Fraction(2), Fraction(1, 2), Fraction(1, 4), Fraction(1, 2))["decay"]
    Fraction(2, 1)
    """
    values = original_coordinates(depth, scale, x0, h)
    return values | {"decay": share * scale ** (2 * depth - 2)}


@composite
def few_exact(draw: Draw, depth: Depths = two_layers) -> Values:
    """Any eigenvalue and any decay, a few exact steps."""
    return {
        "depth": draw(depth()),
        "eigenvalue": draw(small_numbers()),
        "alpha": draw(fractions(Fraction(1, 9), 2, max_denominator=9)),
        "eta": draw(fractions(Fraction(1, 12), 1, max_denominator=12)),
        "decay": draw(fractions(0, 2, max_denominator=12)),
        "steps": draw(st.integers(1, 4)),
    }


@composite
def pulled_pairs(
    draw: Draw, least: Fraction = Fraction(0), most: Fraction = Fraction(7, 5)
) -> Values:
    """The first pull between ``least`` and ``most`` times 1 - eta c, eta = 1 before the scale."""
    scale, room = draw(scales()), draw(fractions(Fraction(1, 12), 1, max_denominator=12))
    first = draw(fractions(Fraction(-3, 2), Fraction(3, 2), max_denominator=9))
    other = draw(fractions(Fraction(1, 9), Fraction(3, 2), max_denominator=9))
    e = room * draw(fractions(least, most, max_denominator=12)) * draw(st.sampled_from([1, -1]))
    return {
        "depth": 2,
        "eigenvalue": scale**2 * (first * other + e),
        "alpha": scale * other,
        "beta": scale * (other - first),
        "eta": 1 / scale**2,
        "decay": scale**2 * (1 - room),
        "steps": draw(st.integers(1, 3)),
    }


@composite
def lost(draw: Draw, least: Fraction = Fraction(1), longest: Fraction = Fraction(1)) -> Values:
    """c from ``least`` times lambda alpha^{N-2} on; the step up to ``longest`` times the bound."""
    N, x0 = draw(DEEP_DEPTHS()), draw(starts(3))
    excess = draw(st.one_of(st.just(Fraction(0)), starts(3), fractions(0, 9, max_denominator=9)))
    share = x0 ** (N - 2) * (least + excess)
    h = longest * draw(shares()) / (share + x0 ** (2 * N - 2))
    values = decayed(N, draw(scales()), x0, h, share)
    return values | {"steps": draw(st.integers(1, 30))}


@composite
def either_way(
    draw: Draw, low: Fraction = Fraction(1, 2), high: Fraction = Fraction(2), *, longest: int = 1
) -> Values:
    """c between ``low`` and ``high`` times what alpha is pulled by, steps up to the bound."""
    N, x0 = draw(DEPTHS()), draw(starts(3))
    near = st.integers(1, 20).map(lambda j: Fraction(1, 2**j))
    times = draw(
        st.one_of(
            near.map(lambda e: 1 + e),
            near.map(lambda e: 1 - e),
            fractions(low, high, max_denominator=24),
        ).filter(lambda t: t != 1)
    )
    share = x0 ** (N - 2) * (1 - x0**N) * times
    h = longest * draw(shares()) / (N + share)
    values = decayed(N, draw(scales()), x0, h, share)
    return values | {"steps": draw(st.integers(1, 30))}


@composite
def from_above(draw: Draw) -> Values:
    """alpha 2 to 4 times lambda^{1/N}, at a step that is too long there."""
    N = draw(depths(2, 4))
    x0 = draw(fractions(2, 4, max_denominator=4))
    share = draw(fractions(0, Fraction(1, 20), max_denominator=40))
    h = (
        1
        / (x0 ** (N - 2) * (x0**N - 1) + share)
        * draw(fractions(Fraction(9, 10), 1, max_denominator=30))
    )
    return decayed(N, draw(scales()), x0, h, share) | {"steps": 4}


LOOK = (
    Look(SHIFT, few_exact),
    Look(BALANCES, pulled_pairs),
    Look(LOST, lost),
    Look(GOES_ON, either_way),
)
