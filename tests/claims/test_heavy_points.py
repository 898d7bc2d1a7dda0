"""Points at which a claim once raised, and the answers that are right there."""

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.judge import confirm
from dmfcheck.theory.ledger import claim

SCALAR = {"depth": 2, "eigenvalue": 1, "alpha": "1/2"}
PAIR = {"depth": 2, "spectrum": "1,1/2", "alpha": "1/10", "eta": "1/2"}
LATE = {"depth": 2, "spectrum": "1,9/64,-1", "eta": "1/4", "steps": 41}


@pytest.mark.parametrize("claim_id", ["step.convergent", "step.convergent/sharp"])
def test_two_steps_are_not_one(claim_id):
    with pytest.raises(BadInput) as refusal:
        claim(claim_id).examine(**SCALAR, eta="3/4", steps=1)
    assert refusal.value.argument == "steps"
    assert refusal.value.accepted == "an integer >= 2"


def test_h_of_exactly_a_half_is_onset_territory():
    """phi_2 = 1/2 - w_2 outlasts phi_1, which a step squares: r rises from step 50 to 61."""
    assert claim("monotone.onset/any_scale").examine(**PAIR, step=50, later=60).name == "holds"
    late = claim("monotone.onset/any_scale").examine(**PAIR, step=5000, later=10**6, seconds=2)
    assert late.name in ("holds", "undecided")


def test_a_start_at_the_least_positive_eigenvalue_is_outside():
    """alpha^2 = 9/64 = lambda_min+: nothing is missing of it, and no rate is the slower."""
    verdict = claim("monotone.from_above/two_layers").examine(**LATE, alpha="3/8")
    assert verdict.name == "outside hypotheses"
    assert "alpha^N < lambda_min+" in verdict.which
    assert claim("monotone.from_above/two_layers").examine(**LATE, alpha="1/3").name == "holds"


def test_an_orbit_that_no_memory_holds_is_undecided_at_once():
    constant = {"depth": 2, "spectrum": "1,1", "alpha": "1/2", "eta": "1/4", "steps": 10**12}
    verdict = claim("monotone.participation").examine(**constant)
    assert verdict.name == "undecided"
    assert "too long" in verdict.reason


def test_a_division_by_0_is_undecided_with_the_reason_and_a_mistake_is_shown():
    from dataclasses import replace

    subject = claim("step.monotone")
    point = subject.point(**SCALAR, eta="1/4", steps=2)
    divides = replace(subject, margin=lambda a, p, c: 1 / (p.alpha - p.alpha))
    verdict = confirm(divides, point)
    assert verdict.name == "undecided"
    assert "ZeroDivisionError" in verdict.reason

    forgets = replace(subject, margin=lambda a, p, c: c["no such constant"])
    with pytest.raises((KeyError, BadInput)):
        confirm(forgets, point)


def test_one_eigenvalue_is_in_order():
    alone = {"depth": 3, "spectrum": "1", "alpha": "3/4", "eta": "1/6", "steps": 5}
    assert claim("order.preserved").examine(**alone).name == "holds"
