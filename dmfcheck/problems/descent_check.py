"""Run the real matrix descent of a problem and hold every claim that applies against its record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dmfcheck.base.problem import Problem
from dmfcheck.base.verdict import Refuted
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.judge import confirm, failed_hypotheses
from dmfcheck.claims.measured import FULL_DIGITS, RESOLUTION, DescentRecord, Measured
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.problems.binding import points
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.theory.ledger import claim, ledger

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dmfcheck.dynamics.floats.matrix import Descent
    from dmfcheck.problems.prediction import Prediction

STEP_LIMIT = 20_000
"""Steps that a check runs at most unless it is told to run more."""

Stopped = Literal["done", "step limit", "float horizon", "left float64"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ClaimOutcome:
    """What a descent said of one claim.

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
    if it lies beyond them. ``stopped`` is "done" after the steps that were asked or needed, or says
    what ended the descent before: :data:`STEP_LIMIT`, the horizon, or an iterate that is not in
    float64, after which nothing was judged. ``next_recovery`` brackets the first predicted recovery
    beyond ``steps``, None if there is none.
    """

    claims: list[ClaimOutcome]
    eigenvalues: list[dict[str, Any]]
    steps: int
    horizon: int | None
    stopped: Stopped = "done"
    next_recovery: tuple[int, int] | None = None


def check_problem(
    problem: Problem,
    *,
    target: NDArray[np.float64] | None = None,
    steps: int | None = None,
    fraction: Fraction = Fraction(9, 10),
    seed: int = 0,
    progress: Progress | None = None,
) -> DescentCheck:
    """Descend in float64 on full n x n matrices and judge every applicable claim.

    ``target`` is the symmetric matrix, shape (n, n); if None, V diag(spectrum) V^T with a random
    orthogonal V from ``seed``. An eigenvalue counts as recovered at w >= fraction * lambda. The
    default number of steps is what the predictions need, at most :data:`STEP_LIMIT`.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a step size above the stable bound.

    >>> problem = Problem.from_spectrum("2,1", depth=2, alpha="1/10", eta="1/10")
    >>> result = check_problem(problem)
    >>> [(entry["measured"], entry["predicted"]) for entry in result.eigenvalues]
    [(19, {'lo': 19, 'hi': 19}), (34, {'lo': 34, 'hi': 34})]
    """
    problem.require_stable_step()
    matrix, basis = _target_and_basis(problem, target, seed)
    prediction = _prediction(problem, None if target is None else matrix, fraction)
    needed = _needed_steps(prediction)
    count = min(STEP_LIMIT, needed) if steps is None else steps
    record, horizon = record_descent(problem, matrix, basis, count, progress)
    stopped: Stopped = "done" if steps is not None or needed <= STEP_LIMIT else "step limit"
    if horizon is not None and horizon < count:
        stopped = "float horizon"
    measured: Sequence[int | None] = [None] * problem.size
    if isinstance(record, CutShort):
        stopped, last = "left float64", max(record.at - 1, 0)
        claims = [_unjudged(record)]
    else:
        last = record.steps
        measured = measured_times(problem, record, fraction)
        claims = [_decoupling(problem, record), *judge_record(problem, record, fraction)]
        claims += _recovery(problem, record, fraction, prediction)
    eigenvalues = [
        {
            "value": float(sum(entry.value) / 2),
            "measured": time,
            "predicted": None
            if entry.hitting_time is None
            else {"lo": entry.hitting_time[0], "hi": entry.hitting_time[1]},
        }
        for entry, time in zip(prediction.eigenvalues, measured, strict=True)
    ]
    later = [time for time in _times(prediction) if time[0] > last]
    return DescentCheck(claims, eigenvalues, last, horizon, stopped, min(later, default=None))


def random_target(problem: Problem, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(What, V): V diag(spectrum) V^T with V orthogonal, Haar distributed, from ``seed``."""
    normal = np.random.default_rng(seed).standard_normal((problem.size, problem.size))
    orthogonal, triangle = np.linalg.qr(normal)
    V = orthogonal * np.sign(np.diag(triangle))
    What = (V * [float(value) for value in problem.spectrum]) @ V.T
    return (What + What.T) / 2, V


def record_descent(
    problem: Problem,
    target: NDArray[np.float64],
    basis: NDArray[np.float64],
    steps: int,
    progress: Progress | None = None,
) -> tuple[DescentRecord | CutShort[Descent], int | None]:
    """The record of ``steps`` steps of the real descent, ended at the float horizon; that horizon.

    The factors are full matrices throughout; the basis is used only to read the iterates. A descent
    that leaves float64 has no record.
    """
    from dmfcheck.dynamics.floats.horizon import float_horizon
    from dmfcheck.dynamics.floats.matrix import descend, perturbed_start

    horizon = float_horizon(
        problem.spectrum, problem.depth, problem.alpha, problem.eta, problem.beta, steps=steps
    )
    last = steps if horizon is None else min(steps, horizon)
    components: list[NDArray[np.float64]] = []
    strays: list[float] = []

    def record(_: int, product: NDArray[np.float64]) -> bool:
        rotated = basis.T @ product @ basis
        diagonal = np.diag(rotated).copy()
        components.append(diagonal)
        stray = np.abs(rotated - np.diag(diagonal)).max(initial=0.0)
        strays.append(float(stray / max(np.abs(diagonal).max(), FULL_DIGITS)))
        return False

    start = perturbed_start(
        float(problem.alpha), float(problem.beta), problem.size, depth=problem.depth
    )
    run = descend(
        target,
        start,
        float(problem.eta),
        last,
        stop=record,
        progress=None if progress is None else lambda step: progress(step, last),
    )
    if isinstance(run, CutShort):
        return run, horizon
    return DescentRecord(np.array(components), np.array(strays)), horizon


def judge_record(
    problem: Problem, record: DescentRecord, fraction: Fraction
) -> Iterator[ClaimOutcome]:
    """The outcome of every claim of the ledger that a real descent can be held against.

    The evidence is recorded, so that it appears in the ledger of a pytest run.
    """
    for subject in ledger().values():
        if not subject.on_descent:
            continue
        judged: list[tuple[float, str, str]] = []
        for point, indices in points(
            subject, problem, steps=max(record.steps, 1), fraction=fraction
        ):
            if not any(failed_hypotheses(subject, point)[:2]):
                judged += _judge(subject, point, record, indices)
        if judged:
            margin, verdict, detail = min(judged, key=lambda entry: (_RANK[entry[1]], entry[0]))
            yield ClaimOutcome(subject.id, verdict, margin, len(judged), detail)


_RANK = {"refuted": 0, "undecided": 1, "holds": 2}


def _judge(
    subject: Claim, point: Point, record: DescentRecord, indices: tuple[int, ...]
) -> list[tuple[float, str, str]]:
    evidence = evidence_for(subject.id, subject.expected)
    margin = measured_margin(subject, point, record, indices)
    if math.isnan(margin):
        return []
    evidence.drawn += 1
    evidence.satisfied += 1
    if margin < 0:
        if isinstance(confirm(subject, point), Refuted):
            evidence.refuted += 1
            evidence.saw_counterexample(point.as_text())
            return [(margin, "refuted", f"fails at {point.as_text()}")]
        if margin < -RESOLUTION:
            evidence.undecided += 1
            evidence.saw_undecided("the measured descent contradicts the certified verdict")
            return [(margin, "undecided", f"measured against certified at {point.as_text()}")]
        evidence.false_alarms += 1
    evidence.descents += 1
    evidence.saw_margin(margin, point.as_text())
    return [(margin, "holds", "")]


def measured_margin(
    subject: Claim, point: Point, record: DescentRecord, indices: tuple[int, ...]
) -> float:
    """The margin read off the record, NaN where it has nothing to judge.

    A level crossed within the rounding is read both ways and the better reading counts: what is
    asked is whether the record contradicts the claim.
    """
    margins = []
    for shift in (0.0, -RESOLUTION, RESOLUTION):
        measured = Measured(record, indices, shift)
        converted = point.converted(measured.number)
        with np.errstate(all="ignore"):
            margin = subject.margin(
                measured, converted, subject.constant_values(measured, point.depth)
            )
        margins.append(float(margin))
    return max((m for m in margins if not math.isnan(m)), default=math.nan)


def measured_times(
    problem: Problem, record: DescentRecord, fraction: Fraction, shift: float = 0.0
) -> list[int | None]:
    """For each eigenvalue lambda the first recorded k with w(k)/lambda >= fraction, or None.

    None also where the start is above lambda > 0, for then it falls to it.
    """
    from dmfcheck.problems.prediction import start_above

    times: list[int | None] = []
    for index, eigenvalue in enumerate(problem.spectrum):
        if eigenvalue > 0 and start_above(problem, eigenvalue) is not None:
            times.append(None)
            continue
        with np.errstate(over="ignore"):  # infinitely many times 5e-324 is at any level
            ratio = record.components[:, index] / float(eigenvalue) if eigenvalue else np.zeros(1)
        reached = ratio >= float(fraction) * (1 + shift)
        times.append(int(np.argmax(reached)) if reached.any() else None)
    return times


def times_outside(
    problem: Problem, record: DescentRecord, fraction: Fraction, prediction: Prediction
) -> list[str]:
    """Which measured recovery steps contradict their certified brackets, and how.

    A step counts as early only if even a level higher by the resolution is reached before the
    bracket, and as late only if even a lower one is reached after it.
    """
    early = measured_times(problem, record, fraction, RESOLUTION)
    late = measured_times(problem, record, fraction, -RESOLUTION)
    wrong = []
    for index, entry in enumerate(prediction.eigenvalues):
        if entry.hitting_time is None:
            continue
        lo, hi = entry.hitting_time
        first, last = early[index], late[index]
        too_late = last > hi if last is not None else hi <= record.steps
        if too_late or (first is not None and first < lo):
            wrong.append(f"eigenvalue {index}: measured {last}, certified {lo}..{hi}")
    return wrong


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


def _decoupling(problem: Problem, record: DescentRecord) -> ClaimOutcome:
    """reduction.decoupling: W(k) is diagonal in the eigenbasis, each entry on its recursion."""
    from dmfcheck.dynamics.floats.horizon import DEPARTED

    subject = claim("reduction.decoupling")
    evidence = evidence_for(subject.id, subject.expected)
    w = _recursion(problem, record.steps)
    scale = float(problem.scale_power)
    distance = float(np.abs(record.components - w).max()) / scale
    stray = float(record.off_diagonal.max(initial=0.0))
    margin = 1 - float(np.maximum(distance, stray)) / DEPARTED
    evidence.drawn += 1
    # NaN is no departure that is small enough.
    if not margin >= 0:
        evidence.undecided += 1
        evidence.saw_undecided("a descent left the recursion within its float horizon")
        detail = f"the descent left the recursion by {distance:.2g} M^N, off-diagonal {stray:.2g}"
        return ClaimOutcome(subject.id, "undecided", margin, 1, detail)
    evidence.satisfied += 1
    evidence.descents += 1
    return ClaimOutcome(subject.id, "holds", margin, 1, "")


def _unjudged(run: CutShort[Descent]) -> ClaimOutcome:
    """reduction.decoupling says what every W(k) is: one that float64 lacks decides nothing."""
    subject = claim("reduction.decoupling")
    evidence = evidence_for(subject.id, subject.expected)
    detail = f"the float64 descent has no iterate {run.at}: {run.reason}"
    evidence.drawn += 1
    evidence.undecided += 1
    evidence.saw_undecided(detail)
    return ClaimOutcome(subject.id, "undecided", None, 0, detail)


def _recursion(problem: Problem, steps: int) -> NDArray[np.float64]:
    """w(k) of every eigenvalue by the compiled recursions, of shape (steps + 1, n)."""
    from dmfcheck.dynamics.floats.recursion import identical_orbit, perturbed_orbit

    eigenvalues = np.array([float(value) for value in problem.spectrum])
    alpha, eta, N = float(problem.alpha), float(problem.eta), problem.depth
    if problem.beta == 0:
        orbit: NDArray[np.float64] = identical_orbit(alpha, eigenvalues, eta, N, steps)
        return orbit**N
    w: NDArray[np.float64] = perturbed_orbit(
        alpha, float(problem.beta), eigenvalues, eta, N, steps
    )[2]
    return w


def _target_and_basis(
    problem: Problem, target: NDArray[np.float64] | None, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if target is None:
        return random_target(problem, seed)
    _, vectors = np.linalg.eigh(target)
    return target, vectors[:, ::-1].copy()


def _prediction(
    problem: Problem, matrix: NDArray[np.float64] | None, fraction: Fraction
) -> Prediction:
    from dmfcheck.problems.prediction import predict_matrix, predict_spectrum

    if matrix is None:
        return predict_spectrum(
            problem.spectrum,
            depth=problem.depth,
            alpha=problem.alpha,
            eta=problem.eta,
            beta=problem.beta,
            delta=1 - fraction,
        )
    return predict_matrix(
        matrix,
        depth=problem.depth,
        alpha=problem.alpha,
        eta=problem.eta,
        beta=problem.beta,
        delta=1 - fraction,
    )


def _needed_steps(prediction: Prediction) -> int:
    return max((time[1] for time in _times(prediction)), default=0) + 10


def _times(prediction: Prediction) -> list[tuple[int, int]]:
    return [entry.hitting_time for entry in prediction.eigenvalues if entry.hitting_time]
