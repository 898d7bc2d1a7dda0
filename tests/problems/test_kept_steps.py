"""Long descents are not on record at every step, and what is read of them is the same."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.measured import DescentRecord, Measured
from dmfcheck.claims.point import Point
from dmfcheck.commands.main import main
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems import kept_steps
from dmfcheck.problems.descent_check import check_problem
from dmfcheck.problems.held_against import held_against
from dmfcheck.problems.kept_steps import KeptSteps, Level, levels
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
    few, _ = record_descent(PROBLEM, What, V, 600, thinned_at=Fraction(9, 10))
    monkeypatch.undo()
    whole, _ = record_descent(PROBLEM, What, V, 600)
    assert few.at[0] == 0
    assert few.at[-1] == 600
    assert (np.diff(few.at) > 0).all()
    assert np.array_equal(few.components, whole.components[few.at])
    assert np.array_equal(few.off_diagonal, whole.off_diagonal[few.at])
    arrivals = [
        int(np.argmax(whole.components[:, level.index] >= level.height))
        for level in levels(PROBLEM, Fraction(9, 10))
        if level.height > 0
    ]
    assert len(arrivals) == 5
    around = {k + j for k in arrivals for j in range(-1, 11) if 0 <= k + j <= 600}
    assert around <= set(few.at)


def on_record(wanted, product, steps):
    size = len(product(0))
    kept = KeptSteps((np.eye(size), np.eye(size)), wanted, 10**6)
    found = []
    for k in range(steps):
        before = kept.arrived
        if kept.keeps(k, product(k)):
            found += [k - 1, k] if kept.arrived > before else [k]
    assert len(found) < steps / 2
    return set(found)


def test_a_component_that_leaps_over_its_level_and_back_is_not_missed():
    one = [Level(0, 1.0, recovery=True)]
    found = on_record(one, lambda k: np.array([[2.0 if k == 3001 else 0.5]]), 5000)
    assert {3000, 3001, 3002} <= found


def test_a_level_after_those_that_are_passed_is_met_as_they_were():
    """At 4000, 5000 and 6507, of which the last is between steps that are kept anyway."""
    wanted = [Level(0, 1.0, recovery=True), Level(1, 1.0, recovery=True), Level(1, 0.5, False)]
    at = dict(zip(wanted, (4000, 6507, 5000), strict=True))

    def product(k):
        return np.diag([2.0 * (k >= 4000), 2.0 * (k >= 6507) or 0.7 * (k >= 5000)])

    found = on_record(wanted, product, 15_000)
    for level, k in at.items():
        assert {*range(k - 1, k + 11)} <= found, level
    # A plateau is looked at again when it has lasted as long as the first eigenvalue took.
    assert {7999, 8000, 8001, 10_506, 10_507, 10_508} <= found
    others = on_record([], product, 15_000)
    assert not {6506, 6507, 10_507} & others


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


def test_a_component_that_creeps_over_its_level_is_met_at_every_reading_of_it():
    """At 3000 it comes within the resolution of the level, and at 3300 it is past it."""
    first = Level(0, 1.0, recovery=True)
    found = on_record([first], lambda k: np.array([[1 + 3e-9 * ((k - 3150) / 150)]]), 20_000)
    came, past = 3050, 3250
    assert set(range(came - 1, past + 11)) <= found
    assert set(range(2 * came - 1, 2 * past + 2)) <= found


def test_small_delta_loses_no_plateau():
    problem = Problem.from_spectrum("9/10,9/10", depth=2, alpha="1/30", eta="1/900")
    asked = {"steps": 21_000, "fraction": 1 - Fraction(1, 10**7)}
    judged = {one.id: (one.verdict, one.points) for one in check_problem(problem, **asked).claims}
    assert judged["rank.plateau"] == ("holds", 1)
    assert judged["rank.leading_last/bound"] == ("holds", 1)


@pytest.mark.usefixtures("thinned")
def test_a_plateau_that_the_record_ends_in_is_looked_at_where_it_is_on_record(monkeypatch):
    problem = Problem.from_spectrum("30,10,9,15/4", depth=2, alpha="1/30", eta="1/3000")
    few = check_problem(problem, steps=2000).claims
    monkeypatch.undo()
    whole = check_problem(problem, steps=2000).claims
    points = {one.id: one.points for one in whole}
    assert points["rank.leading_last/bound"] == 2
    assert {one.id: one.points for one in few} == points


def test_a_level_that_rounding_does_not_tell_from_the_eigenvalue_is_not_judged():
    fraction = 1 - Fraction(1, 10**17)
    found = check_problem(PROBLEM, steps=3000, fraction=fraction).claims
    assert {one.verdict for one in found} == {"holds"}
    assert not [one.id for one in found if one.id.startswith("time.")]


def own(margin):
    subject = claim("step.monotone")
    return replace(subject, id="mine", constants=(), hypotheses=(), margin=margin)


@pytest.mark.usefixtures("thinned")
def test_whose_margin_may_not_allow_for_gaps_has_every_step():
    """What is false of a late step must not hold since that is not on record."""
    what, V = random_target(PROBLEM, 0)
    late = own(lambda a, p, c: a.orbit(p)[500] - 2)
    whole, _ = record_descent(PROBLEM, what, V, 600)
    assert whole.at is None
    judged = list(held_against([late], PROBLEM, whole, Fraction(9, 10)))
    assert {one.verdict.name for one in judged} == {"refuted"}
    few, _ = record_descent(PROBLEM, what, V, 600, thinned_at=Fraction(9, 10))
    with pytest.raises(BadInput, match="mine may not allow for; accepted: one of every step"):
        list(held_against([late], PROBLEM, few, Fraction(9, 10)))


def test_a_level_that_was_not_watched_has_no_time():
    rows, at = np.array([[0.1], [0.2], [0.6], [0.7]]), np.array([0, 1, 5, 6])
    record = DescentRecord(rows, np.zeros(4), at=at)
    measured = Measured(record, (0,))

    def time(level):
        point = Point({"depth": 2, "eigenvalue": Fraction(1), "fraction": level})
        return measured.hitting_time(point.converted(measured.number))

    found = [time(Fraction(level, 20)) for level in (1, 3, 8, 13)]
    assert found[:2] == [0, 1]
    assert np.isnan(found[2])
    assert found[3] == 6


@pytest.mark.usefixtures("thinned")
def test_how_many_steps_are_on_record_is_said(capsys):
    words = ["check", "--spectrum", "2,1", "--depth", "2", "--alpha", "1/100", "--eta", "1/50"]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 50 < found["recorded"] < found["steps"]
    assert main(words) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"{found['steps']} steps, {found['recorded']} on record"
