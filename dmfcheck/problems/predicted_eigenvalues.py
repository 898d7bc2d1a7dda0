"""What becomes of each eigenvalue: its limit and its recovery time, or why nothing is certified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from dmfcheck.base import validation
from dmfcheck.base.progress import counted
from dmfcheck.dynamics.balls.level_times import Bracket, Enclosure
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN
from dmfcheck.dynamics.known import DIAGONAL_FACTORS, KNOWN
from dmfcheck.dynamics.problem import Problem

__all__ = ["PredictedEigenvalue", "predicted_eigenvalues", "start_above"]

RECOVERY = "recovery times"


@dataclass(frozen=True)
class PredictedEigenvalue:
    """An eigenvalue of What (exact, or its enclosure) and what becomes of it.

    ``limit`` encloses lim w(k); ``hitting_time`` brackets the first k at which
    w(k)/lambda >= 1 - delta, in steps. Each is None where nothing is certified, ``reason`` why; a
    start above the eigenvalue is not recovered at step 0, and has no hitting time either.
    """

    value: Enclosure
    limit: Enclosure | None
    hitting_time: Bracket | None
    reason: str = ""


def predicted_eigenvalues(
    enclosures: Sequence[Enclosure], problem: Problem, fraction: Fraction
) -> tuple[PredictedEigenvalue, ...]:
    """What becomes of each of the eigenvalues in ``enclosures``, in the order of the problem's.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="3/2", eta="1/8")
    >>> predicted_eigenvalues([(Fraction(1), Fraction(1))], problem, Fraction(1, 2))[0].reason
    'starts above it, at 9/4, and falls'
    """
    if problem.dynamics == PERTURBED:
        return _perturbed(enclosures, problem, fraction)
    if not problem.starts:
        return _each(enclosures, lambda entry: _identical(entry, problem, fraction))
    modes = [problem.mode(i) for i in range(len(enclosures))]
    keys = [(entry, own.start) for entry, own in zip(enclosures, modes, strict=True)]
    found = {
        key: _of_mode(key[0], own, fraction)
        for key, own in counted(dict(zip(keys, modes, strict=True)).items(), RECOVERY)
    }
    return tuple(found[key] for key in keys)


def _each(
    enclosures: Sequence[Enclosure], predicted: Callable[[Enclosure], PredictedEigenvalue]
) -> tuple[PredictedEigenvalue, ...]:
    """What becomes of each; of equal eigenvalues the same, found once."""
    found = {entry: predicted(entry) for entry in counted(dict.fromkeys(enclosures), RECOVERY)}
    return tuple(found[entry] for entry in enclosures)


def _of_mode(enclosure: Enclosure, mode: Problem, fraction: Fraction) -> PredictedEigenvalue:
    """Of one eigenvalue with a start of its own, equal in all factors or not."""
    if not mode.starts:
        return _identical(enclosure, mode, fraction, "equal factors")
    above = start_above(mode, enclosure[1]) if enclosure[0] > 0 else None
    found = above or KNOWN[DIAGONAL_FACTORS].recovery(mode, enclosure, fraction)
    reasons = [found] if isinstance(found, str) else []
    reasons.append("no limit is proved where the factors start differently")
    time = None if isinstance(found, str) else found
    return PredictedEigenvalue(enclosure, None, time, "; ".join(reasons))


def _identical(
    enclosure: Enclosure, problem: Problem, fraction: Fraction, start: str = "the identical start"
) -> PredictedEigenvalue:
    low, high = enclosure
    limit = (max(low, Fraction(0)), max(high, Fraction(0)))
    if high <= 0:
        why = f"an eigenvalue <= 0 is not recovered from {start}"
        return PredictedEigenvalue(enclosure, limit, None, why)
    if low <= 0:
        return PredictedEigenvalue(enclosure, limit, None, "this eigenvalue may be 0")
    if (above := start_above(problem, high)) is not None:
        return PredictedEigenvalue(enclosure, limit, None, above)
    found = KNOWN[PLAIN].recovery(problem, enclosure, fraction)
    if isinstance(found, str):
        return PredictedEigenvalue(enclosure, limit, None, found)
    return PredictedEigenvalue(enclosure, limit, found)


def start_above(problem: Problem, eigenvalue: Fraction) -> str | None:
    """What to say of a start w(0) above a positive eigenvalue, to which it can only fall, or None.

    Of a diagonal start the problem is that of one eigenvalue (:meth:`Problem.mode`).

    >>> start_above(Problem.from_spectrum([1], depth=2, alpha="3/2", eta="1/8"), Fraction(1))
    'starts above it, at 9/4, and falls'
    """
    start = prod((a for row in problem.starts for a in row), start=Fraction(1))
    if not problem.starts:
        start = (problem.alpha - problem.beta) * problem.alpha ** (problem.depth - 1)
    return (
        f"starts above it, at {validation.shown(start)}, and falls" if start > eigenvalue else None
    )


def _perturbed(
    enclosures: Sequence[Enclosure], problem: Problem, fraction: Fraction
) -> tuple[PredictedEigenvalue, ...]:
    from dmfcheck.dynamics.balls.perturbed_times import proved_to_converge

    converges = proved_to_converge(problem)

    def predicted(enclosure: Enclosure) -> PredictedEigenvalue:
        above = start_above(problem, enclosure[1]) if enclosure[0] > 0 else None
        found = above or KNOWN[PERTURBED].recovery(problem, enclosure, fraction)
        reasons = [found] if isinstance(found, str) else []
        if not converges:
            reasons.append("no limit is proved for a perturbed start with so large a step size")
        return PredictedEigenvalue(
            enclosure,
            enclosure if converges else None,
            None if isinstance(found, str) else found,
            "; ".join(reasons),
        )

    return _each(enclosures, predicted)
