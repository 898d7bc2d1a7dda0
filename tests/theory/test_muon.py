"""muon.*: on whole matrices, with a polar factor by SVD, and beyond descent's edge."""

import numpy as np
import pytest


def polar(matrix):
    left, _, right = np.linalg.svd(matrix)
    return left @ right


def chain(factors):
    product = np.eye(len(factors[0]))
    for factor in factors:
        product = factor @ product
    return product


def muon(target, factors, eta, steps):
    """W_j+ = W_j + eta polar(-dL/dW_j), all of them at once."""
    for _ in range(steps):
        residual = target - chain(factors)
        factors = [
            factor
            + eta
            * polar(
                chain(factors[j + 1 :] or [np.eye(len(target))]).T
                @ residual
                @ chain(factors[:j] or [np.eye(len(target))]).T
            )
            for j, factor in enumerate(factors)
        ]
    return factors


@pytest.mark.parametrize("depth", [2, 3])
def test_aligned_matrices_move_as_their_eigenvalues_do(depth):
    generator = np.random.default_rng(3)
    basis, _ = np.linalg.qr(generator.normal(size=(3, 3)))
    spectrum = np.array([2.0, 1.0, 0.5])
    target = basis @ np.diag(spectrum) @ basis.T
    eta, alpha, steps = 0.07, 0.1, 8
    factors = muon(target, [alpha * np.eye(3)] * depth, eta, steps)
    # (alpha + 7 eta)^N < 1/2: none is reached, and all have grown alike.
    assert (alpha + 7 * eta) ** depth < 0.5
    expected = (alpha + steps * eta) ** depth * np.eye(3)
    np.testing.assert_allclose(chain(factors), expected, atol=1e-12)
    # And none ever leaves its eigenvalue by more than a step of each factor.
    for step in range(30, 40):
        ends = basis.T @ chain(muon(target, [alpha * np.eye(3)] * depth, eta, step)) @ basis
        roots = np.diag(ends) ** (1 / depth)
        assert np.all(np.abs(roots - spectrum ** (1 / depth)) <= eta + 1e-9)


def test_it_stays_at_a_step_at_which_descent_leaves():
    eigenvalue, eta = 1.0, 2.5
    d = moved = 0.9
    for _ in range(60):
        d += eta * d * (eigenvalue - d * d) if abs(d) < 1e6 else 0.0
        moved += eta * np.sign(moved * (eigenvalue - moved * moved))
    assert abs(moved - 1) <= eta
    assert abs(d) > 1e3
