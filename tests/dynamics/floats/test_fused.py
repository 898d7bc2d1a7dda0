"""Compiled plain descents: against NumPy's one by one, and their bits, which depend on nothing."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.dynamics.floats import walk as walking
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.factors import Factors
from dmfcheck.dynamics.floats.fused import LARGEST, MANY, FusedDescent, fits
from dmfcheck.dynamics.floats.fused_layout import LANES
from dmfcheck.dynamics.floats.matrix import descend

SIDES = [
    (1, 1, 1),
    (2, 2, 2, 2),
    (5, 5, 5, 5),
    (7, 7, 7),
    (3, 1, 4, 2),
    (6, 9, 2, 11),
    (13, 13, 13),
]
"""n_0, ..., n_N."""


def drawn(sides, count, seed=0):
    """Targets, factors and step sizes of a batch."""
    rng = np.random.default_rng(seed)
    factors = [
        rng.standard_normal((count, rows, columns)) / np.sqrt(columns)
        for columns, rows in pairwise(sides)
    ]
    return rng.standard_normal((count, sides[-1], sides[0])), factors, rng.uniform(0, 0.1, count)


def followed(targets, factors, eta, steps, *, in_lanes):
    """All W(k) and the last factors."""
    run = FusedDescent(Factors(factors, targets), eta, MANY if in_lanes else 0)
    assert (run._kernel.__name__ == "lane_steps") == in_lanes
    found = run.advance(0), run.advance(steps, every=True)
    return np.concatenate(found), run.weights()


def by_definition(target, factors, eta, steps):
    """W(steps) of one instance, by the formula of each gradient."""
    factors = [w.copy() for w in factors]
    for _ in range(steps):
        slopes = []
        for j in range(len(factors)):
            before, after = np.eye(target.shape[1]), np.eye(target.shape[0])
            for w in factors[:j]:
                before = w @ before
            for w in factors[:j:-1]:
                after = after @ w
            slopes.append(after.T @ (after @ factors[j] @ before - target) @ before.T)
        factors = [w - eta * slope for w, slope in zip(factors, slopes, strict=True)]
    end = np.eye(target.shape[1])
    for w in factors:
        end = w @ end
    return end


@pytest.mark.parametrize("sides", [*SIDES, (16, 16, 16, 16), (24, 24, 24)])
def test_compiled_steps_are_those_of_the_definition(sides):
    targets, factors, sizes = drawn(sides, 5)
    beside, weights = followed(targets, factors, sizes, 20, in_lanes=True)
    for i in (0, 4):
        alone = followed(targets[i], [w[i] for w in factors], sizes[i], 20, in_lanes=False)
        assert (alone[0] == beside[:, i]).all()
        assert all((one == w[i]).all() for one, w in zip(alone[1], weights, strict=True))
        expected = by_definition(targets[i], [w[i] for w in factors], sizes[i], 20)
        assert np.abs(alone[0][-1] - expected).max() <= 1e-12 * np.abs(expected).max()


@pytest.mark.parametrize("n", [25, 50, 123, LARGEST])
def test_larger_ones_are_those_of_the_definition(n):
    targets, factors, _ = drawn((n, n, n, n), 1)
    run = complete(descend(targets[0], [w[0] for w in factors], 0.01, 5))
    expected = by_definition(targets[0], [w[0] for w in factors], 0.01, 5)
    assert np.abs(run.end_to_end[-1] - expected).max() <= 1e-12 * np.abs(expected).max()
    assert fits(Factors([w[0] for w in factors], targets[0]))


def test_each_entry_is_a_sum_in_order_each_addition_fused():
    """As exact fractions rounded by Python: once a term, or twice where nothing is fused."""
    sides = (11, 13, 12)
    targets, factors, _ = drawn(sides, LANES)
    first, second = (w[0] for w in factors)
    fused, apart = np.zeros((12, 11)), np.zeros((12, 11))
    for i, j in np.ndindex(12, 11):
        for a, b in zip(second[i].tolist(), first[:, j].tolist(), strict=True):
            fused[i, j] = float(Fraction(a) * Fraction(b) + Fraction(float(fused[i, j])))
            apart[i, j] += a * b
    assert (fused != apart).any()
    for in_lanes in (True, False):
        product = followed(targets, factors, 0.1, 0, in_lanes=in_lanes)[0][0, 0]
        assert (product == fused).all() or (product == apart).all()


@pytest.mark.parametrize("sides", [(5, 5, 5, 5), (6, 9, 2, 11)])
def test_the_bits_of_an_instance_are_its_own(sides):
    targets, factors, sizes = drawn(sides, 19)
    whole, _ = followed(targets, factors, sizes, 30, in_lanes=True)
    order = np.random.default_rng(1).permutation(19)
    for some in (order, order[:4], order[:9], np.array([3, 3, 3, 3, 7])):
        found, _ = followed(
            targets[some], [w[some] for w in factors], sizes[some], 30, in_lanes=True
        )
        assert (found == whole[:, some]).all()
    for some in (order[:1], order[:3]):
        found, _ = followed(
            targets[some], [w[some] for w in factors], sizes[some], 30, in_lanes=False
        )
        assert (found == whole[:, some]).all()


@pytest.mark.parametrize("log_at", [None, [0, 1, 2, 150, 151, 299, 300], range(301)])
def test_the_bits_do_not_depend_on_what_is_recorded(log_at, monkeypatch):
    targets, factors, sizes = drawn((4, 3, 5), 20)
    whole, _ = followed(targets, factors, sizes, 300, in_lanes=False)
    monkeypatch.setattr(walking, "MOST_KEPT", 10 * targets.size)
    run = complete(descend(targets, factors, sizes, 300, log_at=log_at))
    assert (run.end_to_end == whole[run.steps]).all()
    assert run.steps.tolist() == ([0, 300] if log_at is None else list(log_at))
    for last in (3, 270, 299):
        each = complete(descend(targets, factors, sizes, 300, stop=lambda k, W, end=last: k == end))
        assert (each.end_to_end[-1] == whole[last]).all()
        assert each.completed == last
        weights = followed(targets, factors, sizes, last, in_lanes=False)[1]
        assert all((w == v).all() for w, v in zip(each.factors, weights, strict=True))
    few = slice(5, 7)
    part = complete(
        descend(targets[few], [w[few] for w in factors], sizes[few], 300, log_at=log_at)
    )
    assert (part.end_to_end == run.end_to_end[:, few]).all()
    assert (part.losses == run.losses[:, few]).all()
    every = complete(descend(targets, factors, sizes, 300, log_at=range(301)))
    assert (run.losses == every.losses[run.steps]).all()
    residual = run.end_to_end - targets
    assert run.losses == pytest.approx((residual**2).sum(axis=(-2, -1)) / 2, rel=1e-13)


@pytest.mark.parametrize("log_at", [[], [70], range(400)])
def test_an_instance_that_leaves_float64_does_so_at_the_same_step(log_at):
    targets, factors, sizes = drawn((3, 3, 3, 3), 12)
    sizes[4], sizes[9] = 3.0, 0.6
    run = descend(targets, factors, sizes, 400, log_at=log_at)
    other = descend(targets, factors, sizes, 400, log_at=log_at, blas=True)
    assert run.at == other.at > 0
    assert run.gone.tolist() == other.gone.tolist()
    assert run.gone[4]
    assert run.others.steps.tolist() == other.others.steps.tolist() == list(log_at)
    assert run.others.end_to_end == pytest.approx(other.others.end_to_end, rel=1e-12, abs=1e-12)
    for one, found in zip(run.others.factors, other.others.factors, strict=True):
        assert one == pytest.approx(found, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("log_at", [None, [3]])
def test_a_product_of_factors_in_float64_may_be_beyond_it_at_once(log_at):
    start = [np.array([[[1e155]], [[1.0]]])] * 2
    run = descend(np.ones((2, 1, 1)), start, 0.25, 4, log_at=log_at)
    assert run.at == 0
    assert run.gone.tolist() == [True, False]


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_a_hidden_layer_without_units_leaves_nothing_of_the_product(steps):
    run = complete(descend(np.ones((2, 2)), [np.zeros((0, 2)), np.zeros((2, 0))], 0.1, steps))
    assert (run.end_to_end == 0).all()
    assert (run.losses == 2).all()
