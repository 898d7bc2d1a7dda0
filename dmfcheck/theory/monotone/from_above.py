"""monotone.from_above: from which side the effective rank comes to its limit (C4).

With negative eigenvalues the identical start has the limit sum_{lambda_i > 0} lambda_i / lambda_1.
The negative part vanishes and keeps r above it, what is still missing of the positive part keeps r
below; the slower of the two decides. An eigenvalue 0 vanishes too, more slowly than either. "Late"
is an explicit inequality, so that each claim is one about finitely many steps; that every late
enough step satisfies it is proved in notes/monotone.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Former, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.steepness import steepness
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import sum_of
from dmfcheck.theory.vocabulary import ALPHA, DEEPER, ETA, REAL_SPECTRUM, STEPS, TWO_LAYERS


@dataclass(frozen=True)
class Signs:
    """Indices of the positive and of the negative eigenvalues of a nonincreasing spectrum.

    ``vanishing`` are those of the negative ones and of the zeros.
    """

    positive: range
    negative: range
    vanishing: range


def signs(p: Point) -> Signs:
    """Which eigenvalues are positive and which negative, read off the exact spectrum.

    >>> signs(Point({"spectrum": (Fraction(2), Fraction(0), Fraction(-1))}))
    Signs(positive=range(0, 1), negative=range(2, 3), vanishing=range(1, 3))
    """
    values = p.exact["spectrum"]
    above = sum(value > 0 for value in values)
    below = sum(value < 0 for value in values)
    n = len(values)
    return Signs(range(above), range(n - below, n), range(above, n))


def missing(a: Arithmetic, p: Point, index: int) -> Any:
    """1 - w(steps) / lambda, of a positive eigenvalue, as a product that keeps its digits."""
    start, _ = a.scaled(p, index)
    gap = 1 - start
    for factor in a.contractions(p, index):
        gap = gap * factor
    return gap * sum_of((1 - gap) ** j for j in range(p.depth))


def excess(a: Arithmetic, p: Point) -> Any:
    """w_1 (r - lim r) over the sum of the sizes of its parts at the last step: in [-1, 1].

    w_1 (r - lim r) = sum_{lambda_i <= 0} |w_i| + sum_pos lambda_i (m_1 - m_i), where
    m_i = 1 - w_i / lambda_i.
    """
    a.require_few_of(p)
    parts = signs(p)
    left = [a.absolute(a.end_to_end(p, i)[-1]) for i in parts.vanishing]
    lead = missing(a, p, 0)
    gaps = [(p.spectrum[i], missing(a, p, i)) for i in parts.positive[1:]]
    total = sum_of([*left, *(value * (lead - gap) for value, gap in gaps)])
    return total / sum_of([*left, *(value * (lead + gap) for value, gap in gaps)])


def _has_negative(a: Arithmetic, p: Point, c: Constants) -> Any:
    parts = signs(p)
    return a.number(Fraction(0 if parts.negative and parts.positive else -1))


def _smallest_positive(p: Point) -> Any:
    return p.spectrum[signs(p).positive[-1]]


def _below_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    if not signs(p).positive:
        return a.number(Fraction(-1))
    return 1 - p.alpha**p.depth / _smallest_positive(p)


def _largest_in_size(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.spectrum[0] + p.spectrum[-1]


def _decay(p: Point) -> Any:
    """eta alpha^{N-2} (|lambda| + alpha^N) for the negative eigenvalue nearest 0."""
    size = -p.spectrum[signs(p).negative[0]]
    return p.eta * p.alpha ** (p.depth - 2) * (size + p.alpha**p.depth)


def negative_floor(a: Arithmetic, p: Point) -> Any:
    """A lower bound of |w(steps)| for the negative eigenvalue nearest 0, N >= 3.

    With m = N-2 and q = eta alpha^m (|lambda| + alpha^N) < 1 the factors keep d >= u^{-1/m},
    u = alpha^{-m} + steps m (q / alpha^m) (1-q)^{-m-1}.
    """
    m = p.depth - 2
    q = _decay(p)
    u = (1 + p.steps * m * q / (1 - q) ** (m + 1)) / p.alpha**m
    return 1 / a.root(u**p.depth, m)


def _late_deep(a: Arithmetic, p: Point, c: Constants) -> Any:
    """negative_floor >= sum_pos lambda_i N (1 - x_0) (1 - h phi(x_0))^steps."""
    N = p.depth
    a.require_few_of(p)
    parts = signs(p)
    if not (parts.negative and parts.positive) or _decay(Point(p.exact)) >= 1:
        return a.number(Fraction(-1))
    terms = []
    for i in parts.positive:
        start, h = a.scaled(p, i)
        rate = 1 - h * steepness(start, N)
        terms.append(p.spectrum[i] * N * (1 - start) * rate**p.steps)
    return 1 - sum_of(terms) / negative_floor(a, p)


@dataclass(frozen=True)
class Rates:
    """N = 2: what a step multiplies |w_-| and the missing part of lambda_min+ by, in the end."""

    negative: Any
    positive: Any


def rates(p: Point) -> Rates:
    """(1 - eta |lambda_-|)^2, lambda_- nearest 0, and 1 - 2 eta lambda_min+."""
    nearest = p.spectrum[signs(p).negative[0]]
    return Rates((1 + p.eta * nearest) ** 2, 1 - 2 * p.eta * _smallest_positive(p))


def _predicted(a: Arithmetic, p: Point) -> Any:
    """1 where r should be above its limit, -1 where below."""
    both = rates(p)
    return a.indicator(both.negative - both.positive)


def _side(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _predicted(a, p) * excess(a, p)


def _different_rates(a: Arithmetic, p: Point, c: Constants) -> Any:
    if not (signs(p).negative and signs(p).positive):
        return a.number(Fraction(0))
    both = rates(p)
    return a.absolute(both.negative - both.positive)


def _missing_at_start(p: Point, eigenvalue: Any) -> Any:
    return 1 - p.alpha**2 / eigenvalue


def _slack(p: Point, eigenvalue: Any) -> Any:
    """c with m(k) <= m(0) (1-2h)^k e^c: the sum of 2h m(j) / (1-2h), m(j) <= m(0) (1-2h y_0)^j."""
    y = p.alpha**2 / eigenvalue
    return (1 - y) / (y * (1 - 2 * p.eta * eigenvalue))


def _late_above(a: Arithmetic, p: Point) -> Any:
    """(q_- / (1-2h_i))^K >= n (lambda_i / alpha^2) e^{c_- + c_i}, in logarithms, for every i."""
    negative = rates(p).negative
    size = a.absolute(p.spectrum[signs(p).negative[0]])
    pull = p.eta * p.alpha**2 / (1 - p.eta * size)
    decay = -2 * a.log(1 - pull) / (1 - negative)
    values = [p.spectrum[i] for i in signs(p).positive]
    return a.minimum(
        *(
            p.steps * a.log(negative / (1 - 2 * p.eta * value))
            - a.log(len(p.spectrum) * value / p.alpha**2)
            - decay
            - _slack(p, value)
            for value in values
        )
    )


def _late_below(a: Arithmetic, p: Point) -> Any:
    """lambda_p m_p(K) >= 2 n max(lambda_1 m_1(K), alpha^2 q_-^K), in logarithms of their bounds."""
    both = rates(p)
    least, lead = _smallest_positive(p), p.spectrum[0]
    unit = 2 * len(p.spectrum) / (least * _missing_at_start(p, least))
    ahead = p.steps * a.log(both.positive / (1 - 2 * p.eta * lead))
    faded = p.steps * a.log(both.positive / both.negative)
    return a.minimum(
        ahead - a.log(unit * lead * _missing_at_start(p, lead)) - _slack(p, lead),
        faded - a.log(unit * p.alpha**2),
    )


def _late(a: Arithmetic, p: Point, c: Constants) -> Any:
    if not (signs(p).negative and signs(p).positive):
        return a.number(Fraction(-1))
    # Which rate is the slower is decided without rounding, and so is what "late" presupposes.
    exact = Point(p.exact)
    both, steepest = rates(exact), max(2 * exact.spectrum[0], -exact.spectrum[-1])
    if (
        both.negative == both.positive
        or exact.eta * steepest >= 1
        or exact.alpha**2 >= _smallest_positive(exact)
    ):
        return a.number(Fraction(-1))
    return _late_above(a, p) if both.negative > both.positive else _late_below(a, p)


def _two_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    positive = signs(p).positive
    if not positive:
        return a.number(Fraction(0))
    return 1 - p.spectrum[positive[-1]] / p.spectrum[0]


def _no_zero(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(a.absolute(value) for value in p.spectrum))


def _half_step(size: Callable[[Point], Any]) -> Callable[[Arithmetic, Point, Constants], Any]:
    return lambda a, p, c: 1 - 2 * p.eta * size(p)


BOTH_SIGNS = Hypothesis("a positive and a negative eigenvalue", _has_negative)
BELOW_POSITIVE = Hypothesis("alpha^N < lambda_min+", _below_positive, strict=True)
TWO_LAYER_STEPS = (
    Hypothesis("h_1 < 1/2", _half_step(lambda p: p.spectrum[0]), strict=True),
    Hypothesis("eta |lambda_n| <= 1/2", _half_step(lambda p: -p.spectrum[-1])),
)
DIFFERENT = Hypothesis(
    "(1 - eta |lambda_-|)^2 != 1 - 2 eta lambda_min+", _different_rates, strict=True
)

NO_ZERO = Hypothesis("no eigenvalue is 0", _no_zero, strict=True)
LATE_DEEP = Hypothesis("late: the rest of the positive part fits under the negative", _late_deep)
LATE = Hypothesis("late: the slower rate has won", _late)

_claim = partial(
    Claim,
    source="derived",
    kind="asymptotic",
    expected="holds",
    variables=(TWO_LAYERS, REAL_SPECTRUM, ALPHA, ETA, STEPS),
)

ABOVE = _claim(
    id="monotone.from_above",
    statement=(
        r"N \ge 3,\ \lambda_- < 0,\ h_1 \le 1/N,\ \alpha^N < \lambda_{\min+},"
        r"\ k \text{ late} \implies r(W(k)) > \lim r"
    ),
    variables=(DEEPER, REAL_SPECTRUM, ALPHA, ETA, STEPS),
    hypotheses=(
        BOTH_SIGNS,
        BELOW_POSITIVE,
        Hypothesis("|lambda_n| <= lambda_1", _largest_in_size),
        LEADING_STEP,
        LATE_DEEP,
    ),
    constants=(LEADING_STEP_BOUND,),
    margin=lambda a, p, c: excess(a, p),
)
ABOVE_TWO_LAYERS = _claim(
    id="monotone.from_above/two_layers",
    statement=(
        r"N = 2,\ \lambda_- < 0,\ \lambda_i \ne 0,\ \alpha^2 < \lambda_{\min+} < \lambda_1,"
        r"\ k \text{ late}"
        r" \implies \operatorname{sign}(r(W(k)) - \lim r) ="
        r" \operatorname{sign}((1-\eta|\lambda_-|)^2 - (1-2\eta\lambda_{\min+}))"
    ),
    hypotheses=(
        BOTH_SIGNS,
        NO_ZERO,
        BELOW_POSITIVE,
        Hypothesis("lambda_min+ < lambda_1", _two_positive, strict=True),
        *TWO_LAYER_STEPS,
        DIFFERENT,
        LATE,
    ),
    margin=_side,
    former=(
        Former(
            r"N = 2,\ \lambda_- < 0,\ \alpha^2 < \lambda_{\min+} < \lambda_1,\ k \text{ late}"
            r" \implies \operatorname{sign}(r(W(k)) - \lim r) ="
            r" \operatorname{sign}((1-\eta|\lambda_-|)^2 - (1-2\eta\lambda_{\min+}))"
        ),
    ),
)
ONE_POSITIVE = _claim(
    id="monotone.from_above/one_positive",
    statement=(
        r"N = 2,\ \lambda_- < 0,\ \alpha^2 < \lambda_{\min+} = \lambda_1 \implies"
        r" \operatorname{sign}(r(W(k)) - \lim r) ="
        r" \operatorname{sign}((1-\eta|\lambda_-|)^2 - (1-2\eta\lambda_{\min+}))"
    ),
    expected="refuted",
    hypotheses=(
        BOTH_SIGNS,
        BELOW_POSITIVE,
        Hypothesis("lambda_min+ = lambda_1", lambda a, p, c: -_two_positive(a, p, c)),
        *TWO_LAYER_STEPS,
        DIFFERENT,
    ),
    margin=_side,
    counterexamples=({"depth": 2, "spectrum": "1,-2", "alpha": "1/2", "eta": "1/8", "steps": 100},),
)

CLAIMS = (
    ABOVE,
    ABOVE_TWO_LAYERS,
    ONE_POSITIVE,
)
