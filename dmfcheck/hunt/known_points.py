"""Points where a scaled claim is decided before it is hunted: those where others were tight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dmfcheck.base.bounds import within
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.decision import SEARCH_BITS, Decision, decide

MOST = 24
"""Points kept; the oldest go."""

SECONDS = 5.0
"""How long one of them may take."""

Values = Mapping[str, Any]


@dataclass
class KnownPoints:
    """Values as text, each once, the newest last."""

    points: list[Values] = field(default_factory=list)

    def add(self, values: Iterable[Values]) -> None:
        """Take in points; those known already become the newest."""
        for one in values:
            if one in self.points:
                self.points.remove(one)
            self.points.append(one)
        del self.points[:-MOST]

    def refuting(self, claim: Claim, seconds: float) -> Decision | None:
        """The decision at the first known point, the newest first, that refutes ``claim``."""
        with within(seconds, divisible=False):
            for values in reversed(self.points):
                found = _decided(claim, values)
                if found is not None and found.refuted:
                    return found
        return None

    def tightest(self, claim: Claim, seconds: float) -> Decision | None:
        """The decision with the least certified margin among the points where ``claim`` holds."""
        held: list[Decision] = []
        with within(seconds, divisible=False):
            for values in reversed(self.points):
                found = _decided(claim, values)
                if found is not None and found.holds:
                    held.append(found)
        return min(held, key=lambda decision: decision.margin, default=None)


def _decided(claim: Claim, values: Values) -> Decision | None:
    """The decision, None where :data:`SECONDS` are not enough."""
    with within(SECONDS, divisible=False):
        return decide(claim, values, SEARCH_BITS)
    return None
