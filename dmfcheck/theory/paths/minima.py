"""paths.sharpness and paths.settles: how sharp minima of paths are, and where descent can end.

The paths are those of :mod:`dmfcheck.theory.paths.bundle`. What is "quoted" restates a reader's
account of arXiv:2606.05219; the rest was derived for this project. Proofs: ``notes/paths.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.paths.bundle import MOVES, PATHS, end_to_end, few, growth, sharpness
from dmfcheck.theory.step.identical import scaled_step_margin
from dmfcheck.theory.vocabulary import (
    DEEPER,
    DEPTH,
    EIGENVALUE,
    ETA,
    POSITIVE_EIGENVALUE,
    UP_TO_4_STEPS,
)


def between(low: Callable[[Point, int], Any], high: Callable[[Point, Any], Any]) -> Any:
    """The margin of ``low``(H) <= (s / (N w^{2-2/N}))^N <= ``high``(the first path's share)."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N = p.depth
        # In units of the first path, whose powers at depth 50 would leave float64.
        state = [d / p.paths[0] for d in p.paths]
        w = end_to_end(N, state)
        ratio = (sharpness(N, state) / N) ** N / w ** (2 * N - 2)
        least = a.number(Fraction(low(p, len(state))))
        return a.minimum(high(p, 1 / w) - ratio, ratio / least - 1)

    return margin


def shared_low(p: Point, paths: int) -> Any:
    """H^{2-N}: all paths are equal."""
    return Fraction(1, paths ** (p.depth - 2))


def distance_ratio(p: Point) -> Any:
    """(lambda - w+)/(lambda - w) = 1 - eta sum_j d_j^{2N-2} ((1+t_j)^N - 1)/t_j."""
    powers = (sum((1 + t) ** i for i in range(p.depth)) for t in growth(p, p.paths))
    pairs = zip(p.paths, powers, strict=True)
    return 1 - p.eta * sum(d ** (2 * p.depth - 2) * power for d, power in pairs)


def near(room: Callable[[Any, Point], Any]) -> Any:
    """The margin of eta s ``room``(max(0, -t_1)) >= 2."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        overshoot = a.maximum(a.number(Fraction(0)), -growth(p, p.paths)[0])
        sharp = p.eta * sharpness(p.depth, p.paths)
        return sharp * room(overshoot, p) - c[EDGE.name]

    return margin


def _room(overshoot: Any, p: Point) -> Any:
    return 1 - (p.depth - 1) * overshoot / 2


def _repels(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.absolute(distance_ratio(p)) - 1


def _lands(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -a.absolute(end_to_end(p.depth, few(a, p)[-1]) - p.eigenvalue)


def _flat_end(a: Arithmetic, p: Point, c: Constants) -> Any:
    return c[EDGE.name] - p.eta * sharpness(p.depth, few(a, p)[-1])


def _shared_is_stable(a: Arithmetic, p: Point, c: Constants) -> Any:
    # eta N lambda^{2-2/N} H^{2/N-1} < 2, to the power N.
    N = p.depth
    single = (p.eta * N / 2) ** N * p.eigenvalue ** (2 * N - 2)
    return 1 - single / len(p.paths) ** (N - 2)


EDGE = Constant("edge", lambda N: Fraction(2), "2", sharp=True)
RETURN = Constant("return", lambda N: Fraction(3), "3")
NEAR = Hypothesis("eta s (1 - (N-1) max(0, eta (w - lambda) d_1^{N-2})/2) >= 2", near(_room))
LANDS = Hypothesis("w(k) = lambda", _lands)
SINGLE_REPELS = Hypothesis(
    "eta N lambda^{2-2/N} > 2",
    lambda a, p, c: -scaled_step_margin(p, c[EDGE.name] / p.depth),
    strict=True,
)
RETURNS = Hypothesis(
    "eta N lambda^{2-2/N} <= 3",
    lambda a, p, c: scaled_step_margin(p, c[RETURN.name] / p.depth),
)
SHARED_IS_STABLE = Hypothesis("eta N lambda^{2-2/N} H^{2/N-1} < 2", _shared_is_stable, strict=True)

_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

SHARPNESS = _claim(
    id="paths.sharpness",
    statement=(
        r"d_j > 0,\ \textstyle\sum_{j \le H} d_j^N = \lambda \implies H^{2/N-1} \le"
        r" \frac{s}{N\lambda^{2-2/N}} \le 1\text{, } s = N\textstyle\sum_j d_j^{2N-2}"
        r" \text{ the sharpness of that minimum}"
    ),
    source="quoted",
    variables=(DEPTH, PATHS),
    margin=between(shared_low, lambda p, share: 1),
)
SETTLES = _claim(
    id="paths.settles",
    statement=(
        rf"{MOVES},\ s = N\textstyle\sum_j d_j^{{2N-2}},\ \tau = \max(0, -e\,d_1^{{N-2}}),"
        r"\ \eta s(1 - \tfrac{N-1}2\tau) \ge 2 \implies |\lambda - w^+| \ge |\lambda - w|"
        r"\text{: a limit that is not met has } \eta s \le 2"
    ),
    variables=(DEEPER, PATHS, EIGENVALUE, ETA),
    hypotheses=(NEAR,),
    constants=(EDGE,),
    margin=_repels,
)
LITERAL = _claim(
    id="paths.settles_literal",
    statement=(
        rf"{MOVES},\ 2/S < \eta < 2/(H^{{2/N-1}}S),\ \eta \le 3/S,\ S = N\lambda^{{2-2/N}},"
        r"\ w(k) = \lambda \implies \eta s(k) \le 2"
    ),
    source="quoted",
    expected="refuted",
    variables=(DEEPER, PATHS, POSITIVE_EIGENVALUE, ETA, UP_TO_4_STEPS),
    hypotheses=(SINGLE_REPELS, RETURNS, SHARED_IS_STABLE, LANDS),
    constants=(EDGE, RETURN),
    margin=_flat_end,
    counterexamples=(
        {
            "depth": 3,
            "paths": (Fraction(1), Fraction(1, 2)),
            "eigenvalue": Fraction(4439, 1728),
            "eta": Fraction(576, 2495),
            "steps": 1,
        },
    ),
)

CLAIMS = (SHARPNESS, SETTLES, LITERAL)
