"""The compiled inner loops of hitting times, in lanes that are refilled as they finish.

Strict IEEE arithmetic, as in :mod:`~dmfcheck.dynamics.floats.kernels`, and the same steps. A lane
that has finished is frozen, not branched around, so that a block stays in registers; every REFILL
steps those that have take the next instances. All that the lanes are is one array: the compiler
sees then that its rows do not overlap. Counts are float64, exact below 2^53.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled
from dmfcheck.dynamics.floats.iterate_kernels import IntArray
from dmfcheck.dynamics.floats.powers import raised

StatusArray = np.ndarray[Any, np.dtype[np.int8]]

REACHED, LIMIT, NOT_FINITE = 0, 1, 2

LANES = 128
"""Enough for many registers at work, few enough for the first cache."""

ROW = LANES + 8
"""Numbers between two rows of a block, as in ``iterate_kernels``."""

REFILL = 24
"""Steps between two looks for lanes that have finished: half of them are lost to one that has."""

FEW = 16
"""Instances below which lanes, most of them idle, cost more than one after the other."""


@cache
def hitting(depth: int) -> Any:
    """First k with x_k >= threshold for x+ = x + h x^{N-1} (1 - x^N).

    Takes (x0, h, threshold), each (batch,), and the limit on k; fills ``steps``, -1 unless
    reached, and ``status``.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> hitting(2)((np.array([0.5]), np.array([0.25]), np.array([0.6])), 9, steps, status)
    >>> int(steps[0])
    2
    """
    exponent, size, stop, count = depth - 1, ROW, 2 * ROW, 3 * ROW

    def kernel(
        instances: tuple[FloatArray, FloatArray, FloatArray],
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        x0, h, threshold = instances
        block = np.zeros(4 * ROW)
        block[stop:count] = -np.inf
        instance, finished = np.full(LANES, -1), np.empty(LANES, np.int64)
        done = np.empty(LANES, np.int64)
        following, left = 0, x0.size
        while left > 0:
            for lane in range(LANES):
                # A NaN is not below its threshold, so it finishes and is told apart by isfinite.
                running = (block[lane] < block[stop + lane]) & (block[count + lane] < limit)
                done[lane] = 1 - running
            # Written down without a branch, which would be guessed wrongly at each that is, and
            # apart from the comparisons, which are then made many at a time.
            number = 0
            for lane in range(LANES):
                finished[number] = lane
                number += done[lane]
            for j in range(number):
                lane = finished[j]
                i, x, n = instance[lane], block[lane], block[count + lane]
                if i >= 0:
                    # Up to REFILL steps may have run past the limit: what they found is not used.
                    if n <= limit and x >= block[stop + lane] and np.isfinite(x):
                        steps[i], status[i] = np.int64(n), REACHED
                    else:
                        overflowed = n <= limit and not np.isfinite(x)
                        steps[i], status[i] = -1, NOT_FINITE if overflowed else LIMIT
                    left -= 1
                instance[lane], block[stop + lane] = -1, -np.inf
                if following < x0.size:
                    instance[lane], block[lane] = following, x0[following]
                    block[size + lane], block[count + lane] = h[following], 0.0
                    block[stop + lane] = threshold[following]
                    following += 1
            for _ in range(REFILL):
                for lane in range(LANES):
                    x = block[lane]
                    power = raised(x, exponent)
                    moved = block[size + lane] * (power * (1.0 - power * x))
                    active = x < block[stop + lane]
                    block[lane] = x + (moved if active else 0.0)
                    block[count + lane] += 1.0 if active else 0.0

    return compiled(kernel)


@cache
def perturbed_hitting(depth: int) -> Any:
    """First k with p q^{N-1} / lambda >= theta in the recursion of u and v.

    Takes (u0, v0, lambda, eta, theta), each (batch,), and the limit on k; lanes as in
    :func:`hitting`.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> one = np.ones(1)
    >>> instances = (0.75 * one, 0.25 * one, -one, 0.2 * one, 0.5 * one)
    >>> perturbed_hitting(2)(instances, 99, steps, status)
    >>> int(steps[0])
    11
    """
    exponent, other, value, size = depth - 2, ROW, 2 * ROW, 3 * ROW
    sign, stop, last, count = 4 * ROW, 5 * ROW, 6 * ROW, 7 * ROW

    def kernel(
        instances: tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray],
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        u0, v0, eigenvalue, eta, theta = instances
        block = np.zeros(8 * ROW)
        block[stop:last] = -np.inf
        instance, finished = np.full(LANES, -1), np.empty(LANES, np.int64)
        done = np.empty(LANES, np.int64)
        following, left = 0, u0.size
        while left > 0:
            for lane in range(LANES):
                running = (block[last + lane] < block[stop + lane]) & (block[count + lane] <= limit)
                done[lane] = 1 - running
            number = 0
            for lane in range(LANES):
                finished[number] = lane
                number += done[lane]
            for j in range(number):
                lane = finished[j]
                i, level, n = instance[lane], block[last + lane], block[count + lane]
                if i >= 0:
                    found = level >= block[stop + lane] and np.isfinite(level)
                    if n <= limit and found:
                        steps[i], status[i] = np.int64(n), REACHED
                    else:
                        steps[i], status[i] = -1, LIMIT if n > limit else NOT_FINITE
                    left -= 1
                instance[lane], block[stop + lane] = -1, -np.inf
                if following < u0.size:
                    instance[lane], goal = following, eigenvalue[following]
                    block[lane], block[other + lane] = u0[following], v0[following]
                    block[value + lane], block[size + lane] = goal, eta[following]
                    # The level is compared as sign(lambda) w against theta |lambda|: no division,
                    # either sign.
                    block[sign + lane] = 1.0 if goal >= 0 else -1.0
                    block[stop + lane] = theta[following] * abs(goal)
                    block[last + lane], block[count + lane] = -np.inf, 0.0
                    following += 1
            for _ in range(REFILL):
                for lane in range(LANES):
                    u, v = block[lane], block[other + lane]
                    p, q = 0.5 * (u - v), 0.5 * (u + v)
                    power = raised(q, exponent)
                    w = p * (power * q)
                    level = block[sign + lane] * w
                    e = block[size + lane] * (power * (block[value + lane] - w))
                    active = level < block[stop + lane]
                    block[lane] = u * (1.0 + e) if active else u
                    block[other + lane] = v * (1.0 - e) if active else v
                    block[last + lane] = level
                    block[count + lane] += 1.0 if active else 0.0

    return compiled(kernel)


@cache
def few_hitting(depth: int) -> Any:
    """:func:`hitting` for a few instances, one after the other: the same bits.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> few_hitting(2)((np.array([0.5]), np.array([0.25]), np.array([0.6])), 9, steps, status)
    >>> int(steps[0])
    2
    """
    exponent = depth - 1

    def kernel(
        instances: tuple[FloatArray, FloatArray, FloatArray],
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        x0, h, threshold = instances
        for i in range(x0.size):
            y, n = x0[i], 0
            while y < threshold[i] and n < limit:
                power = raised(y, exponent)
                y = y + h[i] * (power * (1.0 - power * y))
                n += 1
            if y >= threshold[i] and np.isfinite(y):
                steps[i], status[i] = n, REACHED
            else:
                steps[i], status[i] = -1, LIMIT if np.isfinite(y) else NOT_FINITE

    return compiled(kernel)


@cache
def few_perturbed_hitting(depth: int) -> Any:
    """:func:`perturbed_hitting` for a few instances, one after the other: the same bits.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> one = np.ones(1)
    >>> instances = (0.75 * one, 0.25 * one, -one, 0.2 * one, 0.5 * one)
    >>> few_perturbed_hitting(2)(instances, 99, steps, status)
    >>> int(steps[0])
    11
    """
    exponent = depth - 2

    def kernel(
        instances: tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray],
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        u0, v0, eigenvalue, eta, theta = instances
        for i in range(u0.size):
            u, v, goal, n = u0[i], v0[i], eigenvalue[i], 0
            sign = 1.0 if goal >= 0 else -1.0
            stop = theta[i] * abs(goal)
            while True:
                p, q = 0.5 * (u - v), 0.5 * (u + v)
                power = raised(q, exponent)
                w = p * (power * q)
                level = sign * w
                if not level < stop or n >= limit:
                    break
                e = eta[i] * (power * (goal - w))
                u = u * (1.0 + e)
                v = v * (1.0 - e)
                n += 1
            if level < stop:
                steps[i], status[i] = -1, LIMIT
            elif level >= stop and np.isfinite(level):
                steps[i], status[i] = n, REACHED
            else:
                steps[i], status[i] = -1, NOT_FINITE

    return compiled(kernel)
