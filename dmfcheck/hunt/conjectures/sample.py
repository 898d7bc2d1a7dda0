"""The sample on which conjectures are found: logarithms of all quantities at points drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.float_fractions import float_margins
from dmfcheck.theory.quantities import CONSTANTS, Quantity, Setting, Value

POINTS = 400
"""Points of each depth."""

Batch = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """log of every quantity (rows: points), -inf where one is 0; and of what is known to bound it.

    A bound that is not known is infinite.
    """

    setting: Setting
    logs: Batch
    low: Batch
    high: Batch

    def column(self, name: str) -> Batch:
        """The logarithms of one quantity."""
        place = [quantity.name for quantity in self.setting.quantities].index(name)
        return np.asarray(self.logs[:, place])


def draw(setting: Setting, seed: int, points: int = POINTS) -> Sample:
    """The sample of a setting; the same seed draws the same.

    >>> from dmfcheck.theory.quantities import SETTINGS
    >>> drawn = draw(SETTINGS["two layers"], 0, 20)
    >>> bool((drawn.column("K_2") >= drawn.column("K_1")).all())
    True
    """
    parts = []
    for depth in setting.depths:
        values = points_of(setting, depth, np.random.default_rng([seed, depth]), points)
        columns = {
            kind: _columns(setting, kind, values, points) for kind in ("value", "low", "high")
        }
        parts.append(columns)
    logs, low, high = (
        np.concatenate([p[kind] for p in parts]) for kind in ("value", "low", "high")
    )
    known = ~np.isnan(logs).any(axis=1)
    return Sample(setting, logs[known], low[known], high[known])


def points_of(setting: Setting, depth: int, rng: np.random.Generator, size: int) -> dict[str, Any]:
    """Points at every scale: gaps near 1, levels near both ends, steps up to the bound."""

    def spread(low: float, high: float) -> Batch:
        return np.asarray(low * (high / low) ** rng.random(size))

    gap = 1 + spread(1e-3, 30.0)
    step = np.where(rng.random(size) < 0.1, 1.0, spread(1e-2, 1.0)) / depth
    top = 0.5 if setting.half else 1.0
    near_one = np.clip(1 - spread(1e-9, 0.5), 0, top)
    level = np.where(rng.random(size) < 0.6, top * (0.01 + 0.98 * rng.random(size)), near_one)
    level = np.where(rng.random(size) < 0.1, 0.5, level)
    first = spread(0.1, 10.0)
    second = first / gap
    # x_2^N < theta, and x_1 >= the least start.
    most = np.minimum(level, 1.0) ** (1 / depth)
    start = spread(setting.least_start, 1.0) * most * 0.999
    return {
        "depth": depth,
        "spectrum": (first, second),
        "alpha": start * second ** (1 / depth),
        "eta": step * (1 - 1e-12) / first ** (2 - 2 / depth),
        "fraction": level,
    }


def _columns(setting: Setting, kind: str, values: dict[str, Any], size: int) -> Batch:
    return np.array([_logs(setting, q, kind, values, size) for q in setting.quantities]).T


def _logs(
    setting: Setting, quantity: Quantity, kind: str, values: dict[str, Any], size: int
) -> Batch:
    function: Value | None = getattr(quantity, kind)
    if function is None:
        if not quantity.measured:
            # What is explicit is known.
            return _logs(setting, quantity, "value", values, size)
        return np.full(size, -np.inf if kind == "low" else np.inf)
    chosen = function
    claim = Claim(
        id=f"sampled.{quantity.name}",
        statement=quantity.latex,
        source="derived",
        kind="inequality",
        expected="open",
        variables=setting.variables,
        constants=CONSTANTS,
        margin=lambda a, p, _: chosen(a, p),
    )
    try:
        found = float_margins(claim, claim.margin, values, size)
    except faults.OF_THE_POINT:
        return np.full(size, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(found))
