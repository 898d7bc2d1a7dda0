"""Whatever reads a float64 descent, from eigenvalues of 1e-160 to 1e160, against exact rationals.

The exact descent has the float64 numbers as its parameters, and is iterated here.
"""

from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest

from dmfcheck.claims.measured import RESOLUTION
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import (
    components,
    descend,
    identical_start,
    measured_hitting_steps,
)
from dmfcheck.dynamics.instances.measurements import Dense
from dmfcheck.dynamics.instances.sensing import descend_measured
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.denoising_errors import best_step
from dmfcheck.problems.early_stopping import decompose, values_at
from dmfcheck.problems.real_descent import record_descent
from dmfcheck.problems.recovery_steps import measured_times

POWERS = [-160, -155, -80, 0, 80, 155, 160]
DEPTHS = [2, 3]
STEPS = 3
TURN = np.array([[0.6, -0.8], [0.8, 0.6]])
LARGEST = Fraction(float(np.finfo(float).max))


class Exact:
    """The descent on diag(1, 1/2) 10^power from alpha I, of which the float64 one rounds each."""

    def __init__(self, depth, power):
        self.depth = depth
        self.unit = 10.0**power
        self.values = [self.unit, self.unit / 2]
        self.alpha = 0.5 * self.unit ** (1 / depth)
        self.eta = 0.9 / depth / self.unit ** ((2 * depth - 2) / depth)
        self.orbits = [self.orbit(Fraction(value)) for value in self.values]

    def orbit(self, value):
        """w(0), ..., w(STEPS)."""
        d, eta, found = Fraction(self.alpha), Fraction(self.eta), []
        for _ in range(STEPS + 1):
            found.append(d**self.depth)
            d += eta * d ** (self.depth - 1) * (value - d**self.depth)
        return found

    def at(self, k):
        return [orbit[k] for orbit in self.orbits]

    def time(self, which, level):
        return next((k for k, w in enumerate(self.orbits[which]) if w >= level), -1)

    def start(self):
        return identical_start(self.alpha, 2, self.depth)


made = lru_cache(Exact)


@pytest.fixture(params=[(depth, power) for depth in DEPTHS for power in POWERS], ids=str)
def exact(request):
    return made(*request.param)


def close(found, expected, unit):
    """Float64 numbers within 1e-12 units of rationals."""
    for number, rational in zip(np.ravel(found), expected, strict=True):
        assert abs(Fraction(float(number)) - rational) <= Fraction(1, 10**12) * Fraction(unit)


def turned(exact):
    target = (TURN * exact.values) @ TURN.T
    return (target + target.T) / 2


def test_the_record(exact):
    run = complete(
        descend(np.diag(exact.values), exact.start(), exact.eta, STEPS, log_at=range(STEPS + 1))
    )
    for k in range(STEPS + 1):
        w = exact.at(k)
        close(np.diag(run.end_to_end[k]), w, exact.unit)
        close(run.eigenvalues[k], sorted(w, reverse=True), exact.unit)
        close(run.effective_rank[k], [sum(w) / max(w)], 1)
        loss = sum((a - Fraction(b)) ** 2 for a, b in zip(w, exact.values, strict=True)) / 2
        if loss > LARGEST:
            assert run.losses[k] == np.inf
        else:
            # Below 1e-308 float64 has fewer digits.
            slack = loss / 10**9 + Fraction(2) ** -1070
            assert abs(Fraction(float(run.losses[k])) - loss) <= slack


def test_the_hitting_steps_and_what_is_off_the_diagonal(exact):
    levels = [float(orbit[1] + orbit[2]) / 2 for orbit in exact.orbits]
    problem = turned(exact), exact.start(), exact.eta, STEPS
    run = complete(measured_hitting_steps(problem[0], TURN, levels, *problem[1:]))
    assert run.steps.tolist() == [exact.time(i, Fraction(levels[i])) for i in (0, 1)] == [2, 2]
    assert run.off_diagonal <= 1e-12 * exact.unit
    # In the standard basis: V diag(w) V^T has (w_1 - w_2) .48 off its diagonal.
    run = complete(measured_hitting_steps(problem[0], np.eye(2), [1e308] * 2, *problem[1:]))
    stray = max(abs(exact.at(k)[0] - exact.at(k)[1]) for k in range(STEPS + 1))
    close(run.off_diagonal, [stray * Fraction(12, 25)], exact.unit)


def test_the_components(exact):
    run = complete(descend(turned(exact), exact.start(), exact.eta, STEPS))
    close(components(run.end_to_end[-1], TURN), exact.at(STEPS), exact.unit)


def test_the_record_that_claims_are_held_against(exact):
    problem = Problem.from_spectrum(
        exact.values, depth=exact.depth, alpha=exact.alpha, eta=exact.eta
    )
    record, horizon = record_descent(problem, turned(exact), TURN, STEPS)
    assert (horizon, record.steps) == (None, STEPS)
    for k in range(STEPS + 1):
        close(record.components[k], exact.at(k), exact.unit)
    assert record.off_diagonal.max() < RESOLUTION
    fraction = Fraction(exact.orbits[1][1] + exact.orbits[1][2]) / 2 / Fraction(exact.values[1])
    expected = [exact.time(i, fraction * Fraction(exact.values[i])) for i in (0, 1)]
    assert measured_times(problem, record, fraction) == [
        None if time < 0 else time for time in expected
    ]
    assert expected[1] == 2


def test_the_values_of_a_stopped_descent_and_the_step_nearest_to_a_truth(exact):
    parameters = {"depth": exact.depth, "alpha": Fraction(exact.alpha), "eta": Fraction(exact.eta)}
    steps = list(range(STEPS + 1))
    for k, found in zip(steps, values_at(np.array(exact.values), steps, **parameters), strict=True):
        close(found, exact.at(k), exact.unit)
    spectrum = decompose(np.diag(exact.values), "identical")
    truth = np.diag([float(w) for w in exact.at(2)])
    error, step = best_step(spectrum, truth, steps=STEPS, **parameters)
    assert step == 2
    assert error <= 1e-12 * exact.unit


@pytest.mark.parametrize("power", POWERS)
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_fit_of_a_descent_on_measurements(depth, power):
    unit = 10.0**power
    # W_11, W_12 + W_22 and W_21 + W_22.
    A = Dense(np.array([[[1.0, 0], [0, 0]], [[0, 1], [0, 1]], [[0, 0], [1, 1]]]))
    y = A.apply(np.diag([unit, unit / 2]))
    start = [0.3 * unit ** (1 / depth) * np.eye(2)] * depth
    run = complete(descend_measured(A, y, start, steps=30))
    assert (run.status, run.completed) == ("done", 30)
    W = [[Fraction(float(x)) for x in row] for row in run.end_to_end]
    # Scaled by 1 / sqrt(3) as the map is, which the quotient does not see.
    sums = [W[0][0], W[0][1] + W[1][1], W[1][0] + W[1][1]]
    goals = [Fraction(unit), Fraction(unit) / 2, Fraction(unit) / 2]
    missed = sum((a - b) ** 2 for a, b in zip(sums, goals, strict=True))
    ratio = missed / sum(goal**2 for goal in goals)
    assert float(ratio) ** 0.5 == pytest.approx(run.fits[-1], rel=1e-9, abs=1e-12)
    assert run.fits[-1] < run.fits[0] / 2
