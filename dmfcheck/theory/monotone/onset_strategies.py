"""Where the onset of growth is tight: one step before it, and crowds of small eigenvalues."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import ONE, depths
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.onset import ANY_SCALE, ONSET, SHARE
from dmfcheck.theory.monotone.rank_strategies import spectra


@composite
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


@composite
def far_onsets(draw: Draw, *, step_shift: int = 0, later_shift: int | None = None) -> Values:
    """Starts down to 1e-300, the certified onset plus ``step_shift`` as k, and a later step k'.

    k' is the onset plus ``later_shift``, or of any size after k if that is None.
    """
    from dmfcheck.dynamics.balls.onset import onset_step

    N = draw(depths(2, 5))
    values = {
        "depth": N,
        "spectrum": [ONE, draw(fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=20))],
        "alpha": Fraction(1, 10 ** draw(st.sampled_from([2, 3, 30, 300]))),
        "eta": draw(fractions(Fraction(1, 20), Fraction(9, 20), max_denominator=20)) / N,
    }
    # alpha^N < lambda_2, so there is an onset.
    _, onset = onset_step(**values) or (0, 0)
    offset = draw(st.one_of(st.integers(0, 3), st.integers(0, 6).map(lambda j: 10**j)))
    late = onset + draw(st.sampled_from([offset, onset + offset]))
    return values | {
        "step": onset + step_shift,
        "later": late if later_shift is None else onset + later_shift,
    }


LOOK = (
    Look(ONSET, spectra),
    Look(SHARE, partial(spectra, settling=True)),
    Look(ANY_SCALE, far_onsets),
)
