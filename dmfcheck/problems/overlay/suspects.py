"""Whether a run follows its recursion, and if not, which other reading of it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from dmfcheck.base.numbers import number_text
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.level_times import Enclosure
from dmfcheck.dynamics.floats.formats import FLOAT32
from dmfcheck.dynamics.known import end_to_end_orbit
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.overlay.convention import Convention
from dmfcheck.problems.overlay.reading import Reading, judged_run, reading_of
from dmfcheck.problems.overlay.run import Run
from dmfcheck.problems.overlay.spectrum import told_by_rows

__all__ = ["Asked", "following", "in_float32", "of_first_row", "suspects"]

FEW = 10
"""Rows within the horizon of float32 that a run has at least if it is suspected of it."""

LOOKED_AT = 20_000
"""Steps up to which other readings are tried."""


@dataclass(frozen=True)
class Asked:
    """The loop's own depth, step size, start and target, as it means them.

    ``told`` says that the spectrum is what the last row told, by the convention that was said.
    """

    depth: int
    eta: Fraction
    alpha: Fraction
    spectrum: tuple[Fraction, ...]
    told: bool = False

    def problem(self, convention: Convention) -> Problem:
        """What it is in our terms; ``spectrum`` already has the factor of the target."""
        return Problem.from_spectrum(
            self.spectrum,
            depth=self.depth,
            alpha=convention.factor(self.alpha, self.depth),
            eta=convention.step_size(self.eta, len(self.spectrum)),
        )


def following(
    reading: Reading, problem: Problem, enclosures: Sequence[Enclosure], shift: int = 0
) -> float:
    """1 - the largest distance from the recursion over what is allowed; >= 0 if the run follows it.

    The recursion is that of whichever lambda is in each enclosure, in which w(k) increases. Allowed
    are N departed M^N, ``departed`` that of the format, and what the run may be early or late;
    ``shift`` is added to the run's steps. NaN for no rows.
    """
    run = reading.run
    if not len(run.steps):
        return float("nan")
    last = int(run.steps[-1])
    with np.errstate(all="ignore"):
        below, above = (
            end_to_end_orbit(replace(problem, spectrum=ends), last + abs(shift))
            for ends in zip(*enclosures, strict=True)
        )
    at = np.maximum(run.steps + shift, 0)
    allowed = problem.depth * reading.arithmetic.departed * float(problem.scale_power)
    worst = 0.0
    for index in range(run.size):
        low, high = reading.ends(run.values[:, index], np.zeros(len(run.steps)))
        distance = np.maximum(low - above[at, index], below[at, index] - high).max()
        worst = max(worst, float(distance)) if np.isfinite(distance) else float("inf")
    return 1 - worst / allowed


def suspects(reading: Reading, asked: Asked, convention: Convention) -> Iterator[str]:
    """The readings of the same run, one thing else than said, whose recursion it does follow."""
    near = replace(reading, run=reading.run.up_to(LOOKED_AT))
    count = len(near.run.steps)
    near = replace(near, across=reading.across[:count], late=reading.late[:count])
    own = asked.problem(convention)
    for shift in (1, -1):
        if following(near, own, _told(near, asked, own, shift), shift) >= 0:
            yield f"the steps are counted off by one: {shift:+d} makes them those of the recursion"
    for other in convention.others():
        try:
            problem = asked.problem(other)
        except BadInput:
            continue
        enclosures = _told(near, asked, problem)
        if problem.monotone_step() and following(near, problem, enclosures) >= 0:
            yield f"the run is that of the convention {other.words()!r}"


def in_float32(run: Run, problem: Problem, asked: Asked, convention: Convention) -> Iterator[str]:
    """Whether a run that is read as float64 follows its recursion as one of float32 does.

    A file of text does not say in which format its numbers were computed.
    """
    kept, horizon = judged_run(problem, run.up_to(LOOKED_AT), FLOAT32)
    if len(kept.steps) < FEW:
        return
    near = reading_of(problem, kept, horizon, FLOAT32)
    if following(near, problem, _told(near, asked, problem)) >= 0:
        meant = replace(convention, arithmetic=FLOAT32.name)
        yield f"the run is that of the convention {meant.words()!r}"


def _told(near: Reading, asked: Asked, problem: Problem, shift: int = 0) -> Sequence[Enclosure]:
    """The enclosures of the target's eigenvalues, if need be as the run tells them."""
    if not asked.told or not len(near.run.steps):
        return [(value, value) for value in problem.spectrum]
    steps = np.maximum(near.run.steps + shift, 0)
    return told_by_rows(problem, steps, *near.all_ends()).enclosures


def of_first_row(run: Run, asked: Asked, convention: Convention) -> str:
    """Which convention, or else which alpha, starts so, as the end of a sentence; else empty."""
    start = run.values[0]
    for other in convention.others():
        size = float(other.factor(asked.alpha, asked.depth) ** asked.depth)
        if other.loss == convention.loss and np.allclose(start, size, rtol=1e-3, atol=0):
            return f", that of the convention {other.words()!r}"
    if (start.max() - start.min()) <= 1e-3 * start.max() and convention == replace(
        convention, start="identical", scale="factor"
    ):
        size = float(start[0])
        return f", alpha = {number_text(size ** (1 / asked.depth))} at {number_text(size)}"
    return ""
