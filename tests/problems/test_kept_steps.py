"""Long descents are not on record at every step, and what is read of them is the same."""

import json
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.claims.exact import Exact
from dmfcheck.claims.measured import DescentRecord, Measured
from dmfcheck.claims.point import Point
from dmfcheck.commands.main import main
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems import kept_steps
from dmfcheck.problems.descent_check import check_problem
from dmfcheck.problems.kept_steps import KeptSteps, Level
from dmfcheck.problems.real_descent import random_target, record_descent
from dmfcheck.theory.ledger import claim

NUMBERS = {"depth": 2, "alpha": "1/100", "eta": "1/50"}
PROBLEM = Problem.from_spectrum("2,1,1/2,0,-1/2", **NUMBERS)


@pytest.fixture
def thinned(monkeypatch):
    monkeypatch.setattr(kept_steps, "EVERY_STEP", 100)
    monkeypatch.setattr(kept_steps, "WHOLE", 40)
    monkeypatch.setattr(kept_steps, "PART", 8)


@pytest.mark.usefixtures("thinned")
def test_what_is_read_of_a_thinned_record_is_what_the_whole_one_says(monkeypatch):
    few = check_problem(PROBLEM)
    monkeypatch.undo()
    whole = check_problem(PROBLEM)
    assert few.steps == whole.steps > 500
    assert whole.recorded == whole.steps + 1
    assert 50 < few.recorded < whole.steps / 2
    assert few.eigenvalues == whole.eigenvalues
    assert [one["measured"] for one in few.eigenvalues[:3]] > [0, 0, 0]
    assert [(one.id, one.verdict, one.points) for one in few.claims] == [
        (one.id, one.verdict, one.points) for one in whole.claims
    ]
    margins = {one.id: one.margin for one in whole.claims}
    for one in few.claims:
        if one.id.startswith(("time.", "order.rate", "rank.", "hitting_time")):
            assert one.margin == margins[one.id], one.id


@pytest.mark.usefixtures("thinned")
def test_rows_of_a_thinned_record_are_those_of_the_whole_one(monkeypatch):
    What, V = random_target(PROBLEM, 1)
    few, _ = record_descent(PROBLEM, What, V, 600)
    monkeypatch.undo()
    whole, _ = record_descent(PROBLEM, What, V, 600)
    assert few.at[0] == 0
    assert few.at[-1] == 600
    assert (np.diff(few.at) > 0).all()
    assert np.array_equal(few.components, whole.components[few.at])
    assert np.array_equal(few.off_diagonal, whole.off_diagonal[few.at])


def test_a_component_that_leaps_over_its_level_and_back_is_not_missed():
    kept = KeptSteps((np.eye(1), np.eye(1)), [Level(0, 1.0, recovery=True)], 10**6)
    on_record = []
    for k in range(5000):
        before = kept.arrived
        if kept.keeps(k, np.array([[2.0 if k == 3001 else 0.5]])):
            on_record += [k - 1, k] if kept.arrived > before else [k]
    assert {3000, 3001, 3002} <= set(on_record)
    assert len(on_record) < 2000


def test_claims_of_consecutive_steps_ask_for_such():
    # x = 1 - w swings about 1: every third step is nearer, but not every second.
    distance = np.array([0.5, -0.6, 0.4, 0.3])
    record = DescentRecord((1 - distance)[:, None], np.zeros(4), at=np.array([0, 1, 4, 5]))
    point = Point({"depth": 1, "eigenvalue": Fraction(1), "steps": 5})
    measured = Measured(record, (0,))
    at = point.converted(measured.number)
    assert measured.contractions(at) == pytest.approx([-1.2, -2 / 3, 0.75])
    assert list(measured.two_step_contractions(at)) == []
    assert list(measured.steps_of(measured.orbit(at))) == [0, 1, 4, 5]
    assert len(measured.orbit(at.replaced(steps=4))) == 3
    assert measured.value_at(at, 4) == 0.6
    assert np.isnan(measured.value_at(at, 2))
    every = Measured(DescentRecord((1 - distance)[:, None], np.zeros(4)), (0,))
    three = at.replaced(steps=3)
    assert list(every.two_step_contractions(three)) == pytest.approx([0.8, -0.5])


def test_a_violation_between_rows_that_are_apart_counts():
    record = DescentRecord(np.array([[0.5], [0.4]]), np.zeros(2), at=np.array([0, 9]))
    subject = claim("step.monotone")
    values = {"depth": 2, "eigenvalue": 1, "alpha": "1/2", "eta": "1/8", "steps": 9}
    point = subject.point(**values)
    measured = Measured(record, (0,))
    at = point.converted(measured.number)
    assert subject.margin(measured, at, {}) == -1
    assert subject.margin(Exact(), point.replaced(steps=2).converted(Exact().number), {}) > 0


@pytest.mark.usefixtures("thinned")
def test_how_many_steps_are_on_record_is_said(capsys):
    words = ["check", "--spectrum", "2,1", "--depth", "2", "--alpha", "1/100", "--eta", "1/50"]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 50 < found["recorded"] < found["steps"]
    assert main(words) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"{found['steps']} steps, {found['recorded']} on record"
