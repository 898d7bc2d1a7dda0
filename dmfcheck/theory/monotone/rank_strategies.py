"""Hypothesis strategies for the monotone.* claims: ties, tiny gaps, sharp steps, every scale.

Scaled coordinates come first: the roots lambda_i^{1/N} are rational, so that h_1 = 1/N and
alpha^N = lambda_n are met exactly.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from dmfcheck.theory.drawing import (
    DEPTHS,
    ONE,
    Draw,
    Values,
    depths,
    scales,
    shares,
    starts,
)
from dmfcheck.theory.drawing_rationals import fractions

DOUBLING_STEPS = 7
"""Where h_1 N = 1 the leading distance is squared at every step: if nothing else moves,
differences of ratios soon have more digits than balls are given."""


@st.composite
def roots(draw: Draw, least: int = 2, most: int = 5) -> list[Fraction]:
    """1 = mu_1 >= mu_2 >= ...: equal ones, nearly equal ones, and ones that are far apart."""
    gap = st.one_of(st.just(ONE), shares(reach_one=False))
    found = [ONE]
    for step in draw(st.lists(gap, min_size=least - 1, max_size=most - 1)):
        found.append(found[-1] * step)
    return found


@st.composite
def spectra(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
    *,
    largest_share: Fraction = ONE,
    most_steps: int = 40,
    most: int = 5,
    settling: bool = False,
) -> Values:
    """A positive spectrum with multiplicities, alpha^N <= lambda_n, h_1 = share largest_share/N.

    ``settling`` says that the distance of the leading eigenvalue itself is looked at.
    """
    N, scale = draw(depth), draw(scales())
    mu = draw(roots(most=most))
    alpha = mu[-1] * draw(st.one_of(shares(), starts()))
    share = draw(st.one_of(st.just(ONE), shares())) * largest_share
    doubling = share == 1 and (settling or alpha in mu)
    return {
        "depth": N,
        "spectrum": [(scale * root) ** N for root in mu],
        "alpha": scale * alpha,
        "eta": share / (N * scale ** (2 * N - 2)),
        "steps": draw(st.integers(2, DOUBLING_STEPS if doubling else most_steps)),
    }


@st.composite
def excesses(draw: Draw) -> Values:
    """A depth and c - 1 in (0, 1)."""
    return {"depth": draw(DEPTHS), "excess": draw(shares(reach_one=False))}


@st.composite
def signed_spectra(
    draw: Draw, *, largest_start: Fraction = ONE, largest_share: Fraction = ONE
) -> Values:
    """lambda_1 = 1 times a scale, alpha below it, the others below, above, at 0 or negative."""
    N, scale = draw(DEPTHS), draw(scales())
    share = draw(shares()) * largest_share
    alpha = draw(st.one_of(shares(), starts())) * largest_start
    size = st.one_of(shares(reach_one=False), starts())
    other = st.one_of(
        size.map(lambda root: root**N),
        st.just(Fraction(0)),
        size.map(lambda root: -(root**N)),
        # On the start, and next to it on either side.
        st.just(alpha**N),
        st.integers(5, 30).map(lambda j: alpha**N * (1 - Fraction(1, 2**j))),
    )
    values = [ONE, *draw(st.lists(other, min_size=1, max_size=3))]
    doubling = share == 1 and alpha**N in values
    return {
        "depth": N,
        "spectrum": [scale**N * value for value in values],
        "alpha": scale * alpha,
        "eta": share / (N * scale ** (2 * N - 2)),
        "steps": draw(st.integers(2, DOUBLING_STEPS if doubling else 30)),
    }


@st.composite
def modes(draw: Draw, depth: st.SearchStrategy[int] = DEPTHS, *, ordered: bool = True) -> Values:
    """Rows (lambda_i, d_i(0)), each start at most its root, and at most d_1(0) if ``ordered``."""
    N, scale = draw(depth), draw(scales())
    mu = draw(roots(most=4))
    # Not at rest: of rows that are all at rest no rounding could tell that they are.
    lead = draw(st.one_of(shares(reach_one=False), starts()))
    rows = [(ONE, lead)]
    for root in mu[1:]:
        largest = min(root, lead) if ordered else root
        rows.append((root, largest * draw(st.one_of(st.just(ONE), shares(), starts(3)))))
    share = draw(shares())
    still = all(start == root for root, start in rows if root != 1)
    return {
        "depth": N,
        "modes": [[(scale * root) ** N, scale * start] for root, start in rows],
        "eta": share / (N * scale ** (2 * N - 2)),
        "steps": draw(st.integers(2, DOUBLING_STEPS if share == 1 and still else 30)),
    }


@cache
def two_layer_modes() -> st.SearchStrategy[Values]:
    """N = 2 and starts in any order."""
    return modes(st.just(2), ordered=False)


@st.composite
def pairs(draw: Draw) -> Values:
    """Two eigenvalues, often equal or nearly so."""
    values: Values = draw(spectra(most=2))
    return values | {"spectrum": [values["spectrum"][0], values["spectrum"][-1]]}


@st.composite
def powers(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
    *,
    least: Fraction = ONE,
    most: Fraction = Fraction(4),
) -> Values:
    """A spectrum and a power p >= least/N of the ratios, least/N itself included."""
    values: Values = draw(spectra(depth, most=4, most_steps=20))
    N = values["depth"]
    power = draw(
        st.one_of(
            st.just(least / N),
            st.just(most),
            fractions(least / N, most, max_denominator=max(2 * N, (N / least).__ceil__())),
        )
    )
    return values | {"power": power}


@st.composite
def schedules(draw: Draw, *, largest_share: Fraction = ONE) -> Values:
    """A spectrum and 2 to 20 steps, each with h_1 = share largest_share / N, wildly different."""
    values: Values = draw(spectra(depths(2, 6), most=4))
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


@st.composite
def heavy_balls(draw: Draw, *, small: bool = False) -> Values:
    """A spectrum and a momentum: below (1 - sqrt(h_1 N))^2 if ``small``, else up to 9/10."""
    values: Values = draw(spectra(depths(2, 5), most=3, most_steps=25))
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


@st.composite
def two_layer_decays(draw: Draw, *, above: Fraction = Fraction(0)) -> Values:
    """N = 2 with lambda_i = mu_i^2 + c: the descent of mu_i^2, or with c larger by a factor."""
    values: Values = draw(spectra(st.just(2), most=4))
    c = values["spectrum"][-1] * draw(st.one_of(shares(), starts(3)))
    shifted = [value + c for value in values["spectrum"]]
    return values | {"spectrum": shifted, "decay": c * (1 + above)}


@st.composite
def perturbed_spectra(draw: Draw, *, largest_share: Fraction = ONE) -> Values:
    """A perturbed start and eta = share largest_share / (L_N M^{2N-2}), M^N = lambda_1."""
    from dmfcheck.dynamics.balls.perturbed_times import proved_step

    values: Values = draw(spectra(depths(2, 5), most=4))
    N = values["depth"]
    share = draw(st.one_of(st.just(ONE), shares())) * largest_share
    return values | {
        "beta": values["alpha"] * draw(st.one_of(shares(reach_one=False), starts())),
        "eta": share * proved_step(N) / _root(values["spectrum"][0], N) ** (2 * N - 2),
        "steps": draw(st.integers(3, 30)),
    }


def _late_enough(claim_id: str, values: Values) -> Values:
    """``values`` with the first steps of 8, 10, 12, ... that meet the last hypothesis, "late"."""
    import numpy as np

    from dmfcheck.claims.float_batch import FloatBatch
    from dmfcheck.theory.ledger import claim

    subject, batch, steps = claim(claim_id), FloatBatch(), 8
    while steps < 10_000:
        point = subject.point(**values, steps=steps).converted(batch.number)
        with np.errstate(all="ignore"):
            late = subject.hypotheses[-1].margin(batch, point, {})
        # Rounded towards lateness, so that balls find it late too.
        if late > 1e-6:
            break
        steps += steps // 4
    return values | {"steps": steps}


@st.composite
def late_deep(draw: Draw) -> Values:
    """N >= 3, eigenvalues of both signs, and a step at which the negative part has won."""
    N = draw(depths(3, 5))
    share = draw(fractions(Fraction(1, 2), 1, max_denominator=20))
    mu = [ONE, *draw(st.lists(fractions(Fraction(4, 5), 1, max_denominator=40), max_size=2))]
    negative = draw(st.lists(starts(3), min_size=1, max_size=2))
    alpha = min(mu) * draw(fractions(Fraction(3, 4), Fraction(49, 50), max_denominator=50))
    scale = draw(scales())
    return _late_enough(
        "monotone.from_above",
        {
            "depth": N,
            "spectrum": [(scale * root) ** N for root in mu] + [-(scale**N) * v for v in negative],
            "alpha": scale * alpha,
            "eta": share / (N * scale ** (2 * N - 2)),
        },
    )


@st.composite
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
        "monotone.from_above/two_layers",
        {
            "depth": 2,
            "spectrum": [scale**2, scale**2 * second, -(scale**2) * negative],
            "alpha": scale * part * second,
            "eta": eta / scale**2,
        },
    )


@st.composite
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
