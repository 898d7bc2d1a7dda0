"""What a check reads off a record: recoveries against their brackets, departures, and evidence."""

import math
from dataclasses import asdict, replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from dmfcheck.base.verdict import Uncontradicted, Undecided
from dmfcheck.claims.measured import FULL_DIGITS, RESOLUTION, DescentRecord
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.floats.horizon import DEPARTED
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems import descent_check, held_against, real_descent
from dmfcheck.problems.binding import Place
from dmfcheck.problems.descent_check import check_problem
from dmfcheck.problems.real_descent import random_target
from dmfcheck.problems.recovery_steps import times_outside
from dmfcheck.testing.descents import record_judgements
from dmfcheck.testing.evidence import evidence_for, set_aside
from dmfcheck.theory.ledger import claim

PROBLEM = Problem.from_spectrum("2,1", depth=2, alpha="1/10", eta="1/10")
HALF = Fraction(1, 2)


def recorded(first, second, steps=9):
    """Two eigenvalues that are 0 until they jump to 2 and 1; None is never."""
    components = np.zeros((steps + 1, 2))
    for index, (at, value) in enumerate(((first, 2.0), (second, 1.0))):
        if at is not None:
            components[at:, index] = value
    return DescentRecord(components, np.zeros(steps + 1))


def predicted(*brackets):
    return SimpleNamespace(eigenvalues=[SimpleNamespace(hitting_time=time) for time in brackets])


@pytest.mark.parametrize(
    ("at", "bracket", "wrong"),
    [
        (5, (5, 5), False),
        (5, (4, 6), False),
        (5, (6, 7), True),
        (5, (3, 4), True),
        (None, (3, 9), True),
        (None, (3, 10), False),
        (9, (9, 9), False),
        (9, (10, 12), True),
        (5, None, False),
    ],
)
def test_a_recovery_is_held_against_its_bracket(at, bracket, wrong):
    found = times_outside(PROBLEM, recorded(at, 0), HALF, predicted(bracket, (0, 0)))
    text = bracket and f"eigenvalue 0: measured {at}, certified {bracket[0]}..{bracket[1]}"
    assert found == ([text] if wrong else [])


@pytest.mark.parametrize("share", [1 - RESOLUTION / 2, 1 + RESOLUTION / 2])
def test_a_level_met_within_the_resolution_is_read_both_ways(share):
    record = recorded(None, 0)
    record.components[4:, 0] = share
    record.components[6:, 0] = 2
    for bracket, wrong in (((4, 4), 0), ((6, 6), 0), ((5, 5), 0), ((3, 3), 1), ((7, 7), 1)):
        found = times_outside(PROBLEM, record, HALF, predicted(bracket, (0, 0)))
        assert len(found) == wrong


def test_recoveries_within_the_record_are_judged():
    judged = descent_check._recovery(PROBLEM, recorded(5, 9), HALF, predicted((5, 5), (9, 9)))
    assert [(o.id, o.verdict, o.margin, o.points, o.detail) for o in judged] == [
        ("hitting_time", "holds", 0.0, 2, "")
    ]
    (later,) = descent_check._recovery(PROBLEM, recorded(5, 9), HALF, predicted((5, 5), (10, 10)))
    assert (later.verdict, later.margin, later.points) == ("undecided", -1.0, 1)
    assert later.detail == "eigenvalue 1: measured 9, certified 10..10"
    nothing = predicted((10, 10), None)
    assert descent_check._recovery(PROBLEM, recorded(None, None), HALF, nothing) == []


def test_a_random_target_is_symmetric_with_its_spectrum():
    What, V = random_target(PROBLEM, 3)
    assert np.array_equal(What, What.T)
    assert V.T @ What @ V == pytest.approx(np.diag([2.0, 1.0]), abs=1e-14)
    assert np.abs(V.T @ V - np.eye(2)).max() < 1e-14


def added_by(judgement):
    """What writing a judgement adds to the evidence of its claim."""
    with set_aside():
        evidence = evidence_for(judgement.claim.id, "holds")
        before = asdict(evidence)
        record_judgements([judgement])
        after = asdict(evidence)
    return {k: after[k] - v for k, v in before.items() if type(v) is int and after[k] != v}


@pytest.mark.parametrize(
    ("part", "verdict"), [(0.5, Uncontradicted), (1.5, Undecided), (None, Undecided)]
)
@pytest.mark.parametrize("stray", [False, True])
def test_a_record_is_held_against_the_recursion(part, verdict, stray):
    """Off by a part of the departure, in units of M^N = 2 or of the iterate; NaN is too far."""
    record = DescentRecord(held_against.end_to_end_orbit(PROBLEM, 20), np.zeros(21))
    off = math.nan if part is None else part * DEPARTED
    if stray:
        record.off_diagonal[7] = off
    else:
        record.components[7, 1] += 2 * off
    judged = held_against.departure(claim("reduction.decoupling"), PROBLEM, record)
    assert type(judged.verdict) is verdict
    assert judged.seen == pytest.approx(1 - off / DEPARTED, nan_ok=True)
    stays = verdict is Uncontradicted
    expected = {"satisfied": 1, "descents": 1} if stays else {"undecided": 1}
    assert added_by(judged) == {"drawn": 1} | expected
    (outcome,) = descent_check.summed_up([judged])
    assert outcome.verdict == ("holds" if stays else "undecided")


def test_a_descent_without_a_record_judges_nothing():
    run = CutShort(at=3, reason="why", gone=np.array(True))
    judged = held_against.unjudged(claim("reduction.decoupling"), run)
    assert added_by(judged) == {"drawn": 1, "undecided": 1}
    (outcome,) = descent_check.summed_up([judged])
    assert (outcome.verdict, outcome.margin, outcome.points) == ("undecided", None, 0)


@pytest.mark.parametrize(
    ("margin", "refuted", "verdict", "expected"),
    [
        (0.5, False, "holds", {"descents": 1}),
        (0.0, False, "holds", {"descents": 1}),
        (-RESOLUTION / 2, False, "holds", {"descents": 1, "false_alarms": 1}),
        (-1.0, False, "undecided", {"undecided": 1}),
        (-1.0, True, "refuted", {"refuted": 1}),
    ],
)
def test_a_margin_of_a_record_becomes_evidence(margin, refuted, verdict, expected, monkeypatch):
    subject = claim("order.preserved")
    values = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": "1/10", "steps": 9}
    monkeypatch.setattr(held_against, "measured_margin", lambda *_: margin)
    if refuted:
        wrong = {"margin": lambda a, p, c: a.number(Fraction(-1)), "exact": True}
        subject = replace(subject, **wrong)
    judged = held_against._at(subject, Place(subject.point(**values), (0, 1)), recorded(5, 9))
    (outcome,) = descent_check.summed_up([judged])
    assert (outcome.verdict, judged.seen) == (verdict, margin)
    assert added_by(judged) == expected | {"drawn": 1, "satisfied": 1}


def test_a_margin_that_is_none_judges_nothing(monkeypatch):
    monkeypatch.setattr(held_against, "measured_margin", lambda *_: math.nan)
    subject = claim("order.preserved")
    assert subject.on_descent
    found = held_against.held_against([subject], PROBLEM, recorded(5, 9), HALF)
    assert list(found) == []


@pytest.mark.parametrize("margins", [(0.5, -1.0, 2.0), (math.nan, -1.0, -3.0)])
def test_of_three_readings_of_a_record_the_best_counts(margins):
    subject = claim("order.preserved")
    shifts = []

    def margin(measured, *_):
        shifts.append(measured.level_shift)
        return margins[len(shifts) - 1]

    told = SimpleNamespace(margin=margin, constant_values=subject.constant_values)
    values = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": "1/10", "steps": 9}
    found = held_against.measured_margin(told, subject.point(**values), recorded(5, 9), (0, 1))
    assert found == np.nanmax(margins)
    assert shifts == [0.0, -RESOLUTION, RESOLUTION]


def test_a_margin_that_reads_no_level_is_evaluated_once():
    subject = claim("order.preserved")
    readings = []

    def margin(measured, *_):
        readings.append(measured.orbit)
        return 0.25

    told = SimpleNamespace(margin=margin, constant_values=subject.constant_values)
    values = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": "1/10", "steps": 9}
    found = held_against.measured_margin(told, subject.point(**values), recorded(5, 9), (0, 1))
    assert (found, len(readings)) == (0.25, 1)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_iterates_rotated_together_are_rotated_to_the_same_bits(size, monkeypatch):
    monkeypatch.setattr(real_descent, "BUFFERED", 7 * size**2)
    rng = np.random.default_rng(size)
    basis = np.linalg.qr(rng.standard_normal((size, size)))[0]
    record, components, strays = real_descent._Rotated(basis, basis), [], []
    for k in range(17):
        W = rng.standard_normal((size, size)) * 10.0 ** -rng.integers(0, 300)
        assert not record.take(k, W)
        rotated = basis.T @ W @ basis
        diagonal = np.diag(rotated).copy()
        stray = np.abs(rotated - np.diag(diagonal)).max()
        components.append(diagonal)
        strays.append(stray / max(np.abs(diagonal).max(), FULL_DIGITS))
    whole = record.whole()
    assert np.array_equal(whole.components, components)
    assert np.array_equal(whole.off_diagonal, strays)


def test_what_lies_beyond_the_steps_is_the_next_recovery():
    whole = check_problem(PROBLEM)
    first, second = (entry["predicted"]["lo"] for entry in whole.eigenvalues)
    assert whole.next_recovery is None
    assert whole.steps == second + 10
    assert check_problem(PROBLEM, steps=first - 1).next_recovery == (first, first)
    assert check_problem(PROBLEM, steps=first).next_recovery == (second, second)
    assert check_problem(PROBLEM, steps=second).next_recovery is None
