"""The Hessian of the loss at a decoupled point, one pair of eigenvectors at a time; compiled.

At factors that are all diagonal in the eigenbasis, the second derivative of
L = 1/2 ||W_N ... W_1 - What||_F^2 couples the entries (a, b) and (b, a) of the factors with each
other and with nothing else.
"""

from __future__ import annotations

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled, inner


@inner
def _fill_powers(others: float, count: int, powers: FloatArray) -> None:
    """q^0, ..., q^{count - 1}: products, where every entry would call several powers."""
    product = 1.0
    for k in range(count):
        powers[k] = product
        product *= others


@inner
def _run_of(first: float, powers: FloatArray, low: int, high: int) -> float:
    """The product of a factor's eigenvalue over the factors low..high-1 (factor 0 is the first).

    ``powers`` are those of the others' eigenvalue.
    """
    if high <= low:
        return 1.0
    product: float = powers[high - low - (low == 0)]
    return first * product if low == 0 else product


@inner
def fill_pair(
    a: FloatArray, b: FloatArray, depth: int, hessian: FloatArray, powers: FloatArray
) -> None:
    """:func:`pair_hessian`; ``powers`` has two rows of N.

    >>> fill_pair.targetoptions["no_cpython_wrapper"]
    True
    """
    N = depth
    p, q = a[0], b[0]
    of_a, of_b = powers[0], powers[1]
    _fill_powers(a[1], N, of_a)
    _fill_powers(b[1], N, of_b)
    gap_a = _run_of(p, of_a, 0, N) - a[2]
    gap_b = _run_of(q, of_b, 0, N) - b[2]
    for j in range(N):
        after_j, before_j = _run_of(p, of_a, j + 1, N), _run_of(q, of_b, 0, j)
        along_ab = after_j * before_j
        for k in range(N):
            hessian[j, k] = along_ab * _run_of(p, of_a, k + 1, N) * _run_of(q, of_b, 0, k)
            if k == j:
                hessian[j, N + k] = 0.0
            elif k > j:
                between = gap_b * _run_of(p, of_a, j + 1, k)
                hessian[j, N + k] = between * _run_of(q, of_b, k + 1, N) * before_j
            else:
                between = gap_a * after_j * _run_of(p, of_a, 0, k)
                hessian[j, N + k] = between * _run_of(q, of_b, k + 1, j)
    for j in range(N):
        along_ba = _run_of(q, of_b, j + 1, N) * _run_of(p, of_a, 0, j)
        for k in range(N):
            hessian[N + j, N + k] = along_ba * _run_of(q, of_b, k + 1, N) * _run_of(p, of_a, 0, k)
            hessian[N + k, j] = hessian[j, N + k]


@inner
def fill_mirrored_maps(
    a: FloatArray,
    b: FloatArray,
    depth: int,
    eta: float,
    sums: FloatArray,
    differences: FloatArray,
    powers: FloatArray,
) -> None:
    """I - eta (P + Q J) and I - eta (P - Q J) where all factors are alike, as the others are.

    P and Q are the blocks of :func:`pair_hessian`, J reverses an order; ``powers`` has three rows
    of N.

    >>> fill_mirrored_maps.targetoptions["no_cpython_wrapper"]
    True
    """
    N, of_a, of_b, own = depth, powers[0], powers[1], powers[2]
    _fill_powers(a[1], N, of_a)
    _fill_powers(b[1], N, of_b)
    gap_a = a[1] * of_a[N - 1] - a[2]
    gap_b = b[1] * of_b[N - 1] - b[2]
    for j in range(N):
        own[j] = of_a[N - 1 - j] * of_b[j]
    for j in range(N):
        for k in range(N):
            together = (1.0 if j == k else 0.0) - eta * (own[j] * own[k])
            m = N - 1 - k
            across = 0.0
            if m > j:
                across = eta * (gap_b * of_a[m - j - 1] * of_b[k] * of_b[j])
            elif m < j:
                across = eta * (gap_a * of_a[N - 1 - j] * of_a[m] * of_b[j - m - 1])
            sums[j, k] = together - across
            differences[j, k] = together + across


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
    fill_pair(a, b, depth, hessian, np.empty((2, depth)))


@inner
def fill_single(a: FloatArray, depth: int, hessian: FloatArray, powers: FloatArray) -> None:
    """:func:`single_hessian`; ``powers`` has a row of N.

    >>> fill_single.targetoptions["no_cpython_wrapper"]
    True
    """
    N, p, own = depth, a[0], powers[0]
    _fill_powers(a[1], N, own)
    gap = _run_of(p, own, 0, N) - a[2]
    for j in range(N):
        without_j = _run_of(p, own, 0, j) * _run_of(p, own, j + 1, N)
        for k in range(N):
            low, high = min(j, k), max(j, k)
            without_k = _run_of(p, own, 0, k) * _run_of(p, own, k + 1, N)
            hessian[j, k] = without_j * without_k
            if j != k:
                hessian[j, k] += (
                    gap
                    * _run_of(p, own, 0, low)
                    * _run_of(p, own, low + 1, high)
                    * _run_of(p, own, high + 1, N)
                )


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
    fill_single(a, depth, hessian, np.empty((1, depth)))
