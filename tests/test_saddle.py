"""float.saddle: what float64 does beyond its horizon is never held against a claim."""

import numpy as np
import pytest

import dmfcheck.dynamics.floats.horizon
from dmfcheck import Problem
from dmfcheck.problems.descent_check import check_problem

SPECTRUM = ["2", "1.2", ".6", ".3", "-.5", "-1"]
CASES = [(2, "1/10"), (3, "2/5")]
STEPS = 6000


def check(depth, alpha):
    problem = Problem.from_spectrum(SPECTRUM, depth=depth, alpha=alpha, eta="1/20")
    normal = np.random.default_rng(5).standard_normal((6, 6))
    V = np.linalg.qr(normal)[0]
    # Not symmetrised: a target that is symmetric to its last bit may stay on the saddle at N = 2.
    target = (V * [float(value) for value in problem.spectrum]) @ V.T
    return check_problem(problem, target=target, steps=STEPS)


@pytest.mark.parametrize(("depth", "alpha"), CASES)
def test_the_descent_is_judged_up_to_its_horizon_and_no_claim_fails(depth, alpha):
    result = check(depth, alpha)
    assert result.horizon is not None
    assert result.steps == result.horizon < STEPS
    assert {outcome.verdict for outcome in result.claims} == {"holds"}


@pytest.mark.parametrize(("depth", "alpha"), CASES)
def test_without_the_horizon_the_same_descent_contradicts_the_claims(depth, alpha, monkeypatch):
    monkeypatch.setattr(dmfcheck.dynamics.floats.horizon, "float_horizon", lambda *_, **__: None)
    result = check(depth, alpha)
    assert result.steps == STEPS
    assert "undecided" in {outcome.verdict for outcome in result.claims}
    # Balls stand by the claims: a departure in float64 is not a counterexample.
    assert "refuted" not in {outcome.verdict for outcome in result.claims}
