"""paths.winner and paths.imbalance: which of several paths learns, and what descent does about it.

The paths are those of :mod:`dmfcheck.theory.paths.bundle`. Derived for this project, after
arXiv:2606.05219. Proofs: ``notes/paths.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.paths.bundle import (
    MOVES,
    PATHS,
    State,
    end_to_end,
    few,
    growth,
    states,
    unequal,
)
from dmfcheck.theory.step.identical import STEP_BOUND, scaled_step_margin
from dmfcheck.theory.vocabulary import (
    DEEPER,
    EIGENVALUE,
    ETA,
    POSITIVE_EIGENVALUE,
    TWO_LAYERS,
    UP_TO_3_STEPS,
    UP_TO_4_STEPS,
)


def in_order(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The margin of: w rises, at most to lambda, and each path falls relative to that before it."""
    margins = []
    for before, after in pairwise(few(a, p)):
        w, moved = end_to_end(p.depth, before), end_to_end(p.depth, after)
        margins += [(moved - w) / p.eigenvalue, 1 - moved / p.eigenvalue]
        margins += [before[i + 1] / before[i] - after[i + 1] / after[i] for i in unequal(p)]
    return a.minimum(*margins)


def _shares_kept(a: Arithmetic, p: Point, c: Constants) -> Any:
    """d_j/d_{j+1} stays, without a quotient: the products of neighbours across a step agree."""
    margins = [a.number(Fraction(0))]
    for before, after in pairwise(states(p)):
        shares = zip(pairwise(before), pairwise(after), strict=True)
        margins += [a.equal(y * new_x, x * new_y, x * x) for (x, y), (new_x, new_y) in shares]
    return a.minimum(*margins)


def imbalance(p: Point, state: State) -> list[Any]:
    """z = d_{i+1}^{2-N} - d_i^{2-N} of unequal neighbours, in units of the last path's start.

    >>> paths = Fraction(1), Fraction(1, 2)
    >>> imbalance(Point({"depth": 3, "paths": paths}), paths)
    [Fraction(1, 2)]
    """
    powers = [(p.paths[-1] / d) ** (p.depth - 2) for d in state]
    return [powers[i + 1] - powers[i] for i in unequal(p)]


def imbalance_falls(
    a: Arithmetic, p: Point, bounds: Callable[[Any, Any, Any], Sequence[Any]]
) -> Any:
    """The least of ``bounds``(z, z+, e d_1^{N-2}), and of 1 where no two paths differ."""
    margins = [a.number(Fraction(1))]
    for before, after in pairwise(few(a, p)):
        t = growth(p, before)[0]
        pairs = zip(imbalance(p, before), imbalance(p, after), strict=True)
        margins += [bound for z, moved in pairs for bound in bounds(z, moved, t)]
    return a.minimum(*margins)


def _keeps_order(a: Arithmetic, p: Point, c: Constants) -> Any:
    return imbalance_falls(a, p, lambda z, moved, t: (z - moved, moved))


def _falls_signed(a: Arithmetic, p: Point, c: Constants) -> Any:
    return imbalance_falls(a, p.replaced(steps=1), lambda z, moved, t: (z - moved,))


def _pulls_at_least(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(c[OVERSHOOT.name] + growth(p, state)[0] for state in few(a, p)[:-1]))


def _first_pull(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 + growth(p, p.paths)[0]


OVERSHOOT = Constant("overshoot", lambda N: Fraction(1, N - 1), "1/(N-1)", sharp=True)
BELOW = Hypothesis(
    "w(0) <= lambda",
    lambda a, p, c: 1 - end_to_end(p.depth, p.paths) / p.eigenvalue,
)
STEP = Hypothesis(
    "eta lambda^{2-2/N} <= 1/N", lambda a, p, c: scaled_step_margin(p, c[STEP_BOUND.name])
)
PULLS = Hypothesis("eta (lambda - w) d_1^{N-2} >= -1/(N-1) before step k", _pulls_at_least)
STAYS_POSITIVE = Hypothesis("eta (lambda - w) d_1^{N-2} > -1", _first_pull, strict=True)

_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

WINNER = _claim(
    id="paths.winner",
    statement=(
        rf"{MOVES},\ N \ge 3,\ w(0) \le \lambda,\ \eta\lambda^{{2-2/N}} \le \tfrac1N"
        r" \implies w(k) \le w(k+1) \le \lambda \text{ and } d_i/d_j \text{ falls for } i > j"
    ),
    variables=(DEEPER, PATHS, POSITIVE_EIGENVALUE, ETA, UP_TO_4_STEPS),
    hypotheses=(BELOW, STEP),
    constants=(STEP_BOUND,),
    margin=in_order,
)
KEPT = _claim(
    id="paths.winner/two_layers",
    statement=rf"{MOVES},\ N = 2 \implies d_i(k)/d_j(k) = d_i(0)/d_j(0)",
    kind="identity",
    variables=(TWO_LAYERS, PATHS, EIGENVALUE, ETA, UP_TO_3_STEPS),
    margin=_shares_kept,
)
IMBALANCE = _claim(
    id="paths.imbalance",
    statement=(
        rf"{MOVES},\ N \ge 3,\ e\,d_1^{{N-2}} \ge -\tfrac1{{N-1}} \text{{ before step }} k"
        r" \implies 0 \le z(j+1) \le z(j) \text{ for } j < k,\ z = d_{i+1}^{2-N} - d_i^{2-N}"
    ),
    variables=(DEEPER, PATHS, EIGENVALUE, ETA, UP_TO_4_STEPS),
    hypotheses=(PULLS,),
    constants=(OVERSHOOT,),
    margin=_keeps_order,
)
ANY_PULL = _claim(
    id="paths.imbalance/any_pull",
    statement=(
        rf"{MOVES},\ N \ge 3,\ e\,d_1^{{N-2}} > -1 \implies z^+ \le z"
        r"\text{, where } z = d_{i+1}^{2-N} - d_i^{2-N} \ge 0"
    ),
    variables=(DEEPER, PATHS, EIGENVALUE, ETA),
    hypotheses=(STAYS_POSITIVE,),
    margin=_falls_signed,
)

CLAIMS = (WINNER, KEPT, IMBALANCE, ANY_PULL)
