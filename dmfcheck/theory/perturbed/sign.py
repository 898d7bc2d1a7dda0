"""perturbed.*: the perturbed start and the limits it reaches, negative eigenvalues included."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic, Factors
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PERTURBED
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ANY_BETA,
    BETA,
    DEEP,
    DEPTH,
    EIGENVALUE,
    ETA,
    NEGATIVE_BETA,
    NEGATIVE_EIGENVALUE,
    STEPS,
    TWO_LAYERS,
    UP_TO_6_STEPS,
)


def size_power(a: Arithmetic, p: Point) -> Any:
    """M^N = max(alpha^N, (alpha-beta)^N, |lambda|); a point without a beta has beta = 0."""
    N = p.depth
    largest = [p.alpha**N, a.absolute(p.eigenvalue)]
    if "beta" in p:
        largest.append(a.absolute((p.alpha - p.beta) ** N))
    return a.maximum(*largest)


def share_margin(a: Arithmetic, p: Point, share: Any) -> Any:
    """1 - (eta M^{2N-2} / share)^N: rational, so equality is decided."""
    N = p.depth
    return 1 - (p.eta / share) ** N * size_power(a, p) ** (2 * N - 2)


def contraction_factors(depth: int, eigenvalue: Any, eta: Any, orbit: list[Factors]) -> list[Any]:
    """(w_{k+1} - lambda)/(w_k - lambda) along a perturbed orbit, with no small denominator.

    With s = q_{k+1} it is 1 - eta [(q s)^{N-1} + p^2 q^{N-2} (s^{N-2} + s^{N-3} q + ... )].

    >>> from dmfcheck.claims.exact import Exact
    >>> start = {"depth": 2, "alpha": Fraction(1), "beta": Fraction(1, 2), "eta": Fraction(1, 4)}
    >>> at = Point(start | {"steps": 1, "eigenvalue": Fraction(1)})
    >>> orbit = Exact().perturbed_orbit(at)
    >>> contraction_factors(2, Fraction(1), Fraction(1, 4), orbit)
    [Fraction(43, 64)]
    >>> (orbit[1][2] - 1) / (orbit[0][2] - 1)
    Fraction(43, 64)
    """
    N = depth
    factors = []
    for (p, q, _), (_, s, _) in pairwise(orbit):
        mixed: Any = 1
        for j in range(1, N - 1):
            mixed = mixed * s + q**j
        factors.append(1 - eta * ((q * s) ** (N - 1) + p * p * q ** (N - 2) * mixed))
    return factors


def _follows(a: Arithmetic, p: Point, c: Constants) -> Any:
    a.require_few(p.depth, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
    N = p.depth
    margins = []
    # Iterated in (p, q) in every arithmetic: certified orbits are iterated in (u, v) already.
    for (x, y), (x_next, y_next) in pairwise(a.run(PERTURBED, p, p.eigenvalue)):
        e = p.eta * y ** (N - 2) * (p.eigenvalue - x * y ** (N - 1))
        scale = (a.absolute(x) + a.absolute(y) + p.alpha) * (1 + a.absolute(e))
        difference = (y - x) * (y + x) * (1 - e * e)
        margins += [
            a.equal(y_next + x_next, (y + x) * (1 + e), scale),
            a.equal(y_next - x_next, (y - x) * (1 - e), scale),
            a.equal(y_next * y_next - x_next * x_next, difference, scale * scale),
        ]
    return a.minimum(*margins)


def _approaches(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    a.require_few(N, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
    rate = p.eta * (p.beta / c[FLOOR.name]) ** (2 * N - 2)
    orbit = list(a.perturbed_orbit(p))
    distances = accumulate(
        contraction_factors(N, p.eigenvalue, p.eta, orbit), lambda x, y: x * a.absolute(y)
    )
    bounds = accumulate([1 - rate] * p.steps, lambda x, y: x * y)
    return a.minimum(
        *(1 - distance / bound for distance, bound in zip(distances, bounds, strict=True))
    )


def decay_bound(degree: int, slope: Any, step: Any) -> Any:
    """What is left of x^degree after ``step`` steps of x+ <= x (1 - slope (x/x_0)^degree).

    Its inverse is 1 + degree * slope * step, and (1 - slope)^step at degree 0.

    >>> decay_bound(2, Fraction(1, 4), 2), decay_bound(0, Fraction(1, 4), 2)
    (Fraction(1, 2), Fraction(9, 16))
    """
    return (1 - slope) ** step if degree == 0 else 1 / (1 + degree * slope * step)


def _vanishes(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    slope = -p.eta * p.eigenvalue * p.alpha ** (N - 2)
    orbit = a.orbit(p)

    def margin(a: Arithmetic, d: Any, step: Any) -> Any:
        left = (d / p.alpha) ** max(N - 2, 1) / decay_bound(N - 2, slope, step)
        return a.minimum(a.indicator(d), 1 - left)

    return a.minimum(*a.along(margin, orbit[1:], a.steps_of(orbit)[1:]))


def _stalls(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    a.require_few(N, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
    slope = p.eta * p.eigenvalue * p.beta / c[FLOOR.name] * p.alpha ** (N - 3)
    margins = []
    for step, (x, y, _) in enumerate(a.perturbed_orbit(p)[1:], start=1):
        left = (y / p.alpha) ** max(N - 3, 1) / decay_bound(N - 3, slope, step)
        margins.append(a.minimum(a.indicator(a.minimum(x, y)), 1 - left))
    return a.minimum(*margins)


def proved_share(depth: int) -> Fraction:
    """1/L_N rounded down to 30 digits.

    >>> round(float(proved_share(3)), 5)
    0.28469
    """
    from dmfcheck.dynamics.balls.perturbed_times import proved_step

    return proved_step(depth)


STEP = Constant(
    "perturbed step",
    proved_share,
    "1/L_N rounded down to 30 digits, L_N = c^{N-1} + (N-1)/c, (c-1) c^{N-1} = 1",
)
FLOOR = Constant("floor", lambda N: Fraction(2), "the others stay above |beta| / 2")

SMALLER = Hypothesis("beta < alpha", lambda a, p, c: 1 - p.beta / p.alpha, strict=True)
SAFE_STEP = Hypothesis("eta <= 1/(L_N M^{2N-2})", lambda a, p, c: share_margin(a, p, c[STEP.name]))
_SAFE = r"\eta \le 1/(L_N M^{2N-2})"

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="holds",
    exact=True,
)

INVARIANT = _claim(
    id="perturbed.invariant",
    statement=(
        r"u = q+p,\ v = q-p,\ e = \eta q^{N-2}(\lambda - w):\ u^+ = u(1+e),\ v^+ = v(1-e),"
        r"\ q^2-p^2 \text{ is multiplied by } 1-e^2"
    ),
    kind="identity",
    variables=(DEPTH, EIGENVALUE, ALPHA, ANY_BETA, ETA, UP_TO_6_STEPS),
    margin=_follows,
    derivation="perturbed_invariant",
)
SIGN = _claim(
    id="perturbed.sign",
    statement=(
        rf"0 < \beta < \alpha,\ {_SAFE} \implies"
        r" |w(k) - \lambda| \le |w(0) - \lambda| (1 - \eta (\beta/2)^{2N-2})^k"
        r"\text{, so } w \to \lambda \text{ for either sign}"
    ),
    variables=(DEPTH, EIGENVALUE, ALPHA, BETA, ETA, STEPS),
    hypotheses=(SMALLER, SAFE_STEP),
    constants=(STEP, FLOOR),
    margin=_approaches,
)
UNPERTURBED = _claim(
    id="perturbed.sign/unperturbed",
    statement=(
        rf"\beta = 0,\ \lambda = -l < 0,\ {_SAFE} \implies d > 0 \text{{ and }}"
        r" (d(k)/\alpha)^{N-2} \le 1/(1 + (N-2)\eta l k \alpha^{N-2})"
        r"\ (N = 2: d(k)/\alpha \le (1-\eta l)^k)\text{, so } w \to 0"
    ),
    variables=(DEPTH, NEGATIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    hypotheses=(SAFE_STEP,),
    constants=(STEP,),
    margin=_vanishes,
    on_descent=True,
)
LARGER_FIRST = _claim(
    id="perturbed.sign/larger_first",
    statement=(
        rf"N = 2,\ \beta < 0,\ {_SAFE} \implies"
        r" |w(k) - \lambda| \le |w(0) - \lambda| (1 - \eta (\beta/2)^2)^k"
    ),
    variables=(TWO_LAYERS, EIGENVALUE, ALPHA, NEGATIVE_BETA, ETA, STEPS),
    hypotheses=(SAFE_STEP,),
    constants=(STEP, FLOOR),
    margin=_approaches,
)
STALLS = _claim(
    id="perturbed.sign/stalls",
    statement=(
        rf"N \ge 3,\ \beta < 0,\ \lambda = -l < 0,\ {_SAFE} \implies p, q > 0 \text{{ and }}"
        r" (q(k)/\alpha)^{N-3} \le 1/(1 + (N-3)\eta l k |\beta| \alpha^{N-3}/2)"
        r"\ (N = 3: q(k)/\alpha \le (1-\eta l|\beta|/2)^k)\text{, so } w \to 0"
    ),
    variables=(DEEP, NEGATIVE_EIGENVALUE, ALPHA, NEGATIVE_BETA, ETA, STEPS),
    hypotheses=(SAFE_STEP,),
    constants=(STEP, FLOOR),
    margin=_stalls,
)

CLAIMS = (
    INVARIANT,
    SIGN,
    UNPERTURBED,
    LARGER_FIRST,
    STALLS,
)
