"""The Hessian of the loss at a decoupled point, one pair of eigenvectors at a time; compiled.

At factors that are all diagonal in the eigenbasis, the second derivative of
L = 1/2 ||W_N ... W_1 - What||_F^2 couples the entries (a, b) and (b, a) of the factors with each
other and with nothing else.
"""

from __future__ import annotations

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled, inner


@inner
def _run_of(first: float, others: float, low: int, high: int) -> float:
    """The product of a factor's eigenvalue over the factors low..high-1 (factor 0 is the first)."""
    if high <= low:
        return 1.0
    return first * others ** (high - 1) if low == 0 else others ** (high - low)


@compiled
def pair_hessian(a: FloatArray, b: FloatArray, depth: int, hessian: FloatArray) -> None:
    """H on the entries (a, b) of W_1..W_N, then the entries (b, a), filled into (2N, 2N).

    ``a`` and ``b`` are (p, q, lambda): the first factor's eigenvalue, the others', the target's.

    >>> import numpy as np
    >>> H, one = np.empty((4, 4)), np.array([1.0, 1.0, 1.0])
    >>> pair_hessian(one, np.array([0.5, 0.5, -1.0]), 2, H)
    >>> H[0]
    array([1.  , 0.5 , 0.  , 1.25])
    """
    N = depth
    gap_a = _run_of(a[0], a[1], 0, N) - a[2]
    gap_b = _run_of(b[0], b[1], 0, N) - b[2]
    for j in range(N):
        along_ab = _run_of(a[0], a[1], j + 1, N) * _run_of(b[0], b[1], 0, j)
        along_ba = _run_of(b[0], b[1], j + 1, N) * _run_of(a[0], a[1], 0, j)
        for k in range(N):
            hessian[j, k] = along_ab * _run_of(a[0], a[1], k + 1, N) * _run_of(b[0], b[1], 0, k)
            hessian[N + j, N + k] = (
                along_ba * _run_of(b[0], b[1], k + 1, N) * _run_of(a[0], a[1], 0, k)
            )
            if k == j:
                hessian[j, N + k] = 0.0
            elif k > j:
                hessian[j, N + k] = (
                    gap_b
                    * _run_of(a[0], a[1], j + 1, k)
                    * _run_of(b[0], b[1], k + 1, N)
                    * _run_of(b[0], b[1], 0, j)
                )
            else:
                hessian[j, N + k] = (
                    gap_a
                    * _run_of(a[0], a[1], j + 1, N)
                    * _run_of(a[0], a[1], 0, k)
                    * _run_of(b[0], b[1], k + 1, j)
                )
            hessian[N + k, j] = hessian[j, N + k]


@compiled
def single_hessian(a: FloatArray, depth: int, hessian: FloatArray) -> None:
    """H on the entries (a, a) of W_1..W_N, filled into the leading (N, N).

    >>> import numpy as np
    >>> H = np.empty((2, 2))
    >>> single_hessian(np.array([0.5, 0.5, -1.0]), 2, H)
    >>> H
    array([[0.25, 1.5 ],
           [1.5 , 0.25]])
    """
    N = depth
    gap = _run_of(a[0], a[1], 0, N) - a[2]
    for j in range(N):
        for k in range(N):
            low, high = min(j, k), max(j, k)
            without_j = _run_of(a[0], a[1], 0, j) * _run_of(a[0], a[1], j + 1, N)
            without_k = _run_of(a[0], a[1], 0, k) * _run_of(a[0], a[1], k + 1, N)
            hessian[j, k] = without_j * without_k
            if j != k:
                hessian[j, k] += (
                    gap
                    * _run_of(a[0], a[1], 0, low)
                    * _run_of(a[0], a[1], low + 1, high)
                    * _run_of(a[0], a[1], high + 1, N)
                )
