"""time.quoted: a bound of the recovery time that the paper had once, as it is restated elsewhere.

T is the first k with |d(k) - lambda_+^{1/N}| <= eps, and the theorem says T <= T^Id, case by case.
It was read second-hand only, in a seminar report of 2022 that restates Theorem 2.1 of an earlier
version of arXiv:2011.13772; the original may round up where the restatement does not. As restated
it is false for want of that; time.quoted_repaired is T <= T^Id + 1. Proofs: ``notes/time.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis, Margin
from dmfcheck.claims.point import Point
from dmfcheck.theory.flow.closed_forms import flow_time
from dmfcheck.theory.perturbed.sign import share_margin
from dmfcheck.theory.step.perturbed import QUOTED, QUOTED_STEP
from dmfcheck.theory.vocabulary import (
    ACCURACY,
    ALPHA,
    DEPTH,
    ETA,
    NEGATIVE_EIGENVALUE,
    POSITIVE_EIGENVALUE,
    STEPS,
)

Bound = Callable[[Arithmetic, Point], Any]
"""T^Id in steps, a number of the arithmetic."""


def inflection(depth: int) -> Fraction:
    """c = (N-1)/(2N-1): the step d^{N-1} (lambda - d^N) is longest where d^N = c lambda.

    >>> inflection(2)
    Fraction(1, 3)
    """
    return Fraction(depth - 1, 2 * depth - 1)


def limit(a: Arithmetic, p: Point) -> Any:
    """lambda^{1/N}, what the diagonal entries of the factors tend to where lambda > 0."""
    return a.root(p.eigenvalue, p.depth)


def _zero(a: Arithmetic, p: Point) -> Any:
    return a.number(Fraction(0))


def top(a: Arithmetic, p: Point) -> Any:
    """c^{1/N}, where the scaled step is longest."""
    return a.root(a.number(inflection(p.depth)), p.depth)


def rate(a: Arithmetic, p: Point) -> Any:
    """R = |ln(1 - eta N (c lambda)^{2-2/N})|: beyond c lambda the distance shrinks by e^{-R}."""
    N = p.depth
    h = a.scaled(p)[1]
    return -a.log(1 - N * h * (a.number(inflection(N)) / top(a, p)) ** 2)


def growth(a: Arithmetic, p: Point) -> Any:
    """s = c^{1-1/N} (lambda^{1/N} / alpha)^{N-1}."""
    return (top(a, p) / a.scaled(p)[0]) ** (p.depth - 1)


def steps_near(a: Arithmetic, p: Point) -> Any:
    """ln((lambda^{1/N} - alpha) / eps) / R."""
    return a.log((limit(a, p) - p.alpha) / p.accuracy) / rate(a, p)


def steps_negative(a: Arithmetic, p: Point) -> Any:
    """T_-(eps, alpha) / (eta |lambda|): the time that y' = -y^{N-1} takes from alpha to eps."""
    m = p.depth - 2
    speed = -p.eta * p.eigenvalue
    if m == 0:
        return a.log(p.alpha / p.accuracy) / speed
    return (p.accuracy**-m - p.alpha**-m) / (m * speed)


def _time_above(a: Arithmetic, depth: int, x: Any) -> Any:
    """int_x^infinity dy / (y^{N-1} (y^N - 1)), x > 1, whose series is in x^{-N}."""
    power = 2 * depth - 2
    return x**-power / power * a.hypergeometric(Fraction(power, depth), x**-depth)


def steps_above(a: Arithmetic, p: Point) -> Any:
    """T_+(lambda, lambda^{1/N} + eps, alpha) / eta: the flow falls from alpha."""
    x0, h = a.scaled(p)
    x = 1 + p.accuracy / limit(a, p)
    return (_time_above(a, p.depth, x) - _time_above(a, p.depth, x0)) / h


def _flow_steps(a: Arithmetic, p: Point, level: Any) -> Any:
    x0, h = a.scaled(p)
    return (flow_time(a, p.depth, level) - flow_time(a, p.depth, x0)) / h


def steps_short(a: Arithmetic, p: Point) -> Any:
    """T_+(lambda, lambda^{1/N} - eps, alpha) / eta + s."""
    return flow_to_accuracy(a, p) + growth(a, p)


def flow_to_accuracy(a: Arithmetic, p: Point) -> Any:
    """T_+(lambda, lambda^{1/N} - eps, alpha) / eta, in steps."""
    return _flow_steps(a, p, 1 - p.accuracy / limit(a, p))


def flow_to_top(a: Arithmetic, p: Point) -> Any:
    """T_+(lambda, (c lambda)^{1/N}, alpha) / eta, in steps."""
    return _flow_steps(a, p, top(a, p))


def steps_beyond(a: Arithmetic, p: Point) -> Any:
    """(ln(lambda^{1/N} / eps) - a) / R, a = |ln(1 - c^{1/N})|: from (c lambda)^{1/N} on."""
    return a.log((1 - top(a, p)) * limit(a, p) / p.accuracy) / rate(a, p)


def steps_far(a: Arithmetic, p: Point) -> Any:
    """T_+(lambda, (c lambda)^{1/N}, alpha) / eta + s + (ln(lambda^{1/N} / eps) - a) / R."""
    return flow_to_top(a, p) + growth(a, p) + steps_beyond(a, p)


def _steps_sharper(a: Arithmetic, p: Point) -> Any:
    return flow_to_top(a, p) + a.log(growth(a, p)) + steps_beyond(a, p)


def within(bound: Bound, rounding: str | None = None, goal: Bound = limit) -> Margin:
    """The margin of T <= bound, plus the constant named ``rounding``, as far as the orbit shows it.

    Of an orbit of ``steps`` steps it is min(T, steps + 1) that is bounded: where no iterate before
    the k-th is within eps of ``goal``, k is at most the bound.
    """

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        most = bound(a, p)
        if rounding is not None:
            most = most + c[rounding]
        end = goal(a, p)
        reached: Any = None
        shown = []
        for k, d in enumerate(a.orbit(p), start=1):
            near = (p.accuracy - a.absolute(d - end)) / p.accuracy
            reached = near if reached is None else a.maximum(reached, near)
            shown.append(a.maximum(reached, most - k))
        return a.minimum(*shown)

    return margin


def _share_of_the_step(share: Constant) -> Margin:
    return lambda a, p, c: share_margin(a, p, c[share.name])


def _away_from(goal: Bound) -> Margin:
    return lambda a, p, c: a.absolute(p.alpha - goal(a, p)) / p.accuracy - 1


def _beyond_inflection(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.alpha**p.depth / p.eigenvalue - a.number(inflection(p.depth))


def _fine(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.accuracy / ((1 - top(a, p)) * limit(a, p))


HALF = Constant("quoted step", lambda N: Fraction(1, 2 * N), "1/(2N)")
ROUNDING = Constant("rounding", lambda N: Fraction(1), "1", sharp=True)
TWICE = Constant("rounding", lambda N: Fraction(2), "2")

HALF_STEP = Hypothesis("eta < 1/(2N M^{2N-2})", _share_of_the_step(HALF), strict=True)
AWAY = Hypothesis("eps < |alpha - lambda^{1/N}|", _away_from(limit), strict=True)
AWAY_FROM_ZERO = Hypothesis("eps < alpha", _away_from(_zero), strict=True)
FROM_ABOVE = Hypothesis(
    "alpha^N > lambda", lambda a, p, c: p.alpha**p.depth / p.eigenvalue - 1, strict=True
)
AT_MOST_LIMIT = Hypothesis("alpha^N <= lambda", lambda a, p, c: 1 - p.alpha**p.depth / p.eigenvalue)
NEAR = Hypothesis("alpha^N > c lambda", _beyond_inflection, strict=True)
FAR = Hypothesis("alpha^N <= c lambda", lambda a, p, c: -_beyond_inflection(a, p, c))
FINE = Hypothesis("eps < (1 - c^{1/N}) lambda^{1/N}", _fine, strict=True)
COARSE = Hypothesis("eps >= (1 - c^{1/N}) lambda^{1/N}", lambda a, p, c: -_fine(a, p, c))

SOURCE = "quoted"
"""Second-hand: in full in the docstring of this file, and in ``notes/time.md``."""
_POSITIVE = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, ACCURACY, STEPS)
_NEGATIVE = (DEPTH, NEGATIVE_EIGENVALUE, *_POSITIVE[2:])
_NEAR = (HALF_STEP, AWAY, AT_MOST_LIMIT, NEAR)
_ABOVE = (HALF_STEP, AWAY, FROM_ABOVE)
_FAR = (HALF_STEP, AWAY, FAR, FINE)
_SHORT = (HALF_STEP, AWAY, FAR, COARSE)
_BELOW_ZERO = (QUOTED_STEP, AWAY_FROM_ZERO)

_WORDS = r"T = \min\{k : |d(k) - \lambda_+^{1/N}| \le \epsilon\}"


def _said(case: str, bound: str) -> str:
    return rf"{case}:\ T \le {bound}"


_NEAR_CASE = r"c\lambda < \alpha^N \le \lambda"
_NEAR_BOUND = r"\ln((\lambda^{1/N} - \alpha)/\epsilon)/R"
_ABOVE_BOUND = r"T_+(\lambda, \lambda^{1/N} + \epsilon, \alpha)/\eta"
_NEGATIVE_BOUND = r"T_-(\epsilon, \alpha)/(\eta|\lambda|)"
_TO_TOP = r"T_+(\lambda, (c\lambda)^{1/N}, \alpha)/\eta"
_REST = r"(\ln(\lambda^{1/N}/\epsilon) - a)/R"
_FAR_BOUND = rf"{_TO_TOP} + s + {_REST}"
_SHORT_BOUND = r"T_+(\lambda, \lambda^{1/N} - \epsilon, \alpha)/\eta + s"
_LONG_WAY = r"\alpha^N \le c\lambda,\ \epsilon < (1 - c^{1/N})\lambda^{1/N}"
_RATE = r",\ c = \frac{N-1}{2N-1},\ R = |\ln(1 - \eta N (c\lambda)^{2-2/N})|"
_FLOW = r",\ T_+(\lambda, b, \alpha) = \left|\int_\alpha^b \frac{dy}{y^{N-1}(\lambda - y^N)}\right|"
_FALL = r",\ T_-(\epsilon, \alpha) = \int_\epsilon^\alpha \frac{dy}{y^{N-1}}"
_START = r",\ s = c^{1-1/N}(\lambda^{1/N}/\alpha)^{N-1}"
_PARTS = rf"{_START},\ a = |\ln(1 - c^{{1/N}})|"

_claim = partial(Claim, source=SOURCE, kind="inequality", variables=_POSITIVE, constants=(HALF,))
_repaired = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="holds",
    variables=_POSITIVE,
    constants=(HALF, ROUNDING),
)

QUOTED_NEAR = _claim(
    id="time.quoted",
    statement=rf"{_WORDS}.\ " + _said(_NEAR_CASE, _NEAR_BOUND + _RATE),
    expected="refuted",
    hypotheses=_NEAR,
    margin=within(steps_near),
    counterexamples=(
        {
            "depth": 2,
            "eigenvalue": "1",
            "alpha": "3/5",
            "eta": "1/8",
            "accuracy": "399/1000",
            "steps": 1,
        },
    ),
)
QUOTED_ABOVE = _claim(
    id="time.quoted/above",
    statement=_said(r"0 < \lambda < \alpha^N", _ABOVE_BOUND + _FLOW),
    expected="refuted",
    hypotheses=_ABOVE,
    margin=within(steps_above),
    counterexamples=(
        {
            "depth": 2,
            "eigenvalue": "1",
            "alpha": "2",
            "eta": "1/17",
            "accuracy": "9/10",
            "steps": 1,
        },
    ),
)
QUOTED_NEGATIVE = _claim(
    id="time.quoted/negative",
    statement=_said(r"\lambda < 0", _NEGATIVE_BOUND + _FALL),
    expected="refuted",
    variables=_NEGATIVE,
    hypotheses=_BELOW_ZERO,
    constants=(QUOTED,),
    margin=within(steps_negative, goal=_zero),
    counterexamples=(
        {
            "depth": 2,
            "eigenvalue": "-1",
            "alpha": "1",
            "eta": "1/5",
            "accuracy": "9/10",
            "steps": 1,
        },
    ),
)
QUOTED_FAR = _claim(
    id="time.quoted/far",
    statement=_said(_LONG_WAY, _FAR_BOUND + _PARTS),
    expected="open",
    hypotheses=_FAR,
    margin=within(steps_far),
)
QUOTED_SHORT = _claim(
    id="time.quoted/short",
    statement=_said(
        r"\alpha^N \le c\lambda,\ \epsilon \ge (1 - c^{1/N})\lambda^{1/N}", _SHORT_BOUND + _START
    ),
    expected="holds",
    hypotheses=_SHORT,
    margin=within(steps_short),
)
REPAIRED_NEAR = _repaired(
    id="time.quoted_repaired",
    statement=rf"{_WORDS}.\ " + _said(_NEAR_CASE, f"{_NEAR_BOUND} + 1{_RATE}"),
    hypotheses=_NEAR,
    margin=within(steps_near, ROUNDING.name),
)
REPAIRED_ABOVE = _repaired(
    id="time.quoted_repaired/above",
    statement=_said(r"0 < \lambda < \alpha^N", f"{_ABOVE_BOUND} + 1{_FLOW}"),
    hypotheses=_ABOVE,
    margin=within(steps_above, ROUNDING.name),
)
REPAIRED_NEGATIVE = _repaired(
    id="time.quoted_repaired/negative",
    statement=_said(r"\lambda < 0", f"{_NEGATIVE_BOUND} + 1{_FALL}"),
    variables=_NEGATIVE,
    hypotheses=_BELOW_ZERO,
    constants=(QUOTED, ROUNDING),
    margin=within(steps_negative, ROUNDING.name, _zero),
)
REPAIRED_FAR = _repaired(
    id="time.quoted_repaired/far",
    statement=_said(_LONG_WAY, f"{_FAR_BOUND} + 1{_PARTS}"),
    hypotheses=_FAR,
    margin=within(steps_far, ROUNDING.name),
)
SHARPER_FAR = _repaired(
    id="time.quoted_repaired/sharper",
    statement=_said(_LONG_WAY, rf"{_TO_TOP} + \ln s + {_REST} + 2{_PARTS}"),
    hypotheses=_FAR,
    constants=(HALF, TWICE),
    margin=within(_steps_sharper, TWICE.name),
)

CLAIMS = (
    QUOTED_NEAR,
    QUOTED_ABOVE,
    QUOTED_NEGATIVE,
    QUOTED_FAR,
    QUOTED_SHORT,
    REPAIRED_NEAR,
    REPAIRED_ABOVE,
    REPAIRED_NEGATIVE,
    REPAIRED_FAR,
    SHARPER_FAR,
)
