"""Times of the float64 descent and its recursions, as ratios to peers in the same run.

Run ``python tests/benchmarks/bench_descent.py``. Every peer is checked to return the same numbers
before it is timed; the repeats of the two sides alternate and the best of each counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.factors import identical_start
from dmfcheck.dynamics.floats.horizon import float_horizon
from dmfcheck.dynamics.floats.matrix import descend
from dmfcheck.dynamics.floats.recursion import (
    hitting_steps,
    identical_orbit,
    perturbed_hitting_steps,
)

REPEATS = 5
RNG = np.random.default_rng(0)


def compare(
    name: str,
    ours: Callable[[], np.ndarray],
    peer: Callable[[], np.ndarray],
    tolerance: float = 0.0,
) -> None:
    difference = np.abs(np.asarray(ours()) - np.asarray(peer())).max()
    if not difference <= tolerance:
        raise SystemExit(f"{name}: the two sides differ by {difference:g}")
    best = [np.inf, np.inf]
    for _ in range(REPEATS):
        for side, call in enumerate((ours, peer)):
            began = time.perf_counter()
            call()
            best[side] = min(best[side], time.perf_counter() - began)
    print(f"{name:62s} {best[0] * 1e3:9.2f} ms   {best[1] / best[0]:7.1f} x", flush=True)


def random_targets(count: int, n: int) -> np.ndarray:
    bases = np.linalg.qr(RNG.standard_normal((count, n, n)))[0]
    return (bases * np.linspace(0.1, 1.0, n)) @ bases.mT


def naive_descent(target: np.ndarray, depth: int, eta: float, steps: int) -> np.ndarray:
    """The formula as it is written: for every factor the product above it and the one below."""
    n = len(target)
    weights = [0.5 * np.eye(n) for _ in range(depth)]

    def product(factors: list[np.ndarray]) -> np.ndarray:
        total = np.eye(n)
        for factor in factors:
            total = factor @ total
        return total

    for _ in range(steps):
        slopes = []
        for j in range(depth):
            residual = product(weights) - target
            slopes.append(product(weights[j + 1 :]).T @ residual @ product(weights[:j]).T)
        weights = [weight - eta * slope for weight, slope in zip(weights, slopes, strict=True)]
    return product(weights)


def matrix_descent() -> None:
    print("matrix descent, against every factor's gradient from its own products")
    for depth, n, steps in ((2, 50, 200), (3, 10, 1000), (3, 50, 200), (3, 200, 10), (6, 50, 50)):
        target = random_targets(1, n)[0]
        start = identical_start(0.5, n, depth)
        compare(
            f"  N={depth}, n={n}, {steps} steps",
            lambda t=target, s=start, k=steps: complete(
                descend(t, s, 0.05, k, log_at=[k])
            ).end_to_end[0],
            lambda t=target, d=depth, k=steps: naive_descent(t, d, 0.05, k),
            1e-12,
        )


def batches() -> None:
    print("256 targets in one call, against one call each")
    for n in (5, 10, 20):
        targets = random_targets(256, n)
        start, single = identical_start(0.5, n, 3, batch=256), identical_start(0.5, n, 3)
        compare(
            f"  N=3, n={n}, 20 steps",
            lambda t=targets, s=start: complete(descend(t, s, 0.05, 20, log_at=[20])).end_to_end[0],
            lambda t=targets, s=single: np.array(
                [complete(descend(target, s, 0.05, 20, log_at=[20])).end_to_end[0] for target in t]
            ),
            1e-12,
        )


def numpy_orbit(x: np.ndarray, h: np.ndarray, depth: int, steps: int) -> np.ndarray:
    orbit = np.empty((steps + 1, x.size))
    orbit[0] = x
    for k in range(steps):
        power = orbit[k] if depth == 2 else orbit[k] * orbit[k]
        orbit[k + 1] = orbit[k] + h * (power * (1.0 - power * orbit[k]))
    return orbit


def numpy_hitting(x: np.ndarray, h: np.ndarray, level: float, depth: int) -> np.ndarray:
    """Iterate the instances that have not arrived, in arrays that shrink."""
    steps, left, k = np.empty(x.size, np.int64), np.arange(x.size), 0
    while left.size:
        arrived = x >= level
        if arrived.any():
            steps[left[arrived]] = k
            x, h, left = x[~arrived], h[~arrived], left[~arrived]
        power = x if depth == 2 else x * x
        x = x + h * (power * (1.0 - power * x))
        k += 1
    return steps


def numpy_perturbed_hitting(u: np.ndarray, v: np.ndarray, h: np.ndarray) -> np.ndarray:
    steps, left, k = np.empty(u.size, np.int64), np.arange(u.size), 0
    while left.size:
        p, q = 0.5 * (u - v), 0.5 * (u + v)
        w = p * (q * q)
        arrived = -w >= 0.5
        steps[left[arrived]] = k
        e = h * (q * (-1.0 - w))
        u, v, h, left = (a[~arrived] for a in (u * (1.0 + e), v * (1.0 - e), h, left))
        k += 1
    return steps


def recursions() -> None:
    print("eigenvalue recursions, against numpy")
    count = 20_000
    x0 = RNG.uniform(0.05, 0.2, count)
    for depth in (2, 3):
        h = RNG.uniform(0.05, 1.0, count) / depth
        compare(
            f"  orbits of 200 steps, N={depth}, {count} instances",
            lambda s=h, d=depth: identical_orbit(x0, 1.0, s, d, 200),
            lambda s=h, d=depth: numpy_orbit(x0, s, d, 200),
        )
        total = hitting_steps(x0, h, 0.99, depth, 10**6)[0].sum()
        compare(
            f"  hitting steps, N={depth}, {count} instances, {total / 1e6:.1f} million steps",
            lambda s=h, d=depth: hitting_steps(x0, s, 0.99, d, 10**6)[0],
            lambda s=h, d=depth: numpy_hitting(x0, s, 0.99, d),
        )
    alpha, beta, eta = np.full(count, 0.5), RNG.uniform(0.1, 0.4, count), np.full(count, 0.05)
    compare(
        f"  perturbed hitting steps, N=3, lambda=-1, {count} instances",
        lambda: perturbed_hitting_steps(alpha, beta, -1.0, eta, 0.5, 3, 10**6)[0],
        lambda: numpy_perturbed_hitting(2.0 * alpha - beta, beta, eta),
    )


def horizon() -> None:
    print("float horizon, against running the descent that it is about (1,000 steps)")
    for n in (6, 20, 50):
        spectrum = np.linspace(0.1, 1.0, n)
        target, start = np.diag(spectrum), identical_start(0.05, n, 3)

        def foretell(values: np.ndarray = spectrum) -> np.ndarray:
            if float_horizon(values.tolist(), 3, 0.05, 0.1, steps=1000) is not None:
                raise SystemExit("a false alarm")
            return np.zeros(1)

        def run(t: np.ndarray = target, s: list[np.ndarray] = start) -> np.ndarray:
            complete(descend(t, s, 0.1, 1000, log_at=[]))
            return np.zeros(1)

        compare(f"  N=3, n={n}", foretell, run)


if __name__ == "__main__":
    print(f"{'':62s} {'ours':>9s}      {'peer / ours':>9s}")
    matrix_descent()
    batches()
    recursions()
    horizon()
