"""How far a finite sample can be trusted: intervals for rates and for means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import finite_array

RESAMPLES = 10_000
"""Bootstrap resamples: the ends of a 95% interval then move by about 1% of its width."""


@dataclass(frozen=True)
class Estimate:
    """An estimate with its two-sided confidence interval low <= value <= high.

    >>> str(Estimate(0.5, 0.25, 0.75, 10))
    '0.5 [0.25, 0.75] (10 runs)'
    """

    value: float
    low: float
    high: float
    runs: int

    def __str__(self) -> str:
        return f"{self.value:.4g} [{self.low:.4g}, {self.high:.4g}] ({self.runs} runs)"


def clopper_pearson(successes: object, runs: object, *, level: float = 0.95) -> Estimate:
    """The exact interval of a success rate: it covers the true rate with probability >= level.

    low and high are the beta quantiles B((1-level)/2; s, n-s+1) and B((1+level)/2; s+1, n-s).
    Raises :class:`~dmfcheck.base.validation.BadInput` unless 0 <= successes <= runs, runs >= 1 and
    0 < level < 1. Source: Clopper and Pearson, Biometrika 26 (1934).

    >>> clopper_pearson(0, 10).high.__round__(4)
    0.3085
    """
    from scipy.stats import binomtest

    n = validation.whole(runs, "runs", 1)
    s = validation.whole(successes, "successes", 0, n)
    interval = binomtest(s, n).proportion_ci(_probability(level), method="exact")
    return Estimate(s / n, float(interval.low), float(interval.high), n)


def bootstrap_mean(values: ArrayLike, *, seed: int, level: float = 0.95) -> Estimate:
    """The mean of a sample, shape (n,), n >= 2, and its percentile bootstrap interval.

    ``RESAMPLES`` resamples from ``seed``. Raises :class:`~dmfcheck.base.validation.BadInput` on a
    sample of fewer than two numbers, on one that is not finite and unless 0 < level < 1.

    >>> bootstrap_mean([1.0, 1.0, 1.0], seed=0).high
    1.0
    """
    from scipy.stats import bootstrap

    sample = finite_array(values, "values").ravel()
    if sample.size < 2:
        raise BadInput("values", f"has {sample.size} entries", "two or more numbers")
    interval = bootstrap(
        (sample,),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=_probability(level),
        method="percentile",
        rng=np.random.default_rng(validation.whole(seed, "seed", 0)),
    ).confidence_interval
    return Estimate(float(sample.mean()), float(interval.low), float(interval.high), sample.size)


def _probability(level: float) -> float:
    if not 0 < level < 1:
        raise BadInput("level", f"is {level}", "0 < level < 1")
    return level
