"""momentum.effective: a heavy ball is no faster than descent with the step eta/(1-m).

arXiv:2403.05293, of which the abstract was read, finds of momentum that eta/(1-m)^2 determines the
path and so gives a rule of acceleration; this bound of the time was derived for this project.
Proofs: ``notes/momentum.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.monotone.orbits import HEAVY_BALL
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    MOMENTUM,
    POSITIVE_EIGENVALUE,
    TWO_STEPS,
)


def with_step(p: Point, times: Callable[[Any], Any]) -> Point:
    """The point with the step times(m) eta.

    >>> at = Point({"eta": Fraction(1, 4), "momentum": Fraction(1, 2)})
    >>> with_step(at, accelerated).eta
    Fraction(1, 2)
    """
    exact = p.exact | {"eta": times(p.exact["momentum"]) * p.exact["eta"]}
    return Point(exact, {**p, "eta": times(p.momentum) * p.eta})


def accelerated(m: Any) -> Any:
    """1/(1-m), by which a constant pull is multiplied in the long run.

    >>> accelerated(Fraction(9, 10))
    Fraction(10, 1)
    """
    return 1 / (1 - m)


def _early(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.orbit(with_step(p, accelerated).replaced(steps=p.steps - 1))
    share = c[INFLECTION.name]
    return a.minimum(*(share - d**p.depth / p.eigenvalue for d in orbit))


def last(a: Arithmetic, p: Point) -> Any:
    """d(k) of the heavy ball from rest, k = ``p.steps``."""
    a.require_few(p.depth, p.steps, p.exact["alpha"], p.exact["eta"])
    return a.run(HEAVY_BALL, p, p.eigenvalue)[-1][0]


def at_most(times: Callable[[Any], Any]) -> Any:
    """The margin of: the heavy ball is behind descent with the step times(m) eta."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        return 1 - last(a, p) / a.orbit(with_step(p, times))[-1]

    return margin


def at_least(times: Callable[[Any], Any]) -> Any:
    """The margin of: it is ahead of descent with the step times(m) eta."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        return last(a, p) / a.orbit(with_step(p, times))[-1] - 1

    return margin


INFLECTION = Constant("inflection", lambda N: Fraction(N - 1, 2 * N - 1), "(N-1)/(2N-1)")
EARLY = Hypothesis("w'(j) <= (N-1)/(2N-1) lambda for j < k", _early)

_VARIABLES = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, MOMENTUM, TWO_STEPS)
_GIVEN = r"w'(j) \le \tfrac{N-1}{2N-1}\lambda \text{ for } j < k"

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="holds",
    variables=_VARIABLES,
    hypotheses=(EARLY,),
    constants=(INFLECTION,),
    exact=True,
)

EFFECTIVE = _claim(
    id="momentum.effective",
    statement=(
        rf"{_GIVEN} \implies d(k) \le d'(k),\ d \text{{ a heavy ball from rest, }}"
        r" d' \text{ descent with the step } \eta/(1-m)"
    ),
    margin=at_most(accelerated),
)
AHEAD = _claim(
    id="momentum.effective/ahead",
    statement=(rf"{_GIVEN} \implies d(k) \ge d_0(k),\ d_0 \text{{ descent with the step }} \eta"),
    margin=at_least(lambda m: 1),
)

CLAIMS = (EFFECTIVE, AHEAD)
