"""perturbed.*: with W_1 a little smaller than the others, negative eigenvalues are found."""

import numpy as np
import pytest
import sympy
from hypothesis import given

from dmfcheck.dynamics.floats.recursion import perturbed_orbit
from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("perturbed.invariant"))
def test_sum_and_difference_of_the_factors_are_multiplied(values):
    assert examine("perturbed.invariant", values, certify=True)


@pytest.mark.parametrize("depth", [2, 3, 5, "N"])
def test_the_invariant_is_an_identity(depth):
    # q^{N-1} = q q^{N-2} is all that is used, so the power may stay symbolic.
    N = sympy.Symbol("N", positive=True) if depth == "N" else sympy.Integer(depth)
    p, q, eta, target = sympy.symbols("p q eta lambda", positive=True)
    power = q ** (N - 2)
    pull = eta * power * (target - p * q * power)
    p_next, q_next = p + q * pull, q + p * pull
    assert sympy.expand(q_next + p_next - (q + p) * (1 + pull)) == 0
    assert sympy.expand(q_next - p_next - (q - p) * (1 - pull)) == 0
    product = sympy.expand((q_next**2 - p_next**2) - (q**2 - p**2) * (1 - pull**2))
    assert product == 0


@given(look("perturbed.sign"))
def test_the_perturbed_start_reaches_eigenvalues_of_either_sign(values):
    assert examine("perturbed.sign", values)


@given(look("perturbed.sign/unperturbed"))
def test_without_the_perturbation_negative_eigenvalues_are_lost(values):
    assert examine("perturbed.sign/unperturbed", values)


@given(look("perturbed.sign/larger_first"))
def test_a_larger_first_factor_still_finds_them_with_two_layers(values):
    assert examine("perturbed.sign/larger_first", values)


@given(look("perturbed.sign/stalls"))
def test_a_larger_first_factor_loses_them_with_three_layers_or_more(values):
    assert examine("perturbed.sign/stalls", values)


@pytest.mark.parametrize(("depth", "limit"), [(2, -1.0), (3, 0.0), (4, 0.0), (5, 0.0)])
def test_where_a_larger_first_factor_leads(depth, limit):
    w = perturbed_orbit(0.5, -0.25, -1.0, 0.1, depth, 100_000)[2][-1]
    assert abs(w - limit) < 1e-3


def test_float64_on_the_factors_loses_a_perturbation_below_its_rounding():
    alpha, beta, eta, steps = 0.5, 1e-20, 0.25, 400
    p = np.float64(alpha) - beta
    q = np.float64(alpha)
    for _ in range(steps):
        pull = eta * (-1.0 - p * q)
        p, q = p + pull * q, q + pull * p
    assert abs(p * q) < 1e-20
    assert abs(perturbed_orbit(alpha, beta, -1.0, eta, 2, steps)[2][-1] + 1) < 1e-12
