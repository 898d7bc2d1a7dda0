"""Spectra with negative eigenvalues, late enough to see from which side the rank comes."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.theory.drawing import ONE, depths, scales, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.from_above import (
    ABOVE,
    ABOVE_TWO_LAYERS,
    LATE,
    LATE_DEEP,
    ONE_POSITIVE,
)


@composite
def one_positive(draw: Draw) -> Values:
    """N = 2, one positive eigenvalue, and a negative one beyond it in size."""
    eta = draw(fractions(Fraction(1, 20), Fraction(1, 5), max_denominator=20))
    size = 1 + draw(fractions(Fraction(1, 4), 1, max_denominator=8))
    return {
        "depth": 2,
        "spectrum": [ONE, -size],
        "alpha": draw(fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10)),
        "eta": eta,
        "steps": draw(st.integers(1, 30)),
    }


@composite
def early_limits(draw: Draw, depth: int) -> Values:
    """Eigenvalues of both signs in the middle of their recovery."""
    return {
        "depth": depth,
        "spectrum": [
            ONE,
            draw(fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=10)),
            -draw(fractions(Fraction(1, 10), Fraction(3, 10), max_denominator=20)),
        ],
        "alpha": Fraction(1, 4),
        "eta": Fraction(1, 4),
        "steps": draw(st.integers(1, 60)),
    }


def _late_enough(subject: Claim, late: Hypothesis, values: Values) -> Values:
    """``values`` with the first steps of 8, 10, 12, ... that meet the hypothesis ``late``."""
    import numpy as np

    from dmfcheck.claims.float_batch import FloatBatch

    batch, steps = FloatBatch(), 8
    while steps < 10_000:
        point = subject.point(**values, steps=steps).converted(batch.number)
        with np.errstate(all="ignore"):
            margin = late.margin(batch, point, {})
        # Rounded towards lateness, so that balls find it late too.
        if margin > 1e-6:
            break
        steps += steps // 4
    return values | {"steps": steps}


@composite
def late_deep(draw: Draw) -> Values:
    """N >= 3, eigenvalues of both signs, and a step at which the negative part has won."""
    N = draw(depths(3, 5))
    share = draw(fractions(Fraction(1, 2), 1, max_denominator=20))
    mu = [ONE, *draw(st.lists(fractions(Fraction(4, 5), 1, max_denominator=40), max_size=2))]
    negative = draw(st.lists(starts(3), min_size=1, max_size=2))
    alpha = min(mu) * draw(fractions(Fraction(3, 4), Fraction(49, 50), max_denominator=50))
    scale = draw(scales())
    return _late_enough(
        ABOVE,
        LATE_DEEP,
        {
            "depth": N,
            "spectrum": [(scale * root) ** N for root in mu] + [-(scale**N) * v for v in negative],
            "alpha": scale * alpha,
            "eta": share / (N * scale ** (2 * N - 2)),
        },
    )


@composite
def late_two_layers(draw: Draw) -> Values:
    """N = 2, eigenvalues of both signs, and a step late enough for the slower rate to show."""
    second = draw(fractions(Fraction(1, 2), Fraction(19, 20), max_denominator=20))
    eta = draw(fractions(Fraction(1, 10), Fraction(7, 20), max_denominator=40))
    # One negative eigenvalue decays slower, the other faster than lambda_min+ converges.
    slow = second * draw(fractions(Fraction(1, 10), Fraction(4, 5), max_denominator=10))
    fast = second * draw(fractions(Fraction(3, 2), 2, max_denominator=10))
    negative = min(draw(st.sampled_from([slow, fast])), ONE / (2 * eta))
    scale = draw(scales())
    part = draw(fractions(Fraction(3, 5), Fraction(19, 20), max_denominator=20))
    return _late_enough(
        ABOVE_TWO_LAYERS,
        LATE,
        {
            "depth": 2,
            "spectrum": [scale**2, scale**2 * second, -(scale**2) * negative],
            "alpha": scale * part * second,
            "eta": eta / scale**2,
        },
    )


@composite
def late_with_zero(draw: Draw) -> Values:
    """The same with an eigenvalue 0, which decays more slowly than any rate."""
    values = draw(late_two_layers())
    *positive, negative = values.pop("spectrum")
    del values["steps"]
    return _late_enough(
        ABOVE_TWO_LAYERS, LATE, values | {"spectrum": [*positive, Fraction(0), negative]}
    )


LOOK = (
    Look(ABOVE, late_deep),
    Look(ABOVE_TWO_LAYERS, late_two_layers),
    Look(ONE_POSITIVE, one_positive, first=True),
)
