"""edge.solution: how sharp the solution is that the flow would lead to, along descent (N = 2).

From two factors p, q the flow keeps p^2 - q^2 and ends where pq = lambda; there the Hessian has the
eigenvalue p^2 + q^2 = s = sqrt((p^2 - q^2)^2 + 4 lambda^2). The abstract of arXiv:2305.13064, which
is all of it that was read, says that descent of scalar networks makes it less monotonically. What
is claimed here was derived for this project. Proofs: ``notes/edge.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic, Factors
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.perturbed.sign import contraction_factors
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ANY_BETA,
    EIGENVALUE,
    ETA,
    POSITIVE_EIGENVALUE,
    STEPS,
    TWO_LAYERS,
    UP_TO_6_STEPS,
)


def gap(factors: Factors) -> Any:
    """p^2 - q^2 of (p, q, w).

    >>> gap((3, 2, 6))
    5
    """
    p, q, _ = factors
    return (p - q) * (p + q)


def pull(p: Point, w: Any) -> Any:
    """e = eta (lambda - w): a step is p+ = p + e q, q+ = q + e p."""
    return p.eta * (p.eigenvalue - w)


def square(x: Any) -> Any:
    """x x: a power of a ball around 0 has no value.

    >>> square(3)
    9
    """
    return x * x


def sharpness_squared(p: Point, factors: Factors) -> Any:
    """(eta s)^2 = eta^2 ((p^2 - q^2)^2 + 4 lambda^2): 4 at the edge of stability."""
    return square(p.eta) * (square(gap(factors)) + 4 * square(p.eigenvalue))


def _start(p: Point) -> Factors:
    first = p.alpha - p.beta
    return first, p.alpha, first * p.alpha


def _pulls_at_most(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.perturbed_orbit(p)[: p.steps]
    return a.minimum(*(c[PULL.name] - square(pull(p, w)) for _, _, w in orbit))


def _falls(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.perturbed_orbit(p)
    scale = square(square(p.alpha)) + square(square(p.alpha - p.beta))
    pairs = pairwise(square(gap(factors)) for factors in orbit)
    return a.minimum(*((before - after) / scale for before, after in pairs))


def _lands(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -a.absolute(a.perturbed_orbit(p)[-1][2] - p.eigenvalue)


def keeps(bound: Callable[[Point], Any]) -> Any:
    """The margin of 1 - eta s(0) <= (lambda - w(k+1)) / (lambda - w(k)) <= 1 - ``bound``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        a.require_few(2, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
        orbit = list(a.perturbed_orbit(p))
        ratios = contraction_factors(2, p.eigenvalue, p.eta, orbit)
        least = 1 - a.root(sharpness_squared(p, orbit[0]), 2)
        return a.minimum(*(a.minimum(ratio - least, 1 - bound(p) - ratio) for ratio in ratios))

    return margin


def _twice_start(p: Point) -> Any:
    return 2 * p.eta * p.alpha * (p.alpha - p.beta)


def _near(a: Arithmetic, p: Point, c: Constants) -> Any:
    # |e| (4 + eta s) <= eta s - 2.
    sharp = a.root(sharpness_squared(p, _start(p)), 2)
    e = a.absolute(pull(p, _start(p)[2]))
    return sharp - 2 - e * (c[WIDTH.name] + sharp)


def _repels(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = list(a.perturbed_orbit(p.replaced(steps=1)))
    (ratio,) = contraction_factors(2, p.eigenvalue, p.eta, orbit)
    return a.absolute(ratio) - 1


PULL = Constant("squared pull", lambda N: Fraction(2), "2", sharp=True)
RISING = Constant("rising sharpness", lambda N: Fraction(1), "1", sharp=True)
EDGE_SHARPNESS = Constant("edge", lambda N: Fraction(2), "2", sharp=True)
WIDTH = Constant("width", lambda N: Fraction(4), "4")

PULLS = Hypothesis("(eta (lambda - w(j)))^2 <= 2 for j < k", _pulls_at_most)
LANDS = Hypothesis("w(k) = lambda", _lands)
NOT_TOO_SHARP = Hypothesis(
    "eta s(0) <= 2",
    lambda a, p, c: c[EDGE_SHARPNESS.name] ** 2 - sharpness_squared(p, _start(p)),
)
HALF_AS_SHARP = Hypothesis(
    "eta s(0) <= 1", lambda a, p, c: c[RISING.name] ** 2 - sharpness_squared(p, _start(p))
)
POSITIVE_PRODUCT = Hypothesis("w(0) > 0", lambda a, p, c: (p.alpha - p.beta) / p.alpha, strict=True)
BELOW_EIGENVALUE = Hypothesis(
    "w(0) <= lambda", lambda a, p, c: 1 - p.alpha * (p.alpha - p.beta) / p.eigenvalue
)
NEAR_SOLUTION = Hypothesis("eta |lambda - w| (4 + eta s) <= eta s - 2", _near)

_VARIABLES = (TWO_LAYERS, EIGENVALUE, ALPHA, ANY_BETA, ETA, UP_TO_6_STEPS)
_POSITIVE = (TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, ANY_BETA, ETA)
_SHARPNESS = r"N = 2,\ s = \sqrt{(p^2-q^2)^2 + 4\lambda^2}"

_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

FALLS = _claim(
    id="edge.solution",
    statement=(
        rf"{_SHARPNESS},\ \eta|\lambda - w(j)| \le \sqrt2 \text{{ for }} j < k"
        r" \implies s(j+1) \le s(j)"
    ),
    variables=_VARIABLES,
    hypotheses=(PULLS,),
    constants=(PULL,),
    margin=_falls,
)
LITERAL = _claim(
    id="edge.solution_literal",
    statement=(
        rf"{_SHARPNESS},\ \eta s(0) \le 2,\ w(k) = \lambda"
        r" \implies s(j+1) \le s(j) \text{ for } j < k"
    ),
    source="quoted",
    expected="refuted",
    variables=_VARIABLES,
    hypotheses=(NOT_TOO_SHARP, LANDS),
    constants=(EDGE_SHARPNESS,),
    margin=_falls,
    counterexamples=(
        {
            "depth": 2,
            "eigenvalue": Fraction(117, 242),
            "alpha": Fraction(15, 11),
            "beta": Fraction(-1, 11),
            "eta": 1,
            "steps": 1,
        },
    ),
)
RISES = _claim(
    id="edge.solution/rises",
    statement=(
        rf"{_SHARPNESS},\ \eta s(0) \le 1,\ 0 < w(0) \le \lambda \implies"
        r" (1 - \eta s(0))^k \le \frac{\lambda - w(k)}{\lambda - w(0)} \le (1 - 2\eta w(0))^k"
    ),
    variables=(*_POSITIVE, STEPS),
    hypotheses=(POSITIVE_PRODUCT, BELOW_EIGENVALUE, HALF_AS_SHARP),
    constants=(RISING,),
    margin=keeps(_twice_start),
)
REPELS = _claim(
    id="edge.solution/repels",
    statement=(
        rf"{_SHARPNESS},\ \lambda > 0,\ \eta|\lambda - w|(4 + \eta s) \le \eta s - 2 \implies"
        r" |\lambda - w^+| \ge |\lambda - w|\text{, so a limit that is not met has }"
        r"\eta s \le 2"
    ),
    variables=_POSITIVE,
    hypotheses=(NEAR_SOLUTION,),
    constants=(WIDTH,),
    margin=_repels,
)

CLAIMS = (FALLS, LITERAL, RISES, REPELS)
