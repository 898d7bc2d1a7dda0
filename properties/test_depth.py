"""order.depth: deeper products make a relatively sharper transition (C2)."""

from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.look import look
from dmfcheck.theory.order.depth_strategies import short_transitions, step_transitions, transitions


@given(look("order.depth"))
def test_the_flow_is_relatively_narrower_with_every_layer(values):
    assert examine("order.depth", values)


@given(transitions(smallest_exponent=300))
def test_the_flow_is_narrower_down_to_starts_of_1e_300(values):
    assert examine("order.depth", values, certify=True)


@given(look("order.depth/same_start"))
def test_the_flow_from_the_same_start_is_narrower_with_every_layer(values):
    assert examine("order.depth/same_start", values, certify=True)


@given(look("order.depth/descent"))
def test_descent_is_narrower_with_every_layer_up_to_a_step(values):
    assert examine("order.depth/descent", values, certify=True)


@given(step_transitions(smallest_exponent=30))
def test_descent_is_narrower_up_to_a_step_at_any_scale(values):
    assert examine("order.depth/descent", values, certify=True)


@given(short_transitions())
def test_descent_is_narrower_up_to_a_step_where_whole_steps_decide(values):
    assert examine("order.depth/descent", values)


def test_in_whole_steps_a_deeper_transition_may_be_wider():
    refute("order.depth/whole_steps", look("order.depth/whole_steps"))
    refuted_at_known_points("order.depth/whole_steps")


def test_the_relative_distance_of_two_recovery_times_does_not_grow_with_depth():
    refute("order.depth_literal", look("order.depth_literal"))
    refuted_at_known_points("order.depth_literal")
