"""From a certified counterexample to the smallest and simplest one that is certified too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.base.bounds import within
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.faults import OF_THE_POINT
from dmfcheck.hunt.bases import simpler_bases
from dmfcheck.hunt.decision import Decision, decide
from dmfcheck.hunt.moves import (
    fewer_entries,
    numbers_of,
    rounded_together,
    scaled_to_one,
    simpler_number,
    smaller_integers,
)
from dmfcheck.hunt.objective import evaluate

DECISIONS = 400
"""Certified decisions of one simplification at most: a count, so that the answer is repeatable."""

LAST_BITS = 512
"""Precision of those decisions at most: a point that needs more is not simple."""

ROUNDING = 1e-9
"""A float64 margin above this, relative to 1, is believed: the point needs no certain decision."""

Values = Mapping[str, Any]


@dataclass
class Simplifier:
    """The simplest point so far, its decision, and how a simpler one is accepted.

    ``least`` is a margin < 0 that has to stay undercut, or 0 where any violation will do.
    """

    claim: Claim
    values: Values
    decision: Decision
    least: float = 0.0
    decisions: int = 0

    def take_first(self, candidates: Iterator[Values]) -> bool:
        """Move to the first candidate that refutes the claim with certainty, if one does."""
        for candidate in candidates:
            if self.decisions >= DECISIONS:
                return False
            point = self._possible(candidate)
            if point is None:
                continue
            self.decisions += 1
            decision = decide(self.claim, candidate, LAST_BITS)
            if decision.refuted and decision.margin <= self.least:
                self.values, self.decision = point, decision
                return True
        return False

    def _possible(self, values: Values) -> Values | None:
        """The point as the claim reads it; None where float64 sees clearly that it is no use."""
        try:
            point = self.claim.point(**values).exact
            scores = evaluate(self.claim, point, 1)
        except OF_THE_POINT:
            return None
        clearly_not = scores.margin[0] > ROUNDING or scores.distance[0] > ROUNDING
        return None if clearly_not else point

    def run(self) -> None:
        """One pass after the other until nothing changes."""
        before: Values = {}
        while self.values != before:
            before = self.values
            self.one_pass()

    def one_pass(self) -> None:
        """Scale and round, then fewer and smaller, then bases, then every number by itself."""
        for rough in (scaled_to_one, rounded_together):
            self.take_first(rough(self.values))
        for discrete in (fewer_entries, smaller_integers):
            while self.take_first(discrete(self.claim, self.values)):
                pass
        while self.take_first(simpler_bases(self.values)):
            pass
        for number in numbers_of(self.values):
            self.take_first(simpler_number(self.values, number))


def simplify(
    claim: Claim, values: Values, decision: Decision, *, seconds: float | None = None
) -> tuple[Values, Decision]:
    """The simplest certified counterexample that single moves lead to from ``values`` (exact).

    The leading eigenvalue scaled to 1 and all numbers rounded, fewer eigenvalues, smaller integers,
    simple orthogonal bases, each number to the simplest near it; again until nothing changes.
    ``decision`` is that at ``values``. After ``seconds`` the simplest so far has to do.

    >>> from dmfcheck import claim
    >>> literal = claim("monotone.literal")
    >>> start = literal.point(depth=2, spectrum="1.01,.503,0", alpha=".103", eta=".12", steps=120)
    >>> found, decision = simplify(literal, start.exact, decide(literal, start.exact))
    >>> decision.outcome, found["steps"] <= 7
    ('refuted', True)
    """
    simplifier = Simplifier(claim, values, decision)
    with within(seconds, divisible=False):
        simplifier.run()
    return simplifier.values, simplifier.decision


def largest_denominator(values: Values) -> tuple[str, int]:
    """The parameter with the largest denominator, and that denominator.

    >>> largest_denominator({"depth": 2, "alpha": Fraction(1, 10), "eta": Fraction(1, 8)})
    ('alpha', 10)
    """

    def largest(value: Any) -> int:
        if isinstance(value, tuple):
            return max((largest(entry) for entry in value), default=1)
        return value.denominator if isinstance(value, Fraction) else 1

    name = max(values, key=lambda key: largest(values[key]))
    return name, largest(values[name])
