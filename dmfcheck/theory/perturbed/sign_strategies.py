"""Hypothesis strategies for perturbed starts: every sign, every scale, steps up to their bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial

from dmfcheck.theory.drawing import ONE, depths, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.perturbed.sign import (
    INVARIANT,
    LARGER_FIRST,
    SIGN,
    STALLS,
    UNPERTURBED,
    proved_share,
)

DEPTHS: Depths = partial(depths, 2, 6)


@cache
def ratios() -> st.SearchStrategy[Fraction]:
    """|lambda| / alpha^N or its inverse: 1, ordinary, tiny."""
    return st.one_of(st.just(ONE), shares(), starts())


@composite
def normalised(draw: Draw, sign: int | None = None) -> tuple[Fraction, Fraction]:
    """(alpha, lambda^{1/N} with its sign), the larger of the two 1 in size."""
    if sign is None:
        sign = draw(st.sampled_from([1, -1, 0]))
    if sign and draw(st.booleans()):
        return draw(st.one_of(shares(), starts(4))), Fraction(sign)
    return ONE, sign * draw(ratios())


@composite
def perturbed_starts(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    sign: int | None = None,
    most_steps: int = 30,
    bound: Callable[[int], Fraction] = proved_share,
) -> Values:
    """0 < beta < alpha and eta = share * bound(N) / M^{2N-2}, M^N = max(alpha^N, |lambda|)."""
    N, scale = draw(depth()), draw(scales())
    alpha, root = draw(normalised(sign))
    beta = alpha * draw(
        st.one_of(
            shares(reach_one=False), st.sampled_from([Fraction(1, 10**30), 1 - Fraction(1, 10**9)])
        )
    )
    eta = draw(st.one_of(st.just(ONE), shares())) * bound(N)
    return scaled(N, scale, alpha, root, beta, eta) | {"steps": draw(st.integers(1, most_steps))}


def scaled(
    depth: int, scale: Fraction, alpha: Fraction, root: Fraction, beta: Fraction, eta: Fraction
) -> Values:
    """The start for M = 1 and its eigenvalue |root|^N with the sign of root, all times ``scale``.

    >>> scaled(2, Fraction(2), ONE, Fraction(-1), Fraction(1, 2), Fraction(1, 4))["eigenvalue"]
    Fraction(-4, 1)
    """
    sign = 1 if root >= 0 else -1
    return {
        "depth": depth,
        "eigenvalue": sign * abs(scale * root) ** depth,
        "alpha": scale * alpha,
        "beta": scale * beta,
        "eta": eta / scale ** (2 * depth - 2),
    }


@composite
def any_perturbed(draw: Draw) -> Values:
    """Perturbations of either sign, zero included, and steps of any size, for a few exact steps."""
    values = draw(perturbed_starts(most_steps=3, bound=lambda N: Fraction(2, N)))
    alpha = values["alpha"]
    share = draw(fractions(-3, 3, max_denominator=12))
    return {**values, "beta": alpha * share}


@composite
def unperturbed(draw: Draw, bound: Callable[[int], Fraction] = proved_share) -> Values:
    """The identical start and a negative eigenvalue, eta M^{2N-2} up to ``bound(N)``."""
    values = draw(perturbed_starts(sign=-1, bound=bound))
    return {name: value for name, value in values.items() if name != "beta"}


@composite
def larger_first(
    draw: Draw,
    depth: Depths,
    *,
    most_steps: int = 30,
    bound: Callable[[int], Fraction] = proved_share,
) -> Values:
    """beta < 0: the first factor starts above the others; M counts it; a negative eigenvalue."""
    N, scale = draw(depth()), draw(scales())
    first, root = draw(normalised(-1))
    alpha = first * draw(shares(reach_one=False))
    eta = draw(st.one_of(st.just(ONE), shares())) * bound(N)
    values = scaled(N, scale, alpha, root, alpha - first, eta)
    return values | {"steps": draw(st.integers(1, most_steps))}


@composite
def beyond_alpha(draw: Draw) -> Values:
    """beta between 2 alpha and 3 alpha, a positive eigenvalue: the first factor starts below 0."""
    N, scale = draw(depths(3, 5)), draw(scales())
    alpha = draw(fractions(Fraction(1, 4), Fraction(1, 2), max_denominator=20))
    beta = alpha * draw(fractions(Fraction(9, 4), Fraction(3), max_denominator=20))
    return scaled(N, scale, alpha, ONE, beta, proved_share(N)) | {"steps": 400}


LOOK = (
    Look(INVARIANT, any_perturbed),
    Look(SIGN, perturbed_starts),
    Look(UNPERTURBED, unperturbed),
    Look(LARGER_FIRST, partial(larger_first, partial(depths, 2, 2))),
    Look(STALLS, partial(larger_first, partial(depths, 3, 6))),
)
