"""The completion of least nuclear norm, against its certificate and an independent solver."""

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.instances.measurements import Entries, random_entries
from dmfcheck.dynamics.instances.nuclear_norm import least_nuclear_norm


def instance(n, m, rank, count, seed):
    generator = np.random.default_rng(seed)
    truth = generator.standard_normal((n, rank)) @ generator.standard_normal((rank, m))
    return truth, random_entries(n, m, count, generator)


@pytest.mark.parametrize("shape", [(8, 8), (10, 7)])
def test_the_norm_is_within_the_gap_of_every_completion(shape):
    truth, entries = instance(*shape, 2, 40, 0)
    found = least_nuclear_norm(entries, entries.apply(truth), tolerance=1e-5)
    assert found.matrix[entries.mask] == pytest.approx(truth[entries.mask], rel=1e-12)
    norm = np.linalg.svd(found.matrix, compute_uv=False).sum()
    assert found.norm == pytest.approx(norm, rel=1e-12)
    assert 0 <= found.gap <= 1e-5
    generator = np.random.default_rng(1)
    for size in (1e-3, 1e-1, 1.0):
        other = found.matrix + size * np.where(entries.mask, 0, generator.standard_normal(shape))
        assert np.linalg.svd(other, compute_uv=False).sum() >= found.lower
    assert np.linalg.svd(truth, compute_uv=False).sum() >= found.lower * (1 - 1e-12)


def test_enough_entries_of_a_rank_one_matrix_determine_it():
    truth, entries = instance(12, 12, 1, 110, 0)
    found = least_nuclear_norm(entries, entries.apply(truth), tolerance=1e-7)
    assert found.matrix == pytest.approx(truth, abs=1e-4)


def test_nothing_but_zeros():
    entries = Entries(np.eye(3, dtype=bool))
    assert not least_nuclear_norm(entries, np.zeros(3)).matrix.any()


def test_refusals():
    with pytest.raises(BadInput, match="values"):
        least_nuclear_norm(Entries(np.eye(2, dtype=bool)), [1.0])
    with pytest.raises(BadInput, match="iterations"):
        least_nuclear_norm(Entries(np.eye(1, dtype=bool)), [1.0], iterations=0)


@pytest.mark.cvxpy
@pytest.mark.parametrize("seed", range(3))
def test_an_interior_point_solver_finds_the_same(seed):
    import cvxpy

    truth, entries = instance(12, 10, 3, 70, seed)
    X = cvxpy.Variable(truth.shape)
    known = cvxpy.multiply(entries.mask.astype(float), X) == np.where(entries.mask, truth, 0)
    problem = cvxpy.Problem(cvxpy.Minimize(cvxpy.norm(X, "nuc")), [known])
    least = problem.solve(solver="CLARABEL")
    found = least_nuclear_norm(entries, entries.apply(truth), tolerance=1e-6)
    assert found.norm == pytest.approx(least, rel=2e-6)
    assert found.matrix == pytest.approx(X.value, abs=1e-2)
