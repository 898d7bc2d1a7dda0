"""momentum.cycle: where heavy balls and Nesterov's step end, by a recursion of their own."""

import math

import numpy as np
import pytest


def pull(depth, eta, d):
    return eta * d ** (depth - 1) * (1 - d**depth)


def ends(depth, eta, m, *, nesterov=False, start=0.7, steps=20_000):
    """d at the last two of ``steps`` steps from rest, lambda = 1."""
    before = d = start
    for _ in range(steps):
        ahead = d + m * (d - before)
        before, d = d, ahead + pull(depth, eta, ahead if nesterov else d)
    return before, d


@pytest.mark.parametrize("m", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("nesterov", [False, True])
def test_they_converge_up_to_their_edge_and_no_further(depth, m, nesterov):
    edge = 2 * (1 + m) / depth / ((1 + 2 * m) if nesterov else 1)
    near = {"nesterov": nesterov, "start": 0.999}
    before, d = ends(depth, 0.98 * edge, m, **near)
    assert before == pytest.approx(1, abs=1e-9)
    assert d == pytest.approx(1, abs=1e-9)
    before, d = ends(depth, 1.003 * edge, m, **near)
    assert abs(d - before) > 1e-3


@pytest.mark.parametrize(("h", "swings"), [(1.1, True), (1.13, True), (1.14, False)])
def test_two_heavy_factors_end_on_the_cycle_up_to_the_second_edge(h, swings):
    m = 0.5
    before, d = ends(2, h * (1 + m), m, start=0.97)
    width = math.sqrt((h - 1) * (h + 3)) / h
    assert (abs(abs(d * d - before * before) - width) < 1e-9) is swings
    assert (2 * (1 + h) ** 2 < 9 + ((1 - m) / (1 + m)) ** 2) is swings


@pytest.mark.parametrize("m", [0.0, 0.3, 0.9])
def test_the_derivative_of_two_steps_is_that_of_the_claim(m):
    h, eta = 1.2, 1.2 * (1 + m)
    # w and w' are the roots of z^2 - (1 + 1/h) z + 1/h^2.
    places = np.sqrt(np.roots([1, -(1 + h) / h, h**-2]).real)
    maps = [np.array([[1 + m + eta * (1 - 3 * d * d), -m], [1, 0]]) for d in places]
    both = maps[1] @ maps[0]
    assert np.trace(both) == pytest.approx((1 + m) ** 2 * (9 - 2 * (1 + h) ** 2) - 2 * m)
    assert np.linalg.det(both) == pytest.approx(m * m)
