"""time.*: recovery times of the descent against those of the gradient flow, at any scale (C1)."""

from fractions import Fraction

import pytest
from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.look import look
from dmfcheck.theory.time.corrected_strategies import (
    recovery_at_extremes,
    recovery_from_small_starts,
    recovery_to_high_levels,
)

HALF = Fraction(1, 2)
BOUNDS = [10, 100, 1000]


@given(look("time.flow_bounds"))
def test_the_flow_time_bounds_the_recovery_time_from_both_sides(values):
    assert examine("time.flow_bounds", values)


@given(recovery_at_extremes())
def test_flow_bounds_hold_at_any_scale(values):
    assert examine("time.flow_bounds", values, certify=True)


@given(look("time.corrected"))
def test_the_corrected_time_is_right_to_a_step_and_a_remainder(values):
    assert examine("time.corrected", values)


@given(recovery_at_extremes(largest_share=HALF))
def test_the_corrected_time_is_right_at_any_scale(values):
    assert examine("time.corrected", values, certify=True)
    assert examine("time.corrected/sharper", values, certify=True)


@given(look("time.corrected/sharper"))
def test_the_corrected_time_is_right_where_the_recovery_time_jumps(values):
    assert examine("time.corrected", values)
    assert examine("time.corrected/sharper", values)


@given(look("time.corrected_upper"))
def test_no_jump_of_the_recovery_time_exceeds_the_conjectured_bound(values):
    assert examine("time.corrected_upper", values)


@given(recovery_at_extremes())
def test_no_recovery_is_found_later_than_conjectured_at_any_scale(values):
    assert examine("time.corrected_upper", values, certify=True)


@given(look("time.corrected_upper/lower"))
def test_no_recovery_is_found_earlier_than_conjectured_at_any_scale(values):
    assert examine("time.corrected_upper/lower", values, certify=True)


@pytest.mark.parametrize("bound", BOUNDS)
def test_small_starts_make_the_descent_later_than_the_flow_by_any_bound(bound):
    refute("time.flow_difference", recovery_from_small_starts(bound))


@pytest.mark.parametrize("bound", BOUNDS)
def test_high_levels_make_the_descent_earlier_than_the_flow_by_any_bound(bound):
    refute("time.flow_difference/early", recovery_to_high_levels(bound))


@pytest.mark.parametrize("claim_id", ["time.flow_difference", "time.flow_difference/early"])
def test_known_points_show_that_the_difference_to_the_flow_is_unbounded(claim_id):
    refuted_at_known_points(claim_id)
