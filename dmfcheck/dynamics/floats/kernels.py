"""The compiled inner loops of the orbits of eigenvalues, one specialisation per depth.

Strict IEEE arithmetic: no operation is reordered or fused, so a kernel returns bit for bit what a
plain Python loop over the same expressions returns, and a decrease that a kernel shows is one that
float64 shows. x^{N-1} is a product by repeated squaring, unrolled because the depth is a constant
of the specialisation; it is off by at most N - 2 roundings.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled
from dmfcheck.dynamics.floats.powers import raised, raised_at_run

FEW = 8
"""Instances below which lanes, most of them idle, cost more than one after the other, and compiling
an orbit for one depth costs more than it saves."""


@cache
def identical_orbit(depth: int) -> Any:
    """d+ = d + eta d^{N-1} (lambda - d^N), filled into ``orbit`` of shape (steps + 1, batch).

    >>> import numpy as np
    >>> orbit = np.full((2, 1), 0.5)
    >>> identical_orbit(2)(orbit, np.array([1.0]), np.array([0.25]))
    >>> float(orbit[1, 0])
    0.59375
    """
    exponent = depth - 1

    def kernel(orbit: FloatArray, eigenvalue: FloatArray, eta: FloatArray) -> None:
        steps, batch = orbit.shape
        for k in range(1, steps):
            for i in range(batch):
                d = orbit[k - 1, i]
                power = raised(d, exponent)
                orbit[k, i] = d + eta[i] * (power * (eigenvalue[i] - power * d))

    return compiled(kernel)


@compiled
def few_identical_orbit(
    orbit: FloatArray, eigenvalue: FloatArray, eta: FloatArray, depth: int
) -> None:
    """:func:`identical_orbit` for a few instances, at any depth: the same bits, compiled once.

    A step takes up to twice as long, which millions of steps hardly make up for.

    >>> import numpy as np
    >>> orbit = np.full((2, 1), 0.5)
    >>> few_identical_orbit(orbit, np.array([1.0]), np.array([0.25]), 2)
    >>> float(orbit[1, 0])
    0.59375
    """
    steps, batch = orbit.shape
    for k in range(1, steps):
        for i in range(batch):
            d = orbit[k - 1, i]
            power = raised_at_run(d, depth - 1)
            orbit[k, i] = d + eta[i] * (power * (eigenvalue[i] - power * d))


@cache
def perturbed_orbit(depth: int) -> Any:
    """u+ = u (1 + e), v+ = v (1 - e), e = eta q^{N-2} (lambda - p q^{N-1}), u = q + p, v = q - p.

    Fills ``first`` (p), ``others`` (q) and ``product`` (p q^{N-1}), each (steps + 1, batch), from
    ``u`` and ``v``, which it overwrites with the last step's values.

    >>> import numpy as np
    >>> p, q, w = np.empty((3, 2, 1))
    >>> u, v = np.array([0.75]), np.array([0.25])
    >>> perturbed_orbit(2)(p, q, w, u, v, np.array([1.0]), np.array([0.5]))
    >>> p[1, 0], q[1, 0], w[1, 0]
    (np.float64(0.46875), np.float64(0.609375), np.float64(0.28564453125))
    """
    exponent = depth - 2

    def kernel(
        first: FloatArray,
        others: FloatArray,
        product: FloatArray,
        u: FloatArray,
        v: FloatArray,
        eigenvalue: FloatArray,
        eta: FloatArray,
    ) -> None:
        steps, batch = first.shape
        for k in range(steps):
            for i in range(batch):
                p, q = 0.5 * (u[i] - v[i]), 0.5 * (u[i] + v[i])
                power = raised(q, exponent)
                w = p * (power * q)
                first[k, i], others[k, i], product[k, i] = p, q, w
                e = eta[i] * (power * (eigenvalue[i] - w))
                if k < steps - 1:
                    u[i] = u[i] * (1.0 + e)
                    v[i] = v[i] * (1.0 - e)

    return compiled(kernel)


@compiled
def few_perturbed_orbit(
    factors: FloatArray,
    u: FloatArray,
    v: FloatArray,
    eigenvalue: FloatArray,
    eta: FloatArray,
    depth: int,
) -> None:
    """:func:`perturbed_orbit` for a few instances, as :func:`few_identical_orbit`.

    ``factors`` has p, q and their product, (3, steps + 1, batch).

    >>> import numpy as np
    >>> factors = np.empty((3, 2, 1))
    >>> u, v = np.array([0.75]), np.array([0.25])
    >>> few_perturbed_orbit(factors, u, v, np.array([1.0]), np.array([0.5]), 2)
    >>> factors[:, 1, 0].tolist()
    [0.46875, 0.609375, 0.28564453125]
    """
    _, steps, batch = factors.shape
    for k in range(steps):
        for i in range(batch):
            p, q = 0.5 * (u[i] - v[i]), 0.5 * (u[i] + v[i])
            power = raised_at_run(q, depth - 2)
            w = p * (power * q)
            factors[0, k, i], factors[1, k, i], factors[2, k, i] = p, q, w
            e = eta[i] * (power * (eigenvalue[i] - w))
            if k < steps - 1:
                u[i] = u[i] * (1.0 + e)
                v[i] = v[i] * (1.0 - e)
