"""Hypothesis strategies for the transition of an eigenvalue at two neighbouring depths."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from dmfcheck.theory.drawing import ONE, depths, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.order.depth import DEPTH_LITERAL, DESCENT, NARROWER, SAME_START, WHOLE_STEPS


@composite
def _levels(draw: Draw, start: Fraction, *, strict: bool, late: bool = False) -> Values:
    """start <= low < high < 1 and start < middle <= high, with ties.

    ``strict``: not both start = low and middle = high. ``late``: middle lies beyond high.
    """
    part = shares(reach_one=False)
    high = start + (1 - start) * draw(part)
    low = start + (high - start) * draw(st.one_of(st.just(Fraction(0)), part))
    if late:
        return {"low": low, "middle": 1 - (1 - high) / 2 ** draw(st.integers(1, 60)), "high": high}
    ties = [] if strict and low == start else [st.just(high)]
    if low > start:
        ties.append(st.just(low))
    middle = draw(st.one_of(*ties, part.map(lambda share: start + (high - start) * share)))
    return {"low": low, "middle": middle, "high": high}


@cache
def _start_values(smallest_exponent: int) -> st.SearchStrategy[Fraction]:
    return st.one_of(
        st.integers(1, smallest_exponent).map(lambda k: Fraction(1, 10**k)), shares(reach_one=False)
    )


@composite
def transitions(
    draw: Draw, *, smallest_exponent: int = 12, late: bool = False, high_start: bool = False
) -> Values:
    """A depth, alpha^N / lambda and three levels of the flow.

    ``late``: t3 lies beyond t2. ``high_start``: alpha^N lies above t1 lambda.
    """
    start = draw(_start_values(smallest_exponent))
    levels = draw(_levels(start, strict=True, late=late))
    if high_start:
        levels["low"] = start / 2 ** draw(st.integers(1, 40))
    return {"depth": draw(depths(2, 9)), "start_value": start, **levels}


@composite
def same_starts(
    draw: Draw, *, smallest_exponent: int = 4, late: bool = False, high_start: bool = False
) -> Values:
    """A depth, a start alpha < 1 of lambda = 1 and three levels; arguments as transitions."""
    N, alpha = draw(depths(2, 9)), draw(_start_values(smallest_exponent))
    levels = draw(_levels(alpha**N, strict=False, late=late))
    if high_start:
        levels["low"] = alpha**N / 2 ** draw(st.integers(1, 40))
    return {"depth": N, "alpha": alpha, **levels}


@composite
def late_transitions(draw: Draw) -> Values:
    """Levels so near 1 that a layer more hardly changes the width: the constant 1 is sharp."""
    level = 1 - Fraction(1, 2 ** draw(st.integers(1200, 1600)))
    return {
        "depth": draw(depths(8, 9)),
        "alpha": draw(fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=10)),
        "low": level,
        "middle": level,
        "high": (1 + level) / 2,
    }


@composite
def step_transitions(
    draw: Draw, *, smallest_exponent: int = 1, late: bool = False, high_start: bool = False
) -> Values:
    """Gradient descent with alpha^N = s^{N(N+1)} at depths N and N+1, and three levels.

    ``late`` and ``high_start`` as in :func:`transitions`.
    """
    N = draw(depths(2, 6))
    root = draw(
        st.one_of(
            fractions(Fraction(1, 4), Fraction(19, 20), max_denominator=20),
            st.integers(0, smallest_exponent).map(lambda k: Fraction(3, 4 * 10**k)),
        )
    )
    start = root ** (N * (N + 1))
    levels = draw(_levels(start, strict=False, late=late))
    if high_start:
        levels["low"] = start / 2 ** draw(st.integers(1, 40))
    return {"depth": N, "root": root, "eta": draw(shares()) / (N + 1), **levels}


@composite
def short_transitions(draw: Draw) -> Values:
    """The largest step, and levels t1 = t3 < t2 so near each other that whole steps decide."""
    N = draw(depths(2, 4))
    root = draw(fractions(Fraction(3, 5), Fraction(9, 10), max_denominator=20))
    start = root ** (N * (N + 1))
    low = start + (1 - start) * draw(
        fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=20)
    )
    return {
        "depth": N,
        "root": root,
        "eta": Fraction(1, N + 1),
        "low": low,
        "middle": low,
        "high": low + (1 - low) / draw(st.integers(2, 12)),
    }


@composite
def recovered_pairs(draw: Draw) -> Values:
    """Two eigenvalues at moderate depths, from the same start alpha < 1."""
    return {
        "depth": draw(depths(2, 6)),
        "spectrum": [ONE, Fraction(1, draw(st.integers(2, 10)))],
        "alpha": Fraction(1, draw(st.integers(4, 20))),
        "eta": Fraction(1, draw(st.integers(7, 200))),
        "fraction": Fraction(9, 10),
    }


LOOK = (
    Look(NARROWER, transitions),
    Look(SAME_START, same_starts),
    Look(DESCENT, step_transitions, first=True),
    Look(WHOLE_STEPS, step_transitions, first=True),
    Look(DEPTH_LITERAL, recovered_pairs, first=True),
)
