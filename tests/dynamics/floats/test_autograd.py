"""The gradients against automatic differentiation: `pytest -m torch`, which needs torch."""

import numpy as np
import pytest

from dmfcheck.dynamics.floats.factors import gradient
from dmfcheck.dynamics.instances.measurements import random_entries, random_measurements
from dmfcheck.dynamics.instances.sensing import MeasuredFactors
from dmfcheck.dynamics.instances.starts import start_factors

pytestmark = pytest.mark.torch


def product_of(leaves):
    W = leaves[0]
    for leaf in leaves[1:]:
        W = leaf @ W
    return W


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("kind", ["gaussian", "rank-one", "symmetric", "entries"])
def test_gradient_of_measurements(kind, depth):
    import torch

    generator = np.random.default_rng(depth)
    if kind == "entries":
        A = random_entries(6, 6, 20, generator)
    else:
        A = random_measurements(kind, 6, 6, 20, generator)
    values = generator.standard_normal(A.count)
    factors = start_factors("gaussian", 6, 6, depth, 2.0, generator)
    chain = MeasuredFactors(factors, A, values)
    chain.multiply()
    rows = torch.tensor(np.array([A.adjoint(row) for row in np.eye(A.count)]))
    leaves = [torch.tensor(factor, requires_grad=True) for factor in factors]
    residual = torch.einsum("kij,ij->k", rows, product_of(leaves)) - torch.tensor(values)
    loss = residual.square().sum() / 2
    loss.backward()
    assert chain.loss() == pytest.approx(loss.item(), rel=1e-12)
    for found, leaf in zip(chain.differentiate(), leaves, strict=True):
        assert found == pytest.approx(leaf.grad.numpy(), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_gradient_of_the_factorization(depth):
    import torch

    generator = np.random.default_rng(depth)
    factors = start_factors("gaussian", 5, 4, depth, 2.0, generator)
    target = generator.standard_normal((5, 4))
    leaves = [torch.tensor(factor, requires_grad=True) for factor in factors]
    ((product_of(leaves) - torch.tensor(target)).square().sum() / 2).backward()
    for found, leaf in zip(gradient(factors, target), leaves, strict=True):
        assert found == pytest.approx(leaf.grad.numpy(), rel=1e-10, abs=1e-12)
