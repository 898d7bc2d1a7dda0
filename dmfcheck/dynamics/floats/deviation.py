"""How far rounding can carry a matrix descent in floats from its decoupled orbit: compiled model.

The descent map is linearised at the decoupled orbit. In the eigenbasis the entries (a, b) and
(b, a) of the N factors form a linear recursion of their own, of dimension 2N (N where a = b),
z+ = (I - eta H) z + rounding, H the Hessian of the loss on those entries. The matrix
C+ = (I - eta H) C (I - eta H) + sigma^2 I then bounds every sum of such errors. The derivation,
the rounding sigma and the assumptions are in notes/float-horizon.md.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import Any, NamedTuple

import numpy as np

from dmfcheck.base.bounds import check_time
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled, inner, spliced
from dmfcheck.dynamics.floats.hessian import fill_mirrored_maps, fill_pair, fill_single
from dmfcheck.dynamics.floats.scaled_descent import ScaledDescent
from dmfcheck.dynamics.floats.small_powers import advance_three, advance_two

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
IntArray = np.ndarray[Any, np.dtype[np.int64]]

RELATIVE_CHANGE = 0.02
ABSOLUTE_CHANGE = 1e-3
"""H is held at its midpoint while no factor's eigenvalue moves by more than RELATIVE_CHANGE of
itself plus ABSOLUTE_CHANGE of the least alpha: the growth over such a stretch is then right to
second order.
"""

ASSEMBLED = 4
"""Units of rounding of its largest entry by which a start V diag(a) V^T is off, in the root mean
square of its entries in the basis V: measured (notes/float-horizon.md)."""

PIECE = 16
"""Checkpoints after which compiled code comes back, to be counted and to look at the time."""

LARGEST_STATE = 2 * 10**9
"""Bytes of all pairs together."""


@inner
def _multiply(left: FloatArray, right: FloatArray, product: FloatArray, size: int) -> None:
    # Matrices of a few rows: a BLAS call costs more than the product.
    for i in range(size):
        for j in range(size):
            product[i, j] = 0.0
        for k in range(size):
            entry = left[i, k]
            for j in range(size):
                product[i, j] += entry * right[k, j]


@inner
def _advance(
    C: FloatArray, A: FloatArray, steps: int, variance: float, size: int, work: FloatArray
) -> None:
    """C <- A^steps C A^steps + variance (I + A^2 + ... + A^{2 steps - 2}), by binary powering.

    ``A`` is symmetric and overwritten; ``work`` has shape (2, size, size) or more.
    """
    if size == 2:
        advance_two(C, A, steps, variance)
        return
    if size == 3:
        advance_three(C, A, steps, variance)
        return
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


@inner
def _single_part(C: FloatArray, now: FloatArray, depth: int, eta: float, travelled: float) -> float:
    """The trace of C for one eigenvalue, an error along its orbit counted as a shift in time.

    ``travelled`` is M / k: an error along an orbit that moves by ``speed`` a step is a shift of
    error / speed steps, counted as the same part of M as it is of the k steps so far.
    """
    trace = 0.0
    for i in range(depth):
        trace += C[i, i]
    p, q, value = now
    # The direction (q, p, ..., p) in which the N eigenvalues of this eigenvector move together.
    norm = np.sqrt(q * q + (depth - 1) * p * p)
    if not norm > 0:
        return trace
    along = 0.0
    for i in range(depth):
        for j in range(depth):
            along += (q if i == 0 else p) / norm * C[i, j] * ((q if j == 0 else p) / norm)
    speed = eta * abs(q) ** (depth - 2) * abs(value - p * q ** (depth - 1)) * norm
    across = max(trace - along, 0.0)
    return across + along * min(1.0, (travelled / speed) ** 2 if speed > 0 else 1.0)


class _Orbits(NamedTuple):
    """The orbit of each distinct eigenvalue: u = p + q, v = q - p, rows (p, q, lambda) thrice.

    ``now`` is the current step, ``previous`` the one before, ``settled`` that at which the pairs of
    an orbit were last brought up to date; ``moved`` marks those that have left it since.
    """

    u: FloatArray
    v: FloatArray
    now: FloatArray
    previous: FloatArray
    settled: FloatArray
    moved: BoolArray


class _Pairs(NamedTuple):
    """C of every kind of pair, shape (pairs, 2, size, size), valid at step ``since``.

    ``orbits`` are the indices of its two orbits, ``single`` marks an eigenvector with itself, and
    ``copies`` says how many pairs of eigenvectors are of that kind: all that have the same two
    eigenvalues have the same C. ``ends`` are the rows of the two orbits at ``since``, and ``work``
    is where matrices are multiplied.
    """

    orbits: IntArray
    single: BoolArray
    copies: FloatArray
    C: FloatArray
    ends: FloatArray
    since: IntArray
    work: FloatArray


class _Model(NamedTuple):
    """What does not change: the descent, ||What||, M, what may be lost or moved, and u."""

    mirrored: bool
    eta: float
    depth: int
    largest: float
    scale: float
    least: float
    allowance: float
    roundoff: float


@inner
def _follow(orbits: _Orbits, model: _Model) -> tuple[float, bool]:
    """One step of every orbit: the largest |p| or |q|, and whether any is marked as moved."""
    u, v, now, previous, settled, moved = orbits
    norm, any_moved = 0.0, False
    for i in range(u.size):
        p, q = now[i, 0], now[i, 1]
        previous[i, 0], previous[i, 1], previous[i, 2] = p, q, now[i, 2]
        power = q ** (model.depth - 2)
        e = model.eta * power * (now[i, 2] - p * (power * q))
        u[i] *= 1.0 + e
        v[i] *= 1.0 - e
        now[i, 0], now[i, 1] = 0.5 * (u[i] - v[i]), 0.5 * (u[i] + v[i])
        moved[i] = False
        for j in range(2):
            norm = max(norm, abs(now[i, j]))
            allowed = RELATIVE_CHANGE * abs(settled[i, j]) + model.allowance
            moved[i] |= not abs(now[i, j] - settled[i, j]) <= allowed
        any_moved |= moved[i]
    return norm, any_moved


@spliced
def _update(
    C: FloatArray,
    ends: FloatArray,
    single: bool,
    model: _Model,
    steps: int,
    variance: float,
    work: FloatArray,
) -> None:
    """Carry the pair's C, of shape (2, size, size), through ``steps`` steps with H held."""
    H, A, depth = work[0], work[1], model.depth
    size = depth
    if model.mirrored and not single:
        fill_mirrored_maps(ends[0], ends[1], depth, model.eta, H, A, work[2])
        _advance(C[0], H, steps, variance, depth, work[2:])
        _advance(C[1], A, steps, variance, depth, work[2:])
        return
    if single:
        fill_single(ends[0], depth, H, A)
    else:
        fill_pair(ends[0], ends[1], depth, H, A)
        size = 2 * depth
    for i in range(size):
        for j in range(size):
            A[i, j] = (1.0 if i == j else 0.0) - model.eta * H[i, j]
    _advance(C[0], A, steps, variance, size, work[2:])


@spliced
def _bring_up_to_date(
    orbits: _Orbits, pairs: _Pairs, model: _Model, k: int, sigma: float, everything: bool
) -> float:
    """Carry the pairs that moved to step k; if ``everything``, all of them: then the sum of C."""
    now, previous, depth = orbits.now, orbits.previous, model.depth
    total = 0.0
    for pair in range(pairs.since.size):
        a, b = pairs.orbits[pair]
        if not (everything or orbits.moved[a] or orbits.moved[b]):
            continue
        # H at the middle of the steps since this pair was last brought up to date.
        middle, single = pairs.ends[pair], pairs.single[pair]
        for j in range(2):
            middle[0, j] = 0.5 * (middle[0, j] + previous[a, j])
            middle[1, j] = 0.5 * (middle[1, j] + previous[b, j])
        steps = k - pairs.since[pair]
        _update(pairs.C[pair], middle, single, model, steps, sigma * sigma, pairs.work)
        pairs.since[pair] = k
        for j in range(2):
            middle[0, j], middle[1, j] = now[a, j], now[b, j]
        copies = pairs.copies[pair]
        if everything and single:
            travelled = model.scale / k
            part = _single_part(pairs.C[pair, 0], now[a], depth, model.eta, travelled)
            total += copies * (depth * part)
        elif everything:
            for i in range(pairs.C.shape[2]):
                trace = pairs.C[pair, 0, i, i] + pairs.C[pair, 1, i, i]
                total += copies * (2 * depth * trace)
    for i in range(orbits.u.size):
        if everything or orbits.moved[i]:
            orbits.settled[i, 0], orbits.settled[i, 1] = now[i, 0], now[i, 1]
    return total


@compiled
def _march(
    orbits: _Orbits,
    pairs: _Pairs,
    model: _Model,
    before: int,
    checkpoints: IntArray,
    most: float,
    bounds: FloatArray,
) -> int:
    """Fill ``bounds`` at the checkpoints until one is not <= ``most``; how many were filled.

    The steps up to ``before`` have been taken.
    """
    checkpoint, depth = 0, model.depth
    for k in range(before + 1, checkpoints[-1] + 1):
        norm, any_moved = _follow(orbits, model)
        everything = k == checkpoints[checkpoint]
        if not (everything or any_moved):
            continue
        sigma = model.roundoff * (
            norm + model.eta * depth * norm ** (depth - 1) * max(model.largest, norm**depth)
        )
        sigma += model.least
        total = _bring_up_to_date(orbits, pairs, model, k, sigma, everything)
        if everything:
            bounds[checkpoint] = np.sqrt((k + 1) * total)
            checkpoint += 1
            if checkpoint == checkpoints.size or not bounds[checkpoint - 1] <= most:
                break
    return checkpoint


def deviation_bounds(descent: ScaledDescent, checkpoints: IntArray, most: float) -> FloatArray:
    """Bounds on the deviation of all factors (Frobenius norm) at increasing steps.

    One entry per checkpoint, up to and including the first that is not <= ``most``. The squares of
    all that matters must be in float64. Raises :class:`~dmfcheck.base.validation.BadInput` for more
    pairs of distinct eigenvalues than fit into memory.

    >>> steps = np.array([1, 2], np.int64)
    >>> descent = ScaledDescent(np.array([1.0]), depth=2, alpha=0.5, beta=0.0, eta=0.1, least=0.0)
    >>> bool((deviation_bounds(descent, steps, 1.0) < 1e-15).all())
    True
    """
    spectrum, depth, alpha, beta, eta, least, roundoff, starts = astuple(descent)
    exact = starts is None
    each = np.full(spectrum.size, alpha) if exact else starts
    kinds, copies = np.unique(np.stack([spectrum, each]), axis=1, return_counts=True)
    (spectrum, each), copies = kinds[:, ::-1], copies[::-1]
    n = spectrum.size
    # Equal factors: swapping entry (a, b) of W_j with (b, a) of W_{N+1-j} commutes with H, which
    # splits into two blocks of half the size, on the sums and on the differences.
    mirrored = beta == 0.0
    size = depth if mirrored else 2 * depth
    if 16 * size**2 * (n * (n + 1) // 2) > LARGEST_STATE:
        wrong = f"has {n} distinct eigenvalues, too many for a float horizon at depth {depth}"
        raise BadInput("spectrum", wrong, "pairs of which 2 N x N matrices each fit into 2 GB")
    now = np.column_stack([each - beta, each, spectrum])
    largest = float(np.abs(spectrum).max())
    scale = max(alpha, largest ** (1.0 / depth))
    u, v = 2.0 * each - beta, np.full(n, beta)
    orbits = _Orbits(u, v, now, now.copy(), now.copy(), np.zeros(n, np.bool_))
    first, second, single, count = _kinds(copies)
    C = np.zeros((first.size, 2, size, size))
    off = roundoff * alpha * (1 if exact else ASSEMBLED)
    C[:, 0] = (off + least) ** 2 * np.eye(size)
    if mirrored:
        C[:, 1] = C[:, 0]
    ends, since = np.stack([now[first], now[second]], axis=1), np.zeros(first.size, np.int64)
    work = np.empty((4, 2 * depth, 2 * depth))
    pairs = _Pairs(np.column_stack([first, second]), single, count, C, ends, since, work)
    allowance = ABSOLUTE_CHANGE * float(each.min())
    model = _Model(mirrored, eta, depth, largest, scale, least, allowance, roundoff)
    bounds = np.empty(checkpoints.size)
    before = filled = 0
    for begin in counted(range(0, checkpoints.size, PIECE), "float horizon"):
        check_time()
        piece = slice(begin, begin + PIECE)
        filled += _march(orbits, pairs, model, before, checkpoints[piece], most, bounds[piece])
        before = int(checkpoints[piece][-1])
        if not bounds[filled - 1] <= most:
            break
    return bounds[:filled]


def _kinds(copies: IntArray) -> tuple[IntArray, IntArray, BoolArray, FloatArray]:
    """Of eigenvalues with so many copies: both indices of every kind of pair, and see _Pairs.

    An eigenvalue with copies makes two kinds with itself: each eigenvector alone, and two of them.
    """
    first, second = np.triu_indices(copies.size)
    single = first == second
    count = np.where(single, copies[first], copies[first] * copies[second]).astype(np.float64)
    (repeated,) = np.nonzero(copies > 1)
    among = copies[repeated] * (copies[repeated] - 1) / 2
    return (
        np.concatenate([first, repeated]),
        np.concatenate([second, repeated]),
        np.concatenate([single, np.zeros(repeated.size, np.bool_)]),
        np.concatenate([count, among]),
    )
