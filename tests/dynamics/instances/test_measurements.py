"""Linear measurements: adjoints, curvatures, isometry on average, and what is refused."""

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.instances.measurements import KINDS, random_entries, random_measurements


def drawn(kind, rows, columns, count, seed=0):
    generator = np.random.default_rng(seed)
    if kind == "entries":
        return random_entries(rows, columns, count, generator)
    return random_measurements(kind, rows, columns, count, generator)


@pytest.mark.parametrize("kind", ["gaussian", "rank-one", "entries", "symmetric"])
def test_the_adjoint_and_the_curvature(kind):
    rows, columns = (4, 4) if kind == "symmetric" else (4, 5)
    A = drawn(kind, rows, columns, 9)
    generator = np.random.default_rng(1)
    W, v = generator.standard_normal((rows, columns)), generator.standard_normal(9)
    assert A.apply(W) @ v == pytest.approx((W * A.adjoint(v)).sum())
    dense = np.array([A.apply(E.reshape(rows, columns)) for E in np.eye(rows * columns)])
    assert A.curvature == pytest.approx(np.linalg.norm(dense, 2) ** 2)


@pytest.mark.parametrize("kind", KINDS)
def test_measurements_keep_lengths_on_average(kind):
    X = np.random.default_rng(5).standard_normal((5, 5))
    X = X + X.T
    lengths = [float((drawn(kind, 5, 5, 50, seed).apply(X) ** 2).sum()) for seed in range(100)]
    error = np.std(lengths) / 10
    assert abs(np.mean(lengths) - (X**2).sum()) < 4 * error


def test_entries_are_distinct_and_as_many_as_asked():
    A = drawn("entries", 6, 7, 11)
    assert A.mask.sum() == A.count == 11
    assert (A.adjoint(A.apply(np.ones((6, 7)))) == A.mask).all()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: drawn("sparse", 2, 2, 1), "measurements"),
        (lambda: drawn("gaussian", 0, 2, 1), "rows"),
        (lambda: drawn("gaussian", 2, 2.5, 1), "columns"),
        (lambda: drawn("gaussian", 2, 2, 0), "measurements"),
        (lambda: drawn("symmetric", 2, 3, 1), "columns"),
        (lambda: drawn("entries", 2, 2, 5), "observations"),
        (lambda: drawn("entries", 2, 2, 0), "observations"),
    ],
)
def test_refusals(call, named):
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == named
