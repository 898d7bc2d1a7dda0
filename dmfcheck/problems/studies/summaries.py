"""How a sample is summed up in a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np

from dmfcheck.dynamics.instances.statistics import Estimate, bootstrap_mean


def grouped(results: Iterable[Any], key: Callable[[Any], Hashable]) -> dict[Any, list[Any]]:
    """The results by key, keys and results in the order in which they came.

    >>> grouped([3, 1, 2], lambda n: n % 2)
    {1: [3, 1], 0: [2]}
    """
    found: dict[Any, list[Any]] = {}
    for result in results:
        found.setdefault(key(result), []).append(result)
    return found


def mean_json(values: Sequence[float], seed: int) -> dict[str, float]:
    """The mean with its 95% bootstrap interval, the median and the largest value.

    >>> mean_json([1.0, 1.0, 1.0], 0)["mean"]
    1.0
    """
    estimate: Estimate = bootstrap_mean(values, seed=seed)
    return {
        "mean": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "median": float(np.median(values)),
        "largest": float(np.max(values)),
    }
