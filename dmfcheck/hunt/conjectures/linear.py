"""Inequalities by linear programming on logarithms, as tools that conjecture in graph theory do.

For a quantity and a few others: the exponents for which the product stays nearest to its largest
value over the sample, rounded to integers; the constant follows from the sample.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.bounds import check_time
from dmfcheck.hunt.conjectures.conjecture import Conjecture
from dmfcheck.hunt.conjectures.sample import Sample
from dmfcheck.hunt.rationals import simplest_between

WITH = 2
"""Other quantities of one inequality at most."""

LARGEST = 2
"""Size of an exponent."""

ROWS = 160
"""Points of the sample that the linear programs see; the constant is found on all."""

ROOM = 0.02
"""A constant is the simplest number between the largest product and this share above it."""

TOUCHES = 0.02
"""A point touches where the product is within this share of the constant."""

SIMPLE = 16
"""Largest numerator and denominator of a constant."""

Batch = NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """A conjecture and how near the points of the sample come to it.

    ``logs`` has log(product/constant) at each, <= 0; ``touches`` counts those near 0 and ``slack``
    is the mean distance from it, of points where the product is not 0.
    """

    conjecture: Conjecture
    logs: Batch
    touches: int
    slack: float

    @property
    def rank(self) -> tuple[float, ...]:
        """What is tight at many points and has few factors comes first."""
        size = sum(abs(exponent) for _, exponent in self.conjecture.exponents)
        return (-self.touches, self.slack, size)


def conjectured(sample: Sample, seed: int) -> list[Found]:
    """All inequalities found on the sample, the best first, each once."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(sample.logs))[:ROWS]
    found: dict[tuple[tuple[str, int], ...], Found] = {}
    for exponents in _candidates(sample, rows):
        key = tuple(sorted(exponents.items()))
        if key not in found:
            made = stated(sample, exponents)
            if made is not None:
                found[key] = made
    return sorted(found.values(), key=lambda one: one.rank)


def _candidates(sample: Sample, rows: NDArray[np.int64]) -> Iterator[dict[str, int]]:
    quantities = sample.setting.quantities
    for target in quantities:
        if not target.measured:
            continue
        for sign in (1,) if target.vanishes else (1, -1):
            others = [q for q in quantities if q is not target]
            for many in range(WITH + 1):
                for chosen in combinations(others, many):
                    check_time()
                    columns = np.array([sample.column(q.name)[rows] for q in chosen])
                    free = [0 if q.vanishes else -LARGEST for q in chosen]
                    exponents = fitted(sign * sample.column(target.name)[rows], columns, free)
                    for times in (1, 2):
                        rounded = {target.name: sign * times}
                        for q, exponent in zip(chosen, exponents, strict=True):
                            rounded[q.name] = round(times * exponent)
                        yield _lowest(rounded)


def _lowest(exponents: Mapping[str, int]) -> dict[str, int]:
    """Without those that are 0, and divided by what they have in common."""
    common = math.gcd(*exponents.values()) or 1
    return {name: exponent // common for name, exponent in exponents.items() if exponent}


def fitted(target: Batch, columns: Batch, least: list[int]) -> list[float]:
    """The exponents e >= ``least`` with the least mean of max(target + e columns) - that.

    >>> x = np.linspace(0, 1, 9)
    >>> [round(e, 6) + 0.0 for e in fitted(2 * x, np.array([x]), [-2])]
    [-2.0]
    """
    from scipy.optimize import linprog

    if not len(columns):
        return []
    finite = np.isfinite(target) & np.isfinite(columns).all(axis=0)
    if finite.sum() <= len(columns):
        return [0.0] * len(columns)
    y, f = target[finite], columns[:, finite]
    # Minimise b - mean(y + e f) with y + e f <= b at every point.
    solved = linprog(
        np.array([*(-f.mean(axis=1)), 1.0]),
        A_ub=np.hstack([f.T, -np.ones((len(y), 1))]),
        b_ub=-y,
        bounds=[*((low, LARGEST) for low in least), (None, None)],
        method="highs",
    )
    return [float(e) for e in solved.x[:-1]] if solved.success else [0.0] * len(columns)


def stated(sample: Sample, exponents: Mapping[str, int]) -> Found | None:
    """The conjecture with these exponents; None where its constant is not simple, or none."""
    if max(map(abs, exponents.values())) > 2 * LARGEST:
        return None
    logs = sum(exponent * sample.column(name) for name, exponent in exponents.items())
    logs = np.asarray(logs)
    if np.isnan(logs).any() or (logs == np.inf).any() or not np.isfinite(logs).any():
        return None
    most = float(logs.max())
    if abs(most) > math.log(SIMPLE):
        return None
    least = Fraction(math.exp(most)) * (1 + Fraction(1, 10**9))
    constant = simplest_between(least, least * Fraction(1 + ROOM))
    if max(constant.numerator, constant.denominator) > SIMPLE:
        return None
    logs = logs - math.log(constant)
    finite = logs[np.isfinite(logs)]
    made = Conjecture(sample.setting.name, tuple(sorted(exponents.items())), constant)
    return Found(made, logs, int((finite > -TOUCHES).sum()), float(-finite.mean()))
