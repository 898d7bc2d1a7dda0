"""Hypothesis strategies for perturbed starts: every sign, every scale, steps up to their bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from dmfcheck.theory.drawing import BELOW_ONE, ONE, Draw, Values, depths, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.perturbed.sign import proved_share
from dmfcheck.theory.step.perturbed import CROSSING_SHARES

DEPTHS = depths(2, 6)


@cache
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
    bound: Callable[[int], Fraction] = proved_share,
) -> Values:
    """0 < beta < alpha and eta = share * bound(N) / M^{2N-2}, M^N = max(alpha^N, |lambda|)."""
    N, scale = draw(depth), draw(scales())
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


@st.composite
def any_perturbed(draw: Draw) -> Values:
    """Perturbations of either sign, zero included, and steps of any size, for a few exact steps."""
    values = draw(perturbed_starts(most_steps=3, bound=lambda N: Fraction(2, N)))
    alpha = values["alpha"]
    share = draw(fractions(-3, 3, max_denominator=12))
    return {**values, "beta": alpha * share}


@st.composite
def unperturbed(draw: Draw, bound: Callable[[int], Fraction] = proved_share) -> Values:
    """The identical start and a negative eigenvalue, eta M^{2N-2} up to ``bound(N)``."""
    values = draw(perturbed_starts(sign=-1, bound=bound))
    return {name: value for name, value in values.items() if name != "beta"}


@st.composite
def larger_first(
    draw: Draw,
    depth: st.SearchStrategy[int],
    *,
    most_steps: int = 30,
    bound: Callable[[int], Fraction] = proved_share,
) -> Values:
    """beta < 0: the first factor starts above the others; M counts it; a negative eigenvalue."""
    N, scale = draw(depth), draw(scales())
    first, root = draw(normalised(-1))
    alpha = first * draw(shares(reach_one=False))
    eta = draw(st.one_of(st.just(ONE), shares())) * bound(N)
    values = scaled(N, scale, alpha, root, alpha - first, eta)
    return values | {"steps": draw(st.integers(1, most_steps))}


@st.composite
def quoted_starts(
    draw: Draw,
    sign: int,
    bound: Callable[[int], Fraction] = lambda N: Fraction(1, 3 * N - 2),
    depth: st.SearchStrategy[int] = DEPTHS,
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


@st.composite
def differentiated_maps(
    draw: Draw,
    bound: Callable[[int], Fraction] = lambda N: Fraction(1, 3 * N - 2),
    *,
    farthest: Fraction = ONE,
) -> Values:
    """eta M^{2N-2} <= bound(N), |lambda| <= M^N, 0 <= position <= farthest M, ends often."""
    N, M = draw(DEPTHS), draw(scales())
    reach = st.one_of(st.just(ONE), shares())
    return {
        "depth": N,
        "alpha": M,
        "eigenvalue": draw(st.sampled_from([1, -1])) * draw(reach) * M**N,
        "eta": draw(reach) * bound(N) / M ** (2 * N - 2),
        "position": draw(st.one_of(reach, st.just(Fraction(0)))) * farthest * M,
    }


@st.composite
def far_from_balance(draw: Draw) -> Values:
    """Small steps from beta near alpha up to |lambda| = alpha^N: where q is largest."""
    N, scale = draw(depths(2, 4)), draw(scales())
    eta = draw(fractions(Fraction(1, 400), Fraction(1, 50), max_denominator=400))
    gap = draw(st.sampled_from([Fraction(1, 10**4), Fraction(1, 10**8)]))
    root = Fraction(draw(st.sampled_from([1, -1])))
    return scaled(N, scale, ONE, root, 1 - gap, eta) | {"steps": 1500}


@st.composite
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


@st.composite
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


@st.composite
def negative_recoveries(draw: Draw) -> Values:
    """N = 2 and lambda = -l < 0: beta down to 1e-3000, up to where beta(2 alpha - beta) allows."""
    # A start far above sqrt(l) decays for thousands of steps, which cost seconds in balls.
    alpha, root = draw(shares()), ONE
    theta = draw(shares(reach_one=False))
    # beta (2 alpha - beta) <= 2 alpha beta, and 1 - theta <= sqrt(1 - theta^2).
    largest = min(alpha * BELOW_ONE, root * root * (1 - theta) / alpha)
    tiny = st.sampled_from([10, 30, 300, 3000]).map(lambda k: Fraction(1, 10**k))
    beta = largest * draw(st.one_of(shares(), tiny))
    # Smaller steps with an ordinary beta are beyond both the sweep and the count in balls.
    eta = draw(fractions(Fraction(1, 50), ONE, max_denominator=100)) * proved_share(2)
    return scaled(2, draw(scales()), alpha, -root, beta, eta) | {"fraction": theta}


@st.composite
def slow_recoveries(draw: Draw) -> Values:
    """N = 2, small steps, a small start and theta near 1: where the upper bound is nearly met."""
    theta = draw(fractions(Fraction(49, 50), Fraction(199, 200), max_denominator=400))
    alpha = draw(fractions(Fraction(1, 200), Fraction(1, 50), max_denominator=200))
    beta = alpha / 10 ** draw(st.integers(1, 12))
    eta = draw(fractions(Fraction(1, 1000), Fraction(1, 200), max_denominator=1000))
    return scaled(2, draw(scales()), alpha, -ONE, beta, eta) | {"fraction": theta}


@st.composite
def deep_recoveries(draw: Draw) -> Values:
    """N = 3 to 6 and a perturbation so small that the recovery takes 10^2 to 10^5 steps or so."""
    N = draw(depths(3, 6))
    ordinary = fractions(Fraction(1, 2), ONE, max_denominator=20)
    alpha, root = draw(
        st.one_of(st.tuples(st.just(ONE), ordinary), st.tuples(ordinary, st.just(ONE)))
    )
    exponent = draw(fractions(1, Fraction(6, N - 2), max_denominator=4))
    beta = alpha * Fraction(10 ** -float(exponent)).limit_denominator(10**8)
    eta = draw(fractions(Fraction(1, 4), ONE, max_denominator=8)) * proved_share(N)
    values = scaled(N, draw(scales()), alpha, -root, beta, eta)
    return values | {
        "fraction": draw(fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10))
    }


@st.composite
def low_levels(draw: Draw) -> Values:
    """N = 4 to 6, a perturbation of some percent, and levels theta down to 10^-6."""
    N = draw(depths(4, 6))
    beta = draw(fractions(Fraction(1, 100), Fraction(1, 10), max_denominator=100))
    values = scaled(N, draw(scales()), ONE, -ONE, beta, proved_share(N))
    return values | {"fraction": Fraction(1, draw(st.integers(10**3, 10**6)))}


@st.composite
def beyond_alpha(draw: Draw) -> Values:
    """beta between 2 alpha and 3 alpha, a positive eigenvalue: the first factor starts below 0."""
    N, scale = draw(depths(3, 5)), draw(scales())
    alpha = draw(fractions(Fraction(1, 4), Fraction(1, 2), max_denominator=20))
    beta = alpha * draw(fractions(Fraction(9, 4), Fraction(3), max_denominator=20))
    return scaled(N, scale, alpha, ONE, beta, proved_share(N)) | {"steps": 400}
