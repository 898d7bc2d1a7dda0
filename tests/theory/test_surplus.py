"""surplus.*: on whole matrices with more columns than rank, and the two rates compared."""

import numpy as np
import pytest


def test_a_symmetric_product_with_surplus_columns_is_as_slow_as_its_direction():
    target = np.diag([1.0, 0.0])
    eta, alpha = 0.1, 0.3
    matrix = alpha * np.eye(2)
    d = alpha
    for _ in range(2000):
        # Descent on ||X X^T - M||^2 / 4.
        matrix = matrix - eta * (matrix @ matrix.T - target) @ matrix
        d -= eta * d**3
    product = matrix @ matrix.T
    assert product[0, 0] == pytest.approx(1, abs=1e-12)
    assert product[1, 1] == pytest.approx(d * d, rel=1e-9)
    assert 1 / (1 / alpha**2 + 2 * eta * 2000) == pytest.approx(d * d, rel=0.02)


def pair(p, q, eta, steps):
    for _ in range(steps):
        p, q = p - eta * p * q * q, q - eta * q * p * p
    return p * q


def test_a_little_imbalance_wins_in_the_end():
    eta, steps = 0.1, 40_000
    balanced, unbalanced = pair(0.3, 0.3, eta, steps), pair(0.35, 0.25, eta, steps)
    assert balanced == pytest.approx(1 / (2 * eta * steps), rel=0.01)
    assert unbalanced < 1e-60
    gap = 0.35**2 - 0.25**2
    assert unbalanced <= 0.35 * 0.25 * (1 - eta * gap / 2) ** steps
