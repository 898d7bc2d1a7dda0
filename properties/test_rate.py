"""order.rate: recovery times of different eigenvalues compare as predicted (C2)."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.drawing import depths
from dmfcheck.theory.look import look
from dmfcheck.theory.order.rate_strategies import recovered_spectra


@given(look("order.rate"))
def test_recovery_times_compare_as_the_limit_says_within_the_bound(values):
    assert examine("order.rate", values)


@pytest.mark.parametrize(("exponent", "deepest"), [(3, 8), (30, 8), (300, 8), (3000, 4)])
@given(data=st.data())
def test_the_ratio_of_recovery_times_closes_in_on_its_limit(exponent, deepest, data):
    spectra = recovered_spectra(partial(depths, 2, deepest), exponents=(exponent,))
    assert examine("order.rate", data.draw(spectra), certify=True)


def test_at_a_fixed_step_two_layers_do_not_recover_in_proportion_to_the_eigenvalue():
    refute("order.rate_literal", look("order.rate_literal"))
    refuted_at_known_points("order.rate_literal")


@given(look("order.rate_literal/small_steps"))
def test_small_steps_recover_two_layers_nearly_in_proportion_to_the_eigenvalue(values):
    assert examine("order.rate_literal/small_steps", values, certify=True)
