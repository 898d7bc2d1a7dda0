"""A point moved until it satisfies the hypotheses of a claim, decided exactly or in balls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim, ClaimFault
from dmfcheck.claims.judge import failed_hypotheses
from dmfcheck.claims.sign import sign_of
from dmfcheck.testing.strategy.moves import Move

BITS = 256
"""Of balls; a hypothesis that these leave open does not count as satisfied."""

ROUNDS = 8
"""Moves of one point at most."""

TRIES = 150
"""Values tried in all for one point."""

BISECTIONS = 6
"""Towards an edge, before the simplest number between the two sides of it is tried."""

REFUSED = "a value outside its range"


@dataclass
class Inside:
    """The hypotheses of ``claim``, and the ``moves`` by which its points are brought into them.

    ``used`` counts which moves have brought a point nearer.
    """

    claim: Claim
    moves: tuple[Move, ...]
    used: Counter[Move] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # One instance decides no rate, but it may well satisfy a hypothesis.
        self._asked = replace(self.claim, study=None)
        self._tries = 0

    def failing(self, values: Mapping[str, Any]) -> frozenset[str]:
        """The hypotheses that do not certainly hold there; a mark for a value out of range.

        >>> from dmfcheck import claim
        >>> point = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": 1, "steps": 1}
        >>> Inside(claim("order.preserved"), ()).failing(point)
        frozenset({'h_1 <= 1/N'})
        """
        try:
            point = self.claim.point(**values)
            failed, undecided, _ = failed_hypotheses(self._asked, point, last_bits=BITS)
        except ClaimFault:
            raise
        except BadInput:
            return frozenset({REFUSED, *(h.text for h in self.claim.hypotheses)})
        return frozenset(failed) | frozenset(undecided)

    def why(self, values: Mapping[str, Any], text: str) -> str:
        """Why the hypothesis of that ``text`` has no sign there; nothing if it has one."""
        (asked, *_) = (h for h in self.claim.hypotheses if h.text == text)
        try:
            sign = sign_of(asked.margin, self._asked, self.claim.point(**values), last_bits=BITS)
        except BadInput:
            return ""
        return sign.undecided if sign.value is None else ""

    def moved(self, values: Mapping[str, Any], share: Fraction) -> dict[str, Any] | None:
        """A point within the hypotheses, made of ``values`` by a few moves; None if none is found.

        Where a parameter has to be less than some bound it becomes ``share`` (0 < share <= 1) of
        it, or the bound itself if that is a simple number.
        """
        now, failing = dict(values), self.failing(values)
        self._tries = TRIES
        for _ in range(ROUNDS):
            if not failing:
                return now
            step = self._nearer(now, failing, share)
            if step is None:
                return None
            now, failing = step
        return None if failing else now

    def _nearer(
        self, values: dict[str, Any], failing: frozenset[str], share: Fraction
    ) -> tuple[dict[str, Any], frozenset[str]] | None:
        for move in self.moves:
            before = values[move.name]
            for value in move.tried(values):
                self._tries -= 1
                if self._tries < 0:
                    return None
                left = self.failing({**values, move.name: value})
                if left < failing:
                    self.used[move] += 1

                    def kept(other: Any, move: Move = move, left: frozenset[str] = left) -> bool:
                        return self.failing({**values, move.name: other}) <= left

                    if move.continuous:
                        edge = edge_between(value, before, kept)
                        shared = move.anchor + (edge - move.anchor) * (
                            share if move.kind == "towards" else 1 / share
                        )
                        value = next(x for x in (shared, edge, value) if kept(x))
                    return {**values, move.name: value}, left
                before = value
        return None


def edge_between(inner: Fraction, outer: Fraction, inside: Callable[[Fraction], bool]) -> Fraction:
    """The last number towards ``outer`` that is inside, to a few bits, or a simple one beyond.

    >>> edge_between(Fraction(1, 4), Fraction(1), lambda x: x <= Fraction(1, 3))
    Fraction(1, 3)
    """
    for _ in range(BISECTIONS):
        middle = (inner + outer) / 2
        if inside(middle):
            inner = middle
        else:
            outer = middle
    simple = simplest_between(min(inner, outer), max(inner, outer))
    return simple if inside(simple) else inner


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of the least denominator in [low, high].

    >>> simplest_between(Fraction(31, 100), Fraction(35, 100))
    Fraction(1, 3)
    """
    whole = -((-low.numerator) // low.denominator)
    if whole <= high:
        return Fraction(whole if whole > 0 or high < 0 else min(0, int(high)))
    floor = low.numerator // low.denominator
    return floor + 1 / simplest_between(1 / (high - floor), 1 / (low - floor))
