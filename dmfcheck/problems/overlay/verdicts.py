"""The claims that a recorded run can be held against, and of the others why it cannot."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dmfcheck.base.verdict import OutsideHypotheses
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.judge import judge
from dmfcheck.claims.measured import APART, CLEAR, RESOLUTION, DescentRecord
from dmfcheck.dynamics.floats.formats import FLOAT64
from dmfcheck.dynamics.instances.staircase import staircase
from dmfcheck.dynamics.instances.statistics import clopper_pearson
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.binding import points
from dmfcheck.problems.descent_check import ClaimOutcome, summed_up
from dmfcheck.problems.held_against import held_against
from dmfcheck.problems.overlay.reading import Reading
from dmfcheck.problems.overlay.run import Run
from dmfcheck.problems.studies.measured_claim import measured_claim
from dmfcheck.theory.ledger import ledger

__all__ = ["LeftOut", "held", "left_out", "record_of", "seen_of_random_start"]

SINGLE_RESOLUTION = 1e-2
"""Of margins in a format shorter than float64: their rounding is less where they are judged."""

SHORT = "needs every step from 0 on, and the run has not two such steps within the horizon"


@dataclass(frozen=True)
class LeftOut:
    """A claim that is not judged, and why."""

    id: str
    reason: str


def record_of(reading: Reading, problem: Problem) -> DescentRecord:
    """The rows from step 0 on that leave out no step, as claims are held against them.

    In float64 they are judged as those of a descent of our own; in a shorter format what is off by
    so much that a margin would be by more than :data:`SINGLE_RESOLUTION` is left out.
    """
    rows = reading.run.values[: reading.run.every_step()]
    strays = np.zeros(len(rows))
    if reading.arithmetic is FLOAT64 and reading.run.arithmetic == FLOAT64.name:
        return DescentRecord(rows, strays, RESOLUTION, CLEAR, APART)
    off = float(reading.across.max(initial=0.0)) / float(problem.scale_power)
    share = off / SINGLE_RESOLUTION
    return DescentRecord(rows, strays, SINGLE_RESOLUTION, Fraction(share), share)


def held(
    problem: Problem, record: DescentRecord, fraction: Fraction, *, follows: bool
) -> tuple[list[ClaimOutcome], list[LeftOut]]:
    """Every claim of the ledger, once: judged, or left out with the reason.

    Where a coarse record ``follows`` its recursion, a margin below 0 that is certified to be none
    is its rounding.
    """
    coarse = follows and record.resolution > RESOLUTION
    judged: list[ClaimOutcome] = []
    others: list[LeftOut] = []
    for claim in ledger().values():
        why = _beyond_a_record(claim)
        if why is None and record.steps < 1:
            why = SHORT
        if why is None:
            found = summed_up(held_against([claim], problem, record, fraction))
            lost = [entry for entry in found if coarse and entry.verdict == "undecided"]
            judged += [entry for entry in found if entry not in lost]
            why = None if found else _not_there(claim, problem, record, fraction)
            if lost:
                why = (
                    f"what the run shows of it is within its rounding (margin {lost[0].margin:.2g})"
                )
        if why is not None:
            others.append(LeftOut(claim.id, why))
    return judged, others


def left_out(reason: str, seen: list[ClaimOutcome]) -> list[LeftOut]:
    """Every claim but those that are ``seen``, for one reason."""
    known = {entry.id for entry in seen}
    return [
        LeftOut(claim.id, _study(claim) or reason)
        for claim in ledger().values()
        if claim.id not in known
    ]


def _study(claim: Claim) -> str:
    if not claim.study:
        return ""
    return f"is a rate over random instances: `dmfcheck study {claim.study}` measures it"


def _beyond_a_record(claim: Claim) -> str | None:
    """Why singular values by steps tell nothing of it, whatever they are."""
    if claim.study:
        return _study(claim)
    if claim.decouples and not claim.singular:
        return "is about the eigenvectors of W(k), which singular values do not show"
    if claim.on_descent:
        return None
    known = {"depth", "alpha", "eta", "steps", "fraction", "delta", "eigenvalue", "spectrum"}
    names = [v.name for v in claim.variables if v.name not in known | {"rank", "quiet_level"}]
    if names:
        return f"is about {', '.join(names)}, which singular values by steps do not show"
    return "is said of the recursion alone, and has no form for a record"


def _not_there(claim: Claim, problem: Problem, record: DescentRecord, fraction: Fraction) -> str:
    """Why a claim about descents has no point in this one."""
    places = list(points(claim, problem, record=record, fraction=fraction))
    if not places:
        return "nothing of this run is in its domain"
    failed: list[str] = []
    for place in places:
        verdict = judge(claim, place.point, look=lambda *_: math.inf).verdict
        if not isinstance(verdict, OutsideHypotheses):
            return "the run does not reach what it is about"
        failed += verdict.which
    return f"its hypotheses do not hold here: {'; '.join(dict.fromkeys(failed))}"


def seen_of_random_start(run: Run, start: str, rank: int) -> list[ClaimOutcome]:
    """What one run from a random start says of the rates that a study measures: one of one.

    Its interval is the exact one of a single instance. Empty where the effective rank is undefined,
    or there are fewer than two rows.
    """
    ranks = run.effective_ranks
    if len(run.steps) < 2 or not np.isfinite(ranks).all():
        return []
    stairs = staircase(run.steps.astype(np.float64), ranks)
    seen = {f"rises, {start} start": stairs.rises_in(rank)}
    if start == "gaussian":
        seen["falls first"] = stairs.falls_first()
    found = []
    for rate, margin in seen.items():
        estimate = clopper_pearson(int(margin >= 0), 1)
        words = (
            f"{stairs.plateaus} plateaus, of {rank}; of 1 run" if "rises" in rate else "of 1 run"
        )
        detail = f"{words}: {estimate.value:g} [{estimate.low:.3g}, {estimate.high:.3g}]"
        found.append(ClaimOutcome(measured_claim("plateaus", rate), "measured", margin, 1, detail))
    return found
