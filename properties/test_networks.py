"""networks.*: diagonal networks, and factors that hardly move."""

from hypothesis import given, settings

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("networks.diagonal"))
def test_a_diagonal_network_is_two_factors_with_twice_the_step(values):
    assert examine("networks.diagonal", values, certify=True)


@given(look("networks.diagonal/sign"))
def test_it_reaches_eigenvalues_of_either_sign(values):
    assert examine("networks.diagonal/sign", values, certify=True)


@given(look("networks.diagonal/jump"))
def test_its_flow_jumps_when_the_logarithm_says(values):
    assert examine("networks.diagonal/jump", values, certify=True)


@given(look("networks.lazy"))
def test_the_rate_is_between_that_of_the_start_and_that_of_the_solution(values):
    assert examine("networks.lazy", values, certify=True)
    assert examine("networks.lazy/moves", values, certify=True)


@given(look("networks.reversal"))
def test_unequal_factors_turn_round_by_a_factor_at_every_step(values):
    examine("networks.reversal", values, certify=True)


@given(look("networks.reversal/caught"))
def test_balanced_factors_of_the_wrong_sign_keep_it(values):
    assert examine("networks.reversal/caught", values, certify=True)


@settings(max_examples=20)
@given(look("networks.reversal/flow"))
def test_the_flow_turns_round_in_the_logarithm_of_the_gap(values):
    assert examine("networks.reversal/flow", values, certify=True)
