"""Loops as people write them: full matrices and nothing of the package."""

import numpy as np
import pytest


def product(factors):
    end = factors[0]
    for factor in factors[1:]:
        end = factor @ end
    return end


def numpy_loop(target, factors, *, eta, steps, gradient_of, every=1):
    """Steps and singular values of descent on factors W_1, ..., W_N of the target's type."""
    kept, rows, depth = [], [], len(factors)
    one = np.eye(len(target), dtype=target.dtype)
    for k in range(steps + 1):
        end = product(factors)
        if k % every == 0:
            kept.append(k)
            rows.append(np.linalg.svd(end, compute_uv=False))
        error = gradient_of(end - target)
        gradients = [
            product([one, *factors[j + 1 :]]).T @ error @ product([one, *factors[:j]]).T
            for j in range(depth)
        ]
        factors = [w - target.dtype.type(eta) * g for w, g in zip(factors, gradients, strict=True)]
    return kept, np.array(rows)


GRADIENTS = {"half": lambda e: e, "sum": lambda e: 2 * e, "mean": lambda e: 2 * e / e.size}
"""Of 1/2 sum, sum and mean of the squares of W - What."""


def recorded(
    spectrum, *, depth, alpha, eta, steps, every=1, kind=np.float64, loss="half", start=None, seed=0
):
    """A run of :func:`numpy_loop` on V diag(spectrum) V^T with a random V."""
    n = len(spectrum)
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.standard_normal((n, n)))[0]
    target = ((basis * spectrum) @ basis.T).astype(kind)
    if start is None:
        factors = [alpha * np.eye(n) for _ in range(depth)]
    else:
        factors = [alpha * start(rng, n) for _ in range(depth)]
    factors = [factor.astype(kind) for factor in factors]
    return numpy_loop(
        target, factors, eta=eta, steps=steps, gradient_of=GRADIENTS[loss], every=every
    )


def gaussian(rng, n):
    return rng.standard_normal((n, n))


def orthogonal(rng, n):
    return np.linalg.qr(rng.standard_normal((n, n)))[0]


@pytest.fixture(scope="session")
def loop():
    return recorded


@pytest.fixture(scope="session")
def starts():
    return {"gaussian": gaussian, "orthogonal": orthogonal}
