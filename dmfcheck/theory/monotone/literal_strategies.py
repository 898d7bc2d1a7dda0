"""Hypothesis strategies for what is false about monotone.*: its false readings and its mutants.

Each draws from a small neighbourhood of where the wrong claim is known to fail.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from dmfcheck.theory.drawing import DEPTHS, ONE, Draw, Values, depths, shares
from dmfcheck.theory.drawing_rationals import fractions


@st.composite
def overshooting(draw: Draw, most: Fraction = ONE) -> Values:
    """(1, alpha^N) with h_1 = c/N, c = 1 + excess, and alpha = 1 - excess/(3N): r wavers."""
    N = draw(DEPTHS)
    excess = draw(shares(reach_one=False)) * most
    alpha = 1 - excess / (3 * N)
    return {
        "depth": N,
        "spectrum": [ONE, alpha**N],
        "alpha": alpha,
        "eta": (1 + excess) / N,
        "steps": 4,
    }


@st.composite
def overshooting_modes(draw: Draw, depth: int | None = None) -> Values:
    """:func:`overshooting` by a tenth at most, as rows (lambda_i, d_i(0))."""
    N = draw(DEPTHS) if depth is None else depth
    excess = draw(shares(reach_one=False)) / 10
    alpha = 1 - excess / (3 * N)
    return {
        "depth": N,
        "modes": [[1, alpha], [alpha**N, alpha]],
        "eta": (1 + excess) / N,
        "steps": 4,
    }


@st.composite
def overshooting_schedules(draw: Draw) -> Values:
    """:func:`overshooting` by a tenth at most, as a schedule of equal steps."""
    values: Values = draw(overshooting(Fraction(1, 10)))
    eta, steps = values.pop("eta"), values.pop("steps")
    return values | {"schedule": [[eta] * steps]}


@st.composite
def overshooting_decays(draw: Draw) -> Values:
    """N = 2: :func:`overshooting` by a tenth at most, of the spectrum minus the weight decay."""
    excess, c = draw(shares(reach_one=False)) / 10, draw(shares())
    alpha = 1 - excess / 6
    return {
        "depth": 2,
        "spectrum": [1 + c, alpha**2 + c],
        "alpha": alpha,
        "eta": (1 + excess) / 2,
        "decay": c,
        "steps": 4,
    }


@st.composite
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


@st.composite
def close_schedules(draw: Draw) -> Values:
    """:func:`close_pairs` with steps that take turns, one a little smaller than the other."""
    values: Values = draw(close_pairs())
    eta, count = values.pop("eta"), values.pop("steps")
    smaller = eta * draw(fractions(Fraction(7, 8), 1, max_denominator=32))
    return values | {"schedule": [[eta, smaller] * (count // 2)]}


@st.composite
def crowds(draw: Draw) -> Values:
    """One eigenvalue that moves and many that do not: r falls as fast as w_1 rises."""
    N = draw(depths(2, 5))
    alpha = draw(fractions(Fraction(1, 4), Fraction(1, 2), max_denominator=10))
    count = draw(st.integers(30, 60))
    return {
        "depth": N,
        "spectrum": [ONE, *[alpha**N] * count],
        "alpha": alpha,
        "eta": draw(fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=10)) / N,
        "steps": 30,
    }


@st.composite
def decays(draw: Draw) -> Values:
    """N = 2, three eigenvalues, and a weight decay of the size of the smallest."""
    root = Fraction(draw(st.integers(3, 7)), 20)
    return {
        "depth": 2,
        "spectrum": [
            ONE,
            draw(fractions(Fraction(1, 2), Fraction(3, 4), max_denominator=10)),
            root**2,
        ],
        "alpha": root * draw(fractions(Fraction(4, 5), 1, max_denominator=10)),
        "eta": Fraction(1, 2),
        "decay": root**2 * draw(fractions(Fraction(3, 4), Fraction(5, 4), max_denominator=20)),
        "steps": 30,
    }


@st.composite
def perturbed_edges(draw: Draw) -> Values:
    """N = 2, (1, 1 - epsilon), alpha at the smaller, a large beta and 11/10 of the proved step."""
    from dmfcheck.dynamics.balls.perturbed_times import proved_step

    low = 1 - Fraction(1, draw(st.integers(60, 200)))
    return {
        "depth": 2,
        "spectrum": [ONE, low**2],
        "alpha": low,
        "beta": low * Fraction(draw(st.integers(14, 19)), 20),
        "eta": Fraction(11, 10) * proved_step(2),
        "steps": 12,
    }


@st.composite
def perturbed_signs(draw: Draw) -> Values:
    """N = 2, the spectrum (1, -a) and a perturbed start."""
    size = draw(st.integers(2, 5))
    alpha = Fraction(1, draw(st.integers(1, 4)))
    return {
        "depth": 2,
        "spectrum": [ONE, Fraction(-size)],
        "alpha": alpha,
        "beta": alpha / draw(st.integers(2, 5)),
        "eta": Fraction(draw(st.integers(1, 4)), 10 * size),
        "steps": 30,
    }


@st.composite
def unordered_pairs(draw: Draw, depth: int) -> Values:
    """Two eigenvalues, the smaller one ahead at the start."""
    coarse = fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10)
    smaller = draw(fractions(Fraction(1, 2), 1, max_denominator=20))
    return {
        "depth": depth,
        "modes": [[ONE, draw(coarse)], [smaller**depth, smaller * draw(coarse)]],
        "eta": Fraction(1, depth),
        "steps": 15,
    }


@st.composite
def clusters(draw: Draw) -> Values:
    """N = 2: the eigenvalue 1, several of a middle size, and many small ones that never move.

    Rank measures that count small eigenvalues rise with the middle ones and fall in between.
    """
    second = draw(fractions(Fraction(1, 2), Fraction(3, 4), max_denominator=20))
    third = draw(fractions(Fraction(1, 10), Fraction(1, 4), max_denominator=20))
    counts = draw(st.integers(6, 8)), draw(st.integers(40, 60))
    return {
        "depth": 2,
        "spectrum": [ONE, *[second**2] * counts[0], *[third**2] * counts[1]],
        "alpha": third,
        "eta": Fraction(1, 2),
        "steps": 30,
    }


@st.composite
def semidefinite(draw: Draw, *, positive: bool = False) -> Values:
    """N = 2, two eigenvalues of order 1 and one below the start, 0 included unless ``positive``."""
    alpha = Fraction(1, draw(st.integers(2, 20)))
    low = draw(shares(reach_one=False)) if positive or draw(st.booleans()) else Fraction(0)
    return {
        "depth": 2,
        "spectrum": [
            ONE,
            draw(fractions(Fraction(1, 4), 1, max_denominator=20)),
            low * alpha**2,
        ],
        "alpha": alpha,
        "eta": draw(shares()) / 2,
        "steps": draw(st.integers(20, 80)),
    }


@st.composite
def perturbed_above(draw: Draw) -> Values:
    """N = 2, a perturbed start above the smallest of three positive eigenvalues."""
    values: Values = draw(semidefinite(positive=True))
    return values | {
        "beta": values["alpha"] * draw(shares(reach_one=False)),
        "eta": draw(fractions(Fraction(1, 10), Fraction(2, 5), max_denominator=20)),
    }


def first_powers(base: str, **arguments: Any) -> st.SearchStrategy[Values]:
    """What the strategy named ``base`` draws, with the power 1."""
    strategy: st.SearchStrategy[Values] = globals()[base](**arguments)
    return strategy.map(lambda values: values | {"power": ONE})


@st.composite
def large_negative(draw: Draw) -> Values:
    """N = 2 and a negative eigenvalue far beyond lambda_1 in size."""
    return {
        "depth": 2,
        "spectrum": [ONE, Fraction(-draw(st.integers(3, 10)))],
        "alpha": Fraction(1, draw(st.integers(1, 5))),
        "eta": Fraction(1, 2),
        "steps": 4,
    }


@st.composite
def many_initial_steps(draw: Draw) -> Values:
    """A start from which r still falls after ``few`` steps."""
    return {
        "depth": 2,
        "spectrum": [ONE, draw(st.sampled_from([Fraction(1, 2), Fraction(0)]))],
        "alpha": Fraction(1, 10 ** draw(st.integers(1, 20))),
        "eta": draw(st.sampled_from([Fraction(1, 8), Fraction(1, 4)])),
        "steps": (few := draw(st.integers(1, 100))) + 1,
        "few": few,
    }


@st.composite
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


@st.composite
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
