"""Noise levels, thresholds and shrinkage against sampled noise and a brute-force optimum."""

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.problems.shrinkage import (
    hard_threshold,
    median_of_noise,
    noise_edge,
    noise_level,
    optimal_shrinkage,
)


def noise(shape, *, symmetric, seed=0):
    G = np.random.default_rng(seed).standard_normal(shape)
    return (G + G.T) / 2**0.5 if symmetric else G


@pytest.mark.parametrize(
    ("shape", "symmetric"), [((150, 150), True), ((150, 150), False), ((80, 200), False)]
)
def test_the_level_and_the_edge_of_sampled_noise(shape, symmetric):
    E = 0.3 * noise(shape, symmetric=symmetric)
    values = np.linalg.svd(E, compute_uv=False)
    sigma = noise_level(values, shape, symmetric=symmetric)
    assert sigma == pytest.approx(0.3, rel=0.03)
    assert values.max() == pytest.approx(noise_edge(0.3, shape), rel=0.05)
    unit = median_of_noise(min(shape) / max(shape), symmetric=symmetric)
    assert np.median(values) == pytest.approx(0.3 * unit * max(shape) ** 0.5, rel=0.03)


@pytest.mark.parametrize(("shape", "symmetric"), [((120, 120), True), ((60, 120), False)])
@pytest.mark.parametrize("strength", [2.0, 4.0])
def test_shrinkage_is_the_best_multiple_of_the_leading_pair(shape, symmetric, strength):
    """A spike x u v^T in noise: the best c for y u' v'^T is x <u, u'> <v, v'>."""
    generator = np.random.default_rng(7)
    u = generator.standard_normal(shape[0])
    v = u if symmetric else generator.standard_normal(shape[1])
    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
    x = strength * max(shape) ** 0.5
    found, best = [], []
    for seed in range(24):
        What = x * np.outer(u, v) + noise(shape, symmetric=symmetric, seed=seed)
        if symmetric:
            values, V = np.linalg.eigh(What)
            lead = int(values.argmax())
            y, left, right = values[lead], V[:, lead], V[:, lead]
        else:
            U, values, Vt = np.linalg.svd(What, full_matrices=False)
            y, left, right = values[0], U[:, 0], Vt[0]
        shrunk = optimal_shrinkage(np.array([y]), shape, 1.0, symmetric=symmetric)
        found.append(float(shrunk[0]))
        best.append(x * (u @ left) * (v @ right))
    gaps = np.array(found) - np.array(best)
    assert abs(gaps.mean()) < 4 * gaps.std() / 24**0.5
    assert abs(gaps.mean()) < 0.05 * np.mean(best)


def test_what_is_below_the_edge_goes_to_zero():
    values = np.array([9.0, -9.0, 1.9, -1.0])
    shrunk = optimal_shrinkage(values, (1, 1), 1.0, symmetric=True)
    assert shrunk == pytest.approx([77**0.5, -(77**0.5), 0, 0])
    assert hard_threshold(values, 1).tolist() == [9, 0, 0, 0]
    assert hard_threshold(values, 9).tolist() == values.tolist()


@pytest.mark.parametrize("sigma", [0.0, -1.0, float("nan")])
def test_refusals(sigma):
    with pytest.raises(BadInput, match="sigma"):
        optimal_shrinkage(np.ones(2), (2, 2), sigma, symmetric=True)


@pytest.mark.parametrize("symmetric", [True, False])
@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e160, 1e300])
def test_shrinkage_has_no_unit(symmetric, scale):
    values = np.array([5.0, 3.0, 1.0, 0.0])
    plain = optimal_shrinkage(values, (4, 6), 0.4, symmetric=symmetric)
    scaled = optimal_shrinkage(scale * values, (4, 6), 0.4 * scale, symmetric=symmetric)
    assert scaled == pytest.approx(scale * plain, rel=1e-13, abs=0)
    assert 0 < plain[0] < 5
    assert noise_level(scale * values, (4, 6), symmetric=symmetric) == pytest.approx(
        scale * noise_level(values, (4, 6), symmetric=symmetric), rel=1e-13
    )


def test_shrinkage_against_its_formula_and_far_above_the_noise():
    y, beta = 3.0, 4 / 6
    expected = 2 * 6**0.5 * ((y**2 - beta - 1) ** 2 - 4 * beta) ** 0.5 / y
    value = y * 2 * 6**0.5
    found = optimal_shrinkage(np.array([value]), (4, 6), 2.0, symmetric=False)
    assert found[0] == pytest.approx(expected)
    # Noise that is nothing beside the values leaves them as they are.
    for sigma in (1e-100, 1e-300, 5e-324):
        far = optimal_shrinkage(np.array([1e300, -1e300]), (2, 2), sigma, symmetric=True)
        assert far.tolist() == [1e300, -1e300]


def test_the_median_of_the_largest_numbers():
    values = np.array([1.7e308, 1.6e308])
    middle = noise_level(values / 1e300, (2, 2), symmetric=True)
    assert noise_level(values, (2, 2), symmetric=True) / 1e300 == pytest.approx(middle)
