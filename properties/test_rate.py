"""order.rate: recovery times of different eigenvalues compare as predicted (C2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory import drawing as strategies
from dmfcheck.theory.time import recovery_strategies as strategies_times

TWO_LAYERS = st.just(2)


@given(strategies_times.recovered_spectra(exponents=(1, 2, 3)))
def test_recovery_times_compare_as_the_limit_says_within_the_bound(values):
    assert examine("order.rate", values)


@pytest.mark.parametrize(("exponent", "deepest"), [(3, 8), (30, 8), (300, 8), (3000, 4)])
@given(data=st.data())
def test_the_ratio_of_recovery_times_closes_in_on_its_limit(exponent, deepest, data):
    depths = strategies.depths(2, deepest)
    spectra = strategies_times.recovered_spectra(depths, exponents=(exponent,))
    assert examine("order.rate", data.draw(spectra), certify=True)


def test_at_a_fixed_step_two_layers_do_not_recover_in_proportion_to_the_eigenvalue():
    refute("order.rate_literal", strategies_times.recovered_pairs())
    refuted_at_known_points("order.rate_literal")


@given(strategies_times.recovered_spectra(TWO_LAYERS, exponents=(3, 30, 300, 3000)))
def test_small_steps_recover_two_layers_nearly_in_proportion_to_the_eigenvalue(values):
    assert examine("order.rate_literal/small_steps", values, certify=True)
