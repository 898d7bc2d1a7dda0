"""paths.*: against whole networks and their Hessian, and where long steps end."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.claims.point import Point
from dmfcheck.theory.paths.bundle import sharpness, states


def product(factors):
    """The end-to-end matrix of each path, added up."""
    return sum(np.linalg.multi_dot(path) for path in factors)


def descended(factors, target, eta):
    """One step of descent on ||W - target||^2 / 2 of factors [path][layer], by the chain rule."""
    error = target - product(factors)
    moved = []
    for path in factors:
        n = len(target)
        left = [np.eye(n)]
        for matrix in path[:-1]:
            left.append(left[-1] @ matrix)
        right = [np.eye(n)]
        for matrix in path[:0:-1]:
            right.append(matrix @ right[-1])
        outer = zip(path, left, reversed(right), strict=True)
        moved.append([m + eta * a.T @ error @ b.T for m, a, b in outer])
    return moved


@pytest.mark.parametrize("depth", [3, 4])
def test_parallel_networks_descend_as_the_recursion_of_each_eigenvalue(depth):
    basis = np.linalg.qr(np.arange(9.0).reshape(3, 3) % 5 + np.eye(3))[0]
    spectrum, starts, eta = [2.0, 1.0, -0.5], [0.8, 0.5], 0.05
    target = basis @ np.diag(spectrum) @ basis.T
    factors = [[start * np.eye(3) for _ in range(depth)] for start in starts]
    for _ in range(3):
        factors = descended(factors, target, eta)
    found = np.diag(basis.T @ product(factors) @ basis)
    for value, eigenvalue in zip(found, spectrum, strict=True):
        at = {"depth": depth, "paths": starts, "eigenvalue": eigenvalue, "eta": eta, "steps": 3}
        expected = sum(d**depth for d in states(Point(at))[-1])
        assert value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_sharpness_is_the_largest_eigenvalue_of_the_hessian(depth):
    paths = [0.9, 0.6, 0.3]
    point = np.repeat(paths, depth)
    target = sum(d**depth for d in paths)

    def loss(x):
        return (target - x.reshape(3, depth).prod(axis=1).sum()) ** 2 / 2

    unit, size = 1e-4 * np.eye(len(point)), len(point)
    hessian = np.array(
        [
            [
                sum(
                    a * b * loss(point + a * unit[i] + b * unit[j])
                    for a in (1, -1)
                    for b in (1, -1)
                )
                for j in range(size)
            ]
            for i in range(size)
        ]
    )
    largest = np.linalg.eigvalsh(hessian / 4e-8)[-1]
    assert largest == pytest.approx(sharpness(depth, paths), rel=1e-5)


def test_the_flow_amplifies_shares_by_one_power_for_factors_and_another_for_their_products():
    depth, eta = 4, 1e-7
    x, y = (np.array(pair) for pair in zip(*two(depth, 1.0, eta, [0.6, 0.5], 1), strict=True))
    speeds = (x[1] - x[0]) / (y[1] - y[0])
    assert speeds == pytest.approx((x[0] / y[0]) ** (depth - 1), rel=1e-5)
    products = (x[1] ** depth - x[0] ** depth) / (y[1] ** depth - y[0] ** depth)
    share = x[0] ** depth / y[0] ** depth
    assert products == pytest.approx(share ** (2 - 2 / depth), rel=1e-5)
    # As the reader's account writes it of the products, it is far off.
    assert products < share ** (depth - 1) / 2


def two(depth, eigenvalue, eta, starts, steps):
    at = {"depth": depth, "paths": starts, "eigenvalue": eigenvalue, "eta": eta, "steps": steps}
    return states(Point(at))


def test_the_known_start_lands_on_a_minimum_beyond_the_edge():
    eigenvalue, eta = Fraction(4439, 1728), Fraction(576, 2495)
    first, last = two(3, eigenvalue, eta, (Fraction(1), Fraction(1, 2)), 1)
    assert last == [Fraction(4, 3), Fraction(7, 12)]
    assert sum(d**3 for d in last) == eigenvalue
    # Here it repels: a ten-millionth beside it, the descent leaves for a flatter minimum.
    assert eta * sharpness(3, last) > Fraction(9, 4)
    beside = [float(first[0]), float(first[1]) * (1 + 1e-7)]
    end = two(3, float(eigenvalue), float(eta), beside, 3000)[-1]
    assert sum(d**3 for d in end) == pytest.approx(float(eigenvalue), rel=1e-9)
    assert 1.98 < float(eta) * sharpness(3, end) < 2


@pytest.mark.parametrize(("depth", "single"), [(3, 2.2), (3, 2.4), (4, 2.7)])
def test_a_step_beyond_the_edge_of_one_path_ends_just_below_it_with_two(depth, single):
    for starts in ([0.3, 0.1], [0.2, 0.05]):
        orbit = two(depth, 1.0, single / depth, starts, 6000)
        x, y = orbit[-1]
        assert x**depth + y**depth == pytest.approx(1, abs=1e-9)
        assert 1.98 < single / depth * sharpness(depth, [x, y]) < 2
        # What the flow keeps has fallen at every step, whatever the sign of the pull.
        kept = [b ** (2 - depth) - a ** (2 - depth) for a, b in orbit]
        assert all(after <= before * (1 + 1e-12) for before, after in pairwise(kept))


def test_a_short_step_ends_with_one_path():
    x, y = two(3, 1.0, 0.3, [0.3, 0.1], 20_000)[-1]
    assert y / x < 0.15 < 0.1 / 0.3
