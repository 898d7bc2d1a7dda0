"""weights.*: what weight decay leaves of the eigenvalues."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("weights.decay"))
def test_of_two_factors_it_takes_c_off_the_eigenvalue(values):
    assert examine("weights.decay", values, certify=True)


@given(look("weights.decay/balances"))
def test_it_balances_two_factors(values):
    examine("weights.decay/balances", values, certify=True)


@given(look("weights.decay/lost"))
def test_of_three_factors_a_small_start_is_lost(values):
    assert examine("weights.decay/lost", values, certify=True)


@given(look("weights.decay/goes_on"))
def test_whether_the_first_step_rises_decides(values):
    assert examine("weights.decay/goes_on", values, certify=True)
