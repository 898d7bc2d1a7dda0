"""Eigenvalue recursions in float64, over batches: orbits and hitting steps.

Everything is compiled, strict IEEE arithmetic (no reordering, no fused operations). Arguments
broadcast against each other to the shape of the batch; the depth N is one integer per call. A
float64 orbit is not the exact orbit: what it seems to violate is only a candidate until balls
confirm it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats import kernels
from dmfcheck.dynamics.floats.arrays import FloatArray, flattened

REACHED = kernels.REACHED
LIMIT = kernels.LIMIT
NOT_FINITE = kernels.NOT_FINITE

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
    if start.size < kernels.FEW:
        kernels.few_identical_orbit(orbit, values, sizes, N)
    else:
        kernels.identical_orbit(N)(orbit, values, sizes)
    return orbit.reshape(rows, *shape)


def identical_iterate(
    d0: ArrayLike, eigenvalue: ArrayLike, eta: ArrayLike, depth: int, steps: ArrayLike
) -> FloatArray:
    """d(k) of the identical start, each instance at its own step k >= 0; shape (*batch).

    The same numbers as row k of :func:`identical_orbit`, in the memory of one row. float64; source
    reduction.decoupling. Raises :class:`~dmfcheck.base.validation.BadInput` on a bad depth or step.

    >>> identical_iterate(0.5, 1.0, 0.25, depth=2, steps=[0, 1])
    array([0.5    , 0.59375])
    """
    N = validation.depth(depth)
    shape, (start, values, sizes, given) = flattened(
        d0=d0, eigenvalue=eigenvalue, eta=eta, steps=steps
    )
    counts = given.astype(np.int64)
    if (counts < 0).any() or (counts != given).any():
        raise BadInput("steps", "has an entry that is no step", "integers >= 0")
    d = start.copy()
    kernels.identical_iterate(N)(d, values, sizes, counts)
    return d.reshape(shape)


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
    if start.size < kernels.FEW:
        kernels.few_perturbed_orbit(factors, u, v, values, sizes, N)
    else:
        kernels.perturbed_orbit(N)(first, others, product, u, v, values, sizes)
    full = (rows, *shape)
    return first.reshape(full), others.reshape(full), product.reshape(full)


def hitting_steps(
    x0: ArrayLike, h: ArrayLike, threshold: ArrayLike, depth: int, limit: int
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The first k <= limit with x(k) >= threshold in :func:`normalised_orbit`, and a status.

    Both have the shape of the batch. The step is -1 unless the status is REACHED (0); LIMIT (1)
    says that no k <= limit does, NOT_FINITE (2) that the orbit left the range of float64. The
    step is that of the float64 orbit: within one or so of the exact one, not certified.

    >>> steps, status = hitting_steps([0.5, 0.1], 0.25, 0.9, depth=2, limit=10)
    >>> steps, status
    (array([ 5, -1]), array([0, 1], dtype=int8))
    """
    N, most = validation.depth(depth), validation.whole(limit, "limit", 0, LARGEST_COUNT)
    shape, (start, sizes, levels) = flattened(x0=x0, h=h, threshold=threshold)
    steps, status = np.empty(start.size, np.int64), np.empty(start.size, np.int8)
    kernel = kernels.few_hitting if start.size < kernels.FEW else kernels.hitting
    kernel(N)(start, sizes, levels, most, steps, status)
    return steps.reshape(shape), status.reshape(shape)


def perturbed_hitting_steps(
    alpha: ArrayLike,
    beta: ArrayLike,
    eigenvalue: ArrayLike,
    eta: ArrayLike,
    theta: ArrayLike,
    depth: int,
    limit: int,
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The first k <= limit with w(k) / lambda >= theta in :func:`perturbed_orbit`, and a status.

    For lambda < 0 that is w <= -theta |lambda|; lambda = 0 is refused. Steps and status as in
    :func:`hitting_steps`. Source perturbed.time.

    >>> perturbed_hitting_steps(0.1, 1e-3, [-1.0, 1.0], 0.1, 0.5, depth=2, limit=1000)
    (array([80, 24]), array([0, 0], dtype=int8))
    """
    N, most = validation.depth(depth), validation.whole(limit, "limit", 0, LARGEST_COUNT)
    shape, (start, offset, values, sizes, levels) = flattened(
        alpha=alpha, beta=beta, eigenvalue=eigenvalue, eta=eta, theta=theta
    )
    if np.any(values == 0):
        raise BadInput("eigenvalue", "is 0", "nonzero eigenvalues")
    steps, status = np.empty(start.size, np.int64), np.empty(start.size, np.int8)
    instances = (2.0 * start - offset, offset, values, sizes, levels)
    few = start.size < kernels.FEW
    kernel = kernels.few_perturbed_hitting if few else kernels.perturbed_hitting
    kernel(N)(instances, most, steps, status)
    return steps.reshape(shape), status.reshape(shape)
