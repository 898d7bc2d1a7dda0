"""The claims on real float64 gradient descent: N full matrices, a random basis, no decoupling."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.claims.small_matrices import gradients
from dmfcheck.dynamics.floats.matrix import gradient
from dmfcheck.testing import examine_descent
from dmfcheck.theory.drawing_problems import problems
from dmfcheck.theory.flow.closed_forms_strategies import factor_chains

SEEDS = st.integers(0, 2**32 - 1)


@given(problems(), SEEDS)
def test_every_claim_holds_on_identical_starts(problem, seed):
    examine_descent(problem, seed)


@given(problems(signs=False, largest_size=4), SEEDS)
def test_every_claim_holds_on_positive_spectra(problem, seed):
    check = examine_descent(problem, seed)
    judged = {entry.id for entry in check.claims}
    # A start that has arrived, to the digits that a float64 descent is judged by, shows nothing.
    distances = [abs(problem.alpha**problem.depth / value - 1) for value in problem.spectrum]
    assert judged & {"step.monotone", "step.monotone/from_above"} or max(distances) < 1e-5


@given(problems(perturbed=True), SEEDS)
def test_perturbed_starts_follow_their_recursion(problem, seed):
    examine_descent(problem, seed)


@given(factor_chains())
def test_gradients_of_full_matrices_are_those_of_the_definition(values):
    target = tuple(map(tuple, values["target"]))
    factors = [tuple(map(tuple, factor)) for factor in values["starts"]]
    exact = np.array(gradients(factors, target), dtype=float)
    found = np.array(gradient([np.array(f, float) for f in factors], np.array(target, float)))
    assert np.abs(found - exact).max() <= 1e-12 * (1 + np.abs(exact).max())
