"""order.depth: how depth sharpens the transition of an eigenvalue, and what it does not do (C2).

The relative transition width is (K(t2) - K(t1)) / K(t3), K(t) the time at which w first is t
lambda; t1 < t2 and t3 <= t2 (t3 need not be above t1). Proofs: ``notes/order.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.flow.closed_forms import flow_time
from dmfcheck.theory.vocabulary import (
    ALPHA,
    COMMON_ROOT,
    DEPTH,
    ETA,
    FRACTION,
    HIGH,
    LOW,
    MIDDLE,
    POSITIVE_SPECTRUM,
    START_BELOW_ONE,
    START_VALUE,
)


def flow_width(a: Arithmetic, p: Point, depth: int, start_value: Any) -> Any:
    """(T(t2) - T(t1)) / (T(t3) - T(y_0)) of the gradient flow; source flow.time.

    T as a function of y = w / lambda, y_0 = ``start_value``.
    """
    begins, ends, middle, start = (
        flow_time(a, depth, a.root(y, depth)) for y in (p.low, p.high, p.middle, start_value)
    )
    return (ends - begins) / (middle - start)


def _narrower(a: Arithmetic, p: Point, c: Constants) -> Any:
    widths = [flow_width(a, p, N, p.start_value) for N in (p.depth, p.depth + 1)]
    return c[RATIO.name] - widths[1] / widths[0]


def _narrower_from_same_start(a: Arithmetic, p: Point, c: Constants) -> Any:
    widths = [flow_width(a, p, N, p.alpha**N) for N in (p.depth, p.depth + 1)]
    return c[RATIO.name] - widths[1] / widths[0]


def step_times(a: Arithmetic, p: Point) -> list[tuple[Any, Any, Any]]:
    """(K(t1), K(t2), K(t3)) of gradient descent, lambda = 1 and alpha^N matched, N and N+1."""
    found = []
    for N in (p.depth, p.depth + 1):
        other = 2 * p.depth + 1 - N
        one = Fraction(1)
        start = {"depth": N, "eigenvalue": a.number(one), "alpha": p.root**other}
        exact = {"depth": N, "eigenvalue": one, "alpha": p.exact["root"] ** other}
        at = [
            Point(
                {**exact, "eta": p.exact["eta"], "fraction": p.exact[name]},
                {**start, "eta": p.eta, "fraction": p[name]},
            )
            for name in ("low", "high", "middle")
        ]
        found.append((*(a.hitting_time(point) for point in at),))
    return found


def _in_steps(
    compare: Callable[..., Any],
) -> Callable[[Arithmetic, Point, Constants], Any]:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        shallow, deep = step_times(a, p)
        longest = a.maximum(*shallow, *deep)
        return a.with_digits_of(longest, p, lambda a, p: compare(a, *shallow, *deep))

    return margin


def _whole_steps(a: Any, b: Any, e: Any, m: Any, deep_b: Any, deep_e: Any, deep_m: Any) -> Any:
    """(e-b)/m - (e'-b')/m', the widths in whole steps."""
    return (e - b) / m - (deep_e - deep_b) / deep_m


def _up_to_a_step(a: Any, b: Any, e: Any, m: Any, deep_b: Any, deep_e: Any, deep_m: Any) -> Any:
    """1 - [(e'-b'-1)/(m'+1)] / [(e-b+1)/(m-1)]: each time moved by up to a step."""
    return 1 - (deep_e - deep_b - 1) * (m - 1) / ((deep_m + 1) * (e - b + 1))


def _gap_grows(a: Arithmetic, p: Point, c: Constants) -> Any:
    gaps = []
    for N in (p.depth, p.depth + 1):
        point = p.replaced(depth=N)
        gaps.append(_relative_gap(a, p, *(a.hitting_time(point, i) for i in (0, 1))))
    return gaps[1] - gaps[0]


def _relative_gap(a: Arithmetic, p: Point, first: Any, second: Any) -> Any:
    return a.with_digits_of(second, p, lambda a, p: (second - first) / second)


def _ordered(first: str, second: str) -> Callable[[Arithmetic, Point, Constants], Any]:
    return lambda a, p, c: p[second] - p[first]


def _deeper_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.eta * (p.depth + 1)


def _deeper_steps(a: Arithmetic, p: Point, c: Constants) -> Any:
    margins = []
    for N in (p.depth, p.depth + 1):
        margins.append(1 - (N * p.eta) ** N * p.spectrum[0] ** (2 * N - 2))
    return a.minimum(*margins)


def _pair(a: Arithmetic, p: Point, c: Constants) -> Any:
    if len(p.spectrum) != 2:
        return a.number(Fraction(-1))
    larger, smaller = p.spectrum
    return 1 - smaller / larger


def _starts_below_levels(a: Arithmetic, p: Point, c: Constants) -> Any:
    level = p.fraction * p.spectrum[-1]
    return a.minimum(*(1 - p.alpha**N / level for N in (p.depth, p.depth + 1)))


RATIO = Constant("largest ratio of widths", lambda N: Fraction(1), "1", sharp=True)

BELOW_HIGH = Hypothesis("t3 <= t2", _ordered("middle", "high"))
_LEVELS = (
    Hypothesis("t1 < t2", _ordered("low", "high"), strict=True),
    BELOW_HIGH,
)
_MATCHED = (
    *_LEVELS,
    Hypothesis("s^{N(N+1)} <= t1", lambda a, p, c: p.low - p.root ** (p.depth * (p.depth + 1))),
    Hypothesis(
        "s^{N(N+1)} < t3",
        lambda a, p, c: p.middle - p.root ** (p.depth * (p.depth + 1)),
        strict=True,
    ),
    Hypothesis("h <= 1/(N+1)", _deeper_step),
)
_WIDTH = r"\frac{K(t_2)-K(t_1)}{K(t_3)}"

BELOW_LOW = Hypothesis("alpha^N <= t1 lambda", _ordered("start_value", "low"))
SAME_BELOW_LOW = Hypothesis("alpha^N <= t1", lambda a, p, c: p.low - p.alpha**p.depth)
PROPER = Hypothesis(
    "alpha^N < t1 lambda or t3 < t2",
    lambda a, p, c: a.maximum(p.low - p.start_value, p.high - p.middle),
    strict=True,
)

_claim = partial(
    Claim,
    source="abstract C2",
    kind="inequality",
    expected="holds",
)

NARROWER = _claim(
    id="order.depth",
    statement=(
        rf"\text{{flow}},\ \alpha^N \text{{ matched}},\ \alpha^N \le t_1\lambda,"
        rf"\ t_3 \le t_2 \implies {_WIDTH} \text{{ strictly decreases in }} N"
    ),
    variables=(DEPTH, START_VALUE, LOW, MIDDLE, HIGH),
    hypotheses=(
        *_LEVELS,
        BELOW_LOW,
        Hypothesis("alpha^N < t3 lambda", _ordered("start_value", "middle"), strict=True),
        PROPER,
    ),
    constants=(RATIO,),
    margin=_narrower,
)
SAME_START = _claim(
    id="order.depth/same_start",
    statement=(
        rf"\text{{flow}},\ \lambda = 1,\ \alpha < 1 \text{{ matched}},\ \alpha^N \le t_1,"
        rf"\ t_3 \le t_2 \implies {_WIDTH} \text{{ strictly decreases in }} N"
    ),
    variables=(DEPTH, START_BELOW_ONE, LOW, MIDDLE, HIGH),
    hypotheses=(
        *_LEVELS,
        SAME_BELOW_LOW,
        Hypothesis("alpha^N < t3", lambda a, p, c: p.middle - p.alpha**p.depth, strict=True),
    ),
    constants=(RATIO,),
    margin=_narrower_from_same_start,
)
DESCENT = _claim(
    id="order.depth/descent",
    statement=(
        r"\lambda = 1,\ \alpha^N \text{ matched},\ \eta \le \tfrac{1}{N+1} \implies"
        r" \frac{K'(t_2)-K'(t_1)-1}{K'(t_3)+1} \le \frac{K(t_2)-K(t_1)+1}{K(t_3)-1},"
        r"\ K \text{ for } N, K' \text{ for } N+1"
    ),
    expected="open",
    variables=(DEPTH, COMMON_ROOT, ETA, LOW, MIDDLE, HIGH),
    hypotheses=_MATCHED,
    margin=_in_steps(_up_to_a_step),
)
WHOLE_STEPS = _claim(
    id="order.depth/whole_steps",
    statement=(
        rf"\lambda = 1,\ \alpha^N \text{{ matched}},\ \eta \le \tfrac{{1}}{{N+1}} \implies"
        rf" {_WIDTH} \text{{ in whole steps decreases in }} N"
    ),
    expected="refuted",
    variables=(DEPTH, COMMON_ROOT, ETA, LOW, MIDDLE, HIGH),
    hypotheses=_MATCHED,
    margin=_in_steps(_whole_steps),
    counterexamples=(
        {
            "depth": 2,
            "root": "4/5",
            "eta": "1/3",
            "low": "3/5",
            "middle": "3/5",
            "high": "7/10",
        },
    ),
)
DEPTH_LITERAL = _claim(
    id="order.depth_literal",
    statement=(
        r"\alpha < 1 \text{ matched} \implies"
        r" \frac{K_j - K_i}{K_j} \text{ increases in } N,\ \lambda_i > \lambda_j"
    ),
    expected="refuted",
    variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, FRACTION),
    hypotheses=(
        Hypothesis("two distinct eigenvalues", _pair, strict=True),
        Hypothesis("alpha < 1", lambda a, p, c: 1 - p.alpha, strict=True),
        Hypothesis("alpha^N < theta lambda_j for N and N+1", _starts_below_levels, strict=True),
        Hypothesis("h_1 <= 1/N for N and N+1", _deeper_steps),
    ),
    margin=_gap_grows,
    counterexamples=(
        {
            "depth": 4,
            "spectrum": ("1", "1/2"),
            "alpha": "1/5",
            "eta": "1/10",
            "fraction": "9/10",
        },
    ),
)

CLAIMS = (
    NARROWER,
    SAME_START,
    DESCENT,
    WHOLE_STEPS,
    DEPTH_LITERAL,
)
