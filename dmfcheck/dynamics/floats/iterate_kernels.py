"""The compiled inner loops of one iterate of each of many eigenvalues, in lanes.

Strict IEEE arithmetic, as in :mod:`~dmfcheck.dynamics.floats.kernels`, and the same bits: a lane is
one instance, and nothing goes from one to another. All that a block of lanes is, is one array, so
that the compiler sees that its rows do not overlap and works on registers of them. The loops over
``steps`` (batch,) are the faster the fewer different numbers of steps a block has: these do not
increase.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled
from dmfcheck.dynamics.floats.powers import raised, raised_at_run

IntArray = np.ndarray[Any, np.dtype[np.int64]]

LANES = 256
"""Instances of a block: enough for many registers at work, few enough for the first cache."""

ROW = LANES + 8
"""Numbers between two rows of a block: at 4096 bytes what is stored holds up what is loaded."""


@cache
def identical_iterate(depth: int) -> Any:
    """d after ``steps`` steps d+ = d + eta d^{N-1} (lambda - d^N), in place of ``d`` (batch,).

    ``steps`` does not increase.

    >>> d = np.full(2, 0.5)
    >>> identical_iterate(2)(d, np.ones(2), np.full(2, 0.25), np.array([1, 0]))
    >>> d.tolist()
    [0.59375, 0.5]
    """
    exponent, value, size = depth - 1, ROW, 2 * ROW

    def kernel(d: FloatArray, eigenvalue: FloatArray, eta: FloatArray, steps: IntArray) -> None:
        block = np.empty(3 * ROW)
        for first in range(0, d.size, LANES):
            lanes = min(LANES, d.size - first)
            for i in range(lanes):
                block[i], block[value + i] = d[first + i], eigenvalue[first + i]
                block[size + i] = eta[first + i]
            done = 0
            while lanes > 0:
                until = steps[first + lanes - 1]
                for _ in range(until - done):
                    for i in range(lanes):
                        x = block[i]
                        power = raised(x, exponent)
                        block[i] = x + block[size + i] * (power * (block[value + i] - power * x))
                done = until
                while lanes > 0 and steps[first + lanes - 1] == done:
                    lanes -= 1
                    d[first + lanes] = block[lanes]

    return compiled(kernel)


@compiled
def few_identical_iterate(
    d: FloatArray, eigenvalue: FloatArray, eta: FloatArray, steps: IntArray, depth: int
) -> None:
    """:func:`identical_iterate` one after the other, at any depth: the same bits, compiled once.

    >>> d = np.full(2, 0.5)
    >>> few_identical_iterate(d, np.ones(2), np.full(2, 0.25), np.array([1, 0]), 2)
    >>> d.tolist()
    [0.59375, 0.5]
    """
    for i in range(d.size):
        x = d[i]
        for _ in range(steps[i]):
            power = raised_at_run(x, depth - 1)
            x = x + eta[i] * (power * (eigenvalue[i] - power * x))
        d[i] = x


@cache
def perturbed_iterate(depth: int) -> Any:
    """u and v after ``steps`` steps of the perturbed recursion, in place of them (batch,).

    u+ = u (1 + e), v+ = v (1 - e), e = eta q^{N-2} (lambda - p q^{N-1}), p = (u - v)/2 and
    q = (u + v)/2. ``steps`` does not increase.

    >>> u, v = np.array([0.75]), np.array([0.25])
    >>> perturbed_iterate(2)(u, v, np.array([1.0]), np.array([0.5]), np.array([1]))
    >>> u, v
    (array([1.078125]), array([0.140625]))
    """
    exponent, other, value, size = depth - 2, ROW, 2 * ROW, 3 * ROW

    def kernel(
        u: FloatArray, v: FloatArray, eigenvalue: FloatArray, eta: FloatArray, steps: IntArray
    ) -> None:
        block = np.empty(4 * ROW)
        for first in range(0, u.size, LANES):
            lanes = min(LANES, u.size - first)
            for i in range(lanes):
                block[i], block[other + i] = u[first + i], v[first + i]
                block[value + i], block[size + i] = eigenvalue[first + i], eta[first + i]
            done = 0
            while lanes > 0:
                until = steps[first + lanes - 1]
                for _ in range(until - done):
                    for i in range(lanes):
                        x, y = block[i], block[other + i]
                        p, q = 0.5 * (x - y), 0.5 * (x + y)
                        power = raised(q, exponent)
                        w = p * (power * q)
                        e = block[size + i] * (power * (block[value + i] - w))
                        block[i], block[other + i] = x * (1.0 + e), y * (1.0 - e)
                done = until
                while lanes > 0 and steps[first + lanes - 1] == done:
                    lanes -= 1
                    u[first + lanes], v[first + lanes] = block[lanes], block[other + lanes]

    return compiled(kernel)


@compiled
def few_perturbed_iterate(
    u: FloatArray,
    v: FloatArray,
    eigenvalue: FloatArray,
    eta: FloatArray,
    steps: IntArray,
    depth: int,
) -> None:
    """:func:`perturbed_iterate` one after the other, as :func:`few_identical_iterate`.

    >>> u, v = np.array([0.75]), np.array([0.25])
    >>> few_perturbed_iterate(u, v, np.array([1.0]), np.array([0.5]), np.array([1]), 2)
    >>> u, v
    (array([1.078125]), array([0.140625]))
    """
    for i in range(u.size):
        x, y = u[i], v[i]
        for _ in range(steps[i]):
            p, q = 0.5 * (x - y), 0.5 * (x + y)
            power = raised_at_run(q, depth - 2)
            w = p * (power * q)
            e = eta[i] * (power * (eigenvalue[i] - w))
            x, y = x * (1.0 + e), y * (1.0 - e)
        u[i], v[i] = x, y
