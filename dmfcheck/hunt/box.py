"""The continuous part of a point: a unit cube laid over the box of a claim's real parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, nextafter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.structure import Structure

POSITIVE_RANGE = (1e-4, 10.0)
"""Where a positive number without an upper bound is searched, on a logarithmic scale."""

REACH = 3.0
"""How far from 0, or from its only end, any other unbounded number is searched."""

MARGIN_OF_OPEN_ENDS = 2.0**-40
"""An open end is approached to this share of the range."""

Batch = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """One real coordinate: its range, float64, and whether the cube is laid on its logarithm."""

    low: float
    high: float
    logarithmic: bool

    def value(self, u: Batch) -> Batch:
        """The value at ``u`` in [0, 1], shape (batch,), within the range."""
        if self.logarithmic:
            values = self.low * (self.high / self.low) ** u
        else:
            values = self.low + (self.high - self.low) * u
        return np.clip(values, self.low, self.high)

    def place(self, value: Batch | float) -> Batch:
        """The u in [0, 1] whose value is nearest to ``value``, elementwise."""
        clipped = np.clip(np.asarray(value, dtype=np.float64), self.low, self.high)
        if self.low == self.high:
            return np.zeros_like(clipped)
        if self.logarithmic:
            found: Batch = np.log(clipped / self.low) / np.log(self.high / self.low)
            return found
        linear: Batch = (clipped - self.low) / (self.high - self.low)
        return linear

    def reaching(self, value: float, variable: Variable) -> Axis:
        """The axis widened so that it holds ``value`` and a little around it, if the range may."""
        if self.low <= value <= self.high:
            return self
        spread = abs(value) / 2
        if self.logarithmic and value <= 0:
            return self
        low, high = min(self.low, value - spread), max(self.high, value + spread)
        least, greatest = within(variable)
        if greatest is not None:
            high = min(high, max(self.high, greatest))
        if least is not None:
            low = max(low, min(self.low, least))
        return Axis(max(low, 1e-300) if self.logarithmic else low, high, self.logarithmic)


def within(variable: Variable) -> tuple[float | None, float | None]:
    """The least and the greatest float64 of the range of ``variable``; None where it has no end.

    The float64 nearest to an end may lie beyond it:

    >>> within(Variable("start", "number", Fraction(19, 20), None))
    (0.9500000000000001, None)
    """
    low = high = None
    if variable.low is not None:
        low = float(variable.low)
        low = nextafter(low, inf) if Fraction(low) < variable.low else low
    if variable.high is not None:
        high = float(variable.high)
        high = nextafter(high, -inf) if Fraction(high) > variable.high else high
    return low, high


def axis_of(variable: Variable) -> Axis:
    """The searched range of one number of ``variable``.

    >>> axis_of(Variable("fraction", "number", Fraction(0), Fraction(1))).high
    1.0
    """
    low, high = within(variable)
    positive = low is not None and (low > 0 or (low == 0 and variable.open_low))
    if high is None and positive:
        least = POSITIVE_RANGE[0] if low == 0 else low
        return Axis(least or POSITIVE_RANGE[0], max(POSITIVE_RANGE[1], 10 * (low or 0)), True)
    if low is None:
        low = -REACH if high is None else high - REACH
    if high is None:
        high = low + REACH if variable.low is not None else REACH
    inset = MARGIN_OF_OPEN_ENDS * (high - low)
    low, high = low + inset * variable.open_low, high - inset * variable.open_high
    return Axis(low, high, variable.log_scale and low > 0)


class Box:
    """The real coordinates of the points of ``claim`` that have one structure.

    Around the points of ``near`` (exact values) the box is widened to hold them.
    """

    def __init__(
        self, claim: Claim, structure: Structure, near: tuple[Mapping[str, Any], ...] = ()
    ) -> None:
        self.claim = claim
        self.structure = structure
        self._shapes = dict(structure.shapes)
        self._places: list[tuple[Variable, tuple[int, ...]]] = []
        axes: list[Axis] = []
        for variable in claim.variables:
            if variable.shape == "integer":
                continue
            shape = self._shapes.get(variable.name, ())
            self._places.append((variable, shape))
            axes += [axis_of(variable)] * int(np.prod(shape, dtype=int))
        self.axes = axes
        for values in near:
            self._widen(values)

    @property
    def dimension(self) -> int:
        """The number of coordinates."""
        return len(self.axes)

    def _widen(self, values: Mapping[str, Any]) -> None:
        owners = [v for v, shape in self._places for _ in range(int(np.prod(shape, dtype=int)))]
        self.axes = [
            axis.reaching(value, owner)
            for axis, value, owner in zip(self.axes, self._flat(values), owners, strict=True)
        ]

    def _flat(self, values: Mapping[str, Any]) -> list[float]:
        flat: list[float] = []
        for variable, _ in self._places:
            flat += _flatten(values[variable.name])
        return flat

    def place(self, values: Mapping[str, Any]) -> Batch:
        """The point of the cube, shape (dimension,), nearest to exact ``values``."""
        return np.array(
            [
                float(axis.place(value))
                for axis, value in zip(self.axes, self._flat(values), strict=True)
            ]
        )

    def places(self) -> list[tuple[Variable, tuple[int, ...]]]:
        """Each variable with real coordinates, in their order, and its shape, () of a number."""
        return list(self._places)

    def spectra(self) -> list[range]:
        """The columns of the coordinates of each spectrum."""
        found, first = [], 0
        for variable, shape in self._places:
            count = int(np.prod(shape, dtype=int))
            if variable.shape == "spectrum":
                found.append(range(first, first + count))
            first += count
        return found

    def in_order(self, cube: Batch) -> Batch:
        """``cube`` with the coordinates of each spectrum sorted nonincreasingly, as values are."""
        ordered = cube.copy()
        for columns in self.spectra():
            ordered[:, columns] = -np.sort(-cube[:, columns], axis=1)
        return ordered

    def names(self) -> list[str]:
        """The parameter that each coordinate belongs to."""
        return [v.name for v, shape in self._places for _ in range(int(np.prod(shape, dtype=int)))]

    def values(self, cube: Batch) -> dict[str, Any]:
        """Named float64 arrays of shape (batch,), nested as the variables are.

        ``cube`` has shape (batch, dimension). Spectra are sorted nonincreasingly.
        """
        named: dict[str, Any] = dict(self.structure.integers)
        first = 0
        for variable, shape in self._places:
            count = int(np.prod(shape, dtype=int))
            columns = [self.axes[i].value(cube[:, i]) for i in range(first, first + count)]
            first += count
            if variable.shape == "spectrum":
                columns = list(-np.sort(-np.array(columns), axis=0))
            named[variable.name] = _nested(columns, shape)
        return named

    def exact(self, cube: Batch, row: int) -> dict[str, Any]:
        """The exact (dyadic) values of one row of ``cube``: the very floats of the batch.

        Only a variable with a largest denominator is rounded to it.
        """
        named = {name: _dyadic(value) for name, value in self.values(cube[row : row + 1]).items()}
        for variable, shape in self._places:
            if variable.largest_denominator is not None and not shape:
                number = named[variable.name]
                named[variable.name] = number.limit_denominator(variable.largest_denominator)
        return named


def _flatten(value: Any) -> list[float]:
    if isinstance(value, tuple):
        return [number for entry in value for number in _flatten(entry)]
    try:
        return [float(value)]
    except OverflowError:
        return [1e300 if value > 0 else -1e300]


def _nested(columns: list[Batch], shape: tuple[int, ...]) -> Any:
    if not shape:
        return columns[0]
    size = len(columns) // shape[0]
    return tuple(_nested(columns[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0]))


def _dyadic(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_dyadic(entry) for entry in value)
    return value if isinstance(value, int) else Fraction(float(value[0]))
