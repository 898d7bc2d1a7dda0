"""Starts: their scale, their shapes, and what each kind promises."""

from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.instances.starts import KINDS, end_to_end, start_factors


def start(kind, depth, rows=5, columns=3, scale=1e-3, seed=0):
    return start_factors(kind, rows, columns, depth, scale, np.random.default_rng(seed))


@pytest.mark.parametrize("depth", [1, 2, 3, 5])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(4, 4), (5, 3), (3, 5)])
def test_the_product_has_the_stated_norm_and_shape(kind, depth, shape):
    factors = start(kind, depth, *shape)
    assert len(factors) == depth
    product = end_to_end(factors)
    assert product.shape == shape
    assert np.linalg.norm(product, 2) == pytest.approx(1e-3, rel=1e-12)


@pytest.mark.parametrize("kind", ["balanced", "identical"])
def test_balanced_starts_are_balanced(kind):
    factors = start(kind, 4, 4, 4)
    for below, above in pairwise(factors):
        assert above.T @ above == pytest.approx(below @ below.T, abs=1e-12)


def test_orthogonal_starts_have_equal_singular_values():
    values = np.linalg.svd(end_to_end(start("orthogonal", 3)), compute_uv=False)
    assert values == pytest.approx([1e-3] * 3)


def test_the_generator_decides_everything():
    for kind in KINDS:
        one, same, other = (end_to_end(start(kind, 3, seed=seed)) for seed in (0, 0, 1))
        assert (one == same).all()
        assert (one == other).all() == (kind == "identical")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "zero"}, "start"),
        ({"depth": 0}, "depth"),
        ({"depth": 51}, "depth"),
        ({"rows": 0}, "rows"),
        ({"columns": "x"}, "columns"),
        ({"scale": 0.0}, "scale"),
        ({"scale": float("nan")}, "scale"),
    ],
)
def test_refusals(change, named):
    with pytest.raises(BadInput) as caught:
        start(**{"kind": "gaussian", "depth": 2} | change)
    assert caught.value.argument == named
