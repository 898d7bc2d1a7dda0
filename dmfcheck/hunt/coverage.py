"""What a search has covered of a claim's domain: structures, regimes, ties and precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from dmfcheck.hunt.structure import Structure, structure_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dmfcheck.base.verdict import Certificate
    from dmfcheck.claims.claim import Claim
    from dmfcheck.hunt.box import Batch, Box


@dataclass
class Coverage:
    """Counts of points within the hypotheses, by what distinguishes them.

    ``integers`` and ``shapes`` say of each parameter how many points had each value, or each size
    (``"3"``, ``"2x3"``); ``numbers`` between which two values a parameter lay. ``ties`` counts
    points with two equal eigenvalues, ``zeros`` those with a number that is 0. Of the points
    decided with certainty, ``exact`` were so in rationals and ``balls`` in balls of up to ``bits``
    bits.
    """

    integers: dict[str, dict[str, int]] = field(default_factory=dict)
    shapes: dict[str, dict[str, int]] = field(default_factory=dict)
    numbers: dict[str, list[float]] = field(default_factory=dict)
    ties: int = 0
    zeros: int = 0
    exact: int = 0
    balls: int = 0
    bits: int = 0

    def saw_batch(self, box: Box, cube: Batch, inside: NDArray[np.bool_]) -> None:
        """Count the rows of ``cube``, shape (batch, dimension), that are ``inside``."""
        count = int(inside.sum())
        if not count:
            return
        self._saw_structure(box.structure, count)
        within = cube[inside]
        columns = [axis.value(within[:, i]) for i, axis in enumerate(box.axes)]
        for name, column in zip(box.names(), columns, strict=True):
            self._saw_range(name, float(column.min()), float(column.max()))
        zero, tied = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
        for column in columns:
            zero |= column == 0
        for places in box.spectra():
            ordered = np.sort([columns[i] for i in places], axis=0)
            tied |= (np.diff(ordered, axis=0) == 0).any(axis=0)
        self.zeros += int(zero.sum())
        self.ties += int(tied.sum())

    def saw_point(self, claim: Claim, exact: Mapping[str, Any]) -> None:
        """Count one point, given by its exact values."""
        self._saw_structure(structure_of(claim, exact), 1)
        zero = tied = False
        for variable in claim.variables:
            if variable.shape == "integer":
                continue
            numbers = _numbers(exact[variable.name])
            self._saw_range(variable.name, *(_as_float(end(numbers)) for end in (min, max)))
            zero = zero or 0 in numbers
            tied = tied or (variable.shape == "spectrum" and len(set(numbers)) < len(numbers))
        self.zeros += zero
        self.ties += tied

    def decided(self, certificate: Certificate) -> None:
        """Count a decision that is certain, in exact numbers or in balls."""
        self.looked(int(certificate["bits"]))

    def looked(self, bits: int) -> None:
        """Count a point decided at so many ``bits``, 0 for exact numbers."""
        self.exact += bits == 0
        self.balls += bits > 0
        self.bits = max(self.bits, bits)

    def _saw_structure(self, structure: Structure, count: int) -> None:
        named = [(self.integers, structure.integers), (self.shapes, structure.shapes)]
        for counts, values in named:
            for name, value in values:
                text = "x".join(map(str, value)) if isinstance(value, tuple) else str(value)
                of_name = counts.setdefault(name, {})
                of_name[text] = of_name.get(text, 0) + count

    def _saw_range(self, name: str, low: float, high: float) -> None:
        known = self.numbers.setdefault(name, [low, high])
        known[:] = min(low, known[0]), max(high, known[1])

    def add(self, other: Mapping[str, Any]) -> None:
        """Take in what another has counted, as JSON has it.

        >>> first, second = Coverage(numbers={"eta": [0.5, 1.0]}), Coverage(zeros=1)
        >>> second.add(first.as_json())
        >>> second.numbers, second.zeros
        ({'eta': [0.5, 1.0]}, 1)
        """
        for kind, counts in (("integers", self.integers), ("shapes", self.shapes)):
            for name, values in other[kind].items():
                of_name = counts.setdefault(name, {})
                for value, count in values.items():
                    of_name[value] = of_name.get(value, 0) + count
        for name, (low, high) in other["numbers"].items():
            self._saw_range(name, low, high)
        for kind in ("ties", "zeros", "exact", "balls"):
            setattr(self, kind, getattr(self, kind) + other[kind])
        self.bits = max(self.bits, other["bits"])

    def as_json(self) -> dict[str, Any]:
        """The counts as JSON has them."""
        return asdict(self)


def _numbers(value: Any) -> list[Fraction]:
    if isinstance(value, tuple):
        return [number for entry in value for number in _numbers(entry)]
    return [value]


def _as_float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return 1e300 if number > 0 else -1e300
