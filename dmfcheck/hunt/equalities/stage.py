"""The stage of a hunt that decides points where something is equal."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from dmfcheck.base import seeds
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.equalities.coordinates import Place, Values, places_of, replaced
from dmfcheck.hunt.equalities.lines import Crossing, along, crossings, held, specials
from dmfcheck.hunt.equalities.starts import point_within
from dmfcheck.hunt.equalities.traces import Curve, Traced, failing, traced
from dmfcheck.hunt.heartbeat import beat
from dmfcheck.hunt.look import HOLDS, OUTSIDE, look
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

LOOKS = 500
"""Points looked at by one shard at most."""

TRACES = 120
"""Evaluations with an unknown of one shard at most."""

WORK = 1 << 24
"""Bits of all exact numbers of one shard at most: a second or two."""

STARTS = 40
"""Points from which equalities are sought, at most."""

PLACES = 6
"""Numbers that are varied from each."""

PER_LINE = 24
"""Points of a line that are looked at."""

PAIRS = 4
"""Points with one equality from which a second one is sought."""


class Seeker:
    """One shard: what it has seen, and how much it may still look at."""

    def __init__(self, claim: Claim, rng: random.Random) -> None:
        self.claim = claim
        self.rng = rng
        self.tally = Tally(claim)
        self.looks = LOOKS
        self.traces = TRACES
        self.work = WORK
        self.seen: set[str] = set()

    def run(self) -> Tally:
        """Seek until a counterexample is certain, or the looks are used up."""
        for _ in range(STARTS):
            values = point_within(self.claim, self.rng)
            if values is not None:
                self.from_(values)
            if self.over():
                break
        return self.tally

    def over(self) -> bool:
        """Whether this shard has found, or done, enough."""
        return self.tally.found is not None or min(self.looks, self.traces, self.work) <= 0

    def from_(self, values: Values) -> None:
        """Single equalities on the lines through a point, then a second one beside each."""
        self.consider(values)
        places = places_of(self.claim, values)
        equal: list[tuple[Values, Place, int]] = []
        for place in self._some(places, PLACES):
            if self.over():
                return
            equal += self._line(values, place)
        for at, place, asked in self._some(equal, PAIRS):
            for other in self._some([p for p in places if p != place], 2):
                if self.over():
                    return
                self._second(values, at, (place, asked), other)

    def _line(self, values: Values, place: Place) -> list[tuple[Values, Place, int]]:
        line, points = self._along(values, place)
        places = places_of(self.claim, values)
        points += [Crossing(t) for t in specials(values, place, places, self.rng)]
        equal: list[tuple[Values, Place, int]] = []
        for point in self._within(line, points)[:PER_LINE]:
            at = replaced(values, {place: point.t})
            if self.consider(at) == HOLDS and point.asked is not None:
                equal.append((at, place, point.asked))
            if self.over():
                break
        return equal

    def _along(self, values: Values, place: Place) -> tuple[Traced, list[Crossing]]:
        self.traces -= 1
        line, points = along(self.claim, values, place)
        self.work -= line.work
        return line, points

    def _within(self, line: Traced, points: Sequence[Crossing]) -> list[Crossing]:
        """Those where no hypothesis is known to fail."""
        return [point for point in points if not failing(self.claim, line, point.t, known=True)]

    def _second(self, start: Values, at: Values, first: tuple[Place, int], other: Place) -> None:
        """A second equality: with the first one held, and without."""
        self.traces -= 3
        line, points = self._along(at, other)
        for point in self._some(self._within(line, points), PER_LINE // 2):
            self.consider(replaced(at, {other: point.t}))
            if self.over():
                return
        curve = held(self.claim, start, *first, other)
        if curve is None:
            return
        found = traced(self.claim, at, curve, other.of(at))
        self.work -= found.work
        points = self._within(found, crossings(found.asked, other))
        for point in points[: PER_LINE // 2]:
            where = self._on(at, curve, point)
            if where is not None:
                self.consider(where)
            if self.over():
                return

    def _on(self, values: Values, curve: Curve, point: Crossing) -> Values | None:
        numbers = {}
        for place, ratio in curve.items():
            value = ratio.at(fmpq(point.t.numerator, point.t.denominator))
            if value is None:
                return None
            numbers[place] = Fraction(int(value.p), int(value.q))
        return replaced(values, numbers)

    def _some(self, entries: Sequence[Any], most: int) -> list[Any]:
        return self.rng.sample(list(entries), min(most, len(entries)))

    def consider(self, values: Values) -> str:
        """Look at a point, and decide it where it seems to refute the claim."""
        text = str(values)
        if text in self.seen or self.looks <= 0:
            return OUTSIDE
        self.seen.add(text)
        self.looks -= 1
        beat()
        seen = look(self.claim, values)
        self.work -= seen.work
        self.tally.looked(values, seen)
        return seen.what


def equalities(start: Start) -> Tally:
    """Points of small structures where what the margin or a hypothesis compares is equal.

    Single equalities and pairs of them, and simple points between, each looked at with certainty.
    The structures are drawn here: those of the start may be too large for exact numbers.
    """
    return Seeker(start.claim, seeds.branch(*start.seed, "equalities")).run()
