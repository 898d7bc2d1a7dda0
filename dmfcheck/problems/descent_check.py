"""Run the real matrix descent of a problem and hold every claim that applies against its record."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dmfcheck.base.exact_text import parameters_text
from dmfcheck.base.verdict import Refuted, Uncontradicted, Undecided, Verdict
from dmfcheck.claims.judge import Judgement
from dmfcheck.claims.measured import RESOLUTION, DescentRecord
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.known import KNOWN
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.held_against import held_against, unjudged
from dmfcheck.problems.real_descent import (
    Progress,
    record_descent,
    singular_bases,
    target_and_basis,
)
from dmfcheck.problems.recovery_steps import measured_times, times_outside
from dmfcheck.theory.ledger import ledger

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dmfcheck.problems.factor_start import FactorStart
    from dmfcheck.problems.prediction import Prediction

STEP_LIMIT = 20_000
"""Steps that a check runs at most unless it is told to run more."""

UNPREDICTED = 1000
"""Steps that a check runs of dynamics of which nothing is predicted."""

Stopped = Literal["done", "step limit", "float horizon", "left float64"]


@dataclass(frozen=True)
class ClaimOutcome:
    """What a descent said of one claim, in words for a reader.

    ``verdict`` is "holds", "refuted" (a violation confirmed in balls at the exact parameters) or
    "undecided". ``margin`` is the tightest over ``points`` points, None where nothing was judged.
    """

    id: str
    verdict: str
    margin: float | None
    points: int
    detail: str


@dataclass(frozen=True)
class DescentCheck:
    """The outcomes, one a claim, and each eigenvalue's measured and predicted recovery step.

    ``eigenvalues`` has the keys value, measured (None if not reached) and predicted (lo and hi,
    None where nothing is certified). ``steps`` were run and ``horizon`` is the float horizon, None
    if it lies beyond them, or if none is derived for the dynamics. ``stopped`` is "done" after the
    steps that were asked or needed, or says what ended the descent before: :data:`STEP_LIMIT`, the
    horizon, or an iterate that is not in float64, after which nothing was judged.
    ``next_recovery`` brackets the first predicted recovery beyond ``steps``, None if there is none.
    ``judgements`` are those that the outcomes sum up. If ``aligned`` the eigenvalues are singular
    values. ``recorded`` is how many iterates the claims were held against, from W(0) on: all of the
    descent, or of a long one those that :mod:`~dmfcheck.problems.kept_steps` keeps.
    """

    claims: list[ClaimOutcome]
    eigenvalues: list[dict[str, Any]]
    steps: int
    horizon: int | None
    stopped: Stopped = "done"
    next_recovery: tuple[int, int] | None = None
    judgements: tuple[Judgement, ...] = ()
    aligned: bool = False
    recorded: int = 0

    def __str__(self) -> str:
        """A line for each claim, and how far the descent went.

        >>> problem = Problem.from_spectrum("2,1", depth=2, alpha="1/10", eta="1/10")
        >>> str(check_problem(problem)).splitlines()[0]
        'reduction.decoupling: holds'
        """
        lines = [
            f"{one.id}: {one.verdict}{f' ({one.detail})' if one.detail else ''}"
            for one in self.claims
        ]
        some = f", {self.recorded} on record" if 0 < self.recorded <= self.steps else ""
        return "\n".join([*lines, f"{self.steps} steps{some}, ended: {self.stopped}"])


def check_problem(
    problem: Problem,
    *,
    target: NDArray[np.float64] | None = None,
    steps: int | None = None,
    fraction: Fraction = Fraction(9, 10),
    seed: int = 0,
    progress: Progress | None = None,
    aligned: bool = False,
    factors: FactorStart | None = None,
) -> DescentCheck:
    """Descend in float64 on full matrices and judge every applicable claim.

    ``target`` is the symmetric matrix, shape (n, n); if None, V diag(spectrum) V^T with a random
    orthogonal V from ``seed``. If ``aligned`` it is any matrix, (m, n), and the start is along its
    singular vectors. ``factors`` are what it starts from, if they are given: those of ``problem``
    in their bases. An eigenvalue counts as recovered at w >= fraction * lambda. The
    default number of steps is what the predictions need, at most :data:`STEP_LIMIT`, and
    :data:`UNPREDICTED` where there are none: of dynamics of which nothing is known the descent is
    held against their own recursion.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a step size above the stable bound.

    >>> problem = Problem.from_spectrum("2,1", depth=2, alpha="1/10", eta="1/10")
    >>> result = check_problem(problem)
    >>> [(entry["measured"], entry["predicted"]) for entry in result.eigenvalues]
    [(19, {'lo': 19, 'hi': 19}), (34, {'lo': 34, 'hi': 34})]
    """
    from dmfcheck.problems.prediction import predict

    problem.require_stable_step()
    right = None
    if factors is not None and target is not None:
        matrix, basis = target, factors.left
        right = factors.right if aligned else None
    elif aligned and target is not None:
        matrix, (basis, right) = target, singular_bases(target)
    else:
        matrix, basis = target_and_basis(problem, target, seed)
    prediction = predict(
        problem.spectrum if target is None else matrix,
        depth=problem.depth,
        alpha=None if problem.starts else problem.alpha,
        eta=problem.eta,
        beta=problem.beta,
        update=problem.update,
        delta=1 - fraction,
        start=problem.starts or None,
        aligned=aligned,
    )
    needed = _needed_steps(problem, prediction)
    count = min(STEP_LIMIT, needed) if steps is None else steps
    given = None if factors is None else factors.factors
    record, horizon = record_descent(
        problem, matrix, basis, count, progress, right=right, factors=given, thinned_at=fraction
    )
    stopped: Stopped = "done" if steps is not None or needed <= STEP_LIMIT else "step limit"
    if horizon is not None and horizon < count:
        stopped = "float horizon"
    among = (one for one in ledger().values() if not one.decouples or one.singular == aligned)
    claims = sorted(among, key=lambda claim: not claim.decouples)
    if isinstance(record, CutShort):
        stopped, last = "left float64", max(record.at - 1, 0)
        measured: Sequence[int | None] = [None] * problem.size
        recorded = 0
        judged = [unjudged(claim, record) for claim in claims if claim.decouples]
        outcomes = summed_up(judged)
    else:
        last, recorded = record.steps, len(record.components)
        measured = measured_times(problem, record, fraction)
        judged = list(held_against(claims, problem, record, fraction))
        outcomes = [
            *summed_up(judged),
            *_recovery(problem, record, fraction, prediction),
            *_resting(record, prediction),
        ]
    later = [time for time in _times(prediction) if time[0] > last]
    following, eigenvalues = min(later, default=None), _eigenvalues(prediction, measured)
    ended = last, horizon, stopped, following
    return DescentCheck(outcomes, eigenvalues, *ended, tuple(judged), aligned, recorded)


def _eigenvalues(prediction: Prediction, measured: Sequence[int | None]) -> list[dict[str, Any]]:
    return [
        {
            "value": float(sum(entry.value) / 2),
            "measured": time,
            "predicted": None
            if entry.hitting_time is None
            else {"lo": entry.hitting_time[0], "hi": entry.hitting_time[1]},
        }
        for entry, time in zip(prediction.eigenvalues, measured, strict=True)
    ]


_GRAVEST: tuple[type[Verdict], ...] = (Refuted, Undecided, Uncontradicted)


def summed_up(judged: Iterable[Judgement]) -> list[ClaimOutcome]:
    """One a claim, of judgements one claim after the other.

    It is the gravest verdict, and of those the one with the least margin.

    >>> summed_up([])
    []
    """
    outcomes = []
    for claim_id, group in groupby(judged, lambda entry: entry.claim.id):
        entries = list(group)
        worst = min(entries, key=lambda entry: (_GRAVEST.index(type(entry.verdict)), entry.seen))
        outcomes.append(
            ClaimOutcome(
                claim_id,
                worst.verdict.name,
                None if math.isnan(worst.seen) else worst.seen,
                sum(not math.isnan(entry.seen) for entry in entries),
                _detail(worst),
            )
        )
    return outcomes


def _detail(judged: Judgement) -> str:
    where = parameters_text(judged.point.as_text())
    if isinstance(judged.verdict, Refuted):
        return f"fails at {where}"
    if isinstance(judged.verdict, Undecided):
        return (
            f"below 0 as measured, but not in exact numbers at {where}"
            if where
            else judged.verdict.reason
        )
    return ""


def _recovery(
    problem: Problem, record: DescentRecord, fraction: Fraction, prediction: Prediction
) -> list[ClaimOutcome]:
    """Measured recovery steps against the certified ones: the margin counts those that differ."""
    judged = [
        entry.hitting_time
        for entry in prediction.eigenvalues
        if entry.hitting_time is not None and entry.hitting_time[1] <= record.steps
    ]
    if not judged:
        return []
    wrong = times_outside(problem, record, fraction, prediction)
    verdict = "undecided" if wrong else "holds"
    margin = float(-len(wrong))
    return [ClaimOutcome("hitting_time", verdict, margin, len(judged), "; ".join(wrong[:3]))]


def _resting(record: DescentRecord, prediction: Prediction) -> list[ClaimOutcome]:
    """The effective rank within the plateaus of a diagonal start, at every step on record.

    The margin is the least distance to a bound; plateaus of the identical start are a claim's.
    """
    sizes = np.abs(record.components)
    with np.errstate(invalid="ignore"):
        ranks = sizes.sum(axis=1) / sizes.max(axis=1)
    margins, wrong = [], []
    for plateau in prediction.plateaus:
        last = record.steps if plateau.stop is None else min(plateau.stop, record.steps)
        if plateau.recovered is None or plateau.start > last:
            continue
        seen = ranks[(record.recorded >= plateau.start) & (record.recorded <= last)]
        if not len(seen):
            continue
        low, high = float(seen.min()), float(seen.max())
        margin = min(low - float(plateau.lower), float(plateau.upper) - high)
        margins.append(margin)
        if not margin >= -RESOLUTION * len(sizes[0]):
            wrong.append(f"rank {plateau.rank}: measured {low:.6g}..{high:.6g}")
    if not margins:
        return []
    verdict = "undecided" if wrong else "holds"
    return [ClaimOutcome("plateaus", verdict, min(margins), len(margins), "; ".join(wrong[:3]))]


def _needed_steps(problem: Problem, prediction: Prediction) -> int:
    if problem.dynamics not in KNOWN:
        return problem.update.length() or UNPREDICTED
    return max((time[1] for time in _times(prediction)), default=0) + 10


def _times(prediction: Prediction) -> list[tuple[int, int]]:
    return [entry.hitting_time for entry in prediction.eigenvalues if entry.hitting_time]
