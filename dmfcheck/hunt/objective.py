"""What the search minimises: the margin within the hypotheses, the distance to them outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.float_fractions import float_margins
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.heartbeat import beat
from dmfcheck.hunt.singles import plain_margin
from dmfcheck.hunt.variation import size_of

Batch = NDArray[np.float64]

UNKNOWN = 1e4
"""The score of a point within the hypotheses whose margin is NaN: neither good nor bad."""

OUTSIDE = 1e5
"""Added to the distance of a point outside the hypotheses, so that any point within beats it."""

PROBES = 6
"""Points within the hypotheses on which a batch is compared with the same points one by one."""

FEW_PROBES = 2
LONGEST = 2000
"""Fewer of them of a structure with so many integers times numbers, or more: each takes long."""

FIRST_BATCH = 64
"""Points of the batch that is tried before anything is counted."""

SINGLES = 64
PLAIN_SINGLES = 256
"""Points evaluated one by one where a batch was asked for: as arrays of one number, as floats."""

STUDY_COST = 16
"""A point of an empirical claim is a study: shards take so many times fewer of them."""


@dataclass(frozen=True)
class Scores:
    """Margins and hypotheses of a batch, each of shape (batch,).

    ``inside`` is whether every hypothesis holds in float64, ``distance`` the largest amount by
    which one fails (0 inside, NaN where float64 cannot say). ``raised`` is the first exception of
    those that the claim raised at single points, if there was one.
    """

    margin: Batch
    inside: NDArray[np.bool_]
    distance: Batch
    raised: str = ""

    def objective(self) -> Batch:
        """One number a point, less being worse for the claim."""
        margin = np.where(np.isnan(self.margin), UNKNOWN, np.clip(self.margin, -1e6, 1e3))
        distance = np.where(np.isnan(self.distance), 1e6, np.minimum(self.distance, 1e4))
        return np.where(self.inside, margin, OUTSIDE + distance)


class Objective:
    """The margin of ``claim`` on a box, in batches where the margin allows them.

    ``vectorised`` says so. A margin may branch on a number or read exact parameters, so the first
    points within the hypotheses are evaluated both ways, and a disagreement ends batches for good.
    Without batches ``plain`` says that points are evaluated in plain floats, found out likewise.
    """

    def __init__(self, claim: Claim, box: Box, seed: int = 0) -> None:
        self.claim = claim
        self.box = box
        self.evaluations = 0
        self.raised = ""
        self.vectorised = True
        self.plain = True
        self._compared = self._agreed = 0
        long = size_of(box.structure) >= LONGEST
        self._probes = FEW_PROBES if long else PROBES
        self._known_batches = True
        self._try_batches(np.random.default_rng(seed).random((FIRST_BATCH, box.dimension)))

    def __call__(self, cube: Batch) -> Scores:
        """The scores of ``cube``, shape (batch, dimension).

        Without batches only :attr:`singles` points are evaluated, those within the hypotheses
        first; of the rest nothing is known.
        """
        scores = self._try_batches(cube)
        if scores is not None:
            self.evaluations += len(cube)
            return scores
        inside, distance = self._hypotheses(cube)
        rows = np.flatnonzero(inside)[: self.singles]
        margin = np.full(len(cube), np.nan)
        judged = ~inside
        judged[rows] = True
        for row in rows:
            margin[row] = self._margin(cube, int(row))
        self.evaluations += len(rows)
        inside = inside & judged
        return Scores(margin, inside, np.where(judged, distance, np.nan), self.raised)

    @property
    def singles(self) -> int:
        """How many points one call evaluates one by one; fewer where each of them is a study."""
        return lessened(PLAIN_SINGLES if self.plain else SINGLES, self.claim)

    def _hypotheses(self, cube: Batch) -> tuple[NDArray[np.bool_], Batch]:
        """Of each row whether the hypotheses hold and the distance: in a batch if they know any."""
        if self._known_batches:
            try:
                return hypotheses(self.claim, self.box.values(cube), len(cube))
            except faults.OF_THE_POINT:
                self._known_batches = False
        few = self.singles
        scores = [self._single_hypotheses(cube, row) for row in range(min(few, len(cube)))]
        rest = len(cube) - len(scores)
        return (
            np.concatenate([*(inside for inside, _ in scores), np.zeros(rest, dtype=bool)]),
            np.concatenate([*(distance for _, distance in scores), np.full(rest, np.nan)]),
        )

    def _single_hypotheses(self, cube: Batch, row: int) -> tuple[NDArray[np.bool_], Batch]:
        try:
            return hypotheses(self.claim, self.box.exact(cube, row), 1)
        except faults.ClaimFault:
            raise
        except faults.OF_THE_POINT:
            return np.array([False]), np.array([np.nan])

    def _margin(self, cube: Batch, row: int) -> float:
        """The margin at one row: in floats as long as they agree with arrays of one number."""
        beat()
        exact = self.box.exact(cube, row)
        found = plain_margin(self.claim, exact) if self.plain else None
        if found is not None and self._agreed >= PROBES:
            return found if np.isfinite(found) else np.nan
        single = float(self._single(cube, row).margin[0])
        if self.plain and not np.isnan(single):
            same = found is not None and np.allclose(found, single, rtol=1e-6, atol=1e-9)
            self.plain, self._agreed = same, self._agreed + 1
        return single

    def inside(self, cube: Batch) -> NDArray[np.bool_]:
        """Where every hypothesis holds in float64; for margins that know batches."""
        return inside(self.box, cube)

    def _try_batches(self, cube: Batch) -> Scores | None:
        if not self.vectorised:
            return None
        try:
            scores = evaluate(self.claim, self.box.values(cube), len(cube))
        except faults.OF_THE_POINT:
            # A mistake of the claim, too: single points show whether it is one.
            self.vectorised = False
            return None
        if self._compared < self._probes:
            rows = np.flatnonzero(scores.inside)[: self._probes - self._compared]
            self._compared += len(rows)
            self.vectorised = all(self._same(scores, cube, row) for row in rows)
        return scores if self.vectorised else None

    def _same(self, scores: Scores, cube: Batch, row: int) -> bool:
        single = self._single(cube, row)
        pairs = [
            (scores.margin[row], single.margin[0]),
            (scores.distance[row], single.distance[0]),
        ]
        return bool(single.inside[0]) and all(
            np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True) for a, b in pairs
        )

    def _single(self, cube: Batch, row: int) -> Scores:
        try:
            return evaluate(self.claim, self.box.exact(cube, row), 1)
        except faults.ClaimFault:
            raise
        except faults.OF_THE_POINT as error:
            # The margin is not defined at this point, or for this structure: nothing is known.
            self.raised = self.raised or faults.told(error, self.claim.margin)
            nothing = np.array([np.nan])
            return Scores(nothing, np.array([False]), nothing)


def lessened(points: int, claim: Claim) -> int:
    """``points``, or fewer where each of them is a study."""
    return points if claim.kind != "empirical" else max(1, points // STUDY_COST)


def hypotheses(
    claim: Claim, values: Mapping[str, Any], size: int
) -> tuple[NDArray[np.bool_], Batch]:
    """(whether all hold, by how much the worst fails) at ``size`` points, in float64."""
    beat()
    distance = np.zeros(size)
    inside = np.ones(size, dtype=bool)
    for hypothesis in claim.hypotheses:
        margin = float_margins(claim, hypothesis.margin, values, size)
        # NaN is not inside, and is kept as the distance.
        inside &= margin > 0 if hypothesis.strict else margin >= 0
        distance = np.maximum(distance, -margin)
    return inside, distance


def inside(box: Box, cube: Batch) -> NDArray[np.bool_]:
    """Of each row of ``cube`` whether every hypothesis holds in float64."""
    return hypotheses(box.claim, box.values(cube), len(cube))[0]


def evaluate(claim: Claim, values: Mapping[str, Any], size: int) -> Scores:
    """The scores of ``size`` points at once, ``values`` being exact or arrays of shape (size,).

    Where no point is inside no margin is evaluated: it is NaN.
    """
    inside, distance = hypotheses(claim, values, size)
    if not inside.any():
        return Scores(np.full(size, np.nan), inside, distance)
    margin = float_margins(claim, claim.margin, values, size)
    return Scores(np.where(np.isfinite(margin), margin, np.nan), inside, distance)
