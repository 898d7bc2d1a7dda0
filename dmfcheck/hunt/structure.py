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

FARTHEST = 10**6
"""The largest value tried of an integer without an upper bound, such as a number of steps."""

LARGEST_SIZE = 64
LARGEST_SIDE = 12
"""Eigenvalues of a drawn spectrum at most, and rows or columns of a drawn matrix."""

EMPTY_SHARE = 0.1
"""How often a spectrum has one eigenvalue, a matrix one row."""


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
    """A structure of the domain at random: small integers and sizes often, others at every scale.

    Integers and sizes are drawn as often between 2 and 4 as between 20 and 40, once the small ones
    have had their share. A matrix is square, and of the size of a spectrum, unless the sizes of its
    variable say otherwise: sizes of different names differ. ``matrices`` are as many as the depth.
    """
    integers = [
        (variable.name, draw_integer(variable, rng))
        for variable in claim.variables
        if variable.shape == "integer"
    ]
    named = dict(integers)
    # A spectrum alone may be long; matrices of its size are not.
    flat = all(variable.shape not in ("matrix", "matrices") for variable in claim.variables)
    size = draw_size(LARGEST_SIZE if flat else LARGEST_SIDE, rng)
    shapes: list[tuple[str, tuple[int, ...]]] = []
    for variable in claim.variables:
        usual = _usual(variable, named.get("depth", 2), size)
        if usual is None:
            continue
        for name in variable.sizes:
            if isinstance(name, str) and name not in named:
                # The first name that no integer has is the usual size; each other has its own.
                first = all(known in dict(integers) for known in named)
                named[name] = size if first else draw_size(LARGEST_SIDE, rng)
        shapes.append((variable.name, _sized(variable, usual, named)))
    return Structure(tuple(integers), tuple(shapes))


def _usual(variable: Variable, depth: int, size: int) -> tuple[int, ...] | None:
    shapes = {"spectrum": (size,), "matrix": (size, size), "matrices": (depth, size, size)}
    return shapes.get(variable.shape)


def _sized(variable: Variable, usual: tuple[int, ...], named: Mapping[str, int]) -> tuple[int, ...]:
    """``usual``, with the sizes that are numbers or have a name."""
    sizes = zip(variable.sizes or usual, usual, strict=True)
    return tuple(size if isinstance(size, int) else named.get(size, other) for size, other in sizes)


def draw_size(most: int, rng: random.Random) -> int:
    """A size from 1 to ``most``: 2, 3, ... with halves, or at any scale."""
    if rng.random() < EMPTY_SHARE:
        return 1
    return 2 + (min(_geometric(rng), most - 2) if rng.random() < 0.6 else _scaled(most - 2, rng))


def draw_integer(variable: Variable, rng: random.Random) -> int:
    """A value of an integer parameter: near its low end, at any scale above it, or its high end.

    Without an upper bound the scale ends at :data:`FARTHEST`, and is drawn more often.
    """
    low = 0 if variable.low is None else int(variable.low)
    high = None if variable.high is None else int(variable.high)
    room = max(FARTHEST - low, low) if high is None else high - low
    kind = rng.random()
    if kind < (0.15 if room > LARGEST_SIZE else 0.4):
        return low + min(room, _geometric(rng))
    if high is not None and kind > 0.9:
        return high - min(room, _geometric(rng))
    return low + _scaled(room, rng)


def _scaled(most: int, rng: random.Random) -> int:
    """0 to ``most``, 1 + it being as likely in [s, 2s] for every s."""
    drawn: int = min(most, int((most + 2) ** rng.random()) - 1)
    return drawn


def _geometric(rng: random.Random) -> int:
    count = 0
    while rng.random() < 0.5:
        count += 1
    return count
