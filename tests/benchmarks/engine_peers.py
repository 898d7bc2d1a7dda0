"""The peers of ``bench_engines.py``: the same numbers by NumPy, torch, JAX or a loop in Python."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None
try:
    import jax

    jax.config.update("jax_enable_x64", True)
except ImportError:
    jax = None

Peers = dict[str, Callable[[], object]]
BLOCK = 4096
"""Instances of a NumPy batch at once, for the second cache."""


def python_iterate(x: np.ndarray, h: np.ndarray, steps: int) -> list[float]:
    found = []
    for d, size in zip(x.tolist(), h.tolist(), strict=True):
        for _ in range(steps):
            power = d * d
            d = d + size * (power * (1.0 - power * d))
        found.append(d)
    return found


def python_hitting(x: np.ndarray, h: np.ndarray, level: float) -> list[int]:
    found = []
    for d, size in zip(x.tolist(), h.tolist(), strict=True):
        k = 0
        while d < level:
            power = d * d
            d = d + size * (power * (1.0 - power * d))
            k += 1
        found.append(k)
    return found


def numpy_iterate(x: np.ndarray, h: np.ndarray, steps: int) -> np.ndarray:
    found = x.copy()
    for first in range(0, x.size, BLOCK):
        d, size = found[first : first + BLOCK], h[first : first + BLOCK]
        power, slope = np.empty_like(d), np.empty_like(d)
        for _ in range(steps):
            np.multiply(d, d, out=power)
            np.multiply(power, d, out=slope)
            np.subtract(1.0, slope, out=slope)
            slope *= power
            slope *= size
            d += slope
    return found


def numpy_perturbed(u0: np.ndarray, v0: np.ndarray, h: np.ndarray, steps: int) -> np.ndarray:
    found = np.empty((2, u0.size))
    for first in range(0, u0.size, BLOCK):
        part = slice(first, first + BLOCK)
        u, v = u0[part], v0[part]
        for _ in range(steps):
            p, q = 0.5 * (u - v), 0.5 * (u + v)
            e = h[part] * (q * (-1.0 - p * (q * q)))
            u, v = u * (1.0 + e), v * (1.0 - e)
        found[:, part] = 0.5 * (u - v), 0.5 * (u + v)
    return found


def numpy_hitting(x: np.ndarray, h: np.ndarray, level: float) -> np.ndarray:
    """The instances that have not arrived, in arrays that shrink."""
    steps, left, k = np.empty(x.size, np.int64), np.arange(x.size), 0
    while left.size:
        arrived = x >= level
        if arrived.any():
            steps[left[arrived]] = k
            x, h, left = x[~arrived], h[~arrived], left[~arrived]
        power = x * x
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


def numpy_descents(targets: np.ndarray, eta: float, steps: int) -> np.ndarray:
    """N = 3, one target after the other, the formulas as they are written."""
    found = []
    for target in targets:
        a, b, c = (0.5 * np.eye(len(target)) for _ in range(3))
        for _ in range(steps):
            gap = c @ b @ a - target
            slopes = b.T @ c.T @ gap, c.T @ gap @ a.T, gap @ a.T @ b.T
            a, b, c = (w - eta * slope for w, slope in zip((a, b, c), slopes, strict=True))
        found.append(c @ b @ a)
    return np.array(found)


def numpy_sensing(
    matrices: np.ndarray, values: np.ndarray, starts: list[np.ndarray], steps: int
) -> np.ndarray:
    rows = matrices.reshape(len(matrices), -1) / np.sqrt(len(matrices))
    found = []
    for a, b, c in zip(*starts, strict=True):
        for _ in range(steps):
            gap = ((rows @ (c @ b @ a).ravel() - values) @ rows).reshape(a.shape)
            slopes = b.T @ c.T @ gap, c.T @ gap @ a.T, gap @ a.T @ b.T
            a, b, c = (w - 0.01 * slope for w, slope in zip((a, b, c), slopes, strict=True))
        found.append(c @ b @ a)
    return np.array(found)


def iterate_peers(x: np.ndarray, h: np.ndarray, steps: int) -> Peers:
    found: Peers = {}
    if torch is not None:

        def eager() -> object:
            d, size = torch.from_numpy(x.copy()), torch.from_numpy(h)
            for part, sizes in zip(d.split(BLOCK), size.split(BLOCK), strict=True):
                for _ in range(steps):
                    power = part * part
                    part += sizes * (power * (1.0 - power * part))
            return d.numpy()

        found["torch"] = eager
    if jax is not None:
        given = jax.numpy.asarray(x), jax.numpy.asarray(h)

        @jax.jit
        def run(d: object, size: object) -> object:
            def step(_: object, d: object) -> object:
                power = d * d
                return d + size * (power * (1.0 - power * d))

            return jax.lax.fori_loop(0, steps, step, d)

        found["jax"] = lambda: run(*given).block_until_ready()
    return found


def perturbed_peers(u0: np.ndarray, v0: np.ndarray, h: np.ndarray, steps: int) -> Peers:
    if jax is None:
        return {}
    given = tuple(map(jax.numpy.asarray, (u0, v0, h)))

    @jax.jit
    def run(u: object, v: object, size: object) -> object:
        def step(_: object, state: tuple) -> tuple:
            u, v = state
            p, q = 0.5 * (u - v), 0.5 * (u + v)
            e = size * (q * (-1.0 - p * (q * q)))
            return u * (1.0 + e), v * (1.0 - e)

        u, v = jax.lax.fori_loop(0, steps, step, (u, v))
        return jax.numpy.stack([0.5 * (u - v), 0.5 * (u + v)])

    return {"jax": lambda: run(*given).block_until_ready()}


def hitting_peers(x: np.ndarray, h: np.ndarray, level: float) -> Peers:
    if jax is None:
        return {}
    given = jax.numpy.asarray(x), jax.numpy.asarray(h)

    @jax.jit
    def run(x: object, h: object) -> object:
        def step(state: tuple) -> tuple:
            x, count = state
            for _ in range(16):
                power = x * x
                active = x < level
                x = jax.numpy.where(active, x + h * (power * (1.0 - power * x)), x)
                count = count + active
            return x, count

        zero = jax.numpy.zeros(x.shape, int)
        return jax.lax.while_loop(lambda s: (s[0] < level).any(), step, (x, zero))[1]

    return {"jax": lambda: run(*given).block_until_ready()}


def descent_peers(target: np.ndarray, eta: float, steps: int) -> Peers:
    if torch is None:
        return {}

    def run() -> object:
        goal = torch.from_numpy(target)
        weights = [
            (0.5 * torch.eye(len(target), dtype=torch.float64)).requires_grad_() for _ in range(3)
        ]
        for _ in range(steps):
            loss = 0.5 * ((weights[2] @ weights[1] @ weights[0] - goal) ** 2).sum()
            slopes = torch.autograd.grad(loss, weights)
            with torch.no_grad():
                for weight, slope in zip(weights, slopes, strict=True):
                    weight -= eta * slope
        return (weights[2] @ weights[1] @ weights[0]).detach().numpy()

    return {"torch": run}


def sensing_peers(
    matrices: np.ndarray, values: np.ndarray, starts: list[np.ndarray], steps: int
) -> Peers:
    if torch is None:
        return {}
    shared = torch.from_numpy(matrices / np.sqrt(len(matrices)))
    rows, goal = shared.reshape(len(matrices), -1), torch.from_numpy(values)

    def run(apply: Callable[[object], object]) -> object:
        found = []
        for start in zip(*starts, strict=True):
            weights = [torch.from_numpy(w.copy()).requires_grad_() for w in start]
            for _ in range(steps):
                product = weights[2] @ weights[1] @ weights[0]
                loss = 0.5 * ((apply(product) - goal) ** 2).sum()
                slopes = torch.autograd.grad(loss, weights)
                with torch.no_grad():
                    for weight, slope in zip(weights, slopes, strict=True):
                        weight -= 0.01 * slope
            found.append((weights[2] @ weights[1] @ weights[0]).detach().numpy())
        return np.array(found)

    return {
        "torch, sums of entries": lambda: run(lambda W: (shared * W).sum((1, 2))),
        "torch, a product": lambda: run(lambda W: rows @ W.reshape(-1)),
    }
