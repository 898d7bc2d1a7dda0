"""rank.window: how small a start makes the plateau of rank L begin before it ends (C3).

Proofs, and what is wrong without the additional hypothesis for two layers: ``notes/rank.md``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.rank.plateau import length
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DELTA,
    DEPTH,
    ETA,
    POSITIVE_SPECTRUM,
    QUIET_LEVEL,
    RANK,
)


def neighbours(p: Point) -> tuple[Any, Any]:
    """(lambda_L, lambda_{L+1}); for L >= n the last two, so that other hypotheses can be read."""
    last = min(p.rank, len(p.spectrum) - 1)
    return p.spectrum[max(last - 1, 0)], p.spectrum[last]


def largest_start(a: Arithmetic, p: Point, exponent: Any, steps: Any) -> Any:
    """a_0, which does not depend on alpha; ``exponent`` is for N = 2 and ``steps`` for N >= 3.

    N = 2: a_0^2 = [delta delta'^rho / ((1-delta) lambda_L (1+eta lambda_L)^exponent)]^{1/(rho-1)},
    rho = ln(1 + eta lambda_L) / ln(1 + eta lambda_{L+1}).
    N >= 3, m = N-2, kappa = lambda_{L+1}/lambda_L: a_0^{-m} = [delta'^{-m/N}/kappa
    + m eta lambda_L (steps + C/h_L)] 2 kappa/(1-kappa). Source: rank.window.
    """
    leading, following = neighbours(p)
    if p.depth == 2:
        speed, slower = (a.log(1 + p.eta * value) for value in (leading, following))
        recovered = a.log(p.delta / ((1 - p.delta) * leading)) - exponent * speed
        rho = speed / slower
        return a.exp((rho * a.log(p.quiet_level) + recovered) / (2 * (rho - 1)))
    m = p.depth - 2
    kappa = following / leading
    quiet = a.root(p.quiet_level, p.depth) ** -m
    rest = steps + crossing(a, p, kappa) / a.scaled(p, min(p.rank, len(p.spectrum)) - 1)[1]
    needed = (quiet / kappa + m * p.eta * leading * rest) * 2 * kappa / (1 - kappa)
    return 1 / a.root(needed, m)


def stated_start(a: Arithmetic, p: Point) -> Any:
    """a_0 with the constants of rank.window."""
    N = p.depth
    return largest_start(a, p, a.number(EXPONENT.stated(N)), a.number(ROUNDING.stated(N)))


def sharper_start(a: Arithmetic, p: Point) -> Any:
    """a_0 with the constants of rank.window/sharper."""
    constants = SHARPER_EXPONENT, SHARPER_ROUNDING
    return largest_start(a, p, *(a.number(constant.stated(p.depth)) for constant in constants))


def crossing(a: Arithmetic, p: Point, kappa: Any) -> Any:
    """C: h_L times a bound of the steps from theta lambda_L to (1-delta) lambda_L, N >= 3.

    theta = tau^{N/m}, tau = (1-kappa)/(1+3 kappa);
    C = max(0, (1-delta)^{1/N} - theta^{1/N}) / min(f(theta^{1/N}), f((1-delta)^{1/N})),
    f(x) = x^{N-1} (1 - x^N), which has its minimum over an interval at an end.
    """
    N = p.depth
    first = a.root((1 - kappa) / (1 + 3 * kappa), N - 2)
    last = a.root(1 - p.delta, N)
    distance = a.maximum(last - first, 0 * last)
    slowest = a.minimum(first ** (N - 1) * (1 - first**N), last ** (N - 1) * p.delta)
    return distance / slowest


def _starts_small(a: Arithmetic, p: Point, c: Constants) -> Any:
    if _gap(a, p, c) == 0:
        return a.number(Fraction(-1))
    bound = largest_start(a, p, c[EXPONENT.name], c[ROUNDING.name])
    return 1 - p.alpha / (c[SHARE.name] * bound)


def _starts_below_leading(a: Arithmetic, p: Point, c: Constants) -> Any:
    if p.depth > 2:
        return a.number(Fraction(1))
    bound = c[LEADING_SHARE.name] * (1 - p.delta) * neighbours(p)[0] / p.delta
    return bound / p.alpha**2 - 1


def _gap(a: Arithmetic, p: Point, c: Constants) -> Any:
    leading, following = neighbours(p)
    return 1 - following / leading


def _following(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(len(p.spectrum) - p.rank - 1))


def _level_matters(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.quiet_level / neighbours(p)[1]


def _window(a: Arithmetic, p: Point, c: Constants) -> Any:
    # Without w_{L+1}(0) = alpha^N <= delta' there is no K2 at all.
    return a.minimum(1 - p.alpha**p.depth / p.quiet_level, length(a, p))


EXPONENT = Constant("exponent for two layers", lambda N: Fraction(4), "4")
ROUNDING = Constant("steps for deep layers", lambda N: Fraction(3), "3")
SHARE = Constant("share of a_0", lambda N: Fraction(1), "1")
SHARPER_EXPONENT = Constant(EXPONENT.name, lambda N: Fraction(2), "2")
SHARPER_ROUNDING = Constant(ROUNDING.name, lambda N: Fraction(2), "2")
LEADING_SHARE = Constant("share of (1-delta) lambda_L / delta", lambda N: Fraction(8, 27), "8/27")

FOLLOWED = Hypothesis("L < n", _following)
GAP = Hypothesis("lambda_L > lambda_{L+1}", _gap, strict=True)
LEVEL_MATTERS = Hypothesis("delta' < lambda_{L+1}", _level_matters, strict=True)
SMALL_START = Hypothesis("alpha <= a_0", _starts_small)
BELOW_LEADING = Hypothesis(
    "N = 2: alpha^2 <= (8/27) (1-delta) lambda_L / delta", _starts_below_leading
)

_VARIABLES = (DEPTH, POSITIVE_SPECTRUM, RANK, ALPHA, ETA, DELTA, QUIET_LEVEL)
_A_0 = (
    r"a_0^2 = \left[\frac{\delta\,\delta'^\rho}{(1-\delta)\lambda_L(1+\eta\lambda_L)^{%s}}"
    r"\right]^{1/(\rho-1)}\ (N=2),\ a_0^{-m} = \left[\frac{\delta'^{-m/N}}{\kappa}"
    r" + m\eta\lambda_L\left(%s+\frac{C}{h_L}\right)\right]\frac{2\kappa}{1-\kappa}\ (N\ge3)"
)
_TWO_LAYERS = r",\ \alpha^2 \le \tfrac{8}{27}\tfrac{1-\delta}{\delta}\lambda_L \text{ if } N = 2"

_claim = partial(
    Claim,
    source="abstract C3",
    kind="inequality",
    expected="holds",
    variables=_VARIABLES,
)

WINDOW = _claim(
    id="rank.window",
    statement=rf"\alpha \le a_0{_TWO_LAYERS} \implies K_1 \le K_2,\ {_A_0 % (4, 3)}",
    hypotheses=(FOLLOWED, GAP, LEVEL_MATTERS, LEADING_STEP, BELOW_LEADING, SMALL_START),
    constants=(LEADING_STEP_BOUND, LEADING_SHARE, EXPONENT, ROUNDING, SHARE),
    margin=_window,
    on_descent=True,
)
SHARPER = _claim(
    id="rank.window/sharper",
    statement=rf"\alpha \le a_0{_TWO_LAYERS} \implies K_1 \le K_2,\ {_A_0 % (2, 2)}",
    source="derived",
    hypotheses=(FOLLOWED, GAP, LEVEL_MATTERS, LEADING_STEP, BELOW_LEADING, SMALL_START),
    constants=(LEADING_STEP_BOUND, LEADING_SHARE, SHARPER_EXPONENT, SHARPER_ROUNDING, SHARE),
    margin=_window,
    on_descent=True,
)
WINDOW_LITERAL = _claim(
    id="rank.window_literal",
    statement=rf"\alpha \le a_0 \implies K_1 \le K_2,\ {_A_0 % (4, 3)}",
    expected="refuted",
    hypotheses=(FOLLOWED, GAP, LEVEL_MATTERS, LEADING_STEP, SMALL_START),
    constants=(LEADING_STEP_BOUND, EXPONENT, ROUNDING, SHARE),
    margin=_window,
    counterexamples=(
        {
            "depth": 2,
            "spectrum": ("8", "1", "1/2"),
            "rank": 2,
            "alpha": "3/8",
            "eta": "1/16",
            "delta": "9/10",
            "quiet_level": "1/7",
        },
    ),
)

CLAIMS = (
    WINDOW,
    SHARPER,
    WINDOW_LITERAL,
)
