"""Where the variants of monotone.rank are tight: schedules, starts, decay, momentum."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import ONE, depths, shares, starts, two_layers
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.literal_strategies import perturbed_signs, semidefinite
from dmfcheck.theory.monotone.rank_strategies import close_pairs, overshooting, spectra
from dmfcheck.theory.monotone.variants import (
    ANY_STEPS,
    ANY_STEPS_GROWTH,
    DECAYED,
    DECAYED_TWO_LAYERS,
    HEAVY_BALL,
    LITERAL_PERTURBED,
    PERTURBED,
    SMALL_MOMENTUM,
)


@composite
def overshooting_schedules(draw: Draw) -> Values:
    """:func:`overshooting` by a tenth at most, as a schedule of equal steps."""
    values: Values = draw(overshooting(Fraction(1, 10)))
    eta, steps = values.pop("eta"), values.pop("steps")
    return values | {"schedule": [[eta] * steps]}


@composite
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


@composite
def close_schedules(draw: Draw) -> Values:
    """:func:`close_pairs` with steps that take turns, one a little smaller than the other."""
    values: Values = draw(close_pairs())
    eta, count = values.pop("eta"), values.pop("steps")
    smaller = eta * draw(fractions(Fraction(7, 8), 1, max_denominator=32))
    return values | {"schedule": [[eta, smaller] * (count // 2)]}


@composite
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


@composite
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


@composite
def perturbed_above(draw: Draw) -> Values:
    """N = 2, a perturbed start above the smallest of three positive eigenvalues."""
    values: Values = draw(semidefinite(positive=True))
    return values | {
        "beta": values["alpha"] * draw(shares(reach_one=False)),
        "eta": draw(fractions(Fraction(1, 10), Fraction(2, 5), max_denominator=20)),
    }


@composite
def schedules(draw: Draw, *, largest_share: Fraction = ONE) -> Values:
    """A spectrum and 2 to 20 steps, each with h_1 = share largest_share / N, wildly different."""
    values: Values = draw(spectra(partial(depths, 2, 6), most=4))
    N, lead = values["depth"], values["spectrum"][0]
    mu_lead = _root(lead, N)
    step = st.one_of(st.just(ONE), shares(), starts())
    some = draw(st.lists(step, min_size=2, max_size=12))
    del values["eta"], values["steps"]
    row = [share * largest_share / (N * mu_lead ** (2 * N - 2)) for share in some]
    return values | {"schedule": [row]}


def _root(value: Fraction, degree: int) -> Fraction:
    from dmfcheck.claims.exact import Exact

    root: Fraction = Exact().root(value, degree)
    return root


@composite
def heavy_balls(draw: Draw, *, small: bool = False) -> Values:
    """A spectrum and a momentum: below (1 - sqrt(h_1 N))^2 if ``small``, else up to 9/10."""
    values: Values = draw(spectra(partial(depths, 2, 5), most=3, most_steps=25))
    if not small:
        # A step above 1/(4N) at least, or nothing oscillates within the steps taken.
        return values | {
            "depth": 2,
            "spectrum": [ONE, draw(fractions(Fraction(1, 5), 1, max_denominator=10))],
            "alpha": Fraction(draw(st.integers(1, 4)), 10),
            "eta": Fraction(1, 2),
            "momentum": draw(fractions(Fraction(1, 4), Fraction(9, 10), max_denominator=20)),
            "steps": 20,
        }
    N, lead = values["depth"], _root(values["spectrum"][0], values["depth"])
    rate = draw(shares(reach_one=False))
    part = draw(st.one_of(st.just(Fraction(0)), shares(reach_one=False)))
    return values | {
        "eta": rate**2 / (N * lead ** (2 * N - 2)),
        "momentum": (1 - rate) ** 2 * part,
    }


@composite
def two_layer_decays(draw: Draw, *, above: Fraction = Fraction(0)) -> Values:
    """N = 2 with lambda_i = mu_i^2 + c: the descent of mu_i^2, or with c larger by a factor."""
    values: Values = draw(spectra(two_layers, most=4))
    c = values["spectrum"][-1] * draw(st.one_of(shares(), starts(3)))
    shifted = [value + c for value in values["spectrum"]]
    return values | {"spectrum": shifted, "decay": c * (1 + above)}


@composite
def perturbed_spectra(draw: Draw, *, largest_share: Fraction = ONE) -> Values:
    """A perturbed start and eta = share largest_share / (L_N M^{2N-2}), M^N = lambda_1."""
    from dmfcheck.dynamics.balls.perturbed_times import proved_step

    values: Values = draw(spectra(partial(depths, 2, 5), most=4))
    N = values["depth"]
    share = draw(st.one_of(st.just(ONE), shares())) * largest_share
    return values | {
        "beta": values["alpha"] * draw(st.one_of(shares(reach_one=False), starts())),
        "eta": share * proved_step(N) / _root(values["spectrum"][0], N) ** (2 * N - 2),
        "steps": draw(st.integers(3, 30)),
    }


LOOK = (
    Look(ANY_STEPS, schedules),
    Look(ANY_STEPS_GROWTH, schedules),
    Look(HEAVY_BALL, heavy_balls, first=True),
    Look(SMALL_MOMENTUM, partial(heavy_balls, small=True), first=True),
    Look(DECAYED, decays, first=True),
    Look(DECAYED_TWO_LAYERS, two_layer_decays),
    Look(PERTURBED, perturbed_spectra, first=True),
    Look(LITERAL_PERTURBED, perturbed_signs, first=True),
)
