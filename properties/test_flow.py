"""flow.*: the gradient flow in closed form, against quadrature and against its own derivation."""

import pytest
from hypothesis import given

from dmfcheck.testing import examine, proved_symbolically
from dmfcheck.theory.look import look

DEPTHS = range(2, 13)


@given(look("flow.time"))
def test_both_forms_of_the_flow_time_are_the_integral(values):
    assert examine("flow.time", values)


@given(look("flow.logistic"))
def test_two_layer_flow_is_logistic(values):
    assert examine("flow.logistic", values)


@given(look("flow.balanced"))
def test_flow_keeps_the_differences_of_neighbouring_factors(values):
    assert examine("flow.balanced", values, certify=True)


@given(look("flow.perturbed"))
def test_two_layer_flow_from_a_perturbed_start_has_the_closed_form(values):
    assert examine("flow.perturbed", values)


@pytest.mark.parametrize("depth", DEPTHS)
def test_flow_time_is_an_identity(depth):
    proved_symbolically("flow.time", depth)


@pytest.mark.parametrize("depth", DEPTHS)
def test_balancedness_is_an_identity(depth):
    proved_symbolically("flow.balanced", depth)


@pytest.mark.parametrize("claim_id", ["flow.logistic", "flow.perturbed"])
def test_two_layer_closed_forms_solve_the_flow(claim_id):
    proved_symbolically(claim_id, 2)
