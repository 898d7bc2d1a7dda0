"""Eigenvalue recursions in float64, over batches: orbits and hitting steps.

Everything is compiled, strict IEEE arithmetic (no reordering, no fused operations). Arguments
broadcast against each other to the shape of the batch; the depth N is one integer per call. A
float64 orbit is not the exact orbit: what it seems to violate is only a candidate until balls
confirm it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats import hitting_kernels, iterate_kernels, kernels
from dmfcheck.dynamics.floats.arrays import FloatArray, flattened
from dmfcheck.dynamics.floats.kernels import FEW
from dmfcheck.dynamics.floats.lanes import MOST_THREADS, in_parts

REACHED = hitting_kernels.REACHED
LIMIT = hitting_kernels.LIMIT
NOT_FINITE = hitting_kernels.NOT_FINITE

LARGEST_COUNT = 2**53
"""Steps are counted in float64 lanes, exactly up to here."""


def identical_orbit(
    d0: ArrayLike, eigenvalue: ArrayLike, eta: ArrayLike, depth: int, steps: int
) -> FloatArray:
    """The identical start: d(k+1) = d + eta d^{N-1} (lambda - d^N), shape (steps + 1, *batch).

    Row k is d(k); the end-to-end eigenvalue is d(k)^N. float64; source reduction.decoupling.
    Raises :class:`~dmfcheck.base.validation.BadInput` on a bad depth, number of steps or shapes.

    >>> identical_orbit([0.5, 0.25], 1.0, 0.25, depth=2, steps=1)
    array([[0.5       , 0.25      ],
           [0.59375   , 0.30859375]])
    """
    N, rows = validation.depth(depth), validation.whole(steps, "steps", 0) + 1
    shape, (start, values, sizes) = flattened(d0=d0, eigenvalue=eigenvalue, eta=eta)
    orbit = np.empty((rows, start.size))
    orbit[0] = start
    if start.size < FEW:
        kernels.few_identical_orbit(orbit, values, sizes, N)
    else:
        kernels.identical_orbit(N)(orbit, values, sizes)
    return orbit.reshape(rows, *shape)


def identical_iterate(
    d0: ArrayLike,
    eigenvalue: ArrayLike,
    eta: ArrayLike,
    depth: int,
    steps: ArrayLike,
    *,
    threads: int = 1,
) -> FloatArray:
    """d(k) of the identical start, each instance at its own step k >= 0; shape (*batch).

    The same numbers as row k of :func:`identical_orbit`, in the memory of one row, and the same on
    any number of ``threads``. float64; source reduction.decoupling. Raises
    :class:`~dmfcheck.base.validation.BadInput` on a bad depth, step or number of threads.

    >>> identical_iterate(0.5, 1.0, 0.25, depth=2, steps=[0, 1])
    array([0.5    , 0.59375])
    """
    N, workers = validation.depth(depth), validation.whole(threads, "threads", 1, MOST_THREADS)
    shape, (start, values, sizes, given) = flattened(
        d0=d0, eigenvalue=eigenvalue, eta=eta, steps=steps
    )
    counts = _counts(given)
    if start.size < FEW:
        d = start.copy()
        iterate_kernels.few_identical_iterate(d, values, sizes, counts, N)
        return d.reshape(shape)
    (d,) = _iterated(iterate_kernels.identical_iterate(N), [start], values, sizes, counts, workers)
    return d.reshape(shape)


def perturbed_iterate(
    alpha: ArrayLike,
    beta: ArrayLike,
    eigenvalue: ArrayLike,
    eta: ArrayLike,
    depth: int,
    steps: ArrayLike,
    *,
    threads: int = 1,
) -> tuple[FloatArray, FloatArray]:
    """(p, q) of the perturbed start, each instance at its own step k >= 0; each of shape (*batch).

    The same numbers as row k of :func:`perturbed_orbit`, whose third is p q^{N-1}; otherwise as
    :func:`identical_iterate`. Source perturbed.invariant.

    >>> p, q = perturbed_iterate(0.5, 0.25, 1.0, 0.5, depth=2, steps=[0, 1])
    >>> p, q
    (array([0.25   , 0.46875]), array([0.5     , 0.609375]))
    """
    N, workers = validation.depth(depth), validation.whole(threads, "threads", 1, MOST_THREADS)
    shape, (start, offset, values, sizes, given) = flattened(
        alpha=alpha, beta=beta, eigenvalue=eigenvalue, eta=eta, steps=steps
    )
    counts = _counts(given)
    u, v = 2.0 * start - offset, offset.copy()
    if start.size < FEW:
        iterate_kernels.few_perturbed_iterate(u, v, values, sizes, counts, N)
    else:
        kernel = iterate_kernels.perturbed_iterate(N)
        u, v = _iterated(kernel, [u, v], values, sizes, counts, workers)
    return (0.5 * (u - v)).reshape(shape), (0.5 * (u + v)).reshape(shape)


def _counts(given: FloatArray) -> NDArray[np.int64]:
    counts = given.astype(np.int64)
    if (counts < 0).any() or (counts != given).any():
        raise BadInput("steps", "has an entry that is no step", "integers >= 0")
    return counts


def _iterated(
    kernel: Callable[..., None],
    state: list[FloatArray],
    values: FloatArray,
    sizes: FloatArray,
    counts: NDArray[np.int64],
    threads: int,
) -> list[FloatArray]:
    """What the state becomes: the instances of most steps first, as the kernels ask."""
    if (counts[1:] <= counts[:-1]).all():
        order, state = None, [part.copy() for part in state]
    else:
        order = np.argsort(-counts, kind="stable")
        state = [part[order] for part in state]
        values, sizes, counts = values[order], sizes[order], counts[order]

    def run(part: slice) -> None:
        kernel(*(whole[part] for whole in (*state, values, sizes, counts)))

    in_parts(counts.size, threads, run)
    if order is None:
        return state
    found = [np.empty_like(part) for part in state]
    for sorted_part, part in zip(state, found, strict=True):
        part[order] = sorted_part
    return found


def normalised_orbit(x0: ArrayLike, h: ArrayLike, depth: int, steps: int) -> FloatArray:
    """x(k+1) = x + h x^{N-1} (1 - x^N), shape (steps + 1, *batch).

    x = d / lambda^{1/N} and h = eta lambda^{2-2/N}; float64; source reduction.scaling.

    >>> normalised_orbit(0.5, 0.25, depth=2, steps=2)
    array([0.5       , 0.59375   , 0.68985748])
    """
    return identical_orbit(x0, 1.0, h, depth, steps)


def perturbed_orbit(
    alpha: ArrayLike,
    beta: ArrayLike,
    eigenvalue: ArrayLike,
    eta: ArrayLike,
    depth: int,
    steps: int,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The perturbed start: (p, q, w), each of shape (steps + 1, *batch), w = p q^{N-1}.

    p is the first factor's eigenvalue, from alpha - beta, and q the others', from alpha:
    p+ = p + eta q^{N-1} (lambda - w), q+ = q + eta p q^{N-2} (lambda - w). Iterated as
    u = q + p, v = q - p, u+ = u (1 + e), v+ = v (1 - e), e = eta q^{N-2} (lambda - w), which keeps
    a beta far below the rounding of alpha. float64; source perturbed.invariant.

    >>> p, q, w = perturbed_orbit(1e-3, 1e-25, -1.0, 0.1, depth=2, steps=900)
    >>> float(w[-1].round(12))
    -1.0
    """
    N, rows = validation.depth(depth), validation.whole(steps, "steps", 0) + 1
    shape, (start, offset, values, sizes) = flattened(
        alpha=alpha, beta=beta, eigenvalue=eigenvalue, eta=eta
    )
    first, others, product = factors = np.empty((3, rows, start.size))
    u, v = 2.0 * start - offset, offset.copy()
    if start.size < FEW:
        kernels.few_perturbed_orbit(factors, u, v, values, sizes, N)
    else:
        kernels.perturbed_orbit(N)(first, others, product, u, v, values, sizes)
    full = (rows, *shape)
    return first.reshape(full), others.reshape(full), product.reshape(full)


def hitting_steps(
    x0: ArrayLike,
    h: ArrayLike,
    threshold: ArrayLike,
    depth: int,
    limit: int,
    *,
    threads: int = 1,
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The first k <= limit with x(k) >= threshold in :func:`normalised_orbit`, and a status.

    Both have the shape of the batch. The step is -1 unless the status is REACHED (0); LIMIT (1)
    says that no k <= limit does, NOT_FINITE (2) that the orbit left the range of float64. The
    step is that of the float64 orbit: within one or so of the exact one, not certified; it is the
    same on any number of ``threads``.

    >>> steps, status = hitting_steps([0.5, 0.1], 0.25, 0.9, depth=2, limit=10)
    >>> steps, status
    (array([ 5, -1]), array([0, 1], dtype=int8))
    """
    N, most = validation.depth(depth), validation.whole(limit, "limit", 0, LARGEST_COUNT)
    workers = validation.whole(threads, "threads", 1, MOST_THREADS)
    shape, instances = flattened(x0=x0, h=h, threshold=threshold)
    few = instances[0].size < hitting_kernels.FEW
    kernel = hitting_kernels.few_hitting(N) if few else hitting_kernels.hitting(N)
    steps, status = _hit(kernel, instances, most, workers)
    return steps.reshape(shape), status.reshape(shape)


def perturbed_hitting_steps(
    alpha: ArrayLike,
    beta: ArrayLike,
    eigenvalue: ArrayLike,
    eta: ArrayLike,
    theta: ArrayLike,
    depth: int,
    limit: int,
    *,
    threads: int = 1,
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The first k <= limit with w(k) / lambda >= theta in :func:`perturbed_orbit`, and a status.

    For lambda < 0 that is w <= -theta |lambda|; lambda = 0 is refused. Steps and status as in
    :func:`hitting_steps`. Source perturbed.time.

    >>> perturbed_hitting_steps(0.1, 1e-3, [-1.0, 1.0], 0.1, 0.5, depth=2, limit=1000)
    (array([80, 24]), array([0, 0], dtype=int8))
    """
    N, most = validation.depth(depth), validation.whole(limit, "limit", 0, LARGEST_COUNT)
    workers = validation.whole(threads, "threads", 1, MOST_THREADS)
    shape, (start, offset, values, sizes, levels) = flattened(
        alpha=alpha, beta=beta, eigenvalue=eigenvalue, eta=eta, theta=theta
    )
    if np.any(values == 0):
        raise BadInput("eigenvalue", "is 0", "nonzero eigenvalues")
    few = start.size < hitting_kernels.FEW
    one_by_one, lanes = hitting_kernels.few_perturbed_hitting, hitting_kernels.perturbed_hitting
    kernel = one_by_one(N) if few else lanes(N)
    instances = [2.0 * start - offset, offset, values, sizes, levels]
    steps, status = _hit(kernel, instances, most, workers)
    return steps.reshape(shape), status.reshape(shape)


def _hit(
    kernel: Callable[..., None], instances: list[FloatArray], limit: int, threads: int
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Steps and status of instances, one array a parameter."""
    size = instances[0].size
    steps, status = np.empty(size, np.int64), np.empty(size, np.int8)

    def run(part: slice) -> None:
        kernel(tuple(whole[part] for whole in instances), limit, steps[part], status[part])

    in_parts(size, threads, run)
    return steps, status
