"""Small points of simple numbers within the hypotheses, from which equalities are sought."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.equalities.coordinates import (
    Place,
    admits,
    places_of,
    replaced,
    simple_values,
)
from dmfcheck.hunt.equalities.lines import UNKNOWN, crossings
from dmfcheck.hunt.equalities.traces import Traced, failing, traced

REPAIRS = 10
"""Numbers moved at most until a point is within the hypotheses."""

FEW = 12
"""Integers are at most so far from the low end of their range."""


def point_within(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """A point within the hypotheses; None if none was found.

    Its numbers are drawn from the simple ones; while a hypothesis fails, one of them is moved to
    where fewer do: to where one is met with equality, or between two such points.

    >>> from dmfcheck import claim
    >>> point = point_within(claim("step.monotone"), random.Random(0))
    >>> point["eigenvalue"] >= point["alpha"] ** point["depth"]
    True
    """
    values = drawn(claim, rng)
    places = places_of(claim, values)
    if not places:
        return values
    for _ in range(REPAIRS):
        place = rng.choice(places)
        here = place.of(values)
        line = traced(claim, values, {place: UNKNOWN}, here, whole=False)
        now = failing(claim, line, here)
        if not now:
            return values
        moved = _better(claim, line, place, now, rng)
        if moved is not None:
            values = replaced(values, {place: moved})
    return None


def _better(
    claim: Claim, line: Traced, place: Place, now: int, rng: random.Random
) -> Fraction | None:
    """A value at ``place`` with which no more hypotheses fail, of the best ones one at random."""
    margins = [None if margin is None else margin[1] for margin in line.margins]
    tried = [point.t for point in crossings(margins, place)] + simple_values(place.variable)
    within = [t for t in dict.fromkeys(tried) if admits(place.variable, t)]
    counted = [(failing(claim, line, t), t) for t in within]
    least = min((count for count, _ in counted), default=now + 1)
    if least > now:
        return None
    return rng.choice([t for count, t in counted if count == least])


def drawn(claim: Claim, rng: random.Random) -> dict[str, Any]:
    """Integers near the low ends of their ranges, sizes of 1 to 4, simple numbers."""
    integers = {v.name: _integer(v, rng) for v in claim.variables if v.shape == "integer"}
    sizes: dict[str, int] = dict(integers)
    values: dict[str, Any] = {}
    depth = integers.get("depth", 2)
    for variable in claim.variables:
        if variable.shape == "integer":
            values[variable.name] = integers[variable.name]
        elif variable.shape == "number":
            values[variable.name] = _number(variable, depth, rng)
        else:
            shape = _shape(variable, depth, sizes, rng)
            entries = _array(variable, shape, depth, rng)
            if variable.shape == "spectrum":
                entries = tuple(sorted(entries, reverse=True))
            values[variable.name] = entries
    return values


def _integer(variable: Variable, rng: random.Random) -> int:
    low = 0 if variable.low is None else int(variable.low)
    high = low + FEW if variable.high is None else min(int(variable.high), low + FEW)
    if rng.random() < 0.2:
        return rng.randint(low, high)
    step = 0
    while rng.random() < 0.55:
        step += 1
    return min(high, low + step)


def _shape(
    variable: Variable, depth: int, sizes: dict[str, int], rng: random.Random
) -> tuple[int, ...]:
    named: Mapping[str, tuple[int | str, ...]] = {
        "spectrum": (f"{variable.name} n",),
        "matrix": (f"{variable.name} n", f"{variable.name} n"),
        "matrices": (depth, f"{variable.name} n", f"{variable.name} n"),
    }
    found = []
    for size in variable.sizes or named[variable.shape]:
        if isinstance(size, str):
            size = sizes.setdefault(size, rng.choice((1, 2, 2, 2, 3, 3, 4)))
        found.append(size)
    return tuple(found)


def _array(variable: Variable, shape: tuple[int, ...], depth: int, rng: random.Random) -> Any:
    if not shape:
        return _number(variable, depth, rng)
    return tuple(_array(variable, shape[1:], depth, rng) for _ in range(shape[0]))


def _number(variable: Variable, depth: int, rng: random.Random) -> Fraction:
    """A simple number, or the power of one: an eigenvalue whose root is rational."""
    simple = simple_values(variable)
    if not simple:
        return Fraction(variable.low or variable.high or 0)
    number = rng.choice(simple[: max(6, len(simple) // 2)] if rng.random() < 0.5 else simple)
    if rng.random() < 0.25 and depth <= 12 and admits(variable, number**depth):
        return number**depth
    return number
