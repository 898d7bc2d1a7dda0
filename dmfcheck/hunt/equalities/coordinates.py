"""The numbers of a point, each by its place; and the simple values that one may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.moves import put

Values = Mapping[str, Any]

SIMPLE = tuple(
    Fraction(top, bottom)
    for top, bottom in (
        (1, 2),
        (1, 1),
        (2, 1),
        (1, 3),
        (1, 4),
        (3, 4),
        (2, 3),
        (3, 2),
        (1, 5),
        (4, 5),
        (1, 8),
        (1, 10),
        (9, 10),
        (3, 1),
        (4, 1),
        (1, 100),
    )
)
"""Numbers that a parameter is tried at, with both signs where its range has them."""


@dataclass(frozen=True)
class Place:
    """Where a number of a point is: the parameter, and the indices within it."""

    variable: Variable
    indices: tuple[int, ...] = ()

    def of(self, values: Values) -> Fraction:
        """The number that is there.

        >>> Place(Variable("spectrum", "spectrum"), (1,)).of({"spectrum": (3, 2)})
        2
        """
        found = values[self.variable.name]
        for index in self.indices:
            found = found[index]
        number: Fraction = found
        return number


def places_of(claim: Claim, values: Values) -> list[Place]:
    """The places of all numbers of a point, those of integers left out."""
    return [
        Place(variable, indices)
        for variable in claim.variables
        if variable.shape != "integer"
        for indices in _indices(values[variable.name])
    ]


def _indices(value: Any) -> Iterator[tuple[int, ...]]:
    if not isinstance(value, tuple):
        yield ()
        return
    for index, entry in enumerate(value):
        for rest in _indices(entry):
            yield (index, *rest)


def replaced(values: Values, numbers: Mapping[Place, Any]) -> dict[str, Any]:
    """``values`` with other numbers at some places.

    >>> replaced({"eta": 1}, {Place(Variable("eta", "number")): 2})
    {'eta': 2}
    """
    changed = dict(values)
    for place, number in numbers.items():
        name = place.variable.name
        changed[name] = put(changed[name], place.indices, number)
    return changed


def admits(variable: Variable, number: Fraction) -> bool:
    """Whether a number may stand where ``variable`` does.

    >>> admits(Variable("x", "number", Fraction(0), None, open_low=True), Fraction(0))
    False
    """
    most = variable.largest_denominator
    if most is not None and number.denominator > most:
        return False
    low, high = variable.low, variable.high
    above = low is None or number > low or (number == low and not variable.open_low)
    below = high is None or number < high or (number == high and not variable.open_high)
    return above and below


def simple_values(variable: Variable) -> list[Fraction]:
    """Simple numbers within the range of ``variable``, its ends among them.

    >>> simple_values(Variable("x", "number", Fraction(0), Fraction(1, 3)))[:3]
    [Fraction(1, 3), Fraction(1, 4), Fraction(1, 5)]
    """
    low, high = variable.low, variable.high
    ends = [end for end in (low, high) if end is not None]
    scaled: list[Fraction] = []
    if low is not None and high is not None:
        scaled = [low + (high - low) * share for share in SIMPLE if share <= 1]
    elif low is not None and low != 0:
        scaled = [low + share * abs(low) for share in SIMPLE]
    elif high is not None and high != 0:
        scaled = [high - share * abs(high) for share in SIMPLE]
    signed = [sign * number for number in SIMPLE for sign in (1, -1)]
    found = [x for x in [*signed, Fraction(0), *scaled, *ends] if admits(variable, x)]
    return list(dict.fromkeys(found))
