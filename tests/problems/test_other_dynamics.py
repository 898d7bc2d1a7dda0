"""Problems with another update than gradient descent: nothing is certified, descents are real."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import BadInput, Problem, check, predict
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.known import KNOWN, end_to_end_orbit, float_horizon
from dmfcheck.dynamics.start import Identical, Perturbed
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.nesterov import Nesterov
from dmfcheck.dynamics.updates.schedule import Schedule
from dmfcheck.dynamics.updates.weight_decay import WeightDecay
from dmfcheck.problems import held_against
from dmfcheck.testing.examination import _descent_snippet

GIVEN = {"depth": 3, "alpha": "1/2", "eta": "1/40"}
UPDATES = [
    HeavyBall("1/2"),
    Nesterov("3/4"),
    WeightDecay("1/100"),
    Schedule([["1/40", "1/50", "1/30"] * 50]),
]


@pytest.mark.parametrize("beta", [0, "1/8"])
@pytest.mark.parametrize("update", UPDATES, ids=repr)
def test_the_real_descent_is_held_against_its_own_recursion(update, beta):
    steps = 150
    result = check("2,1,1/2", **GIVEN, beta=beta, update=update, steps=steps)
    assert [(entry.id, entry.verdict) for entry in result.claims] == [
        ("reduction.decoupling", "holds")
    ]
    assert result.claims[0].margin > 0.999
    assert (result.steps, result.horizon, result.stopped) == (steps, None, "done")
    assert all(entry["predicted"] is None for entry in result.eigenvalues)
    assert result.eigenvalues[0]["measured"] is not None


def test_another_recursion_is_told_apart(monkeypatch):
    def slower(_, steps):
        other = Problem.from_spectrum("2,1,1/2", **GIVEN, update=HeavyBall("499999/1000000"))
        return end_to_end_orbit(other, steps)

    monkeypatch.setattr(held_against, "end_to_end_orbit", slower)
    [entry] = check("2,1,1/2", **GIVEN, update=HeavyBall("1/2"), steps=60).claims
    assert (entry.id, entry.verdict) == ("reduction.decoupling", "undecided")
    assert "left the recursion" in entry.detail


def test_as_many_steps_as_a_schedule_has():
    result = check("2,1", **GIVEN, update=Schedule([["1/40"] * 30]))
    assert result.steps == 30
    with pytest.raises(BadInput, match="steps is 31"):
        check("2,1", **GIVEN, update=Schedule([["1/40"] * 30]), steps=31)


@pytest.mark.parametrize("target", ["2,1,-1", [[2, 1], [1, 2]]])
def test_nothing_is_predicted_and_the_reason_says_so(target):
    found = predict(target, **GIVEN, update=Nesterov("1/2"))
    for entry in found.eigenvalues:
        assert (entry.limit, entry.hitting_time) == (None, None)
        assert entry.reason == "nothing is certified of Nesterov from Identical"
    assert (found.plateaus, found.float_horizon) == ((), 0)
    plain = predict(target, **GIVEN).as_json()
    assert found.as_json().keys() == plain.keys()


@pytest.mark.parametrize(
    ("update", "argument"),
    [
        (HeavyBall(1), "momentum is 1"),
        (HeavyBall("-1/2"), "momentum is -1/2"),
        (Nesterov("x"), "momentum"),
        (WeightDecay(-1), "decay is -1"),
        (Schedule([[1], [1, 2]]), "schedule"),
    ],
)
def test_parameters_outside_their_range_are_refused(update, argument):
    with pytest.raises(BadInput, match=argument):
        Problem.from_spectrum("1", **GIVEN, update=update)


def test_a_descent_refuses_what_float64_cannot_hold():
    predict("1", **GIVEN, update=WeightDecay("1e400"))
    with pytest.raises(BadInput, match=r"decay is .*which float64 cannot hold"):
        check("1", **GIVEN, update=WeightDecay("1e400"), steps=3)


def test_the_snippet_of_a_failing_descent_runs():
    problem = Problem.from_spectrum("2,1", **GIVEN, update=Schedule([["1/40", "1/50"]]))
    diagonal = Problem.from_spectrum("2,1", depth=2, start="1/10,1/5;1/9,1/7", eta="1/40")
    for one in (problem, diagonal):
        names = {}
        exec(_descent_snippet(one, 0, 2), names)  # noqa: S102 - what a reader is told to run
        assert names["problem"] == one


def test_no_horizon_is_made_up():
    problem = Problem.from_spectrum("1,-1", **GIVEN, update=HeavyBall("1/2"))
    with pytest.raises(BadInput, match="no float horizon is derived"):
        float_horizon(problem, problem.spectrum, 100)


def test_any_step_may_be_asked_of_other_updates():
    with pytest.raises(BadInput, match="stable bound"):
        check("1", depth=2, alpha="1/4", eta=1, steps=3)
    assert check("1", depth=2, alpha="1/4", eta=1, update=Nesterov(0), steps=3).steps == 3


@pytest.mark.parametrize("beta", [0, Fraction(1, 8)])
def test_what_is_registered_is_the_recursion_as_written(beta):
    problem = Problem.from_spectrum("2,1,-1/2", **GIVEN, beta=beta)
    assert problem.dynamics in KNOWN
    assert problem.dynamics == Dynamics(Perturbed if beta else Identical, Descent)
    kernel = end_to_end_orbit(problem, 80)
    still = Problem.from_spectrum("2,1,-1/2", **GIVEN, beta=beta, update=HeavyBall(0))
    assert still.dynamics not in KNOWN
    written = end_to_end_orbit(still, 80)
    assert kernel.shape == written.shape == (81, 3)
    assert np.abs(kernel - written).max() < 1e-14
    assert np.abs(kernel[-1] - kernel[0]).max() > 1
