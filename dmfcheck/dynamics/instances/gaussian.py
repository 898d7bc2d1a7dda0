"""The study of noisy targets that ``stopping.gaussian`` is about: its sizes, and its runs."""

from __future__ import annotations

from functools import lru_cache

from dmfcheck.dynamics.instances.denoising import NoiseStudy, noise_study

SIZE = 30
SIGNAL = (3.0, 2.5, 2.0)
"""Eigenvalues of W*, in units of the norm that ||E|| tends to as n grows."""

SETTINGS = {2: (0.01, 120), 3: (0.1, 160)}
"""(alpha, steps) by depth: alpha^N near 1e-3 and below, and steps until the rest has grown."""


@lru_cache(maxsize=64)
def gaussian_study(depth: int, seed: int, runs: int) -> NoiseStudy:
    """The study of ``runs`` instances with n = 30 and L = 3, from ``seed`` on.

    >>> gaussian_study(3, 0, 100).early_beats_threshold.value
    1.0
    """
    alpha, steps = SETTINGS[depth]
    return noise_study(runs, seed, size=SIZE, signal=SIGNAL, depth=depth, alpha=alpha, steps=steps)
