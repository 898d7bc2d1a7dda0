"""A recorded run of anyone's code beside what is certified of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.numbers import number_text
from dmfcheck.base.validation import BadInput, Rational, shown
from dmfcheck.dynamics.floats.formats import FLOAT64, FORMATS, FloatFormat
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.descent_check import ClaimOutcome
from dmfcheck.problems.overlay.against import (
    OverlaidPlateau,
    OverlaidStep,
    onset,
    plateau,
    recovery,
    unpredicted,
)
from dmfcheck.problems.overlay.convention import Convention, read_convention
from dmfcheck.problems.overlay.reading import Reading, judged_run, reading_of
from dmfcheck.problems.overlay.run import Run, read_run
from dmfcheck.problems.overlay.spectrum import Eigenvalues, given_spectrum, last_row, told_by_rows
from dmfcheck.problems.overlay.suspects import (
    Asked,
    following,
    in_float32,
    of_first_row,
    suspects,
)
from dmfcheck.problems.overlay.verdicts import (
    LeftOut,
    held,
    left_out,
    record_of,
    seen_of_random_start,
)
from dmfcheck.problems.prediction import DEFAULT_DELTA, predict_enclosures

__all__ = ["Overlay", "overlay"]

ROUGH = 1e4
"""Roundings of the largest singular value within which rows tell a target before its horizon is
known."""


@dataclass(frozen=True)
class Overlay:
    """What was measured, what is certified, and how they compare.

    ``times`` has an entry for each eigenvalue of ``problem`` (the run in our own terms, exact),
    ``onset`` that of the rise of the effective rank. ``horizon`` is the last step up to which a
    descent in ``arithmetic`` is known to follow the exact one, None if it is beyond the run;
    nothing is judged after ``judged``, -1 where nothing is judged at all, and then ``uncertified``
    says why. ``follows`` is >= 0 if the run keeps to its recursion; ``suspected`` are the
    conventions that it keeps to instead. Each claim is in ``claims``, or in ``left_out`` with the
    reason.
    """

    run: Run
    convention: Convention
    problem: Problem
    eigenvalues: Eigenvalues
    delta: Fraction
    times: tuple[OverlaidStep, ...]
    plateaus: tuple[OverlaidPlateau, ...]
    onset: OverlaidStep
    arithmetic: FloatFormat
    horizon: int | None
    judged: int
    follows: float
    claims: tuple[ClaimOutcome, ...]
    left_out: tuple[LeftOut, ...]
    suspected: tuple[str, ...] = ()
    uncertified: str = ""

    def __str__(self) -> str:
        """A line for each eigenvalue, plateau and claim, with its verdict.

        >>> rows = [[0.01 * (1 + 0.1 * 0.99) ** 2] if k else [0.01] for k in range(2)]
        >>> print(overlay([0, 1], rows, depth=2, eta="1/10", alpha="1/10", target="1"))
        eigenvalue 1: not reached
        rank 1: not reached
        step.monotone: holds
        step.quoted: holds
        """
        lines = [f"eigenvalue {i}: {time.verdict}" for i, time in enumerate(self.times, start=1)]
        lines += [f"rank {entry.plateau.rank}: {entry.verdict}" for entry in self.plateaus]
        lines += [f"{entry.id}: {entry.verdict}" for entry in self.claims]
        return "\n".join(lines)

    @property
    def contradictions(self) -> list[str]:
        """What the run contradicts, in words; empty where it agrees with all that is certified."""
        found = [] if not self.follows < 0 else ["the recursion of its eigenvalues"]
        for index, time in enumerate(self.times, start=1):
            if time.verdict == "contradicts":
                found.append(f"the certified recovery of eigenvalue {index}")
        for entry in self.plateaus:
            if entry.verdict == "contradicts":
                found.append(f"the certified plateau of rank {entry.plateau.rank}")
        if self.onset.verdict == "contradicts":
            found.append("the certified onset")
        return found


def overlay(
    steps: object,
    singular_values: object,
    *,
    depth: object,
    eta: Rational,
    alpha: Rational,
    target: object = None,
    convention: object = "",
    delta: Rational = DEFAULT_DELTA,
) -> Overlay:
    """Certified recovery times, plateaus, onset and claims beside those of a recorded run.

    ``singular_values[i]`` are those of W_N ... W_1 after ``steps[i]`` steps of gradient descent,
    in arrays, tensors, columns or lists, each value of the target's in any order. ``depth``,
    ``eta`` and ``alpha`` are those of the loop, in its own ``convention``
    (:func:`~dmfcheck.problems.overlay.convention.read_convention`); ``target`` is its spectrum or
    its symmetric matrix, told by the rows that are judged if it is None (of a random start, by the
    last row itself). An eigenvalue counts as recovered at w >= (1 - delta) lambda. Raises
    :class:`~dmfcheck.base.validation.BadInput`, also for a first row of step 0 that is not the
    start. Sources: time.corrected, rank.plateau, monotone.onset, float.saddle.

    >>> from dmfcheck.dynamics.floats.recursion import identical_orbit
    >>> values = identical_orbit(0.1, [2.0, 1.0], 0.1, depth=2, steps=60) ** 2
    >>> found = overlay(range(61), values, depth=2, eta="1/10", alpha="1/10", target="2,1")
    >>> [(time.measured, time.certified, time.verdict) for time in found.times]
    [(19, (19, 19), 'to the step'), (34, (34, 34), 'to the step')]
    """
    run, said = read_run(steps, singular_values), read_convention(convention)
    tolerance = validation.proper_fraction(delta, "delta")
    numbers = (
        validation.depth(depth),
        validation.positive(eta, "eta"),
        validation.positive(alpha, "alpha"),
    )
    arithmetic = FORMATS[said.arithmetic or run.arithmetic]
    placeholder = Asked(*numbers, (Fraction(1),) * run.size)
    # Of what no horizon and no bound is asked for, but has no float64 either.
    _require_float64(placeholder.problem(said))
    _require_start(run, placeholder, said, arithmetic)
    found = None if target is None else given_spectrum(target, said.target, run.size)
    if found is None and said.start != "identical":
        found = last_row(run.values[-1])
    elif found is None:
        wide = ROUGH * arithmetic.roundoff * run.values[:, :1]
        found = told_by_rows(
            placeholder.problem(said), run.steps, run.values - wide, run.values + wide
        )
    asked = Asked(*numbers, found.middle, told=target is None)
    problem = asked.problem(said)
    if why := _uncertified(problem, said):
        return _measured(run, said, problem, found, tolerance, arithmetic, why)
    kept, horizon = judged_run(problem, run, arithmetic)
    reading = reading_of(problem, kept, horizon, arithmetic)
    if target is None and len(kept.steps):
        found = told_by_rows(problem, kept.steps, *reading.all_ends())
        asked = replace(asked, spectrum=found.middle)
        problem = asked.problem(said)
    return _overlaid(run, said, asked, found, tolerance, reading)


def _overlaid(
    run: Run,
    said: Convention,
    asked: Asked,
    found: Eigenvalues,
    delta: Fraction,
    reading: Reading,
) -> Overlay:
    problem = asked.problem(said)
    predicted = predict_enclosures(
        found.enclosures, depth=problem.depth, alpha=problem.alpha, eta=problem.eta, delta=delta
    )
    times = tuple(
        recovery(reading, index, entry, 1 - delta)
        for index, entry in enumerate(predicted.eigenvalues)
    )
    follows = following(reading, problem, found.enclosures)
    record = record_of(reading, problem)
    judged, others = held(problem, record, 1 - delta, follows=follows >= 0)
    result = Overlay(
        run=run,
        convention=said,
        problem=problem,
        eigenvalues=found,
        delta=delta,
        times=times,
        plateaus=tuple(plateau(reading, entry) for entry in predicted.plateaus),
        onset=onset(reading, problem),
        arithmetic=reading.arithmetic,
        horizon=reading.horizon,
        judged=int(reading.run.steps[-1]) if len(reading.run.steps) else -1,
        follows=follows,
        claims=tuple(judged),
        left_out=tuple(others),
    )
    if not result.contradictions:
        return result
    suspected = [*suspects(reading, asked, said)]
    if reading.arithmetic is FLOAT64:
        suspected += in_float32(run, problem, asked, said)
    return replace(result, suspected=tuple(suspected))


def _measured(
    run: Run,
    said: Convention,
    problem: Problem,
    found: Eigenvalues,
    delta: Fraction,
    arithmetic: FloatFormat,
    why: str,
) -> Overlay:
    """What is left where nothing is certified: what was measured, and rates with intervals."""
    times = tuple(
        unpredicted(run.steps, run.values[:, i], float((1 - delta) * value), why)
        for i, value in enumerate(problem.spectrum)
    )
    rank = sum(value > 0 for value in problem.spectrum)
    seen = [] if said.start == "identical" else seen_of_random_start(run, said.start, rank)
    return Overlay(
        run=run,
        convention=said,
        problem=problem,
        eigenvalues=found,
        delta=delta,
        times=times,
        plateaus=(),
        onset=OverlaidStep(None, None, (0, None), "nothing certified", why),
        arithmetic=arithmetic,
        horizon=None,
        judged=-1,
        follows=float("nan"),
        claims=tuple(seen),
        left_out=tuple(left_out(why, seen)),
        uncertified=why,
    )


def _uncertified(problem: Problem, said: Convention) -> str:
    if said.start != "identical":
        return f"what is certified is said of the identical start, and this one is {said.start}"
    if not problem.monotone_step():
        bound = number_text(float(problem.largest_step()))
        return f"eta is above the stable bound 1/(N M^(2N-2)) = {bound} (in units of half the sum)"
    return ""


def _require_float64(problem: Problem) -> None:
    for name in ("alpha", "eta"):
        number = getattr(problem, name)
        if not validation.held_by_float64(number):
            wrong = f"is {shown(number)}, which float64 cannot hold"
            raise BadInput(name, wrong, "for a recorded run sizes of 5e-324 to 1.7e308")


def _require_start(run: Run, asked: Asked, said: Convention, arithmetic: FloatFormat) -> None:
    """Refuse a row of step 0 that is not the start that alpha and the convention say."""
    if run.steps[0] != 0 or (said.start, said.scale) == ("gaussian", "factor"):
        return
    size = said.factor(asked.alpha, asked.depth) ** asked.depth
    first = run.values[0, :1] if said.start == "gaussian" else run.values[0]
    close = max(arithmetic.departed, FORMATS[run.arithmetic].departed)
    off = np.abs(first - float(size)) > close * float(size)
    if off.any():
        seen = number_text(float(first[np.argmax(off)]))
        hint = of_first_row(run, asked, said)
        raise BadInput(
            "singular_values",
            f"have {seen} at step 0, and alpha = {shown(asked.alpha)} starts at "
            f"{number_text(float(size))}{hint}",
            "the start at step 0, all digits, or steps counted from the first row on record",
        )
