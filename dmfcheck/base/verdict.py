"""What can be said of a claim: six outcomes, none of which passes for another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dmfcheck.base.exact_text import parameters_text
from dmfcheck.base.offered import show
from dmfcheck.base.recorded_margin import margin_bounds, margin_float, margin_text

Certificate = Mapping[str, Any]
"""Exact integers, rationals (as ``"p/q"``) and text from which the verdict can be replayed."""

LONGEST = 240
"""Characters of the parameters in the one line of a verdict; :attr:`Verdict.at` has them all."""


class _Certified:
    """What every verdict has, whichever way it comes by it."""

    certificate: Certificate


@dataclass(frozen=True, repr=False)
class Verdict(_Certified):
    """The common base; ``bool(verdict)`` raises, for an undecided claim is neither true nor false.

    ``at`` are the exact parameters as JSON has them, empty where a verdict is about no point, and
    ``certificate`` is empty where nothing is certified. Printed, it is one line.

    >>> bool(Undecided("the balls overlap"))
    Traceback (most recent call last):
    TypeError: a verdict is not a truth value: compare its type or its .name
    >>> Holds({"margin": "1/8"}, at={"depth": 2, "eta": "1/8"})
    Holds(margin 0.125 = 1/8 at depth=2, eta='1/8')
    """

    at: Mapping[str, Any] = field(default_factory=dict, kw_only=True, compare=False)

    def __bool__(self) -> bool:
        raise TypeError("a verdict is not a truth value: compare its type or its .name")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.said}{self._where()})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)

    def _where(self) -> str:
        text = parameters_text(dict(self.at))
        return f" at {text if len(text) <= LONGEST else text[:LONGEST] + '...'}" if text else ""

    @property
    def name(self) -> str:
        """The outcome as one lower-case word, as it stands in ledgers and JSON."""
        return _NAMES[type(self)]

    @property
    def exit_code(self) -> int:
        """What a command returns to the shell: 0 holds, 1 refuted, 3 undecided or outside."""
        return {"proved": 0, "holds": 0, "refuted": 1}.get(self.name, 3)

    @property
    def margin(self) -> float:
        """The margin as the nearest float64: the certified one where there is one, else NaN.

        >>> Holds({"margin": "1/8"}).margin, Undecided("the balls overlap").margin
        (0.125, nan)
        """
        return margin_float(self.certificate.get("margin"))

    @property
    def enclosure(self) -> tuple[Fraction, Fraction] | None:
        """(lo, hi), lo <= margin <= hi for certain; equal where it is exact, None where unknown.

        >>> Holds({"margin": {"mid": [3, -2], "rad": [1, -1]}}).enclosure
        (Fraction(1, 4), Fraction(5, 4))
        """
        return margin_bounds(self.certificate.get("margin"))

    @property
    def said(self) -> str:
        """What the verdict says besides its name: the margin, or why there is none.

        >>> Refuted({}, {"margin": "-2"}).said, Undecided("too long").said
        ('margin -2', "reason='too long'")
        """
        recorded = self.certificate.get("margin")
        return "" if recorded is None else f"margin {margin_text(recorded)}"


@dataclass(frozen=True, repr=False)
class Proved(Verdict):
    """True for every parameter of the domain: a symbolic identity or a box proof."""

    certificate: Certificate


@dataclass(frozen=True, repr=False)
class Holds(Verdict):
    """True at the given parameters, decided in balls or exact arithmetic."""

    certificate: Certificate


@dataclass(frozen=True, repr=False)
class Uncontradicted(Verdict):
    """Not violated in float64, by a sweep or a real descent: nothing is certified."""

    seen: float
    certificate: Certificate = field(default_factory=dict, init=False, compare=False)

    @property
    def margin(self) -> float:
        """The margin in float64.

        >>> Uncontradicted(0.5).margin
        0.5
        """
        return self.seen

    @property
    def said(self) -> str:
        """The margin, as float64 has it."""
        return "" if math.isnan(self.seen) else f"margin {self.seen:.7g} in float64"


@dataclass(frozen=True, repr=False)
class Refuted(Verdict):
    """False at ``counterexample``, decided in balls or exact arithmetic.

    >>> found = Refuted({"depth": 2}, {"margin": "-1/4"})
    >>> found
    Refuted(margin -0.25 = -1/4 at depth=2)
    >>> found.at is found.counterexample
    True
    """

    counterexample: Mapping[str, Any]
    certificate: Certificate = field(default_factory=dict)
    at: Mapping[str, Any] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.counterexample)


@dataclass(frozen=True, repr=False)
class Undecided(Verdict):
    """Neither shown nor refuted, and why."""

    reason: str
    certificate: Certificate = field(default_factory=dict, init=False, compare=False)

    @property
    def said(self) -> str:
        """The reason."""
        return f"reason={self.reason!r}"


@dataclass(frozen=True, repr=False)
class OutsideHypotheses(Verdict):
    """The claim says nothing here: the names of the hypotheses that fail."""

    which: tuple[str, ...]
    certificate: Certificate = field(default_factory=dict, init=False, compare=False)

    @property
    def said(self) -> str:
        """The hypotheses that fail."""
        return f"fails: {'; '.join(self.which)}" if self.which else ""


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


class Irrational(CannotSay):
    """The margin leaves the rationals: balls have what exact arithmetic has not."""


class Unsure(CannotSay):
    """A question about balls, such as x < y, that the working precision does not answer."""
