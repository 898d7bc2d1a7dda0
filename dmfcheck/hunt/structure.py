"""The discrete part of a point: its integers and the sizes of its spectra and matrices.

All points of a batch share it: a batch iterates one recursion, of one depth, for one number of
steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable

if TYPE_CHECKING:
    import random

GRID = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584)
"""Values tried of an integer without an upper bound, such as a number of steps."""

FEW = 12
"""Integers are drawn from at most so many consecutive values at the low end of their range."""

LARGEST_SIZE = 6
"""Eigenvalues of a drawn spectrum at most."""


@dataclass(frozen=True)
class Structure:
    """Integers by name, and the shape of every array: (n,), (rows, columns) or (k, rows, columns).

    >>> Structure((("depth", 2),), (("spectrum", (3,)),)).dimension(("eta",))
    4
    """

    integers: tuple[tuple[str, int], ...]
    shapes: tuple[tuple[str, tuple[int, ...]], ...]

    def dimension(self, numbers: tuple[str, ...]) -> int:
        """How many real coordinates a point with this structure and those ``numbers`` has."""
        total = len(numbers)
        for _, shape in self.shapes:
            size = 1
            for length in shape:
                size *= length
            total += size
        return total


def structure_of(claim: Claim, exact: Mapping[str, Any]) -> Structure:
    """The structure of the exact values of a point of ``claim``.

    >>> from dmfcheck import claim
    >>> kept = claim("order.preserved")
    >>> point = kept.point(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1)
    >>> structure_of(kept, point.exact).shapes
    (('spectrum', (2,)),)
    """
    integers = []
    shapes = []
    for variable in claim.variables:
        value = exact[variable.name]
        if variable.shape == "integer":
            integers.append((variable.name, int(value)))
        elif variable.shape != "number":
            shapes.append((variable.name, _shape(value)))
    return Structure(tuple(integers), tuple(shapes))


def _shape(value: Any) -> tuple[int, ...]:
    return (len(value), *_shape(value[0])) if isinstance(value, tuple) else ()


def draw_structure(claim: Claim, rng: random.Random) -> Structure:
    """A structure of the domain at random: small depths and sizes often, large ones now and then.

    A matrix is square and no larger than a drawn spectrum; ``matrices`` are as many as the depth.
    Where the sizes of a variable say otherwise, it has those.
    """
    integers = [
        (variable.name, _draw_integer(variable, rng))
        for variable in claim.variables
        if variable.shape == "integer"
    ]
    size = 2 + min(_geometric(rng), LARGEST_SIZE - 2) if rng.random() < 0.9 else 1
    depth = dict(integers).get("depth", 2)
    shapes = {"spectrum": (size,), "matrix": (size, size), "matrices": (depth, size, size)}
    return Structure(
        tuple(integers),
        tuple(
            (variable.name, _sized(variable, shapes[variable.shape], dict(integers)))
            for variable in claim.variables
            if variable.shape in shapes
        ),
    )


def _sized(
    variable: Variable, usual: tuple[int, ...], integers: Mapping[str, int]
) -> tuple[int, ...]:
    """``usual``, with the sizes that are numbers or are named as an integer parameter."""
    sizes = zip(variable.sizes or usual, usual, strict=True)
    return tuple(
        size if isinstance(size, int) else integers.get(size, other) for size, other in sizes
    )


def _draw_integer(variable: Variable, rng: random.Random) -> int:
    low = 0 if variable.low is None else int(variable.low)
    high = None if variable.high is None else int(variable.high)
    if high is None or high > 50:
        grid = [k for k in GRID if k >= low and (high is None or k <= high)]
        kind = rng.random()
        if not grid or kind < 0.2:
            return low + _geometric(rng)
        # A margin is mostly the least over all steps, so many steps show more than few.
        return rng.choice(grid if kind < 0.6 else grid[len(grid) // 2 :])
    if rng.random() < 0.2:
        return rng.randint(low, min(high, low + FEW))
    return min(high, low + _geometric(rng))


def _geometric(rng: random.Random) -> int:
    count = 0
    while rng.random() < 0.5:
        count += 1
    return count
