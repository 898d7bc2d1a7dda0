"""Predictions from Python: limits, times and horizons, against orbits in floating point."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems import predicted_eigenvalues, prediction
from dmfcheck.problems.matrix_files import read_matrix
from dmfcheck.problems.prediction import predict_matrix, predict_spectrum
from dmfcheck.problems.targets import nearest_spectrum

DATA = Path(__file__).parents[1] / "data"


def only(prediction):
    [entry] = prediction.eigenvalues
    return entry


@pytest.mark.parametrize(("eigenvalue", "limit"), [("5/2", Fraction(5, 2)), (0, 0), ("-1/3", 0)])
def test_limits_of_the_identical_start(eigenvalue, limit):
    found = only(predict_spectrum([eigenvalue], depth=3, alpha="1/2", eta="1/50"))
    d = 0.5
    for _ in range(100_000):
        d += d**2 / 50 * (float(Fraction(eigenvalue)) - d**3)
    assert found.limit == (limit, limit)
    assert d**3 == pytest.approx(float(limit), abs=2e-3)
    assert (found.hitting_time is None) == (limit == 0) == bool(found.reason)


def test_a_start_above_the_level_is_recovered_at_once_and_one_above_the_eigenvalue_is_not():
    # w(0) = 1/4 is above 9/10 of the second eigenvalue, at the third and above the last.
    found = predict_spectrum("1,13/50,1/4,1/10", depth=2, alpha="1/2", eta="1/10")
    times = [entry.hitting_time for entry in found.eigenvalues]
    assert times[1:] == [(0, 0), (0, 0), None]
    assert found.eigenvalues[-1].reason == "starts above it, at 1/4, and falls"
    assert found.eigenvalues[-1].limit == (Fraction(1, 10), Fraction(1, 10))


@pytest.mark.parametrize("beta", ["0", "1/100"])
def test_a_matrix_whose_eigenvalues_are_below_the_start(beta):
    found = predict_matrix(np.diag([1.0, 0.5, -1.0]), depth=2, alpha="9/10", eta="1/10", beta=beta)
    first, second, third = found.eigenvalues
    assert first.hitting_time is not None
    assert first.hitting_time[0] > 0
    assert second.hitting_time is None
    assert second.reason.startswith("starts above it, at ")
    assert "above" not in third.reason


def test_perturbed_limits_are_given_up_to_the_proved_step_only():
    # 1/L_2 = .4472: between it and the stable bound 1/2 nothing is proved of the limit.
    proved = only(predict_spectrum([-1], depth=2, alpha=1, eta="44/100", beta="1/2"))
    assert proved.limit == (-1, -1)
    assert not proved.reason
    beyond = only(predict_spectrum([-1], depth=2, alpha=1, eta="45/100", beta="1/2"))
    assert beyond.limit is None
    assert "no limit is proved" in beyond.reason
    assert beyond.hitting_time is not None


def test_perturbed_zero_eigenvalue():
    found = only(predict_spectrum([0], depth=2, alpha=1, eta="1/10", beta="1/2"))
    assert found.limit == (0, 0)
    assert found.hitting_time is None
    assert found.reason == "this eigenvalue may be 0"


def test_a_singular_matrix_has_undecided_eigenvalues():
    matrix = np.array([[1.0, 1.0], [1.0, 1.0]])
    large, small = predict_matrix(matrix, depth=2, alpha="1/10", eta="1/10").eigenvalues
    assert large.hitting_time is not None
    assert small.value[0] <= 0 <= small.value[1]
    assert small.hitting_time is None
    assert small.reason == "this eigenvalue may be 0"


def test_an_enclosure_too_wide_for_delta():
    # The eigenvalues are 2 and 2e-14: the enclosure of the small one is wider than 1/100 of it.
    matrix = np.array([[1 + 1e-14, 1 - 1e-14], [1 - 1e-14, 1 + 1e-14]])
    prediction = predict_matrix(matrix, depth=2, alpha="1e-20", eta="1/10", delta="1/100")
    small = prediction.eigenvalues[1]
    assert small.hitting_time is None
    assert "too wide" in small.reason
    assert [plateau.rank for plateau in prediction.plateaus] == [1]


def test_plateaus_use_the_recovery_times_of_the_eigenvalues():
    prediction = predict_spectrum("3,2,1", depth=3, alpha="1/100", eta="1/100")
    starts = {plateau.rank: plateau.start for plateau in prediction.plateaus}
    for rank, entry in enumerate(prediction.eigenvalues, start=1):
        assert starts[rank] == entry.hitting_time[0] == entry.hitting_time[1]


def test_horizons():
    assert predict_spectrum("1,1/2", depth=3, alpha="1/10", eta="1/10").float_horizon is None
    saddle = predict_spectrum("1,-1", depth=2, alpha="1/10", eta="1/10").float_horizon
    assert 0 < saddle < 1000
    for held in ({"alpha": "1e-400"}, {"eta": "1e-400"}, {"eta": "1e-401", "spectrum": "1e400"}):
        start = {"spectrum": "1", "depth": 2, "alpha": "1/10", "eta": "1/10"} | held
        assert predict_spectrum(start.pop("spectrum"), **start).float_horizon == 0


@pytest.mark.parametrize("name", ["karate_club.mtx", "digits_covariance.csv"])
def test_nearest_spectrum_of_real_matrices(name):
    matrix = read_matrix(DATA / name)
    expected = np.linalg.eigvalsh(matrix)[::-1]
    found = np.array([float(value) for value in nearest_spectrum(matrix)])
    assert np.abs(found - expected).max() < 1e-12 * np.abs(expected).max()


def test_json_of_numbers_that_float64_lacks():
    found = predict_spectrum("1e400,1/3", depth=2, alpha="1/1000", eta="1e-401").as_json()
    assert [entry["value"] for entry in found["eigenvalues"]] == [10**400, 1 / 3]
    assert found["float_horizon"] == 0
    delta = 1 - Fraction(1, 2**1030)
    found = predict_spectrum("1,1/2", depth=2, alpha="1/10", eta="1/10", delta=delta).as_json()
    assert max(plateau["upper"] for plateau in found["plateaus"]) > 2**1029


def test_plateaus_start_when_recovery_is_certain_and_not_when_it_is_possible():
    """From so far that the rounding of an eigenvalue is worth many steps."""
    target = np.array([[2.0, 1.0], [1.0, 2.0]])
    found = predict_matrix(target, depth=3, alpha="1e-20", eta="1/100")
    latest = 0
    assert [plateau.rank for plateau in found.plateaus] == [1, 2]
    for plateau, entry in zip(found.plateaus, found.eigenvalues, strict=True):
        low, high = entry.hitting_time
        assert low + 1000 < high
        latest = max(latest, high)
        assert plateau.start == latest
    assert found.plateaus[1].stop is None


def test_a_limit_is_shown_within_its_enclosure():
    enclosure = (Fraction(1), Fraction(2))
    for number, shown in ((0, 1), (1, 1), (Fraction(3, 2), Fraction(3, 2)), (2, 2), (3, 2)):
        assert prediction._within(Fraction(number), enclosure) == shown


@pytest.mark.parametrize(
    ("enclosure", "reason"),
    [
        ((0, "1/100"), "this eigenvalue may be 0"),
        (("-1/100", 0), "this eigenvalue may be 0"),
        (("1/200", "1/100"), "starts above it, at 1/8, and falls"),
    ],
)
def test_a_perturbed_eigenvalue_that_may_be_0_is_not_one_that_is_passed(enclosure, reason):
    problem = Problem.from_spectrum("1", depth=2, alpha="1/2", eta="1/50", beta="1/4")
    ends = tuple(map(Fraction, enclosure))
    (found,) = predicted_eigenvalues._perturbed([ends], problem, Fraction(1, 2))
    assert (found.hitting_time, found.reason) == (None, reason)
    identical = predicted_eigenvalues._identical(
        ends, replace(problem, beta=Fraction(0)), Fraction(1, 2)
    )
    assert identical.limit == (max(ends[0], 0), ends[1])
    assert identical.hitting_time is None
