"""Claims held against the record of a real descent; nothing here is evidence until it is written.

A violation in the record is a candidate: it is decided again at the exact parameters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Refuted, Uncontradicted, Undecided
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.judge import Judgement, judge
from dmfcheck.claims.measured import DescentRecord, Measured
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.known import end_to_end_orbit
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.binding import Place, points
from dmfcheck.theory.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dmfcheck.dynamics.floats.matrix import MatrixDescent

COARSE = 1e-4
"""A resolution above it is that of a format shorter than float64."""

NOWHERE = Point({})
"""Of a judgement about the whole record."""


def held_against(
    claims: Sequence[Claim], problem: Problem, record: DescentRecord, fraction: Fraction
) -> Iterator[Judgement]:
    """The judgements of ``claims``, one a point that a descent can be held against.

    Points outside the hypotheses, and those that the record does not reach, are left out.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a record that leaves steps out and a
    claim that is not the ledger's: its margin may take the next on record for the next step.
    """
    for claim in counted(claims, "claims"):
        if record.at is not None and ledger().get(claim.id) is not claim:
            lack = f"leaves steps out, which {claim.id} may not allow for"
            raise BadInput("record", lack, "one of every step")
        if claim.decouples:
            yield departure(claim, problem, record)
        elif claim.on_descent:
            for place in points(claim, problem, record=record, fraction=fraction):
                judged = _at(claim, place, record)
                if judged.hypotheses_hold and not math.isnan(judged.seen):
                    yield judged


def _at(claim: Claim, place: Place, record: DescentRecord) -> Judgement:
    # An orbit in balls of more steps than are all kept costs more than the descent: of one, what is
    # within the resolution says nothing, and is not asked of exact numbers either.
    least = 0.0 if record.at is None else -record.resolution
    judged = judge(
        claim,
        place.point,
        look=lambda claim, point: measured_margin(claim, point, record, place.indices),
        settles=lambda margin: not margin < least,
    )
    if isinstance(judged.verdict, Refuted) or not judged.seen < 0:
        return judged
    if judged.seen < -record.resolution:
        reason = "the measured descent contradicts the certified verdict"
        return replace(judged, verdict=Undecided(reason))
    return replace(judged, verdict=Uncontradicted(judged.seen))


def measured_margin(
    claim: Claim, point: Point, record: DescentRecord, indices: tuple[int, ...]
) -> float:
    """The margin read off the record, NaN where it has nothing to judge.

    A level crossed within the rounding is read both ways and the better reading counts: what is
    asked is whether the record contradicts the claim. A margin that reads no level is the same
    whichever way. A coarse record is read between, too: there the whole of its resolution is many
    steps.
    """
    margins = []
    for shift in _shifts(record.resolution):
        measured = Measured(record, indices, shift)
        converted = point.converted(measured.number)
        with np.errstate(all="ignore"):
            margin = claim.margin(measured, converted, claim.constant_values(measured, point.depth))
        margins.append(float(margin))
        if not measured.shift_read:
            break
    return max((m for m in margins if not math.isnan(m)), default=math.nan)


def _shifts(resolution: float) -> Iterator[float]:
    yield 0.0
    size = resolution
    while size >= min(resolution, COARSE):
        yield from (-size, size)
        size /= 4


def departure(claim: Claim, problem: Problem, record: DescentRecord) -> Judgement:
    """W(k) is diagonal in the eigenbasis, each entry on its recursion: 1 - distance / DEPARTED.

    At the steps on record.
    """
    from dmfcheck.dynamics.floats.horizon import DEPARTED

    w = end_to_end_orbit(problem, record.steps)
    if record.at is not None:
        w = w[record.at]
    scale = float(problem.scale_power)
    distance = float(np.abs(record.components - w).max()) / scale
    stray = float(record.off_diagonal.max(initial=0.0))
    margin = 1 - float(np.maximum(distance, stray)) / DEPARTED
    judged = Judgement(claim, NOWHERE, Uncontradicted(margin), margin, margin)
    # NaN is no departure that is small enough.
    if not margin >= 0:
        reason = f"the descent left the recursion by {distance:.2g} M^N, off-diagonal {stray:.2g}"
        return replace(judged, verdict=Undecided(reason), hypotheses_hold=False)
    return judged


def unjudged(claim: Claim, run: CutShort[MatrixDescent]) -> Judgement:
    """A claim that says what every W(k) is: one that float64 lacks decides nothing."""
    reason = f"the float64 descent has no iterate {run.at}: {run.reason}"
    return Judgement(claim, NOWHERE, Undecided(reason), hypotheses_hold=False)
