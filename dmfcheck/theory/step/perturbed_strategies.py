"""Where the steps that suffice for every sign are tight: starts and steps near a crossing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import BELOW_ONE, ONE, depths, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.perturbed.sign_strategies import DEPTHS, perturbed_starts, scaled
from dmfcheck.theory.step.perturbed import (
    CONVERGENCE,
    CROSSING_SHARES,
    MONOTONE_MAP,
    NEGATIVE,
    NEGATIVE_BEYOND,
    NEGATIVE_STEP,
    PERTURBED,
    POSITIVE,
    POSITIVE_BEYOND,
    POSITIVE_STEP,
    QUOTED_ANY_SIGN,
    QUOTED_NONPOSITIVE,
    QUOTED_PERTURBED,
    QUOTED_POSITIVE,
    beyond,
)


@composite
def quoted_starts(
    draw: Draw,
    sign: int,
    bound: Callable[[int], Fraction] = lambda N: Fraction(1, 3 * N - 2),
    depth: Depths = DEPTHS,
) -> Values:
    """The identical start on either side of its limit, eta M^{2N-2} below ``bound(N)``."""
    positive = sign > 0
    values = draw(perturbed_starts(depth, sign=1 if positive else draw(st.sampled_from([0, -1]))))
    N = values["depth"]
    size = max(values["alpha"] ** N, abs(values["eigenvalue"]))
    share = draw(st.one_of(shares(reach_one=False), st.just(1 - Fraction(1, 2**40))))
    # M is rational: it is alpha, or the rational root that lambda was drawn by.
    M = _rational_root(size, N)
    values["eta"] = share * bound(N) / M ** (2 * N - 2)
    return {name: value for name, value in values.items() if name != "beta"}


def _rational_root(power: Fraction, degree: int) -> Fraction:
    from dmfcheck.claims.exact import Exact

    root: Fraction = Exact().root(power, degree)
    return root


@composite
def differentiated_maps(
    draw: Draw,
    bound: Callable[[int], Fraction] = lambda N: Fraction(1, 3 * N - 2),
    *,
    farthest: Fraction = ONE,
) -> Values:
    """eta M^{2N-2} <= bound(N), |lambda| <= M^N, 0 <= position <= farthest M, ends often."""
    N, M = draw(DEPTHS()), draw(scales())
    reach = st.one_of(st.just(ONE), shares())
    return {
        "depth": N,
        "alpha": M,
        "eigenvalue": draw(st.sampled_from([1, -1])) * draw(reach) * M**N,
        "eta": draw(reach) * bound(N) / M ** (2 * N - 2),
        "position": draw(st.one_of(reach, st.just(Fraction(0)))) * farthest * M,
    }


@composite
def far_from_balance(draw: Draw) -> Values:
    """Small steps from beta near alpha up to |lambda| = alpha^N: where q is largest."""
    N, scale = draw(depths(2, 4)), draw(scales())
    eta = draw(fractions(Fraction(1, 400), Fraction(1, 50), max_denominator=400))
    gap = draw(st.sampled_from([Fraction(1, 10**4), Fraction(1, 10**8)]))
    root = Fraction(draw(st.sampled_from([1, -1])))
    return scaled(N, scale, ONE, root, 1 - gap, eta) | {"steps": 1500}


@composite
def near_first_crossing(draw: Draw, sign: int, bound: Callable[[int], Fraction]) -> Values:
    """alpha^N = |lambda| and beta where the least step that crosses was found, eta at its bound."""
    N = draw(depths(2, 10))
    if sign > 0:
        share = Fraction(CROSSING_SHARES[N - 2], 10**6)
        near = fractions(Fraction(-1, 100), Fraction(1, 100), max_denominator=2000)
        share += draw(st.one_of(st.just(Fraction(0)), near))
    else:
        share = 1 - Fraction(1, 10 ** draw(st.integers(5, 12)))
    eta = draw(st.one_of(st.just(ONE), st.integers(10, 30).map(lambda j: 1 - Fraction(1, 2**j))))
    values = scaled(N, draw(scales()), ONE, Fraction(sign), share, eta * bound(N))
    return values | {"steps": draw(st.integers(20, 60))}


@composite
def fast_perturbed(draw: Draw, largest: Fraction = Fraction(9, 10), steps: int = 3000) -> Values:
    """Steps up to ``largest`` * 2/(N M^{2N-2}) and starts that need a thousand of them at most."""
    N, scale = draw(depths(2, 4)), draw(scales())
    ordinary = fractions(Fraction(2, 5), ONE, max_denominator=50)
    alpha, root = draw(
        st.sampled_from([(True, False), (False, True), (True, True)]).flatmap(
            lambda ends: st.tuples(*(st.just(ONE) if end else ordinary for end in ends))
        )
    )
    sign = draw(st.sampled_from([1, -1]))
    beta = alpha * draw(fractions(Fraction(1, 4), Fraction(19, 20), max_denominator=40))
    share = draw(fractions(Fraction(1, 2), ONE, max_denominator=50))
    eta = share * largest * Fraction(2, N)
    return scaled(N, scale, alpha, sign * root, beta, eta) | {"steps": steps}


def _just_below_quoted(depth: int) -> Fraction:
    return QUOTED_PERTURBED.stated(depth) * BELOW_ONE


LOOK = (
    Look(QUOTED_POSITIVE, partial(quoted_starts, 1)),
    Look(QUOTED_NONPOSITIVE, partial(quoted_starts, -1)),
    Look(MONOTONE_MAP, differentiated_maps),
    Look(PERTURBED, perturbed_starts),
    Look(QUOTED_ANY_SIGN, partial(perturbed_starts, bound=_just_below_quoted)),
    Look(POSITIVE, partial(near_first_crossing, 1, POSITIVE_STEP.stated)),
    Look(NEGATIVE, partial(near_first_crossing, -1, NEGATIVE_STEP.stated)),
    Look(POSITIVE_BEYOND, partial(near_first_crossing, 1, beyond(POSITIVE_STEP).stated)),
    Look(NEGATIVE_BEYOND, partial(near_first_crossing, -1, beyond(NEGATIVE_STEP).stated)),
    Look(CONVERGENCE, fast_perturbed, first=True),
)
