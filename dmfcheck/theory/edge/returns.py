"""edge.return: up to which step an orbit that overshoots from below comes back without flipping.

In x = d/lambda^{1/N} and h = eta lambda^{2-2/N} a step is y = x + h x^{N-1}(1 - x^N). A reader's
account of arXiv:2606.05219, which is what was read of it besides the abstract, has a threshold of h
up to which every overshoot from (0, 1) is back in (0, 1) after one more step: hN = gamma, above 2,
of the depth alone, and of order log N. The bounds of gamma here, gamma at N = 2, and that the orbit
then stays positive for ever, were derived for this project. Proofs: ``notes/edge.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    FLOW_START,
    POSITIVE_EIGENVALUE,
    TWO_LAYERS,
    UNIT_STEP,
    UP_TO_60_STEPS,
)


def moved(depth: int, h: Any, x: Any) -> Any:
    """y = x + h x^{N-1}(1 - x^N).

    >>> moved(2, 1, Fraction(1, 2))
    Fraction(7, 8)
    """
    return x + h * x ** (depth - 1) * (1 - x**depth)


def fall(depth: int, h: Any, y: Any) -> Any:
    """h y^{N-2}(y^N - 1): the next step multiplies y by 1 minus that.

    >>> fall(2, 1, Fraction(3, 2))
    Fraction(5, 4)
    """
    return h * y ** (depth - 2) * (y**depth - 1)


def bound(a: Arithmetic, p: Point, slope: Any) -> Any:
    """2 + ``slope`` ln N."""
    return 2 + slope * a.log(a.number(Fraction(p.depth)))


def _keeps_sign(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - fall(p.depth, p.step, moved(p.depth, p.step, p.start))


def _overshoots(a: Arithmetic, p: Point, c: Constants) -> Any:
    return moved(p.depth, p.step, p.start) - 1


def _comes_back(a: Arithmetic, p: Point, c: Constants) -> Any:
    y = moved(p.depth, p.step, p.start)
    return 1 - moved(p.depth, p.step, y)


def from_share(share: Fraction) -> Callable[[Arithmetic, Point, Constants], Any]:
    """The margin of: from x_0^N = ``share`` the second step flips the sign, or ends at 0."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        x = a.root(a.number(share), p.depth)
        return fall(p.depth, p.step, moved(p.depth, p.step, x)) - 1

    return margin


def _stays_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(d / p.alpha for d in a.orbit(p)))


SAFE = Constant("safe slope", lambda N: Fraction(1), "1")
LOST = Constant("lost slope", lambda N: Fraction(2), "2")
TWO = Constant("(1+h)^2", lambda N: Fraction(27, 4), "27/4", sharp=True)

SAFE_STEP = Hypothesis(
    "hN <= 2 + ln N", lambda a, p, c: bound(a, p, c[SAFE.name]) - p.step * p.depth
)
LOST_STEP = Hypothesis(
    "hN >= 2 + 2 ln N", lambda a, p, c: p.step * p.depth - bound(a, p, c[LOST.name])
)
SAFE_ETA = Hypothesis(
    "hN <= 2 + ln N, h = eta lambda^{2-2/N}",
    lambda a, p, c: bound(a, p, c[SAFE.name]) - a.scaled(p)[1] * p.depth,
)
OVERSHOOTS = Hypothesis("x_1 > 1", _overshoots, strict=True)
NOT_ABOVE = Hypothesis("alpha^N <= lambda", lambda a, p, c: 1 - p.alpha**p.depth / p.eigenvalue)
TWO_STEP = Hypothesis("(1+h)^2 <= 27/4", lambda a, p, c: c[TWO.name] - (1 + p.step) ** 2)

_MOVES = r"x_1 = x_0 + h x_0^{N-1}(1 - x_0^N),\ x_2 = x_1 + h x_1^{N-1}(1 - x_1^N)"
_claim = partial(Claim, source="derived", kind="inequality", expected="holds")

RETURN = _claim(
    id="edge.return",
    statement=(
        rf"{_MOVES},\ 0 < x_0 < 1,\ hN \le 2 + \ln N \implies x_2 \ge 0"
        r"\text{: no overshoot flips the sign}"
    ),
    variables=(DEPTH, FLOW_START, UNIT_STEP),
    hypotheses=(SAFE_STEP,),
    constants=(SAFE,),
    margin=_keeps_sign,
)
BACK = _claim(
    id="edge.return/below",
    statement=rf"{_MOVES},\ 0 < x_0 < 1 < x_1 \implies x_2 \le 1\text{{, whatever }} h",
    variables=(DEPTH, FLOW_START, UNIT_STEP),
    hypotheses=(OVERSHOOTS,),
    margin=_comes_back,
    exact=True,
)
FLIPS = _claim(
    id="edge.return/flips",
    statement=(
        rf"{_MOVES},\ x_0^N = \tfrac12,\ hN \ge 2 + 2\ln N \implies x_2 \le 0"
        r"\text{: the largest } hN \text{ that is safe is between } 2 + \ln N \text{ and }"
        r" 2 + 2\ln N"
    ),
    variables=(DEPTH, UNIT_STEP),
    hypotheses=(LOST_STEP,),
    constants=(LOST,),
    margin=from_share(Fraction(1, 2)),
)
FOR_EVER = _claim(
    id="edge.return/for_ever",
    statement=(
        r"\alpha^N \le \lambda,\ hN \le 2 + \ln N,\ h = \eta\lambda^{2-2/N} \implies d(k) \ge 0"
        r" \text{ for every } k"
    ),
    variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, UP_TO_60_STEPS),
    hypotheses=(NOT_ABOVE, SAFE_ETA),
    constants=(SAFE,),
    margin=_stays_positive,
)
TWO_LAYERS_RETURN = _claim(
    id="edge.return/two_layers",
    statement=(
        rf"N = 2,\ {_MOVES},\ 0 < x_0 < 1,\ h \le \tfrac{{3\sqrt3}}2 - 1 \implies x_2 \ge 0"
        r"\text{, and not from } x_0^2 = \tfrac{1+h}{3h} \text{ for any larger } h"
    ),
    variables=(TWO_LAYERS, FLOW_START, UNIT_STEP),
    hypotheses=(TWO_STEP,),
    constants=(TWO,),
    margin=_keeps_sign,
    exact=True,
)

CLAIMS = (RETURN, BACK, FLIPS, FOR_EVER, TWO_LAYERS_RETURN)
