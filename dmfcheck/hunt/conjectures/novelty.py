"""Which inequalities say something new: those that do not follow from others on the sample.

What holds for any K_1 <= K_2 within their known bounds says nothing of the dynamics, such as
K_1 (K_2 - K_1) <= K_2^2/4. With the measured quantities taken for any numbers, products of
inequalities are inequalities: one follows from others if some powers of them have its measured
quantities, and a bound of the rest that is no weaker at any point of the sample.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.bounds import check_time
from dmfcheck.hunt.conjectures.conjecture import Conjecture
from dmfcheck.hunt.conjectures.linear import Found
from dmfcheck.hunt.conjectures.sample import Sample
from dmfcheck.theory.quantities import measured_from

CLOSE = 1e-6

DRAWS = 24
"""Pairs of integers within the known bounds that are tried at each point."""

LARGEST_TIME = 16.0
"""Logarithm of the largest of them, where nothing bounds it."""

Batch = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """sum of exponents times logarithms of measured quantities + rest <= 0, ``rest`` by point."""

    measured: Batch
    rest: Batch


def side(sample: Sample, exponents: Mapping[str, int], constant: float = 0.0) -> Side:
    """An inequality between quantities; ``constant`` is the logarithm of its right side."""
    names = [q.name for q in sample.setting.quantities if q.measured]
    rest = np.full(len(sample.logs), -constant)
    for name, exponent in exponents.items():
        if name not in names:
            rest = rest + exponent * sample.column(name)
    return Side(np.array([float(exponents.get(name, 0)) for name in names]), rest)


def known_sides(sample: Sample) -> list[Side]:
    """What is known: bounds of the measured quantities, and the products that are at most 1."""
    sides = [side(sample, dict(product)) for product in sample.setting.known]
    for place, quantity in enumerate(sample.setting.quantities):
        for sign, bound in ((1, sample.high), (-1, sample.low)):
            ends = -sign * bound[:, place]
            if quantity.measured and np.isfinite(ends).all():
                sides.append(Side(side(sample, {quantity.name: sign}).measured, ends))
    return sides


def says_nothing(sample: Sample, made: Conjecture, seed: int) -> bool:
    """Whether it also holds with any K_1 <= K_2 within the known bounds, at every point."""
    rng = np.random.default_rng(seed)
    exponents = dict(made.exponents)
    names = [q.name for q in sample.setting.quantities]
    places = [names.index("K_1"), names.index("K_2")]
    own = side(sample, exponents, math.log(made.constant))
    for draw in range(DRAWS):
        check_time()
        times: list[Batch] = []
        for place in places:
            low = np.ceil(np.exp(np.maximum(sample.low[:, place], 0.0)) * (1 - CLOSE))
            high = np.floor(np.exp(np.minimum(sample.high[:, place], LARGEST_TIME)))
            # Both ends first, then anything between.
            share = [0.0, 1.0][draw >> len(times) & 1] if draw < 4 else rng.random(len(low))
            times.append(np.round(low * np.maximum(high / low, 1.0) ** share))
        fits = times[0] <= times[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = {name: np.log(value) for name, value in measured_from(*times).items()}
            total = own.rest + sum(
                exponent * logs[name] for name, exponent in exponents.items() if name in logs
            )
        if (fits & (total > CLOSE)).any():
            return False
    return True


def novel(sample: Sample, found: Sequence[Found], most: int, seed: int = 0) -> list[Found]:
    """The first ``most`` of ``found`` that neither what is known nor earlier ones imply."""
    sides = known_sides(sample)
    kept: list[Found] = []
    for one in found:
        check_time()
        if len(kept) == most:
            break
        made = one.conjecture
        own = side(sample, dict(made.exponents), math.log(made.constant))
        if not says_nothing(sample, made, seed) and not implied(own, sides):
            kept.append(one)
            sides.append(own)
    return kept


def implied(own: Side, sides: Sequence[Side]) -> bool:
    """Whether some t_j >= 0 make ``own`` a consequence of ``sides`` at every point.

    >>> x = np.linspace(0, 1, 9)
    >>> one, two = Side(np.array([1.0]), -x), Side(np.array([2.0]), -3 * x)
    >>> implied(two, [one]), implied(one, [two])
    (True, False)
    """
    from scipy.optimize import linprog

    if not sides:
        return False
    measured = np.array([other.measured for other in sides]).T
    rest = np.array([other.rest for other in sides]).T
    solved = linprog(
        np.ones(len(sides)),
        A_ub=-rest,
        b_ub=CLOSE - own.rest,
        A_eq=measured,
        b_eq=own.measured,
        bounds=(0, None),
        method="highs",
    )
    return bool(solved.status == 0)
