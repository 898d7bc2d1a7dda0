"""Steps of Muon of any length: up to an eigenvalue, around it, and annealed."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import DEPTHS, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.muon.aligned import ANNEALED, FIRST, GAP, GROWTH, STABLE

STEPS = 20


@composite
def around(draw: Draw, low: Fraction = Fraction(-1), high: Fraction = Fraction(1)) -> Values:
    """lambda^{1/N} = alpha + (k + share) eta, share from ``low`` to ``high``; k = steps."""
    N, k, scale = draw(DEPTHS()), draw(st.integers(1, STEPS)), draw(scales())
    alpha = scale * draw(shares())
    eta = scale * draw(fractions(Fraction(1, 50), 3, max_denominator=50))
    share = draw(fractions(low, high, max_denominator=16))
    root = alpha + max(k + share, Fraction(0)) * eta
    return {"depth": N, "eigenvalue": root**N, "alpha": alpha, "eta": eta, "steps": k}


@composite
def growing(draw: Draw) -> Values:
    """Up to the step that reaches lambda, or one past it."""
    values: Values = draw(around(Fraction(-15, 16), Fraction(0)))
    return values | {"steps": max(1, values["steps"] - draw(st.integers(0, 2)))}


@composite
def crossed(draw: Draw) -> Values:
    """lambda^{1/N} was passed, up to 20 steps ago."""
    values: Values = draw(around(Fraction(-15, 16), Fraction(0)))
    return values | {"steps": values["steps"] + draw(st.integers(0, STEPS))}


@composite
def from_above(draw: Draw) -> Values:
    """alpha several steps above the eigenvalue, and few steps down."""
    N, scale, k = draw(DEPTHS()), draw(scales()), draw(st.integers(3, STEPS))
    eta = scale * draw(shares())
    values = {"depth": N, "eigenvalue": scale**N, "alpha": scale + k * eta, "eta": eta}
    return values | {"steps": draw(st.integers(1, k - 2))}


@composite
def spectra(draw: Draw, *, later: int = 0) -> Values:
    """Three eigenvalues, the smallest just not passed at the last step but ``later``."""
    values: Values = draw(around(Fraction(0), Fraction(1)))
    smallest = values.pop("eigenvalue")
    ratios = sorted(draw(st.tuples(shares(), shares(), st.just(Fraction(1)))))
    steps = values["steps"] + later
    return values | {"spectrum": [smallest / ratio for ratio in ratios], "steps": steps}


@composite
def pairs(draw: Draw) -> Values:
    """Two factors whose product starts below lambda and may pass it."""
    scale = draw(scales())
    first, other = (draw(fractions(Fraction(1, 9), 2, max_denominator=9)) for _ in "pq")
    eta = draw(fractions(Fraction(1, 20), 2, max_denominator=20))
    more = draw(fractions(0, 4, max_denominator=9))
    return {
        "depth": 2,
        "eigenvalue": scale**2 * (first * other + more),
        "alpha": scale * other,
        "beta": scale * (other - first),
        "eta": scale * eta,
        "steps": draw(st.integers(1, STEPS)),
    }


@composite
def annealed(
    draw: Draw,
    slowest: Fraction = Fraction(1, 2),
    fastest: Fraction = Fraction(9, 10),
    *,
    reach: Fraction = Fraction(1),
    longest: Fraction = Fraction(1),
) -> Values:
    """rho between the two, lambda^{1/N} up to ``reach`` times as far as the steps go.

    The first step is up to ``longest`` alpha.
    """
    N, scale = draw(DEPTHS()), draw(scales())
    rho = draw(st.one_of(st.just(slowest), fractions(slowest, fastest, max_denominator=30)))
    eta = longest * draw(shares())
    root = 1 + reach * draw(shares()) * eta / (1 - rho)
    return {
        "depth": N,
        "eigenvalue": (scale * root) ** N,
        "alpha": scale,
        "eta": scale * eta,
        "annealing": rho,
        "steps": draw(st.integers(1, STEPS)),
    }


LOOK = (
    Look(GROWTH, growing),
    Look(FIRST, spectra),
    Look(STABLE, crossed),
    Look(GAP, pairs),
    Look(ANNEALED, annealed),
)
