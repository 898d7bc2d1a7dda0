"""The claims about float64 descents must be refuted for the reason they give, and only for it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import ctx

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Constant
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.balls.matrix_orbit import (
    end_to_end,
    frobenius_distance,
    matrix_orbit,
    scaled_identities,
)
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.theory.float64.departures import half_turn_target, spectral_target
from dmfcheck.theory.ledger import claim

SADDLE = claim("float.saddle").counterexamples[0]
DETERMINANT = claim("float.determinant").counterexamples[0]
IDENTITY = ((1, 0), (0, 1))


def determinant_and_error(target, alpha, eta, steps, bits):
    with ctx.workprec(bits):
        starts = scaled_identities(2, 2, alpha)
        W = end_to_end(matrix_orbit(target, starts, eta, steps, bits=bits)[-1])
        return W.det(), frobenius_distance(W, target)


def test_the_exact_descent_keeps_the_sign_of_the_determinant_and_its_error():
    target, eta = DETERMINANT["target"], DETERMINANT["eta"]
    determinant, error = determinant_and_error(
        target, DETERMINANT["alpha"], eta, DETERMINANT["steps"], 2048
    )
    assert determinant > 0
    assert abs(error - 0.15636035) < 1e-8
    goal = np.array([[1.0, 3.0], [0.0, -0.5]])
    run = complete(descend(goal, identical_start(0.25, 2, 2), 0.125, 4000))
    found = run.end_to_end[-1]
    assert np.linalg.det(found) < 0
    assert np.abs(found - goal).max() < 1e-9


def test_the_half_turn_of_float64_has_another_limit_in_exact_arithmetic_too():
    # It is the input that is not exact: sin(pi) is 1.2e-16, and so the eigenvalues are not real.
    point = Point({"eigenvalue": Fraction(-1)})
    target = [[Fraction(float(entry)) for entry in row] for row in half_turn_target(point)]
    assert target[1][0] != 0
    _, error = determinant_and_error(target, "1/2", "1/8", 600, 512)
    assert error < 1e-9
    _, error = determinant_and_error(((-1, 0), (0, -1)), "1/2", "1/8", 600, 512)
    assert abs(error - Fraction(2) ** Fraction(1, 2)) < 1e-6


def test_float64_stays_on_the_saddle_where_nothing_is_rounded_off_it():
    # In the standard basis no rounding couples the eigenvalues: 0 stays 0 for ever.
    saddle = claim("float.saddle")
    assert saddle.examine(**SADDLE).name == "refuted"
    assert saddle.examine(**SADDLE | {"basis": IDENTITY}).name == "holds"


def test_positive_eigenvalues_have_no_saddle_to_leave():
    assert claim("float.saddle").examine(**SADDLE | {"spectrum": ("3/4", "2/3")}).name == "holds"


def test_the_rotation_by_pi_departs_late():
    rotation = claim("float.rotation")
    values = {"depth": 2, "eigenvalue": -1, "alpha": "1/2", "eta": "1/8"}
    assert rotation.examine(**values, steps=50).name == "holds"
    assert rotation.examine(**values, steps=400).name == "refuted"


@pytest.mark.parametrize("steps", [1, 3, 20, 500])
def test_the_determinant_departs_late(steps):
    assert claim("float.determinant").examine(**DETERMINANT | {"steps": steps}).name == "holds"


def test_a_horizon_that_lets_no_rounding_pass_is_refuted():
    horizon = claim("float.saddle/horizon")
    strict = replace(
        horizon, constants=(Constant("departed", lambda N: Fraction(1, 10**20), "1e-20"),)
    )
    for subject, verdict in ((horizon, "holds"), (strict, "refuted")):
        assert confirm(subject, subject.point(**SADDLE)).name == verdict


@pytest.mark.parametrize(
    ("claim_id", "changes", "hypothesis"),
    [
        ("float.saddle", {"basis": ((1, 1), (0, 1))}, "V orthogonal"),
        ("float.saddle", {"eta": "3/4"}, "eta <= 1/(N M^{2N-2})"),
        ("float.determinant", {"target": ((1, 3), (0, "1/2"))}, "det What < 0"),
        ("float.determinant", {"eta": "1"}, "eta <= 1/(2 max(alpha^2, ||What||_F))"),
    ],
)
def test_nothing_is_claimed_outside_the_hypotheses(claim_id, changes, hypothesis):
    subject = claim(claim_id)
    verdict = subject.examine(**subject.counterexamples[0] | changes)
    assert verdict.name == "outside hypotheses"
    assert hypothesis in verdict.which


def test_the_exact_matrix_is_the_same_in_rationals_and_balls_and_unknown_to_float64():
    values = DETERMINANT | {"steps": 3}
    point = claim("float.determinant").point(**values)
    exact = Exact().end_to_end_matrix(point)
    with ctx.workprec(128):
        balls = BallPoint()
        enclosed = balls.end_to_end_matrix(point.converted(balls.number))
        for row, numbers in zip(enclosed, exact, strict=True):
            for ball, number in zip(row, numbers, strict=True):
                assert balls.number(number).overlaps(ball)
                assert ball.rad() < 1e-30
    batch = FloatBatch()
    unknown = batch.end_to_end_matrix(point.converted(batch.number))
    assert np.isnan(np.array(unknown)).all()
    with pytest.raises(NotExact):
        Exact().end_to_end_matrix(point.replaced(steps=400))


def test_the_target_is_what_float64_makes_of_it():
    point = claim("float.saddle").point(**SADDLE)
    target = spectral_target(point)
    assert np.abs(np.sort(np.linalg.eigvals(target)) - [-2 / 3, 3 / 4]).max() < 1e-15
    assert target[0, 1] != target[1, 0]
