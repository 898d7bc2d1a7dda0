"""perturbed.time, perturbed.time_deep: how long the perturbed start needs for lambda < 0."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis, Margin
from dmfcheck.claims.point import Point
from dmfcheck.theory.perturbed.sign import SAFE_STEP, SMALLER, STEP
from dmfcheck.theory.vocabulary import (
    ALPHA,
    BETA,
    ETA,
    FRACTION,
    NEGATIVE_EIGENVALUE,
    THREE_TO_EIGHT,
    TWO_LAYERS,
)

ORBIT_STEPS = 200
"""Steps of the beta = 0 orbit whose product encloses kappa; the rest is bounded."""


def asymmetry(p: Point) -> Any:
    """C = q(0)^2 - p(0)^2 = beta (2 alpha - beta).

    >>> asymmetry(Point({"alpha": Fraction(1), "beta": Fraction(1, 2)}))
    Fraction(3, 4)
    """
    return p.beta * (2 * p.alpha - p.beta)


def _not_before(a: Arithmetic, p: Point, c: Constants) -> Any:
    size, grown = -p.eigenvalue, -p.eta * p.eigenvalue
    lead = a.log(c[LOWER_LEVEL.name] * size * p.fraction / p.beta**2) / 2
    start = (2 * p.alpha - p.beta) ** 2
    delay = start / (c[DELAY.name] * size * (2 - grown) * (1 + grown))
    return logarithmic_time(a, p) - (lead - delay)


def _not_after(a: Arithmetic, p: Point, c: Constants) -> Any:
    odds = (1 + p.fraction) / (1 - p.fraction)
    lead = a.log(c[UPPER_LEVEL.name] * -p.eigenvalue * odds / p.beta**2) / 2
    return lead + a.log(1 - p.eta * p.eigenvalue) - logarithmic_time(a, p)


def logarithmic_time(a: Arithmetic, p: Point) -> Any:
    """T ln(1 + eta l), T the recovery time."""
    return a.negative_recovery_time(p) * a.log(1 - p.eta * p.eigenvalue)


def _between(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(_not_before(a, p, c), _not_after(a, p, c)) / (1 + logarithmic_time(a, p))


def sine_integral(a: Arithmetic, power: int) -> Any:
    """The integral of sin^power over [0, pi]: sqrt(pi) Gamma((power+1)/2) / Gamma(power/2 + 1).

    >>> from dmfcheck.claims.exact import Exact
    >>> sine_integral(Exact(), 3)
    4/3
    """
    one = a.number(Fraction(1))
    value = 2 * one if power % 2 else 4 * a.atan(one)
    for j in range(2 + power % 2, power + 1, 2):
        value = value * (j - 1) / j
    return value


def kappa(a: Arithmetic, p: Point) -> tuple[Any, Any]:
    """(lower, upper) bound of prod (1 - e_k^2) along the orbit of beta = 0.

    There d+ = d(1 - y), e = -y, and sum y_k^2 from step n on is at most
    y_n / ((N-2) (1 - y_n)^{N-3}).
    """
    N = p.depth
    product: Any = a.number(Fraction(1))
    drop: Any = a.number(Fraction(0))
    for d, after in pairwise(a.orbit(p.replaced(steps=ORBIT_STEPS))):
        drop = 1 - after / d
        product = product * (1 - drop * drop)
    rest = drop / ((N - 2) * (1 - drop) ** (N - 3))
    return product * (1 - rest), product


def small_drop(p: Point) -> Any:
    """y_0 = eta alpha^{N-2} (l + alpha^N), the relative decrease in the first step of beta = 0.

    >>> values = {"depth": 3, "alpha": Fraction(1), "eta": Fraction(1, 9)}
    >>> small_drop(Point(values | {"eigenvalue": Fraction(-2)}))
    Fraction(1, 3)
    """
    return p.eta * p.alpha ** (p.depth - 2) * (p.alpha**p.depth - p.eigenvalue)


def near_asymptote(a: Arithmetic, p: Point, c: Constants, level: Any) -> Any:
    """What perturbed.time_deep leaves of its slack, with w = -``level`` for -theta l in epsilon."""
    N = p.depth
    # Exact iterates are of no use here, and this asks for the time first.
    time = a.negative_recovery_time(p)
    size = -p.eigenvalue
    low, high = kappa(a, p)
    small = asymmetry(p) ** (N - 2)
    # Past w = -theta l the descent still has T_0 (C^{1/2} / (theta l)^{1/N})^{N-2} or so to go.
    scale = 1 / p.alpha ** (N - 2) + 1 / a.root(level, N) ** (N - 2)
    epsilon = a.root(small, 2) * scale
    # From there to w = -theta l it is a linear decay, however near 1 theta is.
    logarithms = a.absolute(a.log(epsilon)) - a.log(1 - p.fraction)
    # kappa is a product along beta = 0: the true one differs by C/alpha^2 of its distance to 1.
    other_orbit = N * small_drop(p) * asymmetry(p) / p.alpha**2
    slack = c[SLACK.name] * (epsilon + other_orbit) * (1 + logarithms)

    def predicted(kept: Any) -> Any:
        loss = a.root(kept ** (N - 2) * small, 2)
        return c[LEAD.name] * sine_integral(a, N - 3) / (p.eta * size * loss)

    return a.minimum(time / predicted(high) - (1 - slack), (1 + slack) - time / predicted(low)) / (
        1 + slack
    )


def _near_asymptote(a: Arithmetic, p: Point, c: Constants) -> Any:
    return near_asymptote(a, p, c, -p.fraction * p.eigenvalue)


LOWER_LEVEL = Constant("lower level", lambda N: Fraction(4), "4")
DELAY = Constant("delay", lambda N: Fraction(4), "4")
UPPER_LEVEL = Constant("upper level", lambda N: Fraction(4), "4")
SHARP_UPPER_LEVEL = Constant("upper level", lambda N: Fraction(2), "2", sharp=True)
LEAD = Constant("lead", lambda N: Fraction(1), "1", sharp=True)
SLACK = Constant("slack", lambda N: Fraction(1), "1")

_SMALL = Hypothesis(
    "beta (2 alpha - beta) <= 2 l sqrt(1 - theta^2)",
    lambda a, p, c: 4 * (1 - p.fraction**2) - (asymmetry(p) / p.eigenvalue) ** 2,
)
_VARIABLES = (NEGATIVE_EIGENVALUE, ALPHA, BETA, ETA, FRACTION)
_SETTING = (
    r"N = 2,\ \lambda = -l < 0,\ \beta(2\alpha-\beta) \le 2l\sqrt{1-\theta^2},\ "
    r"\eta \le 1/(L_2 M^2),\ R = \ln(1+\eta l) \implies "
)
_UPPER = (
    r" T \le 1 + \tfrac1R\left[\tfrac12\ln\tfrac{%s l}{\beta^2}"
    r" + \tfrac12\ln\tfrac{1+\theta}{1-\theta}\right]"
)


def _two_layers(identifier: str, statement: str, margin: Margin, *constants: Constant) -> Claim:
    return Claim(
        id=identifier,
        statement=_SETTING + statement,
        source="derived",
        kind="inequality",
        expected="holds",
        variables=(TWO_LAYERS, *_VARIABLES),
        hypotheses=(SMALLER, SAFE_STEP, _SMALL),
        constants=(STEP, *constants),
        margin=margin,
    )


TIME = _two_layers(
    "perturbed.time",
    r"\tfrac1R\left[\ln\tfrac{2\sqrt l}{\beta} + \tfrac12\ln\theta -"
    r" \tfrac{(2\alpha-\beta)^2}{4l(2-\eta l)(1+\eta l)}\right] \le T," + _UPPER % 4,
    _between,
    LOWER_LEVEL,
    DELAY,
    UPPER_LEVEL,
)
SHARPER = _two_layers(
    "perturbed.time/sharper",
    _UPPER % 2,
    lambda a, p, c: _not_after(a, p, c) / (1 + logarithmic_time(a, p)),
    SHARP_UPPER_LEVEL,
)
TIME_DEEP = Claim(
    id="perturbed.time_deep",
    statement=(
        r"N \ge 3,\ \lambda = -l < 0,\ C = \beta(2\alpha-\beta),\ \kappa = \prod(1-e_k^2)"
        r" \text{ along } \beta = 0,\ T_0 = \tfrac{\sqrt\pi\,\Gamma((N-2)/2)}{\Gamma((N-1)/2)}"
        r" / (\eta l (\kappa C)^{(N-2)/2}) \implies |T/T_0 - 1| \le"
        r" (\epsilon + N y_0 C/\alpha^2)(1+|\ln\epsilon|+\ln\tfrac{1}{1-\theta}),"
        r"\ y_0 = \eta\alpha^{N-2}(l+\alpha^N),"
        r"\ \epsilon = C^{(N-2)/2}(\alpha^{-(N-2)} + (\theta l)^{-(N-2)/N})"
    ),
    source="derived",
    kind="asymptotic",
    expected="open",
    variables=(THREE_TO_EIGHT, *_VARIABLES),
    hypotheses=(SMALLER, SAFE_STEP),
    constants=(STEP, LEAD, SLACK),
    margin=_near_asymptote,
)

CLAIMS = (
    TIME,
    SHARPER,
    TIME_DEEP,
)
