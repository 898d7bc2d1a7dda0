"""perturbed.time, perturbed.time_deep: when the perturbed start finds a negative eigenvalue."""

import pytest
from hypothesis import given, settings

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("perturbed.time"))
def test_two_layers_need_the_logarithm_of_the_perturbation(values):
    assert examine("perturbed.time", values)


@given(look("perturbed.time/sharper"))
def test_the_upper_bound_on_the_time_improves_by_half_the_logarithm_of_two(values):
    assert examine("perturbed.time/sharper", values)


@settings(max_examples=25)
@given(look("perturbed.time_deep"))
def test_deeper_factorizations_need_a_power_of_the_perturbation(values):
    assert examine("perturbed.time_deep", values)


@pytest.mark.parametrize(("depth", "beta"), [(3, "1e-6"), (4, "1e-3"), (6, "1/20")])
def test_the_power_is_certified_at_single_points(depth, beta):
    values = {"depth": depth, "eigenvalue": -1, "alpha": 1, "beta": beta}
    values |= {"eta": "3/20" if depth < 5 else "1/10", "fraction": "1/2"}
    assert examine("perturbed.time_deep", values, certify=True)
