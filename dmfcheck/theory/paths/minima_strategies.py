"""Minima of parallel paths, steps near them, and steps that land on one."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import depths, scales
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.paths.bundle import end_to_end, sharpness
from dmfcheck.theory.paths.drawing import (
    DEEP_DEPTHS,
    ONE,
    THREE_LAYERS,
    bundles,
    scaled,
    sizes,
    with_pull,
)
from dmfcheck.theory.paths.minima import LITERAL, SETTLES, SHARPNESS

UP_TO_SIX: Depths = partial(depths, 2, 6)
FOUR_LAYERS: Depths = partial(depths, 4, 4)


@composite
def minima(draw: Draw, least: int = 1) -> Values:
    """Any factors: they are at the minimum of their own end-to-end eigenvalue."""
    scale = draw(scales())
    return {"depth": draw(UP_TO_SIX()), "paths": tuple(d * scale for d in draw(bundles(least)))}


@composite
def sharp(
    draw: Draw,
    room: Fraction = Fraction(1, 2),
    least: Fraction = Fraction(2),
    side: int = 0,
) -> Values:
    """eta s (1 - ``room`` (N-1) tau) from ``least`` on, which is met, above and below lambda.

    ``side`` is that of e if it is 1 or -1.
    """
    N, paths = draw(DEEP_DEPTHS()), draw(bundles())
    t = draw(st.one_of(sizes(), sizes().map(lambda x: x / 100)))
    if (side or draw(st.sampled_from([1, -1]))) < 0:
        t = -t * Fraction(3, 2) / (N - 1)
    excess = draw(st.one_of(st.just(Fraction(0)), fractions(0, 2, max_denominator=12)))
    left = 1 - room * (N - 1) * max(Fraction(0), -t)
    eta = (least + excess) / (sharpness(N, paths) * left)
    return scaled(with_pull(N, paths, t, eta), draw(scales()))


@composite
def landing(
    draw: Draw,
    low: Fraction = Fraction(1, 4),
    high: Fraction = Fraction(2, 5),
    least: int = 2,
    widest: Fraction = Fraction(1, 2),
    which: Depths = THREE_LAYERS,
) -> Values:
    """One step from below exactly onto a minimum: lambda is what the step makes of the paths."""
    N, e = draw(which()), draw(fractions(low, high, max_denominator=20))
    others = draw(
        st.lists(fractions(Fraction(1, 20), widest, max_denominator=20), min_size=1, max_size=2)
        if least == 2
        else st.lists(sizes(), min_size=least - 1, max_size=least - 1)
    )
    paths = (ONE, *sorted(others, reverse=True))
    moved = [d * (1 + e * d ** (N - 2)) for d in paths]
    eta = e / (end_to_end(N, moved) - end_to_end(N, paths))
    return scaled(with_pull(N, paths, e, eta), draw(scales())) | {"steps": 1}


LOOK = (
    Look(SHARPNESS, minima),
    Look(SETTLES, sharp),
    Look(LITERAL, landing, first=True),
)
