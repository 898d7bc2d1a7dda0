"""time.quoted: the recovery time that the paper had once, as restated, and as it is true (C1)."""

import pytest
from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.look import look

FALSE = ["time.quoted", "time.quoted/above", "time.quoted/negative"]


@pytest.mark.parametrize("claim_id", FALSE)
def test_without_a_round_up_it_is_refuted_from_scratch(claim_id):
    refute(claim_id, look(claim_id))


@pytest.mark.parametrize("claim_id", FALSE)
def test_without_a_round_up_it_is_refuted_where_it_is_known_to_fail(claim_id):
    refuted_at_known_points(claim_id)


@given(look("time.quoted/far"))
def test_from_far_away_no_recovery_is_found_later_than_restated(values):
    assert examine("time.quoted/far", values)
    assert examine("time.quoted_repaired/far", values)
    assert examine("time.quoted_repaired/sharper", values, certify=True)


@given(look("time.quoted/short"))
def test_recovery_before_the_longest_step_is_as_soon_as_restated(values):
    assert examine("time.quoted/short", values, certify=True)


@given(look("time.quoted_repaired"))
def test_near_the_eigenvalue_recovery_takes_at_most_one_step_more(values):
    assert examine("time.quoted_repaired", values, certify=True)


@given(look("time.quoted_repaired/above"))
def test_from_above_recovery_takes_at_most_one_step_more(values):
    assert examine("time.quoted_repaired/above", values, certify=True)


@given(look("time.quoted_repaired/negative"))
def test_decay_to_zero_takes_at_most_one_step_more(values):
    assert examine("time.quoted_repaired/negative", values, certify=True)
