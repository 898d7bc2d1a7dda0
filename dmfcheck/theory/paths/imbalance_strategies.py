"""Parallel paths below lambda, and with a pull of a given size."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import scales
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.paths.drawing import DEEP_DEPTHS, ONE, bundles, scaled, sizes, with_pull
from dmfcheck.theory.paths.imbalance import ANY_PULL, IMBALANCE, KEPT, WINNER


@composite
def below(
    draw: Draw,
    low: Fraction = Fraction(0),
    high: Fraction = ONE,
    least: int = 1,
    times: Fraction = ONE,
) -> Values:
    """w(0) at most ``times`` lambda, and hN between ``low`` and ``high``, which is met exactly."""
    N, paths, start = draw(DEEP_DEPTHS()), draw(bundles(least)), draw(sizes())
    # Of H paths w is at most H d_1^N: d_1 = start/H is small enough. One may be nearly all.
    first = start if sum((d * start) ** N for d in paths) <= 1 else start / len(paths)
    h = (low + (high - low) * draw(sizes())) / N
    values = {
        "depth": N,
        "paths": tuple(d * first * times for d in paths),
        "eigenvalue": ONE,
        "eta": h,
        "steps": draw(st.integers(1, 2)),
    }
    return scaled(values, draw(scales()))


@composite
def two_layers(draw: Draw) -> Values:
    """N = 2, any step."""
    values = {
        "depth": 2,
        "paths": draw(bundles(2)),
        "eigenvalue": draw(fractions(-3, 3, max_denominator=8)),
        "eta": draw(fractions(Fraction(1, 8), 2, max_denominator=8)),
        "steps": draw(st.integers(1, 3)),
    }
    return scaled(values, draw(scales()))


@composite
def pulled(
    draw: Draw,
    low: Fraction = -ONE,
    high: Fraction = Fraction(0),
    *,
    least: int = 2,
    which: Depths = DEEP_DEPTHS,
    steps: int = 1,
) -> Values:
    """e d_1^{N-2} from ``low``/(N-1) to ``high``/(N-1), both ends met; up to ``steps`` of them."""
    N = draw(which())
    share = draw(st.one_of(st.just(Fraction(0)), sizes()))
    t = (low + (high - low) * share) / (N - 1)
    eta = draw(fractions(Fraction(1, 8), 4, max_denominator=8))
    values = scaled(with_pull(N, draw(bundles(least)), t, eta), draw(scales()))
    # Where the hypothesis is met with equality, balls after more steps would not decide it.
    most = steps if t * (N - 1) > low else min(steps, 1)
    return values | {"steps": draw(st.integers(1, most))} if steps else values


LOOK = (
    Look(WINNER, below),
    Look(KEPT, two_layers),
    Look(IMBALANCE, partial(pulled, -ONE, Fraction(6), steps=2)),
    Look(ANY_PULL, partial(pulled, Fraction(-3, 2), Fraction(6), steps=0)),
)
