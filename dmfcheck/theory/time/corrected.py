"""time.*: how far the recovery time of gradient descent is from that of the gradient flow (C1).

In scaled coordinates, with c = h N, the flow takes T/h steps, T = T(b) - T(x_0), and
S = T/h + (1/2) ln f(b)/f(x_0), f(x) = x^{N-1}(1 - x^N), is what the descent takes to within a step
and a remainder. Proofs: ``notes/time.md``.
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
from dmfcheck.theory.step.identical import MONOTONE_STEP, STEP_BOUND, scaled_step_margin
from dmfcheck.theory.time.recovery import BELOW_LEVEL
from dmfcheck.theory.vocabulary import ALPHA, BOUND, DEPTH, ETA, FRACTION, POSITIVE_EIGENVALUE


def flow_steps(a: Arithmetic, p: Point) -> Any:
    """(T(b) - T(x_0)) / h, the time of the gradient flow in steps."""
    x0, h = a.scaled(p)
    b = a.root(p.fraction, p.depth)
    return (flow_time(a, p.depth, b) - flow_time(a, p.depth, x0)) / h


def start_to_level(a: Arithmetic, p: Point) -> tuple[Any, Any]:
    """(ln(b/x_0), ln((1 - x_0^N)/(1 - b^N))): what grows as x_0 -> 0, and as b -> 1."""
    start = p.alpha**p.depth / p.eigenvalue
    return a.log(p.fraction / start) / p.depth, a.log((1 - start) / (1 - p.fraction))


def corrected_steps(a: Arithmetic, p: Point) -> Any:
    """S = T/h + (1/2) ln(f(b)/f(x_0)), in steps; source time.corrected."""
    growth, saturation = start_to_level(a, p)
    return flow_steps(a, p) + ((p.depth - 1) * growth - saturation) / 2


def _rate(a: Arithmetic, p: Point) -> Any:
    """c = h N, the contraction of the last steps: 1 - x shrinks by 1 - c."""
    return p.depth * a.scaled(p)[1]


def remainder(a: Arithmetic, p: Point, constant: Any) -> Any:
    """C t' [Lambda + ln((1-x_0^N)/(1-b^N)) - ln(1-t')] in steps, C ``constant``.

    t' = min(c, t_b e^{t_b}), t_b = c b^{N-2}; Lambda = N/(N-2), for N = 2 instead
    2 (1+h) ln(b (1+h)/x_0). Source time.corrected.
    """
    N = p.depth
    c = _rate(a, p)
    growth, saturation = start_to_level(a, p)
    if N == 2:
        t, h = c, c / 2
        spread = 2 * (1 + h) * (growth + a.log(1 + h))
    else:
        last = c * a.root(p.fraction, N) ** (N - 2)
        t = a.minimum(c, last * a.exp(last))
        spread = a.number(Fraction(N, N - 2))
    return constant * t * (spread + saturation - a.log(1 - t))


def _lag(a: Arithmetic, p: Point, predicted: Callable[[Arithmetic, Point], Any]) -> Any:
    """K - predicted(a, p), in steps."""
    K = a.hitting_time(p)
    return a.with_digits_of(K, p, lambda a, p: K - predicted(a, p))


def _flow_bounds(a: Arithmetic, p: Point, c: Constants) -> Any:
    K, flow, rate = a.hitting_time(p), flow_steps(a, p), _rate(a, p)
    # K >= flow c / (-ln(1-c)) in the form that has a value at c = 1.
    shortest = 1 - (1 - c[CONTRACTION.name] * rate) * a.exp(rate * flow / K)
    steepest = c[STEEPEST.name] * rate
    longest = flow * steepest / a.log(1 + steepest)
    return a.minimum(shortest / rate, (1 + longest - K) / (1 + K))


def _corrected(a: Arithmetic, p: Point, c: Constants) -> Any:
    lag = _lag(a, p, corrected_steps)
    room = remainder(a, p, c[REMAINDER.name])
    return a.minimum(lag + room, 1 + room - lag) / (1 + 2 * room)


def _corrected_upper(a: Arithmetic, p: Point, c: Constants) -> Any:
    lag = _lag(a, p, corrected_steps)
    room = 1 + c[EXCESS.name] * _rate(a, p)
    return (room - lag) / room


def _corrected_lower(a: Arithmetic, p: Point, c: Constants) -> Any:
    lag = _lag(a, p, corrected_steps)
    growth, _ = start_to_level(a, p)
    spread = 1 - a.log(1 - p.fraction) + (growth if p.depth == 2 else 0)
    room = c[DEFICIT.name] * _rate(a, p) * spread
    return (lag + room) / (1 + room)


def _late(a: Arithmetic, p: Point, c: Constants) -> Any:
    return (p.bound - _lag(a, p, flow_steps)) / p.bound


def _early(a: Arithmetic, p: Point, c: Constants) -> Any:
    return (p.bound + _lag(a, p, flow_steps)) / p.bound


CONTRACTION = Constant("slowest contraction", lambda N: Fraction(1), "1", sharp=True)
STEEPEST = Constant("steepest growth", lambda N: Fraction(1, 2), "1/2")
REMAINDER = Constant("remainder", lambda N: Fraction(387, 1000), "0.387")
SHARPER_REMAINDER = Constant("remainder", lambda N: Fraction(158_884, 1_000_000), "6 ln 2 - 4")
EXCESS = Constant("excess", lambda N: Fraction(695, 10_000), "0.0695")
DEFICIT = Constant("deficit", lambda N: Fraction(115, 1000), "0.115")
HALF_STEP_BOUND = Constant("half step bound", lambda N: Fraction(1, 2 * N), "1/(2N)")

HALF_STEP = Hypothesis(
    "h <= 1/(2N)", lambda a, p, c: scaled_step_margin(p, c[HALF_STEP_BOUND.name])
)

_THREE_LAYERS = {"depth": 3, "eigenvalue": 1, "eta": "1/6"}
_RECOVERY = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, FRACTION)

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="holds",
    variables=_RECOVERY,
)

FLOW_BOUNDS = _claim(
    id="time.flow_bounds",
    statement=(
        r"c = hN \le 1:\ \frac{c}{-\ln(1-c)}\,\frac{T}{h} \le K <"
        r" 1 + \frac{c/2}{\ln(1+c/2)}\,\frac{T}{h},\ T = T(b) - T(x_0)"
    ),
    source="abstract C1",
    hypotheses=(BELOW_LEVEL, MONOTONE_STEP),
    constants=(STEP_BOUND, CONTRACTION, STEEPEST),
    margin=_flow_bounds,
    on_descent=True,
)
CORRECTED = _claim(
    id="time.corrected",
    statement=(
        r"c = hN \le 1/2:\ -E \le K - S < 1 + E,"
        r"\ S = \frac{T}{h} + \frac12 \ln\frac{f(b)}{f(x_0)},"
        r"\ E = 0.387\,t' \left[\Lambda + \ln\frac{1-x_0^N}{1-b^N} - \ln(1-t')\right]"
    ),
    source="abstract C1",
    hypotheses=(BELOW_LEVEL, HALF_STEP),
    constants=(HALF_STEP_BOUND, REMAINDER),
    margin=_corrected,
    on_descent=True,
)
CORRECTED_SHARPER = _claim(
    id="time.corrected/sharper",
    statement=r"c = hN \le 1/2: \text{ the same with } 6 \ln 2 - 4 \text{ for } 0.387",
    hypotheses=(BELOW_LEVEL, HALF_STEP),
    constants=(HALF_STEP_BOUND, SHARPER_REMAINDER),
    margin=_corrected,
    on_descent=True,
)
UPPER = _claim(
    id="time.corrected_upper",
    statement=r"c = hN \le 1:\ K < S + 1 + 0.0695\,c",
    expected="open",
    hypotheses=(BELOW_LEVEL, MONOTONE_STEP),
    constants=(STEP_BOUND, EXCESS),
    margin=_corrected_upper,
    on_descent=True,
)
LOWER = _claim(
    id="time.corrected_upper/lower",
    statement=(
        r"c = hN \le 1/2:\ K \ge S - 0.115\,c\left[1 + \ln\frac{1}{1-b^N}"
        r" + [N=2] \ln\frac{b}{x_0}\right]"
    ),
    expected="open",
    hypotheses=(BELOW_LEVEL, HALF_STEP),
    constants=(HALF_STEP_BOUND, DEFICIT),
    margin=_corrected_lower,
    on_descent=True,
)
LATE = _claim(
    id="time.flow_difference",
    statement=r"\text{some bound } B \text{ has } K - T/h \le B \text{ for every } x_0",
    expected="refuted",
    variables=(*_RECOVERY, BOUND),
    hypotheses=(BELOW_LEVEL, MONOTONE_STEP),
    constants=(STEP_BOUND,),
    margin=_late,
    counterexamples=tuple(
        _THREE_LAYERS | {"alpha": f"1e-{k}", "fraction": "1/2", "bound": bound}
        for bound, k in ((10, 5), (100, 44), (1000, 435))
    ),
)
EARLY = _claim(
    id="time.flow_difference/early",
    statement=r"\text{some bound } B \text{ has } K - T/h \ge -B \text{ for every } b < 1",
    expected="refuted",
    variables=(*_RECOVERY, BOUND),
    hypotheses=(BELOW_LEVEL, MONOTONE_STEP),
    constants=(STEP_BOUND,),
    margin=_early,
    counterexamples=tuple(
        _THREE_LAYERS | {"alpha": "1/2", "fraction": 1 - Fraction(1, 10**k), "bound": bound}
        for bound, k in ((10, 10), (100, 80), (1000, 800))
    ),
)

CLAIMS = (
    FLOW_BOUNDS,
    CORRECTED,
    CORRECTED_SHARPER,
    UPPER,
    LOWER,
    LATE,
    EARLY,
)
