"""What one shard saw: counts, its tightest points, and the first certified counterexample."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dmfcheck.base.verdict import Undecided
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.point import Point
from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.coverage import Coverage
from dmfcheck.hunt.decision import Decision, decide
from dmfcheck.hunt.disagreements import Disagreements, float64_margin
from dmfcheck.hunt.look import BITS as BITS_LOOKED
from dmfcheck.hunt.look import FAILS, HOLDS, OUTSIDE, UNKNOWN, Seen, look
from dmfcheck.hunt.objective import Scores

KEPT = 4
"""Tightest points that a shard hands on."""

CANDIDATES = 6
"""Points of the batches of a shard that are decided with certainty at most, the worst first."""

ROUNDING = 1e-12
DOUBTFUL = 2
"""Violations no larger than this are looked at only, quickly, and so many of a batch."""

TRIVIAL = 0.1
"""Where a larger share of a batch has margin 0, only one such point is decided."""


@dataclass
class Tally:
    """Counts of one shard, and what it hands on.

    ``evaluations`` counts margins in float64, ``inside`` those within the hypotheses, ``unknown``
    those of them that float64 could not judge, ``undefined`` those where the margin raised, or was
    NaN and not certified, and ``raised`` what it raised first; ``certified`` counts decisions in
    exact arithmetic or balls, ``false_alarms`` the float64 violations that were none, ``undecided``
    those that stayed open. ``tightest`` holds (margin, values as text), ``dips`` (depth of a
    dip, exact values), ``coverage`` where the points lay, ``disagreements`` where float64 said
    otherwise than what is certain.
    """

    claim: Claim
    evaluations: int = 0
    inside: int = 0
    unknown: int = 0
    undefined: int = 0
    raised: str = ""
    certified: int = 0
    false_alarms: int = 0
    undecided: int = 0
    tightest: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    dips: list[tuple[float, Mapping[str, Any]]] = field(default_factory=list)
    found: Decision | None = None
    coverage: Coverage = field(default_factory=Coverage)
    disagreements: Disagreements = field(default_factory=Disagreements)

    def count(self, scores: Scores, box: Box, cube: Batch) -> None:
        """Count a batch, whose points are the rows of ``cube``."""
        self.coverage.saw_batch(box, cube, scores.inside)
        self.evaluations += len(scores.margin)
        self.inside += int(scores.inside.sum())
        unknown = int((scores.inside & np.isnan(scores.margin)).sum())
        self.unknown += unknown
        self.undefined += unknown
        if unknown:
            self.raised = self.raised or scores.raised

    def harvest(self, scores: Scores, box: Box, cube: Batch) -> None:
        """Decide the violations of a batch, the worst first, and keep its tightest points."""
        margin = np.where(scores.inside, scores.margin, np.nan)
        known = np.flatnonzero(~np.isnan(margin))
        order = known[np.argsort(margin[known], kind="stable")]
        left = max(0, CANDIDATES - self.certified - self.undecided)
        suspects = [row for row in order[:left] if margin[row] <= 0]
        below = [row for row in suspects if margin[row] < -ROUNDING]
        # A margin that is 0 nearly everywhere by itself: one of those points tells as much.
        trivial = len(known) and (margin[known] == 0).mean() > TRIVIAL
        suspects = suspects[: len(below) + (1 if trivial else DOUBTFUL)]
        unknown = np.flatnonzero(scores.inside & np.isnan(scores.margin))
        for row in suspects:
            values = box.exact(cube, int(row))
            if row in below:
                self.decide(values, float(margin[row]))
            elif self._doubted(values, float(margin[row])) == UNKNOWN:
                break
        for row in unknown[: left - len(suspects)]:
            decision = self.decide(box.exact(cube, int(row)), math.nan)
            # It has a value after all, which is beyond float64.
            self.undefined -= self.undefined > 0 and decision.certificate is not None
            if isinstance(decision.verdict, Undecided):
                # The others are mostly like it, and what stays open takes longest.
                break
        clear = [row for row in order[: KEPT + CANDIDATES] if margin[row] > 0][:KEPT]
        for row in clear:
            self.keep(float(margin[row]), box.exact(cube, int(row)))

    def _doubted(self, values: Mapping[str, Any], margin: float) -> str:
        """Look at a point whose margin may be rounding; decide it only where it seems to fail."""
        seen = look(self.claim, values)
        if seen.what == FAILS:
            self.decide(values, margin)
        elif seen.what == HOLDS:
            self.certified += 1
            self.false_alarms += margin < 0
            self.coverage.looked(0 if seen.exact else BITS_LOOKED)
            self.disagreements.compare(values, margin, holds=True)
            self.keep(max(0.0, margin), values)
        else:
            self.undecided += seen.what == UNKNOWN
        return seen.what

    def decide(self, values: Mapping[str, Any], margin: float) -> Decision:
        """Decide one point with certainty; ``margin`` is what float64 said of it."""
        decision = decide(self.claim, values)
        self.certified += decision.certificate is not None
        self.undecided += isinstance(decision.verdict, Undecided)
        self.false_alarms += decision.holds and margin < 0
        worst = self.found is None or decision.margin < self.found.margin
        if decision.refuted and worst:
            self.found = decision
        if decision.certificate is not None:
            self.coverage.decided(decision.certificate)
            self.disagreements.compare(values, margin, holds=decision.holds)
            self.keep(decision.margin, values)
        return decision

    def looked(self, values: Mapping[str, Any], seen: Seen, *, compared: bool = False) -> None:
        """Count a point, given by its exact values, that was looked at with certainty.

        One that refutes the claim is decided. If ``compared``, float64 is asked of it too.
        """
        self.evaluations += 1
        if seen.what == OUTSIDE:
            return
        self.inside += 1
        self.coverage.saw_point(self.claim, values)
        self.unknown += seen.what == UNKNOWN
        compared = compared or seen.what == FAILS or bool(seen.raised)
        margin = float64_margin(self.claim, values) if compared else math.nan
        if seen.raised and math.isnan(margin):
            self.undefined += 1
            self.raised = self.raised or seen.raised
        if seen.what == FAILS:
            self.decide(values, margin)
        elif seen.what == HOLDS:
            self.coverage.looked(0 if seen.exact else BITS_LOOKED)
            self.disagreements.compare(values, margin, holds=True)

    def keep(self, margin: float, values: Mapping[str, Any]) -> None:
        """Keep a point among the tightest, its margin being positive or certified."""
        if not math.isfinite(margin):
            return
        self.tightest.append((margin, Point(values).as_text()))
        self.tightest.sort(key=lambda entry: entry[0])
        del self.tightest[KEPT:]

    def as_json(self) -> dict[str, Any]:
        """The tally as JSON has it."""
        return {
            "evaluations": self.evaluations,
            "inside": self.inside,
            "unknown": self.unknown,
            "undefined": self.undefined,
            "raised": self.raised,
            "certified": self.certified,
            "false_alarms": self.false_alarms,
            "undecided": self.undecided,
            "tightest": [[margin, values] for margin, values in self.tightest],
            "dips": [[depth, Point(values).as_text()] for depth, values in self.dips],
            "found": None if self.found is None else self.found.as_json(),
            "coverage": self.coverage.as_json(),
            "disagreements": self.disagreements.as_json(),
        }
