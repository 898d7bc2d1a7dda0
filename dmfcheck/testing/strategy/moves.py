"""Ways to move one parameter of a point, by which a point is brought into hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable

POWERS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48)
"""A parameter is moved by these powers of two."""

FEW = 12
"""Integers tried, from the low end of the range."""


@dataclass(frozen=True)
class Move:
    """One way to change the parameter of ``name``; a continuous one has an edge to be met."""

    name: str
    kind: str
    anchor: Fraction = Fraction(0)

    @property
    def continuous(self) -> bool:
        """Whether every value between two that it tries may be tried as well."""
        return self.kind in ("towards", "from")

    def tried(self, values: Mapping[str, Any]) -> Iterator[Any]:
        """The values that the parameter may have instead, the nearest first.

        >>> list(Move("eta", "towards").tried({"eta": Fraction(1)}))[:2]
        [Fraction(1, 2), Fraction(1, 4)]
        """
        value = values[self.name]
        if self.continuous:
            for power in POWERS:
                factor = Fraction(2) ** (power if self.kind == "from" else -power)
                yield self.anchor + (value - self.anchor) * factor
        elif self.kind == "low integers":
            yield from (int(self.anchor) + k for k in range(FEW))
        elif self.kind == "other integers":
            yield from (value * 2**k + k for k in range(1, 9))
        elif self.kind == "same":
            yield from (other for other in values.values() if isinstance(other, Fraction))
        elif self.kind == "set":
            yield self.anchor
        else:
            yield from _arrays(self.kind, value)


def _arrays(kind: str, value: Any) -> Iterator[Any]:
    """Other spectra, and other matrices, of the same size."""
    if kind == "scaled":
        for power in POWERS:
            yield _mapped(value, Fraction(1, 2**power))
        for power in POWERS[:6]:
            yield _mapped(value, Fraction(2**power))
    elif kind == "nonnegative":
        yield tuple(sorted(map(abs, value), reverse=True))
    elif kind == "negative":
        yield tuple(sorted((-abs(x) for x in value), reverse=True))
    elif kind == "shifted":
        for power in POWERS[:6]:
            yield tuple(x + 2**power for x in value)
    elif kind == "tied":
        yield (value[0],) * len(value)
        yield value[:1] + value[:-1]
    elif kind == "apart":
        count = len(value)
        for power in range(4):
            yield tuple(x + Fraction(count - i, 2**power) for i, x in enumerate(value))
    elif kind == "absolute":
        yield tuple(tuple(map(abs, row)) for row in value)
    elif kind == "rows in order":
        yield tuple(sorted(value, reverse=True))
    elif kind == "columns scaled":
        for power in POWERS[:6]:
            for column in range(min(3, len(value[0]))):
                yield _with_column(value, column, partial(_shrunk, power))
    elif kind == "identity added":
        for power in POWERS[:6]:
            yield tuple(
                tuple(x + 2**power * (i == j) for j, x in enumerate(row))
                for i, row in enumerate(value)
            )
    elif kind == "ended by 0":
        yield tuple(sorted((*value[:-1], Fraction(0)), reverse=True))


def _shrunk(power: int, x: Fraction) -> Fraction:
    return abs(x) / 2**power or Fraction(1, 2**power)


def _with_column(value: Any, column: int, entry: Callable[[Fraction], Fraction]) -> Any:
    return tuple(tuple(entry(x) if j == column else x for j, x in enumerate(row)) for row in value)


def _mapped(value: Any, factor: Fraction) -> Any:
    if isinstance(value, tuple):
        return tuple(_mapped(entry, factor) for entry in value)
    return value * factor


def moves_of(claim: Claim) -> tuple[Move, ...]:
    """All moves of the parameters of ``claim``, those of a step or a start (the later) first.

    >>> from dmfcheck import claim
    >>> moves_of(claim("order.preserved"))[0].name
    'steps'
    """
    return tuple(move for variable in reversed(claim.variables) for move in _moves(variable))


def _moves(variable: Variable) -> Iterator[Move]:
    name, low, high = variable.name, variable.low, variable.high
    if variable.shape == "integer":
        yield Move(name, "low integers", low or Fraction(0))
        yield Move(name, "other integers")
    elif variable.shape == "number":
        ends = [Fraction(end) for end in (low, high) if end is not None]
        for end in ends or [Fraction(0)]:
            yield Move(name, "towards", end)
        if len(ends) < 2:
            yield Move(name, "from", *ends)
        yield Move(name, "same")
        for constant in dict.fromkeys((*ends, Fraction(0), Fraction(1), Fraction(-1))):
            yield Move(name, "set", constant)
    elif variable.shape == "spectrum":
        for kind in ("scaled", "nonnegative", "shifted", "tied", "apart", "ended by 0", "negative"):
            yield Move(name, kind)
    else:
        yield Move(name, "scaled")
        if variable.shape == "matrix":
            for kind in ("absolute", "columns scaled", "rows in order", "identity added"):
                yield Move(name, kind)
