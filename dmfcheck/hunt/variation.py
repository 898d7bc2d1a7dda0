"""Integers and sizes as evolution moves them, and points taken along to another structure."""

from __future__ import annotations

import random
from collections.abc import Mapping
from math import prod
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.structure import LARGEST_SIDE, LARGEST_SIZE, Structure, draw_integer

FACTORS = 2.0
"""An integer is multiplied by up to 10^FACTORS, or divided."""

SHRINKING = 4
"""What the largest integer or size is divided by where a margin costs too much."""


def varied(claim: Claim, structure: Structure, rng: random.Random) -> Structure:
    """``structure`` with one of its integers, or one of its sizes, another.

    An integer moves by 1 or 2, by a factor, or is drawn afresh; a size by 1 or by a factor, with
    all sizes of its name. Where nothing can move it is the same.
    """
    integers = {v.name: v for v in claim.variables if v.shape == "integer" and not _fixed(v)}
    names = _free_sizes(claim, structure)
    moves = [*integers, *names]
    if not moves:
        return structure
    chosen = rng.choice(moves)
    if chosen in integers:
        values = dict(structure.integers)
        values[chosen] = _other(integers[chosen], values[chosen], rng)
        return _resized(claim, Structure(tuple(values.items()), structure.shapes), {})
    flat = all(variable.shape not in ("matrix", "matrices") for variable in claim.variables)
    most = LARGEST_SIZE if flat else LARGEST_SIDE
    before = names[chosen]
    moved = rng.choice([before + 1, before - 1, 2 * before, before // 2, 4 * before])
    return _resized(claim, structure, {chosen: max(1, min(most, moved))})


def _fixed(variable: Variable) -> bool:
    return variable.low is not None and variable.low == variable.high


def _other(variable: Variable, value: int, rng: random.Random) -> int:
    low = 0 if variable.low is None else int(variable.low)
    high = None if variable.high is None else int(variable.high)
    kind = rng.random()
    if kind < 0.4:
        moved = value + rng.choice((-2, -1, 1, 2))
    elif kind < 0.8:
        moved = round(max(1, abs(value)) * 10 ** rng.uniform(-FACTORS, FACTORS))
    else:
        moved = draw_integer(variable, rng)
    return max(low, moved if high is None else min(high, moved))


def _keys(variable: Variable) -> tuple[int | str, ...]:
    """What each size of a variable is called; those without a name are equal."""
    if variable.sizes:
        return variable.sizes
    return {"spectrum": ("",), "matrix": ("", ""), "matrices": ("depth", "", "")}[variable.shape]


def _free_sizes(claim: Claim, structure: Structure) -> dict[str, int]:
    """The sizes that may move, by name."""
    shapes, integers = dict(structure.shapes), dict(structure.integers)
    found: dict[str, int] = {}
    for variable in claim.variables:
        if variable.name in shapes:
            for key, size in zip(_keys(variable), shapes[variable.name], strict=True):
                if isinstance(key, str) and key not in integers:
                    found.setdefault(key, size)
    return found


def _resized(claim: Claim, structure: Structure, sizes: Mapping[str, int]) -> Structure:
    """``structure`` with ``sizes`` by name, and those named as an integer equal to it."""
    known = {**sizes, **dict(structure.integers)}
    variables = {variable.name: variable for variable in claim.variables}
    shapes = []
    for name, lengths in structure.shapes:
        keys = _keys(variables[name])
        shapes.append(
            (
                name,
                tuple(
                    known.get(key, length) if isinstance(key, str) else length
                    for key, length in zip(keys, lengths, strict=True)
                ),
            )
        )
    return Structure(structure.integers, tuple(shapes))


def smaller(claim: Claim, structure: Structure) -> Structure | None:
    """``structure`` with its largest integer, or size, a quarter of it; None if none can be less.

    >>> from dmfcheck import claim
    >>> smaller(claim("step.monotone"), Structure((("depth", 2), ("steps", 90)), ()))
    Structure(integers=(('depth', 2), ('steps', 22)), shapes=())
    """
    lows = {v.name: 0 if v.low is None else int(v.low) for v in claim.variables}
    lengths = {name: (size, 1) for name, size in _free_sizes(claim, structure).items()}
    values = {name: (value, max(1, lows[name])) for name, value in structure.integers}
    movable = {k: v for k, v in {**lengths, **values}.items() if v[0] > v[1]}
    if not movable:
        return None
    largest = max(movable, key=lambda name: movable[name][0])
    value, least = movable[largest]
    less = max(least, value // SHRINKING)
    if largest in lengths:
        return _resized(claim, structure, {largest: less})
    integers = tuple((n, less if n == largest else v) for n, v in structure.integers)
    return _resized(claim, Structure(integers, structure.shapes), {})


def ways_down(claim: Claim, structure: Structure, most: int) -> list[Structure]:
    """``structure`` made smaller again and again until its largest number is ``most``, if it can.

    >>> from dmfcheck import claim
    >>> ways = ways_down(claim("step.monotone"), Structure((("depth", 2), ("steps", 90)), ()), 10)
    >>> [dict(way.integers)["steps"] for way in ways]
    [90, 22, 5]
    """
    ways = [structure]
    while largest(ways[-1]) > most and (less := smaller(claim, ways[-1])) is not None:
        ways.append(less)
    return ways


def size_of(structure: Structure) -> int:
    """The product of all integers and sizes that are not 0.

    >>> size_of(Structure((("depth", 3), ("steps", 10)), (("spectrum", (2,)),)))
    60
    """
    return prod(max(1, abs(value)) for value in _numbers(structure))


def largest(structure: Structure) -> int:
    """The largest of all integers and sizes, 1 if there is none."""
    return max([1, *_numbers(structure)])


def _numbers(structure: Structure) -> list[int]:
    lengths = [length for _, shape in structure.shapes for length in shape]
    return [value for _, value in structure.integers] + lengths


def between(structure: Structure, larger: Structure, factor: float) -> Structure:
    """``structure`` with integers ``factor`` (at least 1) times as large, not beyond ``larger``.

    Where sizes differ it stays as it is.

    >>> few, many = (Structure((("depth", 2), ("steps", k)), ()) for k in (25, 100))
    >>> dict(between(few, many, 2.0).integers)
    {'depth': 2, 'steps': 50}
    """
    if structure.shapes != larger.shapes:
        return structure
    most = dict(larger.integers)
    integers = tuple((n, min(most[n], int(v * factor))) for n, v in structure.integers)
    return Structure(integers, structure.shapes)


def fitted(values: Mapping[str, Any], structure: Structure) -> dict[str, Any]:
    """``values`` with the integers and the sizes of ``structure``: entries left out or repeated.

    >>> fitted({"n": 1, "x": (3, 2)}, Structure((("n", 5),), (("x", (3,)),)))
    {'n': 5, 'x': (3, 3, 2)}
    """
    taken = {**values, **dict(structure.integers)}
    for name, shape in structure.shapes:
        taken[name] = _reshaped(values[name], shape)
        if len(shape) == 1:
            taken[name] = tuple(sorted(taken[name], reverse=True))
    return taken


def _reshaped(value: Any, shape: tuple[int, ...]) -> Any:
    if not shape:
        return value
    # Cyclically, the shorter a spectrum becomes the fewer of its ends go.
    places = [value[i % len(value)] for i in range(shape[0])]
    return tuple(_reshaped(entry, shape[1:]) for entry in places)
