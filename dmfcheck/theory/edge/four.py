"""edge.four_factors: x, x, y, y towards 1, the smallest product that ends just below the edge.

On (1 - x^2 y^2)^2 / 2. Of arXiv:2210.03294, on an example of degree four with the same minimum
at the edge, c = (eta^-2 - 4)^{1/4} and d = 1, the abstract and that formula were read; here
c^2 = x^2 - y^2 and d = xy. What is claimed was derived for this project. Proofs: ``notes/edge.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.solution import square
from dmfcheck.theory.vocabulary import ALPHA, ANY_BETA, ETA, UP_TO_6_STEPS

FOUR_LAYERS = Variable("depth", "integer", Fraction(4), Fraction(4), meaning="N = 4")

Pair = tuple[Any, Any]


def pull(p: Point, state: Pair) -> Any:
    """kappa = eta (1 - x^2 y^2) x y: a step is x+ = x + kappa y, y+ = y + kappa x."""
    product = state[0] * state[1]
    return p.eta * product * (1 - product * product)


def pairs(p: Point) -> list[Pair]:
    """(x, y) at steps 0, ..., k from x = alpha - beta, y = alpha.

    >>> start = {"alpha": Fraction(1), "beta": Fraction(1, 2), "eta": Fraction(1, 3), "steps": 1}
    >>> pairs(Point(start))[1]
    (Fraction(5, 8), Fraction(17, 16))
    """
    states = [(p.alpha - p.beta, p.alpha)]
    for _ in range(p.steps):
        x, y = states[-1]
        kappa = pull(p, states[-1])
        states.append((x + kappa * y, y + kappa * x))
    return states


def gap(state: Pair) -> Any:
    """c^2 with its sign, x^2 - y^2.

    >>> gap((3, 2))
    5
    """
    return (state[0] - state[1]) * (state[0] + state[1])


def changes_by(loss: Callable[[Any], Any]) -> Any:
    """The margin of: every step multiplies x^2 - y^2 by 1 - ``loss``(kappa)."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        a.require_few(4, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
        margins = []
        for before, after in pairwise(pairs(p)):
            left = 1 - loss(pull(p, before))
            size = square(after[0]) + square(after[1]) + square(p.alpha)
            margins.append(a.equal(gap(after), gap(before) * left, size * (1 + square(left))))
        return a.minimum(*margins)

    return margin


def _falls(a: Arithmetic, p: Point, c: Constants) -> Any:
    gaps = [square(gap(state)) for state in pairs(p)]
    size = square(square(p.alpha)) + square(square(p.alpha - p.beta))
    return a.minimum(*((before - after) / size for before, after in pairwise(gaps)))


def _pulls_at_most(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(c[PULL.name] - square(pull(p, state)) for state in pairs(p)[:-1]))


def sharpness(a: Arithmetic, p: Point) -> Any:
    """sigma = eta sqrt((x^2 - y^2)^2 + 4), 1 where the minimum of that gap is 2/eta sharp."""
    return p.eta * a.root(square(gap((p.alpha - p.beta, p.alpha))) + 4, 2)


def _near(a: Arithmetic, p: Point, c: Constants) -> Any:
    sigma = sharpness(a, p)
    away = a.absolute((p.alpha - p.beta) * p.alpha - 1)
    return 2 * (sigma - 1) - c[WIDTH.name] * away * sigma


def ratio(p: Point) -> Any:
    """(1 - x+ y+)/(1 - xy), with no small denominator."""
    x, y = p.alpha - p.beta, p.alpha
    t = x * y
    size = square(x) + square(y)
    return 1 - p.eta * t * (1 + t) * size - square(p.eta) * t**3 * (1 - t) * square(1 + t)


def _repels(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.absolute(ratio(p)) - 1


PULL = Constant("squared pull", lambda N: Fraction(2), "2", sharp=True)
WIDTH = Constant("width", lambda N: Fraction(7), "7")
PULLS = Hypothesis("kappa(j)^2 <= 2 for j < k", _pulls_at_most)
NEAR = Hypothesis("7 |xy - 1| sigma <= 2 (sigma - 1)", _near)
STEP = Hypothesis("eta <= 1/2", lambda a, p, c: 1 - 2 * p.eta)

_VARIABLES = (FOUR_LAYERS, ALPHA, ANY_BETA, ETA, UP_TO_6_STEPS)
_MOVES = r"x^+ = x + \kappa y,\ y^+ = y + \kappa x,\ \kappa = \eta(1 - x^2y^2)xy"
_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

GAP = _claim(
    id="edge.four_factors",
    statement=(
        rf"{_MOVES}: \text{{ descent of }} x, x, y, y \text{{ on }} \tfrac12(1 - x^2y^2)^2"
        r" \text{ multiplies } x^2 - y^2 \text{ by } 1 - \kappa^2"
    ),
    kind="identity",
    variables=_VARIABLES,
    margin=changes_by(square),
)
FALLS = _claim(
    id="edge.four_factors/falls",
    statement=(
        rf"{_MOVES},\ \kappa(j)^2 \le 2 \text{{ for }} j < k \implies |x^2 - y^2|"
        r"\text{, and with it the sharpness } 2\sqrt{(x^2-y^2)^2 + 4} \text{ of the minimum, falls}"
    ),
    variables=_VARIABLES,
    hypotheses=(PULLS,),
    constants=(PULL,),
    margin=_falls,
)
REPELS = _claim(
    id="edge.four_factors/repels",
    statement=(
        r"\sigma = \eta\sqrt{(x^2-y^2)^2 + 4},\ 7|xy - 1|\sigma \le 2(\sigma - 1),\ \eta \le"
        r" \tfrac12 \implies |1 - x^+y^+| \ge |1 - xy|"
        r"\text{: a limit that is not met has } \sigma \le 1"
    ),
    variables=_VARIABLES[:-1],
    hypotheses=(NEAR, STEP),
    constants=(WIDTH,),
    margin=_repels,
)

CLAIMS = (GAP, FALLS, REPELS)
