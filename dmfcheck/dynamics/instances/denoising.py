"""Denoising by early stopping: random instances of What = W* + E, and what each method leaves (C5).

An empirical study: every number comes with its sample size, seed and interval, and none of it
proves anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.recursion import identical_orbit
from dmfcheck.dynamics.floats.units import exponent_of, frobenius
from dmfcheck.dynamics.instances.statistics import Estimate, bootstrap_mean, clopper_pearson


@dataclass(frozen=True)
class Instance:
    """What = W* + E in the eigenbasis of What: diag(``spectrum``) and ``truth`` = V^T W* V.

    ``spectrum`` is float64, nonincreasing, of shape (n,); ``truth`` has shape (n, n).
    """

    spectrum: FloatArray
    truth: FloatArray

    @property
    def noise(self) -> float:
        """||E||_F."""
        return frobenius(np.diag(self.spectrum) - self.truth)


@dataclass(frozen=True)
class Errors:
    """||estimate - W*||_F / ||E||_F of each method, and the step of the best early one.

    ``early`` is the best step of the descent (an oracle chooses it), ``threshold`` keeps the L
    largest eigenvalues of What and ``converged`` is the limit, the positive part of What.
    """

    early: float
    threshold: float
    converged: float
    step: int


def gaussian_instance(size: int, signal: Sequence[float], seed: int) -> Instance:
    """W* with the eigenvalues ``signal`` (the rest 0) in a Haar basis, plus symmetric Gaussian E.

    E = (G + G^T) / sqrt(8n), G with standard normal entries, so that ||E|| tends to 1 as n grows.
    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> instance = gaussian_instance(30, [3.0, 2.0], seed=0)
    >>> instance.spectrum.shape, round(instance.noise / 30**0.5)
    ((30,), 1)
    """
    n = validation.whole(size, "size", 1)
    if not 1 <= len(signal) <= n or min(signal) <= 0:
        raise BadInput("signal", f"is {list(signal)}", f"1..{n} positive eigenvalues")
    generator = np.random.default_rng(validation.whole(seed, "seed", 0))
    Q, R = np.linalg.qr(generator.standard_normal((n, n)))
    U = (Q * np.sign(np.diag(R)))[:, : len(signal)]
    truth = (U * np.asarray(signal, dtype=np.float64)) @ U.T
    G = generator.standard_normal((n, n))
    values, V = np.linalg.eigh(truth + (G + G.T) / np.sqrt(8 * n))
    V = V[:, ::-1]
    rotated = V.T @ truth @ V
    return Instance(np.ascontiguousarray(values[::-1]), (rotated + rotated.T) / 2)


def denoise(
    instance: Instance, rank: int, *, depth: int, alpha: float, share: float, steps: int
) -> Errors:
    """The errors of early stopping (oracle), of hard thresholding at ``rank`` and of convergence.

    Identical start alpha I, eta = share / (N lambda_1^{2-2/N}), ``steps`` steps; W(k) =
    V diag(w(k)) V^T by reduction.decoupling. Raises :class:`~dmfcheck.base.validation.BadInput` on
    a bad rank, depth or number of steps, and unless lambda_1 > 0. Source: stopping.gaussian.

    >>> instance = gaussian_instance(30, [3.0, 2.5, 2.0], seed=0)
    >>> errors = denoise(instance, 3, depth=2, alpha=0.01, share=1.0, steps=99)
    >>> errors.early < errors.converged
    True
    """
    n, N = len(instance.spectrum), validation.depth(depth)
    L = validation.whole(rank, "rank", 1, n)
    if not instance.spectrum[0] > 0:
        largest = instance.spectrum[0]
        raise BadInput("instance", f"has the largest eigenvalue {largest}", "lambda_1 > 0")
    if not instance.noise > 0:
        raise BadInput("instance", f"has noise of norm {instance.noise}", "What other than W*")
    # In units of a power of 2^N, of which no square or power leaves the range of float64.
    power = exponent_of(instance.spectrum) // N
    values, truth = (np.ldexp(x, -N * power) for x in (instance.spectrum, instance.truth))
    start = float(np.ldexp(alpha, -power))
    eta = share / (N * float(values[0]) ** (2 - 2 / N))
    d = identical_orbit(np.full(n, start), values, np.full(n, eta), N, steps)
    kept = np.where(np.arange(n) < L, values, 0.0)
    estimates = np.vstack([d**N, kept, np.maximum(values, 0.0)])
    diagonal = np.diag(truth)
    rest = float(np.linalg.norm(truth - np.diag(diagonal)))
    noise = float(np.linalg.norm(np.diag(values) - truth))
    errors = np.hypot(np.linalg.norm(estimates - diagonal, axis=1), rest) / noise
    best = int(errors[:-2].argmin())
    return Errors(float(errors[best]), float(errors[-2]), float(errors[-1]), best)


@dataclass(frozen=True)
class NoiseStudy:
    """Means of the error ratios, and the rate at which early stopping beats hard thresholding."""

    early: Estimate
    threshold: Estimate
    converged: Estimate
    early_beats_threshold: Estimate


def noise_study(
    runs: int,
    seed: int,
    *,
    size: int,
    signal: Sequence[float],
    depth: int,
    alpha: float,
    steps: int,
    share: float = 1.0,
) -> NoiseStudy:
    """``runs`` Gaussian instances with the seeds seed, seed + 1, ...: 95% intervals throughout.

    Bootstrap intervals for the means, a Clopper-Pearson interval for the rate. Raises
    :class:`~dmfcheck.base.validation.BadInput` on fewer than two runs. Source: stopping.gaussian.

    >>> found = noise_study(9, 0, size=9, signal=[3.0], depth=2, alpha=0.01, steps=60)
    >>> found.early.low <= found.early.value <= found.early.high
    True
    """
    errors = [
        denoise(
            gaussian_instance(size, signal, seed + i),
            len(signal),
            depth=depth,
            alpha=alpha,
            share=share,
            steps=steps,
        )
        for i in range(validation.whole(runs, "runs", 2))
    ]
    wins = sum(error.early < error.threshold for error in errors)
    return NoiseStudy(
        early=bootstrap_mean([error.early for error in errors], seed=seed),
        threshold=bootstrap_mean([error.threshold for error in errors], seed=seed),
        converged=bootstrap_mean([error.converged for error in errors], seed=seed),
        early_beats_threshold=clopper_pearson(wins, len(errors)),
    )


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from dmfcheck.base.moved import renamed

        return renamed(__name__, name, {"study": "noise_study"})
