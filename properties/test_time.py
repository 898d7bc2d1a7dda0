"""time.*: provable recovery times (C1), from balls at any scale and by iteration where it ends."""

from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.testing import examine
from dmfcheck.theory import drawing as strategies


@given(strategies.recovery(st.just(2), largest_share=strategies.BELOW_ONE))
def test_two_layer_recovery_time_lies_between_its_bounds(values):
    assert examine("time.two_layer", values)


@given(strategies.recovery(st.just(2), largest_share=strategies.BELOW_ONE, smallest_exponent=300))
def test_two_layer_bounds_hold_down_to_starts_of_1e_300(values):
    assert examine("time.two_layer", values, certify=True)


@given(strategies.recovery(strategies.depths(3, 8), smallest_exponent=3))
def test_deep_recovery_time_is_at_least_its_lower_bound(values):
    assert examine("time.deep_lower", values)


@given(strategies.recovery(strategies.depths(3, 8), smallest_exponent=300))
def test_deep_lower_bound_holds_down_to_starts_of_1e_300(values):
    assert examine("time.deep_lower", values, certify=True)
