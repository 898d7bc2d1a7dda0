"""time.*: provable recovery times (C1), from balls at any scale and by iteration where it ends."""

from functools import partial

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.drawing import BELOW_ONE, depths, two_layers
from dmfcheck.theory.look import look
from dmfcheck.theory.time.recovery_strategies import recovery


@given(look("time.two_layer"))
def test_two_layer_recovery_time_lies_between_its_bounds(values):
    assert examine("time.two_layer", values)


@given(recovery(two_layers, largest_share=BELOW_ONE, smallest_exponent=300))
def test_two_layer_bounds_hold_down_to_starts_of_1e_300(values):
    assert examine("time.two_layer", values, certify=True)


@given(look("time.deep_lower"))
def test_deep_recovery_time_is_at_least_its_lower_bound(values):
    assert examine("time.deep_lower", values)


@given(recovery(partial(depths, 3, 8), smallest_exponent=300))
def test_deep_lower_bound_holds_down_to_starts_of_1e_300(values):
    assert examine("time.deep_lower", values, certify=True)
