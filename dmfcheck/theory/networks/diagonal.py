"""networks.*: diagonal networks and lazy starts, as two factors of different size.

A diagonal network u^2 - v^2 is descent of the factors u + v and u - v with twice the step, so from
u = v it is the most unequal start that there is. The abstracts of arXiv:2304.00488 (jumps of
diagonal networks as the start vanishes, and their times) and of arXiv:2405.17580 (lazy along
singular values below a threshold, balanced above) were read; what is claimed here, of one
direction, was derived for this project. Proofs: ``notes/networks.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.solution import (
    BELOW_EIGENVALUE,
    HALF_AS_SHARP,
    POSITIVE_PRODUCT,
    RISING,
    sharpness_squared,
    square,
)
from dmfcheck.theory.perturbed.sign import contraction_factors
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ANY_BETA,
    EIGENVALUE,
    ETA,
    FRACTION,
    POSITIVE_EIGENVALUE,
    STEPS,
    TWO_LAYERS,
    UP_TO_6_STEPS,
    UP_TO_60_STEPS,
)


def network(p: Point, scale: int = 2) -> list[tuple[Any, Any]]:
    """(u, v) from u = v = alpha: descent on (lambda - u^2 + v^2)^2 / 2, whose slopes are 2u, -2v.

    >>> start = {"alpha": 1, "eta": Fraction(1, 8), "eigenvalue": 1, "steps": 1}
    >>> network(Point(start))[1]
    (Fraction(5, 4), Fraction(3, 4))
    """
    states = [(p.alpha, p.alpha)]
    for _ in range(p.steps):
        u, v = states[-1]
        e = p.eta * (p.eigenvalue - (u * u - v * v))
        states.append((u + scale * e * u, v - scale * e * v))
    return states


def as_factors(times: int) -> Any:
    """The margin of: u + v and u - v are two factors that descend with ``times`` eta."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        x, y = 2 * p.alpha, 0 * p.alpha
        margins = []
        for u, v in network(p)[1:]:
            e = times * p.eta * (p.eigenvalue - x * y)
            x, y = x + e * y, y + e * x
            scale = a.absolute(x) + a.absolute(y) + p.alpha
            margins += [a.equal(u + v, x, scale), a.equal(u - v, y, scale)]
        return a.minimum(*margins)

    return margin


def _network_sharpness(p: Point) -> Any:
    """(2 eta s)^2 = 4 eta^2 (16 alpha^4 + 4 lambda^2), s of the factors 2 alpha and 0."""
    return 16 * square(p.eta) * (4 * square(square(p.alpha)) + square(p.eigenvalue))


def reaches(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The margin of 1 - 2 eta s <= (lambda - theta(k+1))/(lambda - theta(k)) <= 1."""
    a.require_few(2, p.steps, p.exact["alpha"], p.exact["eta"])
    least = 1 - a.root(_network_sharpness(p), 2)
    margins = []
    for u, v in network(p)[:-1]:
        # theta+ - theta = 4 e (S + e theta), S = u^2 + v^2.
        theta, size = u * u - v * v, u * u + v * v
        ratio = 1 - 4 * p.eta * (size + p.eta * (p.eigenvalue - theta) * theta)
        margins += [ratio - least, 1 - ratio]
    return a.minimum(*margins)


def _first_size(p: Point) -> Any:
    return square(p.alpha) + square(p.alpha - p.beta)


def lazily(rate: Callable[[Point], Any]) -> Any:
    """The margin of 1 - eta s(0) <= (lambda - w(k+1))/(lambda - w(k)) <= 1 - eta ``rate``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        a.require_few(2, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
        orbit = list(a.perturbed_orbit(p))
        ratios = contraction_factors(2, p.eigenvalue, p.eta, orbit)
        least = 1 - a.root(sharpness_squared(p, orbit[0]), 2)
        most = 1 - p.eta * rate(p)
        return a.minimum(*(a.minimum(ratio - least, most - ratio) for ratio in ratios))

    return margin


def _sizes_stay(a: Arithmetic, p: Point, c: Constants) -> Any:
    a.require_few(2, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
    orbit = list(a.perturbed_orbit(p))
    most = a.root(sharpness_squared(p, orbit[0]), 2)
    sizes = [p.eta * (x * x + y * y) for x, y, _ in orbit]
    return a.minimum(*(a.minimum(size - sizes[0], most - size) for size in sizes[1:]))


def jump(a: Arithmetic, p: Point, halves: int) -> Any:
    """4 sigma t - ln(lambda/alpha^``halves``) - ln(f/(1-f)), t the flow's time up to f lambda.

    theta = 2 alpha^2 sinh s has theta' = 4 (lambda - theta) sqrt(theta^2 + 4 alpha^4), so that
    t is the integral of 1/(4 (lambda - theta)) over s.
    """
    size = 2 * square(p.alpha)
    end = p.fraction * p.eigenvalue / size
    last = a.log(end + a.root(1 + end * end, 2))

    def integrand(s: Any) -> Any:
        return 1 / (4 * (p.eigenvalue - size / 2 * (a.exp(s) - a.exp(-s))))

    time = a.integral(integrand, a.number(Fraction(0)), last)
    sigma = a.root(square(p.eigenvalue) + square(size), 2)
    odds = p.fraction / (1 - p.fraction)
    return 4 * sigma * time - a.log(p.eigenvalue / p.alpha**halves) - a.log(odds)


def _share(p: Point) -> Any:
    """kappa = alpha^2 / lambda."""
    return square(p.alpha) / p.eigenvalue


def jumps(halves: int) -> Any:
    """The margin of |``jump``| <= 3 kappa + 4 (kappa/(f(1-f)))^2."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        kappa = _share(p)
        bound = c[LINEAR.name] * kappa + 4 * square(kappa / (p.fraction * (1 - p.fraction)))
        return bound - a.absolute(jump(a, p, halves))

    return margin


LINEAR = Constant("linear term", lambda N: Fraction(3), "3")
SLOW = Hypothesis(
    "2 eta sqrt(16 alpha^4 + 4 lambda^2) <= 1",
    lambda a, p, c: square(c[RISING.name]) - _network_sharpness(p),
)
SMALL = Hypothesis(
    "alpha^2 <= f(1-f) lambda / 4",
    lambda a, p, c: p.fraction * (1 - p.fraction) - 4 * _share(p),
)

_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)
_NETWORK = r"\theta = u^2 - v^2,\ u(0) = v(0) = \alpha"
_LAZY = r"N = 2,\ \eta s(0) \le 1,\ 0 < w(0) \le \lambda,\ s = \sqrt{(p^2-q^2)^2 + 4\lambda^2}"
_PAIR = (TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, ANY_BETA, ETA, STEPS)
_given = partial(
    _claim,
    variables=_PAIR,
    hypotheses=(POSITIVE_PRODUCT, BELOW_EIGENVALUE, HALF_AS_SHARP),
    constants=(RISING,),
)

REDUCTION = _claim(
    id="networks.diagonal",
    statement=(
        rf"{_NETWORK}: \text{{ descent on }} \tfrac12(\lambda - \theta)^2 \text{{ is that of}}"
        r" \text{ the factors } p = u + v,\ q = u - v \text{ with the step } 2\eta,\ pq = \theta"
    ),
    kind="identity",
    variables=(EIGENVALUE, ALPHA, ETA, UP_TO_6_STEPS),
    margin=as_factors(2),
)
SIGN = _claim(
    id="networks.diagonal/sign",
    statement=(
        rf"{_NETWORK},\ 2\eta s \le 1,\ s = \sqrt{{16\alpha^4 + 4\lambda^2}} \implies"
        r" (1 - 2\eta s)^k \le \frac{\lambda - \theta(k)}{\lambda} \le 1"
        r" \text{ and it falls, for either sign of } \lambda"
    ),
    variables=(TWO_LAYERS, EIGENVALUE, ALPHA, ETA, UP_TO_60_STEPS),
    hypotheses=(SLOW,),
    constants=(RISING,),
    margin=reaches,
)
JUMP = _claim(
    id="networks.diagonal/jump",
    statement=(
        r"\theta' = 4(\lambda - \theta)\sqrt{\theta^2 + 4\alpha^4},\ \theta(0) = 0,\ \kappa ="
        r" \tfrac{\alpha^2}{\lambda} \le \tfrac{f(1-f)}{4} \implies \theta = f\lambda \text{ at }"
        r" \left|4t\sqrt{\lambda^2 + 4\alpha^4} - \ln\tfrac{\lambda}{\alpha^2}"
        r" - \ln\tfrac{f}{1-f}\right| \le 3\kappa + \tfrac{4\kappa^2}{f^2(1-f)^2}"
    ),
    kind="asymptotic",
    variables=(TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, FRACTION),
    hypotheses=(SMALL,),
    constants=(LINEAR,),
    margin=jumps(2),
    exact=False,
)
LAZY = _given(
    id="networks.lazy",
    statement=(
        rf"{_LAZY} \implies (1 - \eta s(0))^k \le \frac{{\lambda - w(k)}}{{\lambda - w(0)}} \le"
        r" (1 - \eta(p(0)^2 + q(0)^2))^k"
    ),
    margin=lazily(_first_size),
)
MOVES = _given(
    id="networks.lazy/moves",
    statement=(
        rf"{_LAZY} \implies p(0)^2 + q(0)^2 \le p(k)^2 + q(k)^2 \le s(0)"
        r"\text{: lazy where } \lambda \ll p(0)^2 + q(0)^2"
    ),
    margin=_sizes_stay,
)

CLAIMS = (REDUCTION, SIGN, JUMP, LAZY, MOVES)
