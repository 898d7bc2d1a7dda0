"""Two factors whose product has the wrong sign, from nearly balanced to one-sided."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.networks.reversal import CAUGHT, FLOW, STEPS

ONE = Fraction(1)


@composite
def reversed_pairs(
    draw: Draw,
    low: Fraction = Fraction(0),
    high: Fraction = Fraction(1, 2),
    far: Fraction = ONE,
    longest: int = 2,
) -> Values:
    """w(0) from 0 to -``far`` lambda, which is met, and eta lambda between ``low`` and ``high``."""
    q, ratio = draw(scales()), draw(st.one_of(shares(), fractions(0, 3, max_denominator=9)))
    # Balanced factors never turn round.
    ratio = Fraction(1, 2) if ratio == 1 else ratio
    first = -ratio * q
    share = far * draw(st.one_of(st.just(ONE), shares()))
    eigenvalue = -first * q / share if ratio else q * q
    h = low + (high - low) * draw(shares(reach_one=False))
    return {
        "depth": 2,
        "eigenvalue": eigenvalue,
        "alpha": q,
        "beta": q - first,
        "eta": h / eigenvalue,
        "steps": draw(st.integers(1, longest)),
    }


@composite
def balanced(draw: Draw, off: Fraction = Fraction(0)) -> Values:
    """p = -q, or with p + q = ``off`` q, and any step."""
    q = draw(scales())
    eigenvalue = q * q * draw(fractions(Fraction(1, 9), 9, max_denominator=9))
    return {
        "depth": 2,
        "eigenvalue": eigenvalue,
        "alpha": q,
        "beta": (2 - off) * q,
        "eta": draw(fractions(Fraction(1, 9), 3, max_denominator=9)) / eigenvalue,
        "steps": draw(st.integers(1, 4)),
    }


@composite
def gaps(draw: Draw) -> Values:
    """Gaps from far below lambda to far above."""
    eigenvalue = draw(scales())
    tiny = st.integers(3, 12).map(lambda j: Fraction(1, 10**j))
    ratio = draw(st.one_of(tiny, shares(), shares().map(lambda x: 1 / x)))
    return {"eigenvalue": eigenvalue, "gap": eigenvalue * ratio}


LOOK = (Look(STEPS, reversed_pairs), Look(CAUGHT, balanced), Look(FLOW, gaps))
