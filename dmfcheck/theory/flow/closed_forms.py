"""flow.*: gradient flow, the limit of small steps, in closed form."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import combine, product, transpose
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    FLOW_LEVEL,
    FLOW_START,
    FLOW_TIME,
    NONZERO_EIGENVALUE,
    PERTURBATION,
    POSITIVE_EIGENVALUE,
    SQUARE_FACTORS,
    SQUARE_TARGET,
    TWO_LAYERS,
    UP_TO_FIVE,
)


def flow_time(a: Arithmetic, depth: int, x: Any) -> Any:
    """T(x) = x^{2-N}/(2-N) + (x^2/2) 2F1(1, 2/N; 1+2/N; x^N), ln x - ln(1-x^2)/2 for N = 2.

    In units of lambda^{-(2-2/N)}; source flow.time.
    """
    if depth == 2:
        return a.log(x) - a.log(1 - x * x) / 2
    series = x * x / 2 * a.hypergeometric(Fraction(2, depth), x**depth)
    return series - x ** (2 - depth) / (depth - 2)


def flow_time_by_roots_of_unity(a: Arithmetic, depth: int, x: Any) -> Any:
    """T(x) by partial fractions: the 2F1 term is -(1/N) sum_zeta zeta^{-2} Log(1 - zeta x)."""
    total: Any = 0
    for k in range(depth):
        angle = Fraction(2 * k, depth)
        cosine, sine = a.cos_pi(angle), a.cos_pi(angle - Fraction(1, 2))
        logarithm = a.log(1 - 2 * x * cosine + x * x) / 2
        # 1 - zeta x has positive real part, so its argument is an arctangent.
        argument = a.atan(-x * sine / (1 - x * cosine))
        double_sine = a.cos_pi(2 * angle - Fraction(1, 2))
        total = total + a.cos_pi(2 * angle) * logarithm + double_sine * argument
    singular = a.log(x) if depth == 2 else -(x ** (2 - depth)) / (depth - 2)
    return singular - total / depth


def _time_is_the_integral(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth

    def integrand(s: Any) -> Any:
        # x = e^s spreads the peak of 1 / (x^{N-1} (1 - x^N)) at small x.
        return a.exp(s * (2 - N)) / (1 - a.exp(s * N))

    integral = a.integral(integrand, a.log(p.start), a.log(p.level))
    series = flow_time(a, N, p.level) - flow_time(a, N, p.start)
    roots = flow_time_by_roots_of_unity(a, N, p.level) - flow_time_by_roots_of_unity(a, N, p.start)
    return a.minimum(a.equal(series, integral, integral), a.equal(roots, integral, integral))


def _start_below_level(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.level - p.start


def logistic(a: Arithmetic, eigenvalue: Any, alpha: Any, time: Any) -> Any:
    """w(t) = lambda / (1 + (lambda / alpha^2 - 1) e^{-2 lambda t}); source flow.logistic."""
    return eigenvalue / (1 + (eigenvalue / alpha**2 - 1) * a.exp(-2 * eigenvalue * time))


def _logistic_solves(a: Arithmetic, p: Point, c: Constants) -> Any:
    w = logistic(a, p.eigenvalue, p.alpha, p.time)
    elapsed = a.integral(lambda v: 1 / (2 * v * (p.eigenvalue - v)), p.alpha**2, w)
    return a.equal(elapsed, p.time, p.time)


def _start_below_eigenvalue(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.alpha**2 / p.eigenvalue


def perturbed_flow(a: Arithmetic, p: Point) -> Any:
    """w(t) of the perturbed start for N = 2; source flow.perturbed.

    With C = alpha^2 - (alpha - beta)^2, D = sqrt(4 lambda^2 + C^2) and u = e^s, w = (C/2) sinh s,
    the flow is (u - u_-)/(u_+ - u) = (its value at 0) e^{Dt}, u_+- = (2 lambda +- D)/C.
    """
    C = p.alpha**2 - (p.alpha - p.beta) ** 2
    D = a.root(4 * p.eigenvalue**2 + C**2, 2)
    upper, lower = (2 * p.eigenvalue + D) / C, (2 * p.eigenvalue - D) / C
    w0 = p.alpha * (p.alpha - p.beta)
    u0 = (2 * w0 + a.root(C**2 + 4 * w0**2, 2)) / C
    odds = (u0 - lower) / (upper - u0) * a.exp(D * p.time)
    u = (lower + odds * upper) / (1 + odds)
    return C / 4 * (u - 1 / u)


def _perturbed_solves(a: Arithmetic, p: Point, c: Constants) -> Any:
    C = p.alpha**2 - (p.alpha - p.beta) ** 2
    elapsed = a.integral(
        lambda v: 1 / (a.root(C**2 + 4 * v**2, 2) * (p.eigenvalue - v)),
        p.alpha * (p.alpha - p.beta),
        perturbed_flow(a, p),
    )
    return a.equal(elapsed, p.time, p.time)


def _balanced(a: Arithmetic, p: Point, c: Constants) -> Any:
    slopes = a.gradients(p.starts, p.target)
    drift: list[Any] = []
    size: list[Any] = []
    for j in range(len(p.starts) - 1):
        upper, lower = p.starts[j + 1], p.starts[j]
        left = product(transpose(slopes[j + 1]), upper)
        right = product(slopes[j], transpose(lower))
        change = combine(combine(left, transpose(left), 1), combine(right, transpose(right), 1), -1)
        drift += [entry for row in change for entry in row]
        size += [entry for row in left for entry in row]
    magnitude = 1 + a.maximum(*(a.absolute(entry) for entry in size))
    largest = a.maximum(*(a.absolute(entry) for entry in drift))
    return a.equal(largest, a.number(Fraction(0)), magnitude)


def _perturbation_below_start(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.alpha - p.beta


def _below_both(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.absolute(p.eigenvalue)


_claim = partial(
    Claim,
    source="derived",
    kind="identity",
    expected="holds",
)

TIME = _claim(
    id="flow.time",
    statement=(
        r"\int_{x_0}^{b} \frac{dx}{x^{N-1}(1-x^N)} = T(b) - T(x_0),\ T(x) ="
        r" \frac{x^{2-N}}{2-N} + \frac{x^2}{2}\,{}_2F_1(1,\tfrac2N;1+\tfrac2N;x^N)"
    ),
    variables=(DEPTH, FLOW_START, FLOW_LEVEL),
    hypotheses=(Hypothesis("x_0 < b", _start_below_level, strict=True),),
    margin=_time_is_the_integral,
    derivation="time",
)
LOGISTIC = _claim(
    id="flow.logistic",
    statement=(r"N=2:\ w(t) = \lambda / (1 + (\lambda/\alpha^2 - 1) e^{-2\lambda t})"),
    variables=(TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, FLOW_TIME),
    hypotheses=(Hypothesis("alpha^2 < lambda", _start_below_eigenvalue, strict=True),),
    margin=_logistic_solves,
    derivation="logistic",
)
BALANCED = _claim(
    id="flow.balanced",
    statement=(
        r"\frac{d}{dt}\left(W_{j+1}^T W_{j+1} - W_j W_j^T\right) = 0"
        r" \text{ along the gradient flow}"
    ),
    variables=(UP_TO_FIVE, SQUARE_TARGET, SQUARE_FACTORS),
    margin=_balanced,
    exact=True,
    derivation="balanced",
)
PERTURBED = _claim(
    id="flow.perturbed",
    statement=(
        r"N=2:\ w' = \sqrt{C^2+4w^2}\,(\lambda-w),\ C = \alpha^2-(\alpha-\beta)^2:"
        r"\ \frac{u-u_-}{u_+-u} = \frac{u_0-u_-}{u_+-u_0} e^{\sqrt{4\lambda^2+C^2}\,t}"
    ),
    variables=(TWO_LAYERS, NONZERO_EIGENVALUE, ALPHA, PERTURBATION, FLOW_TIME),
    hypotheses=(
        Hypothesis("beta < alpha", _perturbation_below_start, strict=True),
        Hypothesis("lambda != 0", _below_both, strict=True),
    ),
    margin=_perturbed_solves,
    derivation="perturbed",
)

CLAIMS = (
    TIME,
    LOGISTIC,
    BALANCED,
    PERTURBED,
)
