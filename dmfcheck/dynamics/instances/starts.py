"""Where a descent starts: identical, Gaussian, orthogonal and balanced factors of a stated scale.

Every start has a product W_N ... W_1 of spectral norm exactly ``scale`` (within rounding), so that
depths and kinds are compared at the same end-to-end scale. Depth 1 and rectangles are allowed; the
inner width is the smaller side, which restricts no product.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray

Kind = Literal["identical", "gaussian", "orthogonal", "balanced"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_FACTORS = 50
"""The depth limit of the whole project."""


def start_factors(
    kind: str,
    rows: object,
    columns: object,
    depth: object,
    scale: float,
    generator: np.random.Generator,
) -> list[FloatArray]:
    """W_1, ..., W_N, float64, of a rows x columns product with ||W_N ... W_1||_2 = ``scale`` > 0.

    identical: each factor is scale^{1/N} times a (rectangular) identity. gaussian: independent
    standard normal entries, rescaled together. orthogonal: scale^{1/N} times Haar orthonormal
    columns or rows. balanced: A = U S V^T Gaussian, rescaled, W_N = U S^{1/N}, W_1 = S^{1/N} V^T,
    the others S^{1/N}, so that W_{j+1}^T W_{j+1} = W_j W_j^T (Arora, Cohen, Golowich and Hu,
    arXiv:1810.02281). Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> factors = start_factors("balanced", 3, 2, 3, 1e-3, np.random.default_rng(0))
    >>> [factor.shape for factor in factors]
    [(2, 2), (2, 2), (3, 2)]
    >>> float(np.linalg.norm(factors[2] @ factors[1] @ factors[0], 2).round(12))
    0.001
    """
    n, m = validation.whole(rows, "rows", 1), validation.whole(columns, "columns", 1)
    N = validation.whole(depth, "depth", 1, MOST_FACTORS)
    if not (np.isfinite(scale) and scale > 0):
        raise BadInput("scale", f"is {scale}", "a positive number such as 1e-3")
    if kind not in KINDS:
        raise BadInput("start", f"is {kind!r}", ", ".join(KINDS))
    width = min(n, m)
    sides = [m, *[width] * (N - 1), n]
    shapes = [(sides[j + 1], sides[j]) for j in range(N)]
    if kind == "identical":
        return [float(scale) ** (1 / N) * np.eye(*shape) for shape in shapes]
    if kind == "orthogonal":
        return [float(scale) ** (1 / N) * _orthonormal(shape, generator) for shape in shapes]
    if kind == "balanced":
        return _balanced(n, m, N, scale, generator)
    factors = [generator.standard_normal(shape) for shape in shapes]
    size = np.linalg.norm(end_to_end(factors), 2)
    return [float((scale / size) ** (1 / N)) * factor for factor in factors]


def end_to_end(factors: list[FloatArray]) -> FloatArray:
    """W_N ... W_1.

    >>> end_to_end([np.full((1, 2), 2.0), np.full((1, 1), 3.0)])
    array([[6., 6.]])
    """
    product = factors[0]
    for factor in factors[1:]:
        product = factor @ product
    return product


def _orthonormal(shape: tuple[int, int], generator: np.random.Generator) -> FloatArray:
    tall = (max(shape), min(shape))
    Q, R = np.linalg.qr(generator.standard_normal(tall))
    # The signs make the distribution Haar's: QR alone prefers some orientations.
    Q = Q * np.sign(np.diag(R))
    return Q if shape == tall else np.ascontiguousarray(Q.T)


def _balanced(
    n: int, m: int, N: int, scale: float, generator: np.random.Generator
) -> list[FloatArray]:
    U, values, Vt = np.linalg.svd(generator.standard_normal((n, m)), full_matrices=False)
    root = (scale * values / values[0]) ** (1 / N)
    if N == 1:
        return [np.ascontiguousarray((U * root) @ Vt)]
    return [root[:, None] * Vt, *(np.diag(root) for _ in range(N - 2)), U * root]
