"""Small points of simple numbers within the hypotheses, from which equalities are sought."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.equalities.coordinates import (
    Place,
    Values,
    admits,
    places_of,
    replaced,
    simple_values,
)
from dmfcheck.hunt.equalities.lines import UNKNOWN, crossings
from dmfcheck.hunt.equalities.number import Ratio
from dmfcheck.hunt.equalities.traces import Traced, traced

REPAIRS = 10
"""Numbers moved at most until a point is within the hypotheses."""

FEW = 12
"""Integers are at most so far from the low end of their range."""

Held = Sequence[tuple[bool, Ratio | None]]
"""Of each hypothesis on a line, whether it is strict, and its margin."""


def start(claim: Claim, rng: random.Random) -> dict[str, Any] | None:
    """A point within the hypotheses; None if none was found.

    Its numbers are drawn from the simple ones; while a hypothesis fails, one of them is moved to
    where fewer do: to where one is met with equality, or between two such points.

    >>> from dmfcheck import claim
    >>> point = start(claim("step.monotone"), random.Random(0))
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
        failing = _failing(claim, line)
        if not failing:
            return dict(values)
        if any(ratio is not None and ratio.is_constant and len(places) == 1 for ratio in failing):
            return None
        moved = _better(claim, line, place, len(failing), rng)
        if moved is not None:
            values = replaced(values, {place: moved})
    return None


def _failing(claim: Claim, line: Traced) -> list[Ratio | None]:
    found: list[Ratio | None] = []
    for hypothesis, margin in zip(claim.hypotheses, line.margins, strict=True):
        if margin is None:
            found.append(None)
        elif margin[0] < 0 or (margin[0] == 0 and hypothesis.strict):
            found.append(margin[1])
    return found


def _better(
    claim: Claim, line: Traced, place: Place, failing: int, rng: random.Random
) -> Fraction | None:
    """A value at ``place`` with which no more hypotheses fail, of the best ones one at random."""
    held = [
        (hypothesis.strict, None if margin is None else margin[1])
        for hypothesis, margin in zip(claim.hypotheses, line.margins, strict=True)
    ]
    tried = [point.t for point in crossings([ratio for _, ratio in held], place)]
    tried += simple_values(place.variable)
    counted = [(_count(held, t), t) for t in dict.fromkeys(tried) if admits(place.variable, t)]
    least = min((count for count, _ in counted), default=failing + 1)
    if least > failing:
        return None
    return rng.choice([t for count, t in counted if count == least])


def _count(held: Held, t: Fraction) -> int:
    """How many hypotheses fail where the unknown is ``t``, unknown ones included."""
    at, count = fmpq(t.numerator, t.denominator), 0
    for strict, ratio in held:
        value = None if ratio is None else ratio.at(at)
        count += value is None or value < 0 or (value == 0 and strict)
    return count


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
