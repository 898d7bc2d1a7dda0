"""Recovery from the perturbed start against iteration at 50 digits; the proved step size."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from dmfcheck import Problem
from dmfcheck.dynamics.balls.perturbed_times import (
    STEP_LIMIT,
    perturbed_recovery_time,
    proved_step,
    proved_to_converge,
)

# 1/L_N for N = 2..10, as published with the claim step.perturbed.
PUBLISHED = [0.44721, 0.28469, 0.20820, 0.16396, 0.13519, 0.11502, 0.10009, 0.08861, 0.07950]


def iterated(depth, eigenvalue, alpha, beta, eta, fraction):
    with mpmath.workdps(50):
        eigenvalue, q, beta, eta, fraction = (
            mpmath.mpf(number.numerator) / number.denominator
            for number in (eigenvalue, alpha, beta, eta, fraction)
        )
        p, k = q - beta, 0
        while p * q ** (depth - 1) / eigenvalue < fraction:
            gap = eigenvalue - p * q ** (depth - 1)
            p, q = p + eta * q ** (depth - 1) * gap, q + eta * p * q ** (depth - 2) * gap
            k += 1
        return k


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_bracket_holds_for_every_eigenvalue_of_the_enclosure(depth, sign):
    generator = np.random.default_rng(depth)
    single = 0
    for _ in range(12):
        size, start, step, level = (Fraction(int(n), 100) for n in generator.integers(30, 90, 4))
        arguments = (start, start / 2, step / (4 * depth), level)
        low, high = sorted((sign * size, sign * size * (1 + Fraction(1, 10**5))))
        found = perturbed_recovery_time(depth, (low, high), *arguments)
        assert isinstance(found, tuple)
        single += found[0] == found[1]
        for inside in (low, (low + 2 * high) / 3, high):
            assert found[0] <= iterated(depth, inside, *arguments) <= found[1]
        exact = iterated(depth, low, *arguments)
        assert perturbed_recovery_time(depth, (low, low), *arguments) == (exact, exact)
    assert single > 6


def test_levels_that_the_start_is_above():
    half, tenth = Fraction(1, 2), Fraction(1, 10)
    small = (Fraction(1, 10), Fraction(1, 10))
    assert perturbed_recovery_time(2, small, half, tenth, tenth, half) == (0, 0)
    # w(0) = 1/5 is between the levels of the two ends.
    around = (Fraction(39, 100), Fraction(41, 100))
    found = perturbed_recovery_time(2, around, half, tenth, tenth, half)
    assert found == (0, 1)


def test_reasons_where_there_is_no_time():
    half, tenth = Fraction(1, 2), Fraction(1, 10)
    for straddling in ((-1, 1), (0, 0), (0, 1)):
        low, high = map(Fraction, straddling)
        found = perturbed_recovery_time(2, (low, high), half, tenth, tenth, half)
        assert found == "this eigenvalue may be 0"
    slow = perturbed_recovery_time(
        3, (Fraction(1), Fraction(1)), Fraction(1, 10**6), Fraction(1, 10**7), tenth, half
    )
    assert slow == f"it takes more than the {STEP_LIMIT} steps that are followed in balls"
    wide = (Fraction(-3, 2), Fraction(-1))
    lost = perturbed_recovery_time(2, wide, half, Fraction(1, 10**6), tenth, half)
    assert lost.startswith("the balls lost this orbit at step ")


@pytest.mark.parametrize("depth", range(2, 11))
def test_the_proved_step_is_that_of_the_claim(depth):
    with mpmath.workdps(40):
        c = mpmath.findroot(lambda c: (c - 1) * c ** (depth - 1) - 1, (1, 2), solver="anderson")
        exact = 1 / (c ** (depth - 1) + (depth - 1) / c)
        found = mpmath.mpf(proved_step(depth).numerator) / proved_step(depth).denominator
        assert 0 <= exact - found < mpmath.mpf(10) ** -29
    assert round(float(proved_step(depth)), 5) == PUBLISHED[depth - 2]


@pytest.mark.parametrize("depth", [2, 3, 7])
def test_whether_a_step_is_proved_to_converge(depth):
    # M = 2 by the eigenvalue or by the start.
    for spectrum, alpha in (([2**depth, 1], 1), ([-(2**depth), 1], 1), ([1], 2)):
        bound = proved_step(depth) / 2 ** (2 * depth - 2)
        for factor, expected in ((1, True), (1 + Fraction(1, 10**20), False)):
            problem = Problem.from_spectrum(
                spectrum, depth=depth, alpha=alpha, eta=bound * factor, beta="1/2"
            )
            assert proved_to_converge(problem) is expected
