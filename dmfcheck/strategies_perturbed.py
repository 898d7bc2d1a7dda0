"""Hypothesis strategies for perturbed starts: every sign, every scale, steps up to their bounds."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from dmfcheck.claims.families.perturbed import proved_share
from dmfcheck.strategies import ONE, Draw, Values, depths, scales, shares, starts

DEPTHS = depths(2, 6)


def ratios() -> st.SearchStrategy[Fraction]:
    """|lambda| / alpha^N or its inverse: 1, ordinary, tiny."""
    return st.one_of(st.just(ONE), shares(), starts())


@st.composite
def normalised(draw: Draw, sign: int | None = None) -> tuple[Fraction, Fraction]:
    """(alpha, lambda^{1/N} with its sign), the larger of the two 1 in size."""
    if sign is None:
        sign = draw(st.sampled_from([1, -1, 0]))
    if sign and draw(st.booleans()):
        return draw(st.one_of(shares(), starts(4))), Fraction(sign)
    return ONE, sign * draw(ratios())


@st.composite
def perturbed_starts(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
    *,
    sign: int | None = None,
    most_steps: int = 30,
    largest: Fraction = ONE,
) -> Values:
    """0 < beta < alpha and eta = share * largest / (L_N M^{2N-2}), M^N = max(alpha^N, |lambda|)."""
    N, scale = draw(depth), draw(scales())
    alpha, root = draw(normalised(sign))
    beta = alpha * draw(
        st.one_of(
            shares(reach_one=False), st.sampled_from([Fraction(1, 10**30), 1 - Fraction(1, 10**9)])
        )
    )
    eta = draw(st.one_of(st.just(ONE), shares())) * largest * proved_share(N)
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


@st.composite
def any_perturbed(draw: Draw) -> Values:
    """Perturbations of either sign, zero included, and steps of any size, for a few exact steps."""
    values = draw(perturbed_starts(most_steps=3, largest=Fraction(3)))
    alpha = values["alpha"]
    share = draw(st.fractions(-3, 3, max_denominator=12))
    return {**values, "beta": alpha * share}


@st.composite
def unperturbed(draw: Draw) -> Values:
    """The identical start and a negative eigenvalue, the step up to 1/(L_N M^{2N-2})."""
    values = draw(perturbed_starts(sign=-1))
    # A strategy may scale |lambda| down to 0 only in the limit, so the sign stays negative.
    return {name: value for name, value in values.items() if name != "beta"}


@st.composite
def larger_first(draw: Draw, depth: st.SearchStrategy[int], *, most_steps: int = 30) -> Values:
    """beta < 0: the first factor starts above the others; M counts it; a negative eigenvalue."""
    N, scale = draw(depth), draw(scales())
    first, root = draw(normalised(-1))
    alpha = first * draw(shares(reach_one=False))
    eta = draw(st.one_of(st.just(ONE), shares())) * proved_share(N)
    values = scaled(N, scale, alpha, root, alpha - first, eta)
    return values | {"steps": draw(st.integers(1, most_steps))}
