"""muon.*: aligned factors that move by the signs of their gradients."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("muon.growth"))
def test_every_eigenvalue_grows_by_the_step_until_it_is_reached(values):
    examine("muon.growth", values, certify=True)


@given(look("muon.growth/smaller_first"))
def test_the_smaller_eigenvalue_is_done_first(values):
    assert examine("muon.growth/smaller_first", values, certify=True)


@given(look("muon.stable"))
def test_no_step_is_too_long_to_stay_within_it(values):
    assert examine("muon.stable", values, certify=True)


@given(look("muon.gap"))
def test_two_factors_keep_their_difference(values):
    assert examine("muon.gap", values, certify=True)


@given(look("muon.annealed"))
def test_steps_that_at_most_halve_reach_every_eigenvalue_within_reach(values):
    assert examine("muon.annealed", values, certify=True)
