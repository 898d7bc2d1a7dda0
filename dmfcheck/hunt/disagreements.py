"""Points of which float64 says one thing and certainty another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dmfcheck.claims import faults
from dmfcheck.claims.point import Point
from dmfcheck.hunt.objective import evaluate

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim

EXAMPLES = 3
"""Points that are kept."""


@dataclass
class Disagreements:
    """How many there were, and the first few: (values as text, float64's margin, what is certain).

    A margin of exactly 0 or NaN in float64 says nothing, so nothing disagrees with it.
    """

    count: int = 0
    examples: list[dict[str, Any]] = field(default_factory=list)

    def compare(self, values: Mapping[str, Any], margin: float, *, holds: bool) -> None:
        """Note the point if float64's ``margin`` has the other sign than what is certain.

        >>> found = Disagreements()
        >>> found.compare({"steps": 3}, 1e-17, holds=False)
        >>> found.examples
        [{'at': {'steps': 3}, 'float64': 1e-17, 'certain': 'refuted'}]
        """
        if math.isnan(margin) or margin == 0 or (margin > 0) == holds:
            return
        self.count += 1
        if len(self.examples) < EXAMPLES:
            certain = "holds" if holds else "refuted"
            at = Point(values).as_text()
            self.examples.append({"at": at, "float64": margin, "certain": certain})

    def add(self, other: Mapping[str, Any]) -> None:
        """Take in what another has noted, as JSON has it."""
        self.count += other["count"]
        self.examples += other["examples"][: EXAMPLES - len(self.examples)]

    def as_json(self) -> dict[str, Any]:
        """The count and the examples as JSON has them."""
        return asdict(self)


def float64_margin(claim: Claim, values: Mapping[str, Any]) -> float:
    """What float64 says of one point within the hypotheses, NaN where it says nothing."""
    try:
        scores = evaluate(claim, values, 1)
    except faults.ClaimFault:
        raise
    except faults.OF_THE_POINT:
        return math.nan
    return float(scores.margin[0]) if scores.inside[0] else math.nan


def told(found: Mapping[str, Any]) -> str:
    """The disagreements of a hunt as a line; nothing without any.

    >>> told({"count": 0, "examples": []})
    ''
    """
    if not found["count"]:
        return ""
    first = found["examples"][0]
    point = ", ".join(f"{name} = {_shown(value)}" for name, value in first["at"].items())
    many = f"{found['count']} point{'s' if found['count'] > 1 else ''}"
    return (
        f"float64 and certainty disagree at {many}, such as {point}: margin"
        f" {first['float64']:.3g} in float64, {first['certain']} with certainty"
    )


def _shown(value: Any) -> str:
    text = f"[{', '.join(map(_shown, value))}]" if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
