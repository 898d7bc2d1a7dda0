"""Bounds of residuals by BLAS against the residuals in exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpq, fmpq_mat

from dmfcheck.dynamics.balls import residuals as bounds
from dmfcheck.dynamics.balls.eigenvalues import LARGE, eigenvalue_enclosures


def exact(matrix):
    return fmpq_mat([[fmpq(*float(x).as_integer_ratio()) for x in row] for row in matrix])


def frobenius(matrix):
    with ctx.workprec(200):
        return float(sum((arb(x * x) for x in matrix.entries()), arb(0)).sqrt())


def true_residuals(A, values, V):
    v = exact(V)
    unit = exact(np.eye(len(A)))
    return (
        frobenius(exact(A) * v - v * exact(np.diag(values))),
        frobenius(v.transpose() * v - unit),
    )


def symmetric(size, seed=0):
    X = np.random.default_rng(seed).standard_normal((size, size))
    return (X + X.T) / 2 / np.abs(X + X.T).max()


@pytest.mark.parametrize("size", [1, 2, 9, 30])
def test_the_bounds_are_above_the_truth_and_close_to_it(size):
    A = symmetric(size)
    values, V = np.linalg.eigh(A)
    found, truth = bounds.residuals(A, values, V), true_residuals(A, values, V)
    for bound, true in zip(found, truth, strict=True):
        assert true <= bound <= 4 * true + 4 * size * 2.0**-53


@pytest.mark.parametrize("wrong", [1e-3, 1e-12])
def test_poor_proposals_have_large_residuals(wrong):
    A, rng = symmetric(12), np.random.default_rng(1)
    values, V = np.linalg.eigh(A)
    V = np.clip(V + wrong * rng.standard_normal(V.shape), -1, 1)
    found, truth = bounds.residuals(A, values, V), true_residuals(A, values, V)
    for bound, true in zip(found, truth, strict=True):
        assert wrong / 10 < true <= bound <= true * (1 + 1e-3)


def test_a_product_that_blas_gets_wrong_is_seen(monkeypatch):
    A = symmetric(20)
    values, V = np.linalg.eigh(A)
    right = bounds._require_product
    monkeypatch.setattr(
        bounds, "_require_product", lambda a, b, p, bits: right(a, b, p + 2.0**-bits, bits)
    )
    with pytest.raises(ArithmeticError, match="wrong on this machine"):
        bounds.residuals(A, values, V)


@pytest.mark.parametrize("scale", [1.0, 2.0**1000, 2.0**-1060])
def test_large_matrices_of_any_scale_with_ties(scale):
    # Ones but for the diagonal: n - 1 once, and -1.
    n = LARGE + 4
    found = eigenvalue_enclosures((np.ones((n, n)) - np.eye(n)) * scale)
    for (low, high), value in zip(found, [n - 1] + [-1] * (n - 1), strict=True):
        assert low <= value * Fraction(scale) <= high
        assert high - low < Fraction(scale) / 10**11


def test_the_zero_matrix_of_any_size():
    assert eigenvalue_enclosures(np.zeros((LARGE + 1, LARGE + 1)))[0] == (0, 0)
