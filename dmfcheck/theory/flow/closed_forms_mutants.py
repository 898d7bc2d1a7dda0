"""What is wrong about flow.*."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import combine, product, transpose
from dmfcheck.theory.flow.closed_forms import (
    BALANCED,
    LOGISTIC,
    PERTURBED,
    TIME,
    logistic,
    perturbed_flow,
)
from dmfcheck.theory.flow.closed_forms_strategies import (
    factor_chains,
    flow_intervals,
    perturbed_flows,
    two_layer_flows,
)


def _time_with(speed_power: int, series_power: int, numerator: int, sign: int) -> Any:
    """T with a wrong integrand power, series power, 2F1 parameter numerator/N or sign."""

    def closed(a: Arithmetic, N: int, x: Any) -> Any:
        if N == 2:
            return a.log(x) - sign * a.log(1 - x * x) / 2
        series = x**series_power / 2 * a.hypergeometric(Fraction(numerator, N), x**N)
        return sign * series - x ** (2 - N) / (N - 2)

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N = p.depth

        def integrand(s: Any) -> Any:
            return a.exp(s * (2 - N + speed_power)) / (1 - a.exp(s * N))

        integral = a.integral(integrand, a.log(p.start), a.log(p.level))
        return a.equal(closed(a, N, p.level) - closed(a, N, p.start), integral, integral)

    return margin


def _logistic_solves(a: Arithmetic, p: Point, w: Any) -> Any:
    elapsed = a.integral(lambda v: 1 / (2 * v * (p.eigenvalue - v)), p.alpha**2, w)
    return a.equal(elapsed, p.time, p.time)


def _slow(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _logistic_solves(a, p, logistic(a, p.eigenvalue, p.alpha, p.time / 2))


def _single_alpha(a: Arithmetic, p: Point, c: Constants) -> Any:
    decay = a.exp(-2 * p.eigenvalue * p.time)
    return _logistic_solves(a, p, p.eigenvalue / (1 + (p.eigenvalue / p.alpha - 1) * decay))


def _without_one(a: Arithmetic, p: Point, c: Constants) -> Any:
    decay = a.exp(-2 * p.eigenvalue * p.time)
    return _logistic_solves(a, p, p.eigenvalue / (1 + p.eigenvalue / p.alpha**2 * decay))


def _single_speed(a: Arithmetic, p: Point, c: Constants) -> Any:
    w = logistic(a, p.eigenvalue, p.alpha, p.time)
    elapsed = a.integral(lambda v: 1 / (v * (p.eigenvalue - v)), p.alpha**2, w)
    return a.equal(elapsed, p.time, p.time)


def _unbalanced(first_transposed: bool, second_transposed: bool, sign: int) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        slopes = a.gradients(p.starts, p.target)
        drift = []
        for j in range(len(p.starts) - 1):
            upper, lower = p.starts[j + 1], p.starts[j]
            left = (
                product(transpose(slopes[j + 1]), upper)
                if first_transposed
                else product(slopes[j + 1], transpose(upper))
            )
            right = (
                product(slopes[j], transpose(lower))
                if second_transposed
                else product(transpose(slopes[j]), lower)
            )
            change = combine(
                combine(left, transpose(left), 1), combine(right, transpose(right), 1), sign
            )
            drift += [entry for row in change for entry in row]
        largest = a.maximum(*(a.absolute(entry) for entry in drift))
        return a.equal(largest, a.number(Fraction(0)), a.number(Fraction(1)))

    return margin


def _perturbed_with(width: int, end: int, speed: int, late: int) -> Any:
    """The equation w' = speed sqrt(C^2 + width w^2)(lambda - end w), at time * late."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        C = p.alpha**2 - (p.alpha - p.beta) ** 2
        point = Point(p.exact, {**dict(p), "time": p.time * late})
        elapsed = a.integral(
            lambda v: 1 / (speed * a.root(C**2 + width * v**2, 2) * (p.eigenvalue - end * v)),
            p.alpha * (p.alpha - p.beta),
            perturbed_flow(a, point),
        )
        return a.equal(elapsed, p.time, p.time)

    return margin


MUTANTS: tuple[Mutant, ...] = (
    mutate(TIME, "speed", "x^N for x^{N-1}", flow_intervals, margin=_time_with(-1, 2, 2, 1)),
    mutate(TIME, "series", "x^3/2 for x^2/2", flow_intervals, margin=_time_with(0, 3, 2, 1)),
    mutate(TIME, "parameter", "2F1 of 1/N", flow_intervals, margin=_time_with(0, 2, 1, 1)),
    mutate(TIME, "sign", "the 2F1 subtracted", flow_intervals, margin=_time_with(0, 2, 2, -1)),
    mutate(LOGISTIC, "slow", "e^{-lambda t}", two_layer_flows, margin=_slow),
    mutate(LOGISTIC, "alpha", "alpha for alpha^2", two_layer_flows, margin=_single_alpha),
    mutate(
        LOGISTIC, "without-one", "lambda/alpha^2 without - 1", two_layer_flows, margin=_without_one
    ),
    mutate(LOGISTIC, "speed", "w' = w(lambda - w)", two_layer_flows, margin=_single_speed),
    mutate(
        BALANCED, "sum", "the sum is conserved", factor_chains, margin=_unbalanced(True, True, 1)
    ),
    mutate(
        BALANCED, "upper", "W_{j+1} W_{j+1}^T", factor_chains, margin=_unbalanced(False, True, -1)
    ),
    mutate(BALANCED, "lower", "W_j^T W_j", factor_chains, margin=_unbalanced(True, False, -1)),
    mutate(
        BALANCED, "both", "both transposed", factor_chains, margin=_unbalanced(False, False, -1)
    ),
    mutate(
        PERTURBED, "width", "2 w^2 for 4 w^2", perturbed_flows, margin=_perturbed_with(2, 1, 1, 1)
    ),
    mutate(PERTURBED, "end", "2w for w", perturbed_flows, margin=_perturbed_with(4, 2, 1, 1)),
    mutate(
        PERTURBED, "speed", "twice as fast", perturbed_flows, margin=_perturbed_with(4, 1, 2, 1)
    ),
    mutate(
        PERTURBED, "late", "w(2t) for w(t)", perturbed_flows, margin=_perturbed_with(4, 1, 1, 2)
    ),
)
