"""Every claim that says that it is true of real descents is held against one."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.claims.measured import DescentRecord
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems import held_against
from dmfcheck.problems.binding import Unbound, points
from dmfcheck.problems.descent_check import check_problem
from dmfcheck.theory.ledger import claim, ledger

ON_DESCENT = [entry.id for entry in ledger().values() if entry.on_descent]
LEVEL = Fraction(9, 10)


def problem(spectrum, alpha, eta, depth=2):
    return Problem.from_spectrum(spectrum, depth=depth, alpha=alpha, eta=eta)


PROBLEMS = {
    "shallow": problem("2,1,1/2", "1/10", "1/10"),
    "small start": problem("1,1/10", "1/100", "1/8"),
    "deep": problem("2,3/2,1", "1/3", "1/40", depth=3),
    "indefinite": problem("2,1,-1", "1/4", "1/8"),
    "from above": problem("1,1/2", "9/10", "1/8"),
}


@pytest.fixture(scope="module")
def judged():
    """How many points each claim was held at, over all the problems."""
    counts = {}
    for entry in PROBLEMS.values():
        for outcome in check_problem(entry).claims:
            assert outcome.verdict == "holds", outcome
            counts[outcome.id] = counts.get(outcome.id, 0) + outcome.points
    return counts


@pytest.mark.parametrize("claim_id", ON_DESCENT)
def test_every_claim_on_descents_is_judged_on_one(judged, claim_id):
    assert judged.get(claim_id, 0) > 0


def test_a_variable_that_no_descent_names_is_an_error():
    plateau = claim("rank.plateau")
    renamed = tuple(
        replace(variable, name="threshold") if variable.name == "delta" else variable
        for variable in plateau.variables
    )
    record = DescentRecord(np.ones((9, 3)), np.zeros(9))
    for entry in (replace(plateau, variables=renamed), replace(plateau, variables=())):
        with pytest.raises(Unbound, match=r"rank\.plateau is said of descents"):
            list(points(entry, PROBLEMS["shallow"], record=record, fraction=LEVEL))


@pytest.fixture
def shallow_record():
    """A descent that recovers 2, 1, 1/2 at the steps 1, 2, 3."""
    spectrum = np.array([2.0, 1.0, 0.5])
    recovered = np.arange(5)[:, None] > np.arange(3)
    return DescentRecord(np.where(recovered, 0.95, 0.05) * spectrum, np.zeros(5))


def bound(claim_id, record, entry=PROBLEMS["shallow"]):
    return list(points(claim(claim_id), entry, record=record, fraction=LEVEL))


def test_a_plateau_has_the_whole_spectrum_its_threshold_and_steps_on_record(shallow_record):
    places = bound("rank.plateau", shallow_record)
    assert [place.point.rank for place in places] == [1, 2, 3]
    assert {place.indices for place in places} == {(0, 1, 2)}
    assert {place.point.spectrum for place in places} == {PROBLEMS["shallow"].spectrum}
    # delta lambda_{L+1}, and alpha^N at full rank.
    assert [place.point.quiet_level for place in places] == [
        Fraction(1, 10),
        Fraction(1, 20),
        Fraction(1, 100),
    ]
    assert {place.point.delta for place in places} == {Fraction(1, 10)}
    assert [place.point.steps for place in places] == [1, 1, 1]


def test_a_plateau_that_does_not_begin_on_record_has_no_point(shallow_record):
    shorter = DescentRecord(shallow_record.components[:3], np.zeros(3))
    assert [place.point.rank for place in bound("rank.leading_last", shorter)] == [1, 2]
    # K1 is the last step on record: there is none after it.
    assert [place.point.rank for place in bound("rank.leading_last/bound", shorter)] == [1]


def test_a_value_outside_the_domain_is_no_point(shallow_record):
    indefinite = PROBLEMS["indefinite"]
    assert bound("rank.plateau", shallow_record, indefinite) == []
    assert len(bound("order.preserved", shallow_record, indefinite)) == 1


def test_no_threshold_drowns_in_the_rounding_of_the_largest_eigenvalue(shallow_record):
    tiny = problem("2,1,1e-9", "1e-6", "1/10")
    places = bound("rank.plateau", shallow_record, tiny)
    assert [place.point.rank for place in places] == [1, 2]
    assert places[1].point.quiet_level == Fraction(2, 10**5)


@pytest.mark.parametrize("power", [-160, -20, 20, 160])
def test_plateaus_are_read_at_every_scale(power):
    scale, start = Fraction(10) ** power, Fraction(10) ** (power // 2)
    spectrum = (1, Fraction(1, 8), Fraction(1, 70), 0)
    unit = check_problem(problem(spectrum, Fraction(1, 30), Fraction(1, 8)))
    scaled = problem([value * scale for value in spectrum], start / 30, Fraction(1, 8) / scale)
    margins = [
        {entry.id: entry.margin for entry in found.claims if entry.id.startswith("rank.")}
        for found in (unit, check_problem(scaled))
    ]
    assert margins[0].keys() == margins[1].keys() >= {"rank.plateau"}
    for claim_id, margin in margins[0].items():
        assert margins[1][claim_id] == pytest.approx(margin, rel=1e-6, abs=1e-9)


def test_a_record_that_leaves_its_plateau_contradicts_the_claim(monkeypatch):
    """The bound is certified, so a record outside of it is undecided, not refuted."""
    entry = PROBLEMS["small start"]
    kept = held_against.measured_margin

    def worse(subject, *arguments):
        return kept(subject, *arguments) - 5

    monkeypatch.setattr(held_against, "measured_margin", worse)
    verdicts = {outcome.id: outcome.verdict for outcome in check_problem(entry).claims}
    assert verdicts["rank.plateau"] == "undecided"
    assert verdicts["reduction.decoupling"] == "holds"


def test_a_claim_that_is_false_of_a_descent_is_refuted():
    entry = PROBLEMS["small start"]
    plateau = claim("rank.plateau")
    wrong = replace(plateau, id="my.plateau", margin=lambda a, p, c: -plateau.margin(a, p, c) - 1)
    record = check_record(entry)
    found = list(held_against.held_against([plateau, wrong], entry, record, LEVEL))
    assert [(judged.claim.id, judged.verdict.name) for judged in found] == [
        ("rank.plateau", "holds"),
        ("rank.plateau", "holds"),
        ("my.plateau", "refuted"),
        ("my.plateau", "refuted"),
    ]


def check_record(entry, steps=400):
    from dmfcheck.problems.real_descent import random_target, record_descent

    record, horizon = record_descent(entry, *random_target(entry, 0), steps)
    assert horizon is None
    return record
