"""The compiled inner loops of the eigenvalue recursions, one specialisation per depth.

Strict IEEE arithmetic: no operation is reordered or fused, so a kernel returns bit for bit what a
plain Python loop over the same expressions returns, and a decrease that a kernel shows is one that
float64 shows. x^{N-1} is a product by repeated squaring, unrolled because the depth is a constant
of the specialisation; it is off by at most N - 2 roundings.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled, inner

IntArray = np.ndarray[Any, np.dtype[np.int64]]
StatusArray = np.ndarray[Any, np.dtype[np.int8]]

REACHED, LIMIT, NOT_FINITE = 0, 1, 2

LANES = 64  # eight vector registers' worth of doubles: everything a block touches stays in L1
UNROLLED = 2  # more steps between load and store spill registers; fewer wait on memory
REFILL = 64  # steps between two looks for lanes that have finished
FEW = 8  # instances below which lanes, most of them idle, cost more than one after the other, and
# compiling an orbit for one depth costs more than it saves


@inner
def _power(base: float, exponent: int) -> float:
    # Inlined where the exponent is a constant, so that nothing but the multiplications remains.
    power, square = 1.0, base
    for bit in range(6):
        if (exponent >> bit) & 1:
            power = power * square
        square = square * square
    return power


@cache
def identical_orbit(depth: int) -> Any:
    """d+ = d + eta d^{N-1} (lambda - d^N), filled into ``orbit`` of shape (steps + 1, batch).

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
                power = _power(d, exponent)
                orbit[k, i] = d + eta[i] * (power * (eigenvalue[i] - power * d))

    return compiled(kernel)


@inner
def _any_power(base: float, exponent: int) -> float:
    """:func:`_power`, to the bit, where the exponent is known when it runs only."""
    power, square = 1.0, base
    while exponent > 0:
        if exponent & 1:
            power = power * square
        square = square * square
        exponent >>= 1
    return power


@compiled
def few_identical_orbit(
    orbit: FloatArray, eigenvalue: FloatArray, eta: FloatArray, depth: int
) -> None:
    """:func:`identical_orbit` for a few instances, at any depth: the same bits, compiled once.

    A step takes up to twice as long, which millions of steps hardly make up for.

    >>> orbit = np.full((2, 1), 0.5)
    >>> few_identical_orbit(orbit, np.array([1.0]), np.array([0.25]), 2)
    >>> float(orbit[1, 0])
    0.59375
    """
    steps, batch = orbit.shape
    for k in range(1, steps):
        for i in range(batch):
            d = orbit[k - 1, i]
            power = _any_power(d, depth - 1)
            orbit[k, i] = d + eta[i] * (power * (eigenvalue[i] - power * d))


@cache
def identical_iterate(depth: int) -> Any:
    """d after ``steps`` (batch,) steps of :func:`identical_orbit`, in place of ``d`` (batch,).

    >>> d = np.full(2, 0.5)
    >>> identical_iterate(2)(d, np.ones(2), np.full(2, 0.25), np.array([0, 1]))
    >>> d.tolist()
    [0.5, 0.59375]
    """
    exponent = depth - 1

    def kernel(d: FloatArray, eigenvalue: FloatArray, eta: FloatArray, steps: IntArray) -> None:
        for i in range(d.size):
            value = d[i]
            for _ in range(steps[i]):
                power = _power(value, exponent)
                value = value + eta[i] * (power * (eigenvalue[i] - power * value))
            d[i] = value

    return compiled(kernel)


@cache
def perturbed_orbit(depth: int) -> Any:
    """u+ = u (1 + e), v+ = v (1 - e), e = eta q^{N-2} (lambda - p q^{N-1}), u = q + p, v = q - p.

    Fills ``first`` (p), ``others`` (q) and ``product`` (p q^{N-1}), each (steps + 1, batch), from
    ``u`` and ``v``, which it overwrites with the last step's values.

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
                power = _power(q, exponent)
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
            power = _any_power(q, depth - 2)
            w = p * (power * q)
            factors[0, k, i], factors[1, k, i], factors[2, k, i] = p, q, w
            e = eta[i] * (power * (eigenvalue[i] - w))
            if k < steps - 1:
                u[i] = u[i] * (1.0 + e)
                v[i] = v[i] * (1.0 - e)


@cache
def hitting(depth: int) -> Any:
    """First k with x_k >= threshold for x+ = x + h x^{N-1} (1 - x^N), in lanes that are refilled.

    Takes x0, h, threshold (batch,) and the limit on k, fills ``steps`` (-1 unless reached) and
    ``status``. A lane that has finished is frozen, not branched around, so that the block stays
    vectorised; every REFILL steps finished lanes take the next instances.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> hitting(2)(np.array([0.5]), np.array([0.25]), np.array([0.6]), 9, steps, status)
    >>> int(steps[0])
    2
    """
    return compiled(_hitting_kernel(depth - 1))


def _hitting_kernel(exponent: int) -> Any:
    def kernel(
        x0: FloatArray,
        h: FloatArray,
        threshold: FloatArray,
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        # Counts are float64, exact below 2^53: a select between doubles vectorises with the rest.
        x, size, stop = np.zeros(LANES), np.zeros(LANES), np.full(LANES, -np.inf)
        count, instance = np.zeros(LANES), np.full(LANES, -1)
        following, busy = 0, 1
        while busy > 0:
            busy = 0
            for lane in range(LANES):
                i = instance[lane]
                # A NaN is not below its threshold, so it finishes and is told apart by isfinite.
                if i >= 0 and (not x[lane] < stop[lane] or count[lane] >= limit):
                    # Up to REFILL steps may have run past the limit: what they found is not used.
                    if count[lane] <= limit and x[lane] >= stop[lane] and np.isfinite(x[lane]):
                        steps[i], status[i] = np.int64(count[lane]), REACHED
                    else:
                        overflowed = count[lane] <= limit and not np.isfinite(x[lane])
                        steps[i], status[i] = -1, NOT_FINITE if overflowed else LIMIT
                    instance[lane], stop[lane] = -1, -np.inf
                if instance[lane] < 0 and following < x0.size:
                    instance[lane] = following
                    x[lane], size[lane] = x0[following], h[following]
                    stop[lane], count[lane] = threshold[following], 0.0
                    following += 1
                busy += instance[lane] >= 0
            for _ in range(REFILL // UNROLLED):
                for lane in range(LANES):
                    y, n = x[lane], count[lane]
                    for _ in range(UNROLLED):
                        power = _power(y, exponent)
                        moved = y + size[lane] * (power * (1.0 - power * y))
                        active = y < stop[lane]
                        y = moved if active else y
                        n = n + 1.0 if active else n
                    x[lane], count[lane] = y, n

    return kernel


@cache
def perturbed_hitting(depth: int) -> Any:
    """First k with p q^{N-1} / lambda >= theta in the recursion of :func:`perturbed_orbit`.

    Takes (u0, v0, lambda, eta, theta), each (batch,), and the limit on k; lanes as in
    :func:`hitting`.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> one = np.ones(1)
    >>> instances = (0.75 * one, 0.25 * one, -one, 0.2 * one, 0.5 * one)
    >>> perturbed_hitting(2)(instances, 99, steps, status)
    >>> int(steps[0])
    11
    """
    return compiled(_perturbed_hitting_kernel(depth - 2))


def _perturbed_hitting_kernel(exponent: int) -> Any:
    def kernel(
        instances: tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray],
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        u0, v0, eigenvalue, eta, theta = instances
        u, v, size, goal = np.zeros(LANES), np.zeros(LANES), np.zeros(LANES), np.zeros(LANES)
        # The level is compared as sign(lambda) w against theta |lambda|: no division, either sign.
        sign, stop, last = np.zeros(LANES), np.full(LANES, -np.inf), np.zeros(LANES)
        count, instance = np.zeros(LANES), np.full(LANES, -1)
        following, busy = 0, 1
        while busy > 0:
            busy = 0
            for lane in range(LANES):
                i = instance[lane]
                if i >= 0 and (not last[lane] < stop[lane] or count[lane] > limit):
                    found = last[lane] >= stop[lane] and np.isfinite(last[lane])
                    if count[lane] <= limit and found:
                        steps[i], status[i] = np.int64(count[lane]), REACHED
                    else:
                        steps[i], status[i] = -1, LIMIT if count[lane] > limit else NOT_FINITE
                    instance[lane], stop[lane] = -1, -np.inf
                if instance[lane] < 0 and following < u0.size:
                    instance[lane] = following
                    u[lane], v[lane] = u0[following], v0[following]
                    size[lane], goal[lane] = eta[following], eigenvalue[following]
                    sign[lane] = 1.0 if goal[lane] >= 0 else -1.0
                    stop[lane] = theta[following] * abs(goal[lane])
                    last[lane], count[lane] = -np.inf, 0.0
                    following += 1
                busy += instance[lane] >= 0
            for _ in range(REFILL):
                for lane in range(LANES):
                    p, q = 0.5 * (u[lane] - v[lane]), 0.5 * (u[lane] + v[lane])
                    power = _power(q, exponent)
                    w = p * (power * q)
                    level = sign[lane] * w
                    e = size[lane] * (power * (goal[lane] - w))
                    active = level < stop[lane]
                    u[lane] = u[lane] * (1.0 + e) if active else u[lane]
                    v[lane] = v[lane] * (1.0 - e) if active else v[lane]
                    last[lane] = level
                    count[lane] = count[lane] + 1.0 if active else count[lane]

    return kernel


@cache
def few_hitting(depth: int) -> Any:
    """:func:`hitting` for a few instances, one after the other: the same bits.

    >>> steps, status = np.empty(1, np.int64), np.empty(1, np.int8)
    >>> few_hitting(2)(np.array([0.5]), np.array([0.25]), np.array([0.6]), 9, steps, status)
    >>> int(steps[0])
    2
    """
    exponent = depth - 1

    def kernel(
        x0: FloatArray,
        h: FloatArray,
        threshold: FloatArray,
        limit: int,
        steps: IntArray,
        status: StatusArray,
    ) -> None:
        for i in range(x0.size):
            y, n = x0[i], 0
            while y < threshold[i] and n < limit:
                power = _power(y, exponent)
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
                power = _power(q, exponent)
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
