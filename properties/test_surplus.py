"""surplus.*: how fast the error goes where the target is 0, for equal and for unequal factors."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("surplus.symmetric"))
def test_equal_factors_are_slow_by_a_power_of_the_steps(values):
    assert examine("surplus.symmetric", values, certify=True)


@given(look("surplus.asymmetric"))
def test_unequal_factors_are_exponentially_fast_by_their_gap(values):
    assert examine("surplus.asymmetric", values, certify=True)
    assert examine("surplus.asymmetric/gap", values, certify=True)
