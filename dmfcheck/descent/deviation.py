"""How far rounding can carry a float64 matrix descent from its decoupled orbit: compiled model.

The descent map is linearised at the decoupled orbit. In the eigenbasis the entries (a, b) and
(b, a) of the N factors form a linear recursion of their own, of dimension 2N (N where a = b),
z+ = (I - eta H) z + rounding, H the Hessian of the loss on those entries. The matrix
C+ = (I - eta H) C (I - eta H) + sigma^2 I then bounds every sum of such errors. The derivation,
the rounding sigma and the assumptions are in notes/float-horizon.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from dmfcheck.descent.arrays import FloatArray

IntArray = np.ndarray[Any, np.dtype[np.int64]]

UNIT_ROUNDOFF = 2.0**-53

RELATIVE_CHANGE = 0.02
ABSOLUTE_CHANGE = 1e-3
"""H is held at its midpoint while no factor's eigenvalue moves by more than RELATIVE_CHANGE of
itself plus ABSOLUTE_CHANGE of alpha: the growth over such a stretch is then right to second order.
"""

_compiled: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")


@_compiled
def _run_of(first: float, others: float, low: int, high: int) -> float:
    """The product of a factor's eigenvalue over the factors low..high-1 (factor 0 is the first)."""
    product = 1.0
    for factor in range(low, high):
        product *= first if factor == 0 else others
    return product


@_compiled
def pair_hessian(a: FloatArray, b: FloatArray, depth: int, hessian: FloatArray) -> None:
    """H on the entries (a, b) of W_1..W_N, then the entries (b, a), filled into (2N, 2N).

    ``a`` and ``b`` are (p, q, lambda): the first factor's eigenvalue, the others', the target's.

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


@_compiled
def single_hessian(a: FloatArray, depth: int, hessian: FloatArray) -> None:
    """H on the entries (a, a) of W_1..W_N, filled into the leading (N, N).

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


@_compiled
def _multiply(left: FloatArray, right: FloatArray, product: FloatArray, size: int) -> None:
    # Matrices of a few rows: a BLAS call costs more than the product.
    for i in range(size):
        for j in range(size):
            product[i, j] = 0.0
        for k in range(size):
            entry = left[i, k]
            for j in range(size):
                product[i, j] += entry * right[k, j]


@_compiled
def _advance(
    C: FloatArray, A: FloatArray, steps: int, variance: float, size: int, work: FloatArray
) -> None:
    """C <- A^steps C A^steps + variance (I + A^2 + ... + A^{2 steps - 2}), by binary powering.

    ``A`` is symmetric and overwritten; ``work`` has shape (2, size, size) or more.
    """
    noise, other = work[0], work[1]
    for i in range(size):
        for j in range(size):
            noise[i, j] = variance if i == j else 0.0
    while True:
        if steps & 1:
            _multiply(A, C, other, size)
            _multiply(other, A, C, size)
            for i in range(size):
                for j in range(size):
                    C[i, j] += noise[i, j]
        steps >>= 1
        if steps == 0:
            return
        _multiply(A, A, other, size)
        for i in range(size):
            for j in range(size):
                A[i, j] = other[i, j]
        _multiply(A, noise, other, size)
        for i in range(size):
            for j in range(size):
                noise[i, j] += other[i, j]


@_compiled
def _contribution(
    C: FloatArray, now: FloatArray, size: int, depth: int, eta: float, travelled: float
) -> float:
    """The trace of C, where what lies along the orbit counts as the shift in time that it is.

    ``travelled`` is M / k: an error along an orbit that moves by ``speed`` a step is a shift of
    error / speed steps, counted as the same part of M as it is of the k steps so far.
    """
    trace = 0.0
    for i in range(size):
        trace += C[i, i]
    if size != depth:
        return trace
    p, q, value = now
    # The direction (q, p, ..., p) in which the N eigenvalues of this eigenvector move together.
    norm = np.sqrt(q * q + (depth - 1) * p * p)
    if not norm > 0:
        return trace
    along = 0.0
    for i in range(size):
        for j in range(size):
            along += (q if i == 0 else p) / norm * C[i, j] * ((q if j == 0 else p) / norm)
    speed = eta * abs(q) ** (depth - 2) * abs(value - p * q ** (depth - 1)) * norm
    across = max(trace - along, 0.0)
    return across + along * min(1.0, (travelled / speed) ** 2 if speed > 0 else 1.0)


@_compiled
def deviation_bounds(
    spectrum: FloatArray,
    alpha: float,
    beta: float,
    eta: float,
    depth: int,
    checkpoints: IntArray,
    most: float,
) -> FloatArray:
    """Bounds on the deviation of all factors (Frobenius norm) at increasing steps.

    One entry per checkpoint, up to and including the first that is not <= ``most``.

    >>> steps = np.array([1, 2], np.int64)
    >>> bool((deviation_bounds(np.array([1.0]), 0.5, 0.0, 0.1, 2, steps, 1.0) < 1e-15).all())
    True
    """
    n, dimension = spectrum.size, 2 * depth
    largest = np.max(np.abs(spectrum))
    scale = max(alpha, largest ** (1.0 / depth))
    u, v = np.full(n, 2.0 * alpha - beta), np.full(n, beta)
    now, previous = np.empty((n, 3)), np.empty((n, 3))
    now[:, 0], now[:, 1], now[:, 2] = alpha - beta, alpha, spectrum
    settled, moved = now.copy(), np.zeros(n, np.bool_)
    pairs = n * (n + 1) // 2
    C, since = np.zeros((pairs, dimension, dimension)), np.zeros(pairs, np.int64)
    start = np.empty((pairs, 2, 3))
    pair = 0
    for a in range(n):
        for b in range(a, n):
            start[pair, 0], start[pair, 1] = now[a], now[b]
            for i in range(dimension if a != b else depth):
                C[pair, i, i] = (UNIT_ROUNDOFF * alpha) ** 2
            pair += 1
    A, work = np.empty((dimension, dimension)), np.empty((2, dimension, dimension))
    bounds = np.empty(checkpoints.size)
    checkpoint = 0
    for k in range(1, checkpoints[-1] + 1):
        any_moved, norm = False, 0.0
        for i in range(n):
            previous[i] = now[i]
            p, q = now[i, 0], now[i, 1]
            e = eta * q ** (depth - 2) * (spectrum[i] - p * q ** (depth - 1))
            u[i] *= 1.0 + e
            v[i] *= 1.0 - e
            now[i, 0], now[i, 1] = 0.5 * (u[i] - v[i]), 0.5 * (u[i] + v[i])
            moved[i] = False
            for j in range(2):
                norm = max(norm, abs(now[i, j]))
                allowed = RELATIVE_CHANGE * abs(settled[i, j]) + ABSOLUTE_CHANGE * alpha
                moved[i] |= not abs(now[i, j] - settled[i, j]) <= allowed
            any_moved |= moved[i]
        everything = k == checkpoints[checkpoint]
        if not (everything or any_moved):
            continue
        sigma = UNIT_ROUNDOFF * (
            norm + eta * depth * norm ** (depth - 1) * max(largest, norm**depth)
        )
        total, pair = 0.0, 0
        for a in range(n):
            for b in range(a, n):
                size = dimension if a != b else depth
                if everything or moved[a] or moved[b]:
                    # H at the middle of the steps since this pair was last brought up to date.
                    middle = start[pair]
                    middle[0] = 0.5 * (middle[0] + previous[a])
                    middle[1] = 0.5 * (middle[1] + previous[b])
                    if a == b:
                        single_hessian(middle[0], depth, A)
                    else:
                        pair_hessian(middle[0], middle[1], depth, A)
                    for i in range(size):
                        for j in range(size):
                            A[i, j] = (1.0 if i == j else 0.0) - eta * A[i, j]
                    _advance(C[pair], A, k - since[pair], sigma * sigma, size, work)
                    since[pair], start[pair, 0], start[pair, 1] = k, now[a], now[b]
                if everything:
                    part = _contribution(C[pair], now[a], size, depth, eta, scale / k)
                    total += size * part
                pair += 1
        for i in range(n):
            if everything or moved[i]:
                settled[i] = now[i]
        if everything:
            bounds[checkpoint] = np.sqrt((k + 1) * total)
            checkpoint += 1
            if checkpoint == checkpoints.size or not bounds[checkpoint - 1] <= most:
                break
    return bounds[:checkpoint]
