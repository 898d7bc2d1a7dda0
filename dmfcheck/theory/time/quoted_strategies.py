"""Points of each case of time.quoted: starts, accuracies and orbits long enough to show T."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache, partial

from dmfcheck.claims.point import Point
from dmfcheck.theory.drawing import ONE, SHALLOW_DEPTHS, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.time.quoted import (
    QUOTED_ABOVE,
    QUOTED_FAR,
    QUOTED_NEAR,
    QUOTED_NEGATIVE,
    QUOTED_SHORT,
    REPAIRED_ABOVE,
    REPAIRED_FAR,
    REPAIRED_NEAR,
    REPAIRED_NEGATIVE,
    SHARPER_FAR,
    Bound,
    inflection,
    steps_above,
    steps_far,
    steps_near,
    steps_negative,
    steps_short,
)

MOST_STEPS = 60
JUST_INSIDE = 1 - Fraction(1, 2**30)
"""A share of a bound that is excluded, or of an irrational one as float64 has it."""


def _scaled_top(depth: int) -> Fraction:
    """c^{1/N} to within a float64."""
    return Fraction(float(inflection(depth)) ** (1 / depth))


def _orbit_of(values: Values, bound: Bound) -> Values:
    """As many steps as the bound has, and three more; at most :data:`MOST_STEPS`."""
    import numpy as np

    from dmfcheck.claims.float_batch import FloatBatch

    floats = FloatBatch()
    with np.errstate(all="ignore"):
        found = float(bound(floats, Point(values).converted(floats.number))[0])
    steps = math.ceil(found) + 3 if 0 <= found < MOST_STEPS - 3 else MOST_STEPS
    return values | {"steps": steps}


def _point(
    depth: int, scale: Fraction, sign: int, start: Fraction, share: Fraction, accuracy: Fraction
) -> Values:
    """lambda = sign scale^N, alpha = start scale, eta a share of 1/M^{2N-2}, eps in that scale."""
    largest = max(start, ONE)
    return {
        "depth": depth,
        "eigenvalue": sign * scale**depth,
        "alpha": start * scale,
        "eta": share / (largest * scale) ** (2 * depth - 2),
        "accuracy": accuracy * scale,
    }


@composite
def near(draw: Draw, *, most: Fraction = JUST_INSIDE) -> Values:
    """c lambda < alpha^N < lambda, h up to ``most`` of 1/(2N), and eps a share of what is left."""
    N = draw(SHALLOW_DEPTHS())
    low = _scaled_top(N)
    start = low + (ONE - low) * draw(shares(reach_one=False))
    accuracy = (ONE - start) * draw(shares(reach_one=False))
    share = draw(shares()) * most / (2 * N)
    return _orbit_of(_point(N, draw(scales()), 1, start, share, accuracy), steps_near)


@composite
def above(draw: Draw, *, most: Fraction = JUST_INSIDE) -> Values:
    """lambda < alpha^N, up to 4^N lambda."""
    N = draw(SHALLOW_DEPTHS())
    start = ONE + 3 * draw(shares())
    accuracy = (start - ONE) * draw(shares(reach_one=False))
    share = draw(shares()) * most / (2 * N)
    return _orbit_of(_point(N, draw(scales()), 1, start, share, accuracy), steps_above)


@composite
def negative(draw: Draw, *, most: Fraction = JUST_INSIDE) -> Values:
    """lambda < 0, alpha from a fifth to five times |lambda|^{1/N}."""
    N = draw(SHALLOW_DEPTHS())
    start = draw(fractions(Fraction(1, 5), 5, max_denominator=20))
    accuracy = start * draw(shares(reach_one=False))
    share = draw(shares()) * most / (3 * N - 2)
    return _orbit_of(_point(N, draw(scales()), -1, start, share, accuracy), steps_negative)


def _below_top(draw: Draw, depth: int) -> Fraction:
    below: Fraction = draw(shares(reach_one=False))
    return _scaled_top(depth) * JUST_INSIDE * (ONE - below / 2)


@composite
def far(draw: Draw, *, most: Fraction = JUST_INSIDE) -> Values:
    """alpha^N <= c lambda, and eps beyond the longest step."""
    N = draw(SHALLOW_DEPTHS())
    accuracy = (ONE - _scaled_top(N)) * JUST_INSIDE * draw(shares())
    share = draw(shares()) * most / (2 * N)
    point = _point(N, draw(scales()), 1, _below_top(draw, N), share, accuracy)
    return _orbit_of(point, steps_far)


@composite
def far_small(draw: Draw) -> Values:
    """N = 2, starts down to 1e-5 of lambda^{1/2} and the largest steps, so that s is large."""
    start = Fraction(1, 10 ** draw(st.integers(1, 5)))
    accuracy = Fraction(draw(st.integers(1, 10)), 30)
    share = JUST_INSIDE * (ONE - draw(shares(reach_one=False)) / 4) / 4
    return _orbit_of(_point(2, draw(scales()), 1, start, share, accuracy), steps_far)


@composite
def short(draw: Draw, *, most: Fraction = JUST_INSIDE) -> Values:
    """alpha^N <= c lambda, and eps before the longest step."""
    N = draw(SHALLOW_DEPTHS())
    start = _below_top(draw, N)
    level = start + (_scaled_top(N) * JUST_INSIDE - start) * draw(shares())
    share = draw(shares()) * most / (2 * N)
    return _orbit_of(_point(N, draw(scales()), 1, start, share, ONE - level), steps_short)


BEYOND = Fraction(4)
"""Steps up to four times those of the theorem: the map overshoots."""


@cache
def far_or_small() -> st.SearchStrategy[Values]:
    """Starts just below the longest step, or far below."""
    return st.one_of(far(), far_small())


near_beyond = partial(near, most=BEYOND)
above_beyond = partial(above, most=BEYOND)
negative_beyond = partial(negative, most=2 * BEYOND)

LOOK = (
    Look(QUOTED_NEAR, near, first=True),
    Look(QUOTED_ABOVE, above, first=True),
    Look(QUOTED_NEGATIVE, negative, first=True),
    Look(QUOTED_FAR, far_or_small, first=True),
    Look(QUOTED_SHORT, short),
    Look(REPAIRED_NEAR, near),
    Look(REPAIRED_ABOVE, above),
    Look(REPAIRED_NEGATIVE, negative),
    Look(REPAIRED_FAR, far_or_small),
    Look(SHARPER_FAR, far_or_small),
)
