"""The gradient and the loss against central differences and against the formula written out."""

from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.factors import (
    Factors,
    gradient,
    identical_start,
    loss,
    perturbed_start,
)

SHAPES = {
    "two": [(3, 3), (3, 3)],
    "three": [(4, 4), (4, 4), (4, 4)],
    "five": [(2, 2)] * 5,
    "rectangular": [(4, 3), (2, 4), (5, 2)],
}


@pytest.fixture(params=SHAPES)
def chain(request):
    """Random factors that do not commute, W_1 first, and a target that is not symmetric."""
    shapes = SHAPES[request.param]
    rng = np.random.default_rng(len(shapes))
    factors = [rng.standard_normal(shape) for shape in shapes]
    return factors, rng.standard_normal((shapes[-1][0], shapes[0][1]))


def product(factors, shape):
    """W_last ... W_first by explicit sums; the identity where there is no factor."""
    total = np.eye(shape)
    for factor in factors:
        total = np.array(
            [
                [sum(factor[i, k] * total[k, j] for k in range(len(total))) for j in range(shape)]
                for i in range(len(factor))
            ]
        )
    return total


def written_out(factors, target):
    """(W_N ... W_{j+1})^T (W_N ... W_1 - What) (W_{j-1} ... W_1)^T for each j."""
    residual = product(factors, target.shape[1]) - target
    slopes = []
    for j, factor in enumerate(factors):
        above = product(factors[j + 1 :], factor.shape[0])
        below = product(factors[:j], target.shape[1])
        slopes.append(np.einsum("ia,ij,bj->ab", above, residual, below))
    return slopes


def test_gradient_is_the_formula_written_out(chain):
    factors, target = chain
    for found, expected in zip(gradient(*chain), written_out(factors, target), strict=True):
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_gradient_is_the_central_difference_of_the_loss(chain):
    factors, target = chain
    step = 1e-5
    for j, slope in enumerate(gradient(factors, target)):
        for entry in np.ndindex(slope.shape):
            ahead, behind = ([f.copy() for f in factors] for _ in range(2))
            ahead[j][entry] += step
            behind[j][entry] -= step
            difference = (loss(ahead, target) - loss(behind, target)) / (2 * step)
            assert slope[entry] == pytest.approx(difference, rel=1e-5, abs=1e-6)


def test_loss_is_half_the_squared_distance(chain):
    factors, target = chain
    end_to_end = product(factors, target.shape[1])
    assert loss(factors, target) == pytest.approx(((end_to_end - target) ** 2).sum() / 2)


def test_a_batch_is_its_instances(chain):
    factors, target = chain
    rng = np.random.default_rng(7)
    batch = [np.stack([f, rng.standard_normal(f.shape)]) for f in factors]
    targets = np.stack([target, rng.standard_normal(target.shape)])
    assert loss(batch, targets).shape == (2,)
    for i in range(2):
        single = gradient([f[i] for f in batch], targets[i])
        for whole, part in zip(gradient(batch, targets), single, strict=True):
            assert whole[i] == pytest.approx(part, rel=1e-13, abs=1e-13)


def test_inputs_are_not_changed(chain):
    factors, target = chain
    before = [f.copy() for f in factors]
    working = Factors(factors, target)
    working.multiply()
    working.differentiate()
    working.move(0.1)
    for factor, copy, moved in zip(factors, before, working.weights, strict=True):
        assert (factor == copy).all()
        assert not (moved == copy).all()


@pytest.mark.parametrize("depth", [2, 3, 6])
def test_a_step_costs_three_products_for_each_factor_but_one(monkeypatch, depth):
    chain = Factors(identical_start(0.5, 3, depth), np.eye(3))
    calls = []
    matmul = np.matmul
    monkeypatch.setattr(np, "matmul", lambda *a, **k: calls.append(1) or matmul(*a, **k))
    chain.multiply()
    chain.differentiate()
    assert len(calls) == 3 * (depth - 1)


def test_a_step_allocates_no_matrix():
    import tracemalloc

    chain = Factors(identical_start(0.5, 200, 3), np.eye(200))
    chain.multiply()
    tracemalloc.start()
    chain.multiply()
    chain.differentiate()
    chain.move(0.1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200 * 200 * 8


def test_starts():
    first, second, third = perturbed_start("1/2", "1/8", 2, depth=3, batch=4)
    assert first.shape == (4, 2, 2)
    assert (first[3] == np.diag([0.375, 0.375])).all()
    assert (second == third).all()
    assert (second[0] == np.diag([0.5, 0.5])).all()
    assert all((w == 0.25 * np.eye(2)).all() for w in identical_start(0.25, 2, depth=4))


@pytest.mark.parametrize(
    ("shapes", "target", "named"),
    [
        ([(2, 2)], (2, 2), "factors"),
        ([(2, 3), (2, 3)], (2, 3), "factors"),
        ([(2, 2), (2, 2)], (3, 3), "factors"),
        ([(2, 2), (5, 2, 2)], (5, 2, 2), "factors"),
        ([(2,), (2,)], (2, 2), "factors"),
        ([(2, 2), (2, 2)], (2,), "target"),
        ([(2, 2), (2, 2)], (0, 2, 2), "target"),
    ],
)
def test_shapes_that_do_not_chain_are_refused(shapes, target, named):
    with pytest.raises(BadInput, match=r"shape|of them") as refusal:
        gradient([np.ones(shape) for shape in shapes], np.ones(target))
    assert refusal.value.argument == named
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 1j, "x", None])
def test_entries_that_are_not_finite_numbers_are_refused(wrong):
    with pytest.raises(BadInput, match="target"):
        loss([np.eye(1), np.eye(1)], [[wrong]])


def test_overflow_of_a_product_warns_nothing():
    huge = np.full((1, 1), 1e200)
    assert not np.isfinite(loss([huge, huge], np.eye(1)))
    assert not all(np.isfinite(slope).all() for slope in gradient([huge, huge], np.eye(1)))


def test_rectangular_factors_chain_in_this_order_only():
    shapes = SHAPES["rectangular"]
    assert all(later[1] == earlier[0] for earlier, later in pairwise(shapes))
    with pytest.raises(BadInput):
        loss([np.ones(shape) for shape in reversed(shapes)], np.ones((5, 3)))
