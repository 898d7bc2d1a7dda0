"""Hypothesis strategies for rank.window: starts right at the bound a_0, or at a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.theory.drawing import DEPTHS, ONE, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.rank.plateau_strategies import below_root
from dmfcheck.theory.rank.window import SHARPER, WINDOW, WINDOW_LITERAL, sharper_start

Formula = Callable[[Any, Any], Any]
"""(arithmetic, point) -> a_0, whatever the point's alpha is."""


@composite
def windows(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    formula: Formula | None = None,
    leading_share: Fraction | None = Fraction(8, 27),
) -> Values:
    """alpha at, or a share below, the a_0 of rank.window or of another ``formula`` for it.

    N = 2: alpha^2 <= leading_share (1-delta) lambda_L / delta as well, unless that is None; and for
    some of the points equality there comes first and delta' is as small as it then can be.
    """
    N = draw(depth())
    scale = draw(scales())
    ratio = st.one_of(
        fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=50),
        st.integers(1, 6).map(lambda j: 1 - Fraction(1, 2**j)),
    )
    earlier = [scale / draw(shares()) for _ in range(draw(st.integers(0, 2)))]
    following = scale**N * draw(ratio)
    values: Values = {
        "depth": N,
        "spectrum": tuple(sorted((root**N for root in (*earlier, scale)), reverse=True)),
        "rank": len(earlier) + 1,
        "delta": draw(shares(reach_one=False)),
        "quiet_level": following * draw(shares(reach_one=False)),
        "eta": draw(shares()) / (N * max(scale, *earlier, scale) ** (2 * N - 2)),
    }
    values["spectrum"] = (*values["spectrum"], following)
    start = draw(st.one_of(st.just(ONE), shares()))
    if N == 2 and leading_share is not None:
        largest = leading_share * (1 - values["delta"]) / values["delta"] * scale**2
        level = _smallest_level(values, largest, formula) if draw(st.booleans()) else ONE
        if level < 1:
            values["quiet_level"] = following * level
        bound = below_root(largest, 2)
        return values | {"alpha": start * min(bound, _largest_start(values, formula))}
    return values | {"alpha": start * _largest_start(values, formula)}


@composite
def two_layer_windows(draw: Draw, formula: Formula) -> Values:
    """N = 2, L = 1 and steps near the largest: where whole steps matter most."""
    ratio = fractions(Fraction(1, 20), Fraction(3, 4), max_denominator=20)
    values: Values = {
        "depth": 2,
        "spectrum": (ONE, draw(ratio)),
        "rank": 1,
        "delta": draw(shares(reach_one=False)),
        "eta": draw(fractions(Fraction(2, 5), Fraction(1, 2), max_denominator=20)),
    }
    values["quiet_level"] = values["spectrum"][1] * draw(shares(reach_one=False))
    bound = below_root(Fraction(8, 27) * (1 - values["delta"]) / values["delta"], 2)
    return values | {"alpha": min(bound, _largest_start(values, formula))}


@composite
def slow_two_layer_windows(draw: Draw, formula: Formula) -> Values:
    """N = 2, L = 1, small steps, levels so low that both eigenvalues grow all but exponentially.

    Then K1 and K2 are their bounds rounded, and half a step counts.
    """
    ratio = draw(fractions(Fraction(1, 20), Fraction(3, 4), max_denominator=20))
    values: Values = {
        "depth": 2,
        "spectrum": (ONE, ratio),
        "rank": 1,
        "delta": 1 - Fraction(1, draw(st.integers(100, 1000))),
        "eta": Fraction(1, draw(st.integers(20, 200))),
        "quiet_level": ratio / 10 ** draw(st.integers(10, 30)),
    }
    return values | {"alpha": _largest_start(values, formula)}


@composite
def deep_windows(draw: Draw, formula: Formula) -> Values:
    """N >= 3, L = 1, small steps and a small delta': where a_0 is nearly the largest start."""
    N = draw(st.integers(3, 5))
    ratio = draw(fractions(Fraction(1, 10), Fraction(1, 2), max_denominator=20))
    values: Values = {
        "depth": N,
        "spectrum": (ONE, ratio),
        "rank": 1,
        "delta": draw(fractions(Fraction(1, 4), Fraction(3, 4), max_denominator=20)),
        "eta": Fraction(1, N * draw(st.integers(1, 100))),
        "quiet_level": ratio * Fraction(1, 10 ** draw(st.integers(4, 12))),
    }
    return values | {"alpha": _largest_start(values, formula)}


@composite
def early_leading(draw: Draw, share: Fraction = ONE) -> Values:
    """N = 2, a much larger eigenvalue before lambda_L, alpha^2 = share (1-delta) lambda_L / delta.

    lambda_L is recovered at the start, or soon, so the larger one is last; delta' is just so large
    that alpha = a_0.
    """
    scale = draw(scales())
    ratio = draw(st.integers(2, 20))
    following = scale**2 * draw(fractions(Fraction(1, 4), Fraction(3, 4), max_denominator=8))
    delta = draw(fractions(Fraction(3, 5), Fraction(99, 100), max_denominator=100))
    values: Values = {
        "depth": 2,
        "spectrum": ((scale * ratio) ** 2, scale**2, following),
        "rank": 2,
        "delta": delta,
        "eta": draw(shares()) / (2 * (scale * ratio) ** 2),
        "alpha": below_root(share * (1 - delta) / delta * scale**2, 2),
    }
    level = min(_smallest_level(values, values["alpha"] ** 2, None), 1 - Fraction(1, 2**20))
    return values | {"quiet_level": following * level}


def _largest_start(values: Values, formula: Formula | None) -> Fraction:
    """The largest rational of 60 bits that is at most a_0."""
    from flint import arb, ctx

    from dmfcheck.dynamics.balls.balls import interval

    with ctx.workprec(256):
        a_0 = arb(_evaluated(values, formula))
    with ctx.workprec(60):
        return interval(a_0.lower())[0]


def _smallest_level(values: Values, square: Fraction, formula: Formula | None) -> Fraction:
    """A share of lambda_{L+1}, near the least delta' for which a_0^2 is above ``square``.

    1 or more if there is none below lambda_{L+1}: a_0^2 is a power of delta' for N = 2.
    """
    from flint import arb, ctx

    from dmfcheck.dynamics.balls.balls import interval

    following = values["spectrum"][-1]
    with ctx.workprec(256):
        ends = [
            2 * arb(_evaluated(values | {"quiet_level": following * share}, formula)).log()
            for share in (ONE, Fraction(1, 2))
        ]
        power = (ends[0] - ends[1]) / arb(2).log()
        wanted = arb(square.numerator).log() - arb(square.denominator).log()
        share = ((wanted - ends[0]) / power).exp() * (1 + arb(2) ** -50)
        if not share < 1:
            return ONE
    with ctx.workprec(60):
        return interval(share.upper())[1]


def _evaluated(values: Values, formula: Formula | None) -> Any:
    from dmfcheck.claims.ball_point import BallPoint
    from dmfcheck.claims.point import Point
    from dmfcheck.theory.rank.window import stated_start

    balls = BallPoint()
    point = Point(values | {"alpha": ONE}).converted(balls.number)
    return (formula or stated_start)(balls, point)


LOOK = (
    Look(WINDOW, windows),
    Look(SHARPER, partial(windows, formula=sharper_start)),
    Look(WINDOW_LITERAL, early_leading, first=True),
)
