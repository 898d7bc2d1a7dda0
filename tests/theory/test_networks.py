"""networks.*: on a real regression, on whole matrices, and the jump times of small starts."""

import math

import numpy as np
import pytest


def test_an_orthonormal_regression_is_one_network_a_coordinate():
    generator = np.random.default_rng(5)
    design, _ = np.linalg.qr(generator.normal(size=(6, 3)))
    truth = np.array([2.0, -1.0, 0.0])
    eta, alpha = 0.01, 0.01
    u, v = np.full(3, alpha), np.full(3, alpha)
    first, other = 2 * alpha, 0.0
    jumps = {}
    for step in range(4000):
        slope = design.T @ (design @ (u * u - v * v) - design @ truth)
        u, v = u - 2 * eta * u * slope, v + 2 * eta * v * slope
        e = 2 * eta * (truth[0] - first * other)
        first, other = first + e * other, other + e * first
        for i, value in enumerate(u * u - v * v):
            if i not in jumps and truth[i] and value / truth[i] >= 0.5:
                jumps[i] = eta * (step + 1)
    assert u[0] ** 2 - v[0] ** 2 == pytest.approx(first * other, rel=1e-9)
    np.testing.assert_allclose(u * u - v * v, truth, atol=1e-9)
    # At half of it ln(f/(1-f)) = 0: ln(|lambda|/alpha^2)/(4|lambda|), up to the steps' error.
    for i, time in jumps.items():
        size = abs(truth[i])
        assert time == pytest.approx(math.log(size / alpha**2) / (4 * size), rel=0.03)


def test_below_the_size_of_the_start_an_eigenvalue_is_learned_lazily():
    start, eta = np.array([2.0, 0.1]), 0.01
    moved = {}
    for eigenvalue in (0.3, 40.0):
        p, q = start
        while p * q < 0.99 * eigenvalue:
            e = eta / 10 * (eigenvalue - p * q)
            p, q = p + e * q, q + e * p
        moved[eigenvalue] = (p * p + q * q) / (start @ start) - 1
    assert moved[0.3] < 0.05
    assert moved[40.0] > 10
