"""edge.*: the orbits of period two of N factors beyond the edge of stability, h > 2/N.

arXiv:2502.20531 is about them (of that paper only the abstract was at hand, so none of its theorems
is stated here); what is claimed was derived for this project. Proofs: ``notes/edge.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import cycle
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.theory.step.identical import scaled_step_margin
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    POSITIVE_EIGENVALUE,
    TWO_LAYERS,
    UP_TO_6_STEPS,
)

RATIO = Variable(
    "ratio", "number", Fraction(1), None, open_low=True, meaning="r = d(1)/d(0), how far it swings"
)


def eigenvalue_share(depth: int, ratio: Any) -> Any:
    """lambda / alpha^N = (r^{2N-1} + 1) / (r^{N-1} + 1) of a cycle from alpha to r alpha.

    >>> eigenvalue_share(2, Fraction(2))
    Fraction(3, 1)
    """
    return (ratio ** (2 * depth - 1) + 1) / (ratio ** (depth - 1) + 1)


def step_share(depth: int, ratio: Any) -> Any:
    """eta alpha^{2N-2} = (r-1)(r^{N-1} + 1) / (r^{N-1} (r^N - 1)) of that cycle.

    >>> step_share(2, Fraction(2))
    Fraction(1, 2)
    """
    power = ratio ** (depth - 1)
    return (ratio - 1) * (power + 1) / (power * (ratio**depth - 1))


def _on_eigenvalue(a: Arithmetic, p: Point, c: Constants) -> Any:
    share = p.alpha**p.depth * eigenvalue_share(p.depth, p.ratio) / p.eigenvalue
    return -a.absolute(share - 1)


def _on_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    share = p.eta * p.alpha ** (2 * p.depth - 2) / step_share(p.depth, p.ratio)
    return -a.absolute(share - 1)


def alternates(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Any:
    """The margin of d(0), d(1), ... = ``first(r)``, ``second(r)``, ... times alpha, in turn."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        places = cycle((p.alpha * first(p.ratio), p.alpha * second(p.ratio)))
        pairs = zip(a.orbit(p), places, strict=False)
        return a.minimum(*(a.equal(d, place, p.alpha) for d, place in pairs))

    return margin


def _beyond(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -scaled_step_margin(p, c[EDGE.name])


def amplitude(excess: Fraction) -> Any:
    """The margin of (eta (w(1) - w(0)))^2 = (h-1)(h + ``excess``) and eta d(0) d(1) = 1."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        first, second = a.orbit(p)[:2]
        h = p.eta * p.eigenvalue
        swing = (p.eta * (second**2 - first**2)) ** 2
        width = a.equal(swing, (h - 1) * (h + a.number(excess)), h * h)
        return a.minimum(width, a.equal(p.eta * first * second, a.number(Fraction(1)), 1))

    return margin


def multiplier(times: Fraction) -> Any:
    """The margin of: two steps have the derivative 9 - ``times`` (1+h)^2 along the cycle."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        h = p.eta * p.eigenvalue
        slopes = [1 + h - 3 * p.eta * d * d for d in a.orbit(p)[:2]]
        return a.equal(slopes[0] * slopes[1], 9 - a.number(times) * (1 + h) ** 2, 9 * (1 + h) ** 2)

    return margin


EDGE = Constant("edge", lambda N: Fraction(2, N), "2/N", sharp=True)
ON_EIGENVALUE = Hypothesis("lambda (r^{N-1} + 1) = alpha^N (r^{2N-1} + 1)", _on_eigenvalue)
ON_STEP = Hypothesis(
    "eta alpha^{2N-2} r^{N-1} (r^N - 1) = (r-1)(r^{N-1} + 1)",
    _on_step,
)

_VARIABLES = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, RATIO, UP_TO_6_STEPS)
_TWO = (TWO_LAYERS, *_VARIABLES[1:])
_GIVEN = r"\lambda = \alpha^N\frac{r^{2N-1}+1}{r^{N-1}+1},\ "
_STEP = r"\eta\alpha^{2N-2} = \frac{(r-1)(r^{N-1}+1)}{r^{N-1}(r^N-1)},\ r > 1"

_claim = partial(
    Claim,
    source="derived",
    kind="identity",
    expected="holds",
    variables=_VARIABLES,
    hypotheses=(ON_EIGENVALUE, ON_STEP),
    exact=True,
)

CYCLE = _claim(
    id="edge.cycle",
    statement=rf"{_GIVEN}{_STEP} \implies \alpha \to r\alpha \to \alpha",
    margin=alternates(lambda r: 1, lambda r: r),
)
BEYOND = _claim(
    id="edge.cycle/step",
    statement=rf"{_GIVEN}{_STEP} \implies h > 2/N",
    kind="inequality",
    constants=(EDGE,),
    margin=_beyond,
)
AMPLITUDE = _claim(
    id="edge.cycle/amplitude",
    statement=(
        r"N = 2, \text{ on that cycle}:\ d(0)\,d(1) = 1/\eta,"
        r"\ |w(1) - w(0)| = \sqrt{(h-1)(h+3)}/\eta,\ h = \eta\lambda"
    ),
    variables=_TWO,
    margin=amplitude(Fraction(3)),
)
MULTIPLIER = _claim(
    id="edge.cycle/multiplier",
    statement=(
        r"N = 2, \text{ on that cycle two steps have the derivative } 9 - 2(1+h)^2,"
        r"\text{ so it attracts iff } h < \sqrt5 - 1"
    ),
    variables=_TWO,
    margin=multiplier(Fraction(2)),
)

CLAIMS = (CYCLE, BEYOND, AMPLITUDE, MULTIPLIER)
