import numpy as np
import pytest

from dmfcheck.dynamics.floats import shared_vectors
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.factors import identical_start
from dmfcheck.dynamics.floats.matrix import descend
from dmfcheck.dynamics.floats.shared_vectors import singular_values


@pytest.fixture
def decomposed(monkeypatch):
    """How many matrices had an SVD of their own."""
    counts = []
    own = shared_vectors._one_by_one

    def counted(matrices):
        counts.append(len(matrices))
        return own(matrices)

    monkeypatch.setattr(shared_vectors, "_one_by_one", counted)
    return counts


def iterates(target, start, steps=60):
    return complete(descend(target, start, 0.05, steps, log_at=range(steps + 1))).end_to_end


@pytest.mark.parametrize("size", [3, 20])
def test_a_descent_that_decouples_shares_its_vectors(size, decomposed):
    rng = np.random.default_rng(size)
    V = np.linalg.qr(rng.standard_normal((2, size, size)))[0]
    targets = (V * np.linspace(-0.5, 1, size)) @ V.mT
    found = iterates(targets, identical_start(0.5, size, 3, batch=2))
    expected = np.linalg.svd(found, compute_uv=False)
    assert np.abs(singular_values(found) - expected).max() < 1e-14
    # alpha^3 I itself is diagonal in any basis, and so is what follows.
    assert sum(decomposed) == 0


@pytest.mark.parametrize("shape", [(6, 6), (4, 7)])
def test_one_that_does_not_has_values_of_its_own(shape, decomposed):
    rng = np.random.default_rng(1)
    start = [0.3 * rng.standard_normal((5, shape[1])), 0.3 * rng.standard_normal((shape[0], 5))]
    found = iterates(rng.standard_normal(shape), start)
    expected = np.linalg.svd(found, compute_uv=False)
    assert np.abs(singular_values(found) - expected).max() < 1e-14
    assert sum(decomposed) > 50


@pytest.mark.parametrize("scale", [1e-320, 1e-310, 1e307, 0.0])
def test_matrices_at_the_ends_of_float64(scale):
    rng = np.random.default_rng(2)
    V = np.linalg.qr(rng.standard_normal((4, 4)))[0]
    matrices = np.array([(V * (scale * np.arange(k, k + 4))) @ V.T for k in range(9)])
    assert np.array_equal(singular_values(matrices), np.linalg.svd(matrices, compute_uv=False)) or (
        scale > 1
    )
    ratio = np.divide(singular_values(matrices), max(scale, 1e-323))
    assert ratio == pytest.approx(
        np.linalg.svd(matrices, compute_uv=False) / max(scale, 1e-323), rel=1e-13, abs=1e-12
    )


@pytest.mark.parametrize(("off", "own"), [(1e-13, 1), (3e-14, 1), (1e-14, 0), (0.0, 0)])
def test_a_small_entry_off_the_diagonal_is_seen(off, own, decomposed):
    """Between equal values, where it counts in full: 2 +- off."""
    matrices = np.array([np.diag([3.0, 2.0, 0.5])] * 9)
    matrices[3] = [[2.0, off, 0.0], [off, 2.0, 0.0], [0.0, 0.0, 0.5]]
    found = singular_values(matrices)
    expected = np.array([[3.0, 2.0, 0.5]] * 9)
    expected[3] = 2 + off, 2 - off, 0.5
    assert sum(decomposed) == own
    assert np.abs(found - expected).max() <= (0 if not off else 2e-15 if own else 1.5e-14)


def test_values_that_cross_are_in_order_everywhere(decomposed):
    matrices = np.array([np.diag([1.0, k]) for k in range(9)])
    assert np.array_equal(singular_values(matrices), np.sort(matrices.max(axis=1))[:, ::-1])
    assert sum(decomposed) == 0


def test_where_products_lose_digits_none_are_lost():
    """Of (a, b; b, a) they are a + b and a - b, in units of the least number of float64."""
    least = 5e-324
    for a in range(1, 30):
        for b in range(a):
            matrices = np.array([np.array([[a, b], [b, a]]) * k * least for k in range(1, 10)])
            expected = [[(a + b) * k, (a - b) * k] for k in range(1, 10)]
            assert np.array_equal(singular_values(matrices) / least, expected)
