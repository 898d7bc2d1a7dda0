"""Which points of a claim's domain a problem contains: the claims that apply to a descent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.measured import FULL_DIGITS, DescentRecord, quiet_level
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.dynamics.known import DIAGONAL
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.kept_steps import FOLLOWING
from dmfcheck.problems.recovery_steps import measured_times


@dataclass(frozen=True)
class Place:
    """A point of a claim in a problem, and the indices of the eigenvalues that it is about."""

    point: Point
    indices: tuple[int, ...]


class Unbound(LookupError):
    """A claim says that a descent can be held against it, but has variables that none names."""


Offer = Iterator[tuple[dict[str, Any], tuple[int, ...]]]


def points(
    claim: Claim, problem: Problem, *, record: DescentRecord, fraction: Fraction
) -> Iterator[Place]:
    """The points of ``claim`` in ``problem`` that ``record`` can tell something about.

    A claim about one eigenvalue has a point for each, a claim about a spectrum one for each pair of
    neighbours that the identical start can tell apart, a claim about a rank one for each plateau
    that begins on record. A diagonal start has the points of a claim about one eigenvalue, other
    dynamics than plain descent none; nor has a value outside the claim's domain.

    Raises :class:`Unbound` if the claim has a variable that no descent names.

    >>> import numpy as np
    >>> from dmfcheck.theory.ledger import claim
    >>> problem = Problem.from_spectrum("2,1,-1", depth=2, alpha="1/4", eta="1/8")
    >>> record = DescentRecord(np.ones((9, 3)), np.zeros(9))
    >>> subject, level = claim("time.two_layer"), Fraction(1, 2)
    >>> [place.indices for place in points(subject, problem, record=record, fraction=level)]
    [(0,), (1,)]
    """
    names = {variable.name for variable in claim.variables}
    shared = {
        "depth": problem.depth,
        "alpha": problem.alpha,
        "eta": problem.eta,
        "steps": max(record.steps, 1),
        "fraction": fraction,
        "delta": 1 - fraction,
    }
    if "eigenvalue" in names:
        own, offer = {"eigenvalue"}, _eigenvalues(problem)
    elif "rank" in names:
        own, offer = {"spectrum", "rank", "quiet_level"}, _plateaus(problem, record, fraction)
    else:
        own, offer = {"spectrum"}, _pairs(problem)
    unknown = names - shared.keys() - own
    if unknown or not names & own:
        lack = ", ".join(sorted(unknown)) or "neither an eigenvalue nor a spectrum"
        raise Unbound(f"{claim.id} is said of descents, but none names its {lack}")
    if problem.dynamics == DIAGONAL and "eigenvalue" in own:
        offer = _modes(problem)
    elif problem.dynamics != PLAIN:
        return
    for values, indices in offer:
        chosen = {name: value for name, value in (shared | values).items() if name in names}
        try:
            yield Place(claim.point(**chosen), indices)
        except BadInput:
            # A value outside the domain (a depth or a sign the claim is not about): no such point.
            continue


def _eigenvalues(problem: Problem) -> Offer:
    for index, eigenvalue in enumerate(problem.spectrum):
        yield {"eigenvalue": eigenvalue}, (index,)


def _modes(problem: Problem) -> Offer:
    """Each eigenvalue with the start of its own."""
    for index, (eigenvalue, alpha) in enumerate(
        zip(problem.spectrum, problem.starts[0], strict=True)
    ):
        yield {"eigenvalue": eigenvalue, "alpha": alpha}, (index,)


def _pairs(problem: Problem) -> Offer:
    distinct = [
        index
        for index, value in enumerate(problem.spectrum)
        if value > 0 and (index == 0 or value < problem.spectrum[index - 1])
    ]
    for larger, smaller in pairwise(distinct):
        yield {"spectrum": (problem.spectrum[larger], problem.spectrum[smaller])}, (larger, smaller)


def _plateaus(problem: Problem, record: DescentRecord, fraction: Fraction) -> Offer:
    """The whole spectrum at every rank L whose L leading eigenvalues are recovered on record.

    delta' is delta lambda_{L+1}, but no less than the start, which has to be quiet, and than what
    the record tells from the rounding of lambda_1. ``steps`` after a recovery are as many as the
    first one took, if so many are on record: much later all are recovered to the last digit. Where
    they are not, and steps are left out, they are those that are kept after every recovery.
    """
    spectrum, size = problem.spectrum, problem.size
    clear = max(record.clear * abs(spectrum[0]), Fraction(FULL_DIGITS))
    times = measured_times(problem, record, fraction)
    start = problem.alpha**problem.depth
    recovered, first = 0, max(1, times[0] or 0)
    for rank in range(1, size + 1 if size > 1 else 1):
        time = times[rank - 1]
        if time is None or spectrum[rank - 1] < clear:
            return
        recovered = max(recovered, time)
        level = quiet_level(start, spectrum, rank, fraction, record.clear)
        values = {"spectrum": spectrum, "rank": rank, "quiet_level": level}
        steps = min(first, record.steps - recovered)
        if record.at is not None and steps < first:
            steps = min(steps, FOLLOWING)
        yield values | {"steps": steps}, tuple(range(size))
