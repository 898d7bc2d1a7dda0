"""The shipped real matrices: measured recovery steps of the full descent against certified ones."""

from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck import Problem
from dmfcheck.problems.descent_check import check_problem
from dmfcheck.problems.matrix_files import read_matrix
from dmfcheck.problems.targets import nearest_spectrum

DATA = Path(__file__).parents[1] / "data"
MATRICES = {"karate_club.mtx": (34, True), "digits_covariance.csv": (64, False)}


def problem_of(name, depth):
    matrix = read_matrix(str(DATA / name))
    spectrum = nearest_spectrum(matrix)
    scale = float(max(abs(value) for value in spectrum)) ** (1 / depth)
    # A start at a quarter of the largest scale, and 0.9 of the stable step, as short decimals.
    alpha = Fraction(f"{scale / 4:.2g}")
    eta = Fraction(f"{0.9 / (depth * scale ** (2 * depth - 2)):.3g}")
    return matrix, Problem.from_spectrum(spectrum, depth=depth, alpha=alpha, eta=eta)


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize("name", MATRICES)
def test_measured_recovery_steps_are_the_certified_ones(name, depth):
    size, indefinite = MATRICES[name]
    matrix, problem = problem_of(name, depth)
    assert problem.size == size
    assert (problem.spectrum[-1] < -1) == indefinite
    check = check_problem(problem, target=matrix, steps=600)

    reached = [entry for entry in check.eigenvalues if entry["measured"] is not None]
    assert len(reached) >= 5
    compared = 0
    for entry in reached:
        if entry["predicted"] is not None:
            compared += 1
            assert entry["predicted"]["lo"] <= entry["measured"] <= entry["predicted"]["hi"]
    assert compared >= 5

    outcomes = {outcome.id: outcome for outcome in check.claims}
    assert {outcome.verdict for outcome in outcomes.values()} == {"holds"}
    expected = {"reduction.decoupling", "hitting_time", "step.monotone", "order.preserved"}
    expected.add("time.two_layer" if depth == 2 else "time.deep_lower")
    expected.add("step.nonpositive")
    assert expected <= set(outcomes)
