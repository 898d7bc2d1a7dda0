"""What can be said of a claim: six outcomes, none of which passes for another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Certificate = Mapping[str, Any]
"""Exact integers, rationals (as ``"p/q"``) and text from which the verdict can be replayed."""


@dataclass(frozen=True)
class Verdict:
    """The common base; ``bool(verdict)`` raises, for an undecided claim is neither true nor false.

    >>> bool(Undecided("the balls overlap"))
    Traceback (most recent call last):
    TypeError: a verdict is not a truth value: compare its type or its .name
    """

    def __bool__(self) -> bool:
        raise TypeError("a verdict is not a truth value: compare its type or its .name")

    @property
    def name(self) -> str:
        """The outcome as one lower-case word, as it stands in ledgers and JSON."""
        return _NAMES[type(self)]

    @property
    def exit_code(self) -> int:
        """What a command returns to the shell: 0 holds, 1 refuted, 3 undecided or outside."""
        return {"proved": 0, "holds": 0, "refuted": 1}.get(self.name, 3)


@dataclass(frozen=True)
class Proved(Verdict):
    """True for every parameter of the domain: a symbolic identity or a box proof."""

    certificate: Certificate


@dataclass(frozen=True)
class Holds(Verdict):
    """True at the given parameters, decided in balls or exact arithmetic."""

    certificate: Certificate


@dataclass(frozen=True)
class Uncontradicted(Verdict):
    """Not violated in float64, by a sweep or a real descent: nothing is certified."""

    margin: float


@dataclass(frozen=True)
class Refuted(Verdict):
    """False at ``counterexample``, decided in balls or exact arithmetic."""

    counterexample: Mapping[str, Any]
    certificate: Certificate = field(default_factory=dict)


@dataclass(frozen=True)
class Undecided(Verdict):
    """Neither shown nor refuted, and why."""

    reason: str


@dataclass(frozen=True)
class OutsideHypotheses(Verdict):
    """The claim says nothing here: the names of the hypotheses that fail."""

    which: tuple[str, ...]


_NAMES: dict[type[Verdict], str] = {
    Proved: "proved",
    Holds: "holds",
    Uncontradicted: "holds",
    Refuted: "refuted",
    Undecided: "undecided",
    OutsideHypotheses: "outside hypotheses",
}


class CannotSay(ArithmeticError):
    """The margin needs what no precision provides, such as a float64 descent that left float64."""


class Unsure(CannotSay):
    """A question about balls, such as x < y, that the working precision does not answer."""
