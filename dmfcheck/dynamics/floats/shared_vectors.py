"""Singular values of the iterates of a descent, which as a rule share their singular vectors."""

from __future__ import annotations

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.threads import one_thread

FEW = 8
"""Matrices that cost no more one by one."""

OFF = 2.0**-47
"""Largest entry off the diagonal, beside the largest on it, in vectors that count as shared."""

FULL_DIGITS = 2.0**-900
"""Entries of smaller matrices lose digits when they are multiplied."""

AT_ONCE = 1 << 17
"""Entries that are multiplied together: one megabyte."""


def singular_values(matrices: FloatArray) -> FloatArray:
    """Those of (logged, ..., m, n), nonincreasing, shape (logged, ..., min(m, n)).

    With the singular vectors U, V of the mean, R = U^T W V is taken for each W. Where no entry off
    its diagonal exceeds :data:`OFF` max |R_ii|, the sizes of the diagonal are the singular values
    to within that times sqrt(m n) (Weyl), and as a rule to rounding; elsewhere W has its own SVD.

    >>> singular_values(np.array([np.diag([1.0, -k]) for k in range(9)]))[-2:]
    array([[7., 1.],
           [8., 1.]])
    """
    with one_thread(max(matrices.shape[-2:])):
        return _one_by_one(matrices) if len(matrices) < FEW else _in_shared(matrices)


def _in_shared(matrices: FloatArray) -> FloatArray:
    # Of the mean, for values that are apart in most iterates are apart in it.
    U, _, Vt = np.linalg.svd((matrices / len(matrices)).sum(axis=0))
    step = max(1, AT_ONCE // matrices[0].size)
    blocks = [matrices[first : first + step] for first in range(0, len(matrices), step)]
    return np.concatenate([_in_vectors(block, U, Vt) for block in blocks])


def _one_by_one(matrices: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.svd(matrices, compute_uv=False), np.float64)


def _in_vectors(matrices: FloatArray, U: FloatArray, Vt: FloatArray) -> FloatArray:
    with np.errstate(over="ignore", invalid="ignore"):
        turned = U.mT @ matrices @ Vt.mT
        axis = np.arange(min(turned.shape[-2:]))
        diagonal = np.abs(turned[..., axis, axis])
        turned[..., axis, axis] = 0.0
        largest = diagonal.max(axis=-1)
        shared = np.abs(turned, out=turned).max(axis=(-2, -1)) <= OFF * largest
        shared &= (largest > FULL_DIGITS) & (largest < np.inf)
    found = np.sort(diagonal, axis=-1)[..., ::-1]
    if not shared.all():
        found[~shared] = _one_by_one(matrices[~shared])
    return found
