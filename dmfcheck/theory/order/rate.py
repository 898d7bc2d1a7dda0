"""order.rate: how the recovery times of two eigenvalues compare as the start shrinks (C2).

The limit of K_i/K_j is made a finite inequality, |K_i/K_j - limit| <= limit * slack / size, where
slack/size -> 0 as alpha -> 0. Proofs: ``notes/order.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, FRACTION, POSITIVE_SPECTRUM, TWO_LAYERS


def limiting_ratio(a: Arithmetic, p: Point, larger: int, smaller: int) -> Any:
    """The limit of K_i/K_j as alpha -> 0, i ``larger`` and j ``smaller``; source order.rate.

    ln(1 + eta lambda_j) / ln(1 + eta lambda_i) for N = 2, lambda_j / lambda_i for N >= 3.
    """
    if p.depth == 2:
        logarithms = [a.log(1 + p.eta * p.spectrum[i]) for i in (larger, smaller)]
        return logarithms[1] / logarithms[0]
    return p.spectrum[smaller] / p.spectrum[larger]


def relative_distance(a: Arithmetic, p: Point, larger: int, smaller: int) -> tuple[Any, Any]:
    """(slack, size) with |K_i/K_j - limit| <= limit * slack / size; source order.rate.

    N = 2: size = ln(b lambda_j^{1/2} / alpha) and
    slack = (1/2) ln(lambda_i/lambda_j) + ln(1 + eta lambda_i) - (1/2) ln(1 - theta).
    N >= 3, m = N-2: size = alpha^{-m} - tau_j^{-m} and
    slack = tau_j^{-m} - tau_i^{-m} + max(delay_i, delay_j), tau^N = theta lambda.
    """
    if p.depth == 2:
        size = a.log(p.fraction * p.spectrum[smaller] / p.alpha**2) / 2
        spread = a.log(p.spectrum[larger] / p.spectrum[smaller] / (1 - p.fraction)) / 2
        return spread + a.log(1 + p.eta * p.spectrum[larger]), size
    m = p.depth - 2
    reached = [a.root(p.fraction * p.spectrum[i], p.depth) ** -m for i in (larger, smaller)]
    slowest = a.maximum(*(_delay(a, p, i) for i in (larger, smaller)))
    return reached[1] - reached[0] + slowest, p.alpha**-m - reached[1]


def _delay(a: Arithmetic, p: Point, which: int) -> Any:
    """What (N-2) eta lambda K can exceed alpha^{-(N-2)} - tau^{-(N-2)} by, for N >= 3.

    lambda^{-m/N} m [1/2 - ln(1-theta)/N + h + ((m+1)/2) h (1+h) ln(b/x_0)], m = N-2.
    """
    N, m = p.depth, p.depth - 2
    h = a.scaled(p, which)[1]
    eigenvalue = p.spectrum[which]
    growth = a.log(p.fraction * eigenvalue / p.alpha**N) / N
    saturation = a.number(Fraction(1, 2)) - a.log(1 - p.fraction) / N
    curvature = h + h * (1 + h) * (m + 1) / 2 * growth
    return m * (saturation + curvature) / a.root(eigenvalue, N) ** m


def _least_over_neighbours(
    a: Arithmetic, p: Point, margin: Callable[[Arithmetic, Point, int, int, Any], Any]
) -> Any:
    """The least margin(a, p, i, j, K_i/K_j) over neighbours i, j of the spectrum."""
    times = [a.hitting_time(p, i) for i in range(len(p.spectrum))]

    def least(a: Arithmetic, p: Point) -> Any:
        neighbours = pairwise(range(len(times)))
        return a.minimum(*(margin(a, p, i, j, times[i] / times[j]) for i, j in neighbours))

    # K_i/K_j is as near to its limit as 1/K for N >= 3.
    return a.with_digits_of(a.maximum(*times), p, least)


def _rate(a: Arithmetic, p: Point, c: Constants) -> Any:
    def margin(a: Arithmetic, p: Point, i: int, j: int, ratio: Any) -> Any:
        slack, size = relative_distance(a, p, i, j)
        miss = a.absolute(ratio / limiting_ratio(a, p, i, j) - 1)
        return 1 - miss * size / (c[SLACK.name] * slack)

    return _least_over_neighbours(a, p, margin)


def _rate_literal(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _rate_of_eigenvalues(a, p, a.number(Fraction(0)))


def _rate_of_small_steps(a: Arithmetic, p: Point, c: Constants) -> Any:
    # 1 <= (lambda_i/lambda_j) limit <= 1 + eta lambda_i / 2.
    return _rate_of_eigenvalues(a, p, p.eta * p.spectrum[0] / 2)


def _rate_of_eigenvalues(a: Arithmetic, p: Point, step_share: Any) -> Any:
    """The margin of |K_i/K_j - q| <= q [s + (1+s) slack/size], q = lambda_j/lambda_i, N = 2."""

    def margin(a: Arithmetic, p: Point, i: int, j: int, ratio: Any) -> Any:
        slack, size = relative_distance(a, p, i, j)
        miss = a.absolute(ratio * p.spectrum[i] / p.spectrum[j] - 1)
        return 1 - miss / (step_share + (1 + step_share) * slack / size)

    return _least_over_neighbours(a, p, margin)


def _start_below_levels(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.alpha**p.depth / (p.fraction * p.spectrum[-1])


def _several(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(len(p.spectrum) - 2))


SLACK = Constant("slack", lambda N: Fraction(1), "1")

_HYPOTHESES = (
    Hypothesis("two eigenvalues or more", _several),
    Hypothesis("alpha^N < theta lambda_n", _start_below_levels, strict=True),
    LEADING_STEP,
)

_claim = partial(
    Claim,
    source="abstract C2",
    kind="asymptotic",
    expected="holds",
    variables=(TWO_LAYERS, POSITIVE_SPECTRUM, ALPHA, ETA, FRACTION),
    hypotheses=_HYPOTHESES,
)

RATE = _claim(
    id="order.rate",
    statement=(
        r"\alpha \to 0:\ \frac{K_i}{K_j} \to \frac{\ln(1+\eta\lambda_j)}{\ln(1+\eta\lambda_i)}"
        r"\ (N=2),\ \frac{K_i}{K_j} \to \frac{\lambda_j}{\lambda_i}\ (N\ge3),"
        r" \text{ within } O(1/\ln\tfrac1\alpha) \text{ and } O(\alpha^{N-2}\ln\tfrac1\alpha)"
    ),
    variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, FRACTION),
    constants=(LEADING_STEP_BOUND, SLACK),
    margin=_rate,
    on_descent=True,
)
RATE_LITERAL = _claim(
    id="order.rate_literal",
    statement=(
        r"N=2, \eta \text{ fixed}, \alpha \to 0:\ K_i/K_j \to \lambda_j/\lambda_i,"
        r" \text{ within the same } O(1/\ln\tfrac1\alpha)"
    ),
    expected="refuted",
    constants=(LEADING_STEP_BOUND,),
    margin=_rate_literal,
    counterexamples=(
        {
            "depth": 2,
            "spectrum": ("1", "1/2"),
            "alpha": "1e-30",
            "eta": "2/5",
            "fraction": "1/2",
        },
    ),
)
SMALL_STEPS = _claim(
    id="order.rate_literal/small_steps",
    statement=(
        r"N=2:\ \left|\frac{K_i}{K_j} - \frac{\lambda_j}{\lambda_i}\right|"
        r" \le \frac{\lambda_j}{\lambda_i}"
        r" \left[\tfrac12\eta\lambda_i + O(1/\ln\tfrac1\alpha)\right]"
    ),
    source="derived",
    constants=(LEADING_STEP_BOUND,),
    margin=_rate_of_small_steps,
    on_descent=True,
)

CLAIMS = (
    RATE,
    RATE_LITERAL,
    SMALL_STEPS,
)
