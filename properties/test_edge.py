"""edge.*: orbits of period two, beyond the step at which the eigenvalue begins to repel."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("edge.cycle"))
def test_every_swing_has_a_step_at_which_the_factors_repeat_it_for_ever(values):
    assert examine("edge.cycle", values, certify=True)


@given(look("edge.cycle/step"))
def test_there_are_cycles_beyond_two_over_n_only(values):
    assert examine("edge.cycle/step", values, certify=True)


@given(look("edge.cycle/amplitude"))
def test_two_factors_swing_as_far_as_the_step_says(values):
    assert examine("edge.cycle/amplitude", values, certify=True)


@given(look("edge.cycle/multiplier"))
def test_the_cycle_of_two_factors_attracts_up_to_a_second_edge(values):
    assert examine("edge.cycle/multiplier", values, certify=True)
