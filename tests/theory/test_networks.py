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


def reversed_factors(gap, eigenvalue=1.0):
    """p < 0 < q with pq = -lambda and |p^2 - q^2| = gap."""
    total = math.hypot(gap, 2 * eigenvalue)
    return -math.sqrt((total + gap) / 2), math.sqrt((total - gap) / 2)


def steps_to_turn(gap, eta, eigenvalue=1.0):
    """The first step with w > 0, and where the descent ends."""
    (p, q), turned = reversed_factors(gap, eigenvalue), None
    for step in range(1, 4000):
        e = eta * (eigenvalue - p * q)
        p, q = p + e * q, q + e * p
        if turned is None and p * q > 0:
            turned = step
    return turned, p * q


@pytest.mark.parametrize("gap", [1e-6, 1e-2, 1.0, 3.0])
@pytest.mark.parametrize("eta", [0.01, 0.1])
def test_the_negative_of_what_was_learned_is_learned_after_a_logarithm_of_the_gap(gap, eta):
    turned, end = steps_to_turn(gap, eta)
    distance = math.asinh(2 / gap)
    least, most = (math.log((1 + x) / (1 - x)) for x in (eta, 2 * eta))
    assert distance / most <= turned <= distance / least + 1
    assert end == pytest.approx(1, rel=1e-9)
    if eta == 0.01:
        # The flow's time, up to the steps.
        assert math.log(2) / 2 * distance < eta * (turned + 1)
        assert eta * (turned - 2) < distance / 2 * 1.03


def test_balanced_factors_are_caught():
    p, q = -1.0, 1.0
    for _ in range(400):
        e = 0.1 * (1 - p * q)
        p, q = p + e * q, q + e * p
    assert p == -q
    assert -1e-30 < p * q < 0
