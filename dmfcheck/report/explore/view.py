"""What the explorer shows of a problem, each part within its share of the time of a redrawing."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Generic, TypeVar

from dmfcheck.base.bounds import interruptible, within
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.far_orbit import OutOfReach
from dmfcheck.dynamics.balls.onset import onset_step
from dmfcheck.problems.prediction import Prediction, predict_enclosures
from dmfcheck.report.explore.asked import Asked
from dmfcheck.report.explore.lines import (
    Lines,
    flow_lines,
    flow_steps,
    follows_theory,
    step_lines,
    written_lines,
)

__all__ = ["LONG", "QUICK", "RESTING", "Answer", "View", "view"]

QUICK = 0.13
"""Seconds of a redrawing while a slider moves: the browser has the rest of a fifth of one."""

RESTING = 0.8
"""Once the sliders rest, for what is undecided."""

LONG = 30.0
"""Where it is asked for."""

SHARES = {"lines": 0.6, "prediction": 0.6, "horizon": 0.6, "onset": 1.0}
"""What a part may take of the time that is left to it and those after it."""

STEPPED = 20_000
"""Steps at most that are taken one by one, of one eigenvalue; of more there is less for each."""

WRITTEN = 2_000
"""Of an update other than gradient descent."""

WITHOUT_TIMES = 200
"""Steps that are drawn where no eigenvalue is recovered."""

MOST_STEPS = 1e300
"""Beyond them an axis of float64 has no place."""

LARGEST = 100
"""Eigenvalues at most whose orbits are drawn."""

KEPT = {"lines": 40, "prediction": 300, "horizon": 300, "onset": 300}
"""Answers of each part that are kept for when the sliders come back; lines take a megabyte."""

SMALLEST, GREATEST = Fraction(1, 10**100), Fraction(10**100)
"""Sizes of eigenvalues whose curves float64 follows: powers of them stay within its range."""

UNDECIDED = "undecided: not within "

Found = TypeVar("Found")


@dataclass(frozen=True)
class Answer(Generic[Found]):
    """What was found, or None and the ``reason``: "undecided: ..." for lack of time."""

    found: Found | None
    reason: str = ""

    @property
    def undecided(self) -> bool:
        """Whether more time may find it.

        >>> Answer(None, "undecided: not within 1 s").undecided, Answer(None, "is 0").undecided
        (True, False)
        """
        return self.reason.startswith(UNDECIDED)


@dataclass(frozen=True)
class View:
    """All of it: the prediction, the onset (None: never), the horizon (None: beyond), the lines.

    ``seconds`` is what it took; ``onset`` and ``horizon`` are in steps, in a tuple of one.
    """

    asked: Asked
    lines: Answer[Lines]
    prediction: Answer[Prediction]
    horizon: Answer[tuple[int | None]]
    onset: Answer[tuple[tuple[int, int] | None]]
    seconds: float

    @property
    def undecided(self) -> bool:
        """Whether a part of it lacks for want of time."""
        parts: tuple[Answer[Any], ...] = (self.lines, self.prediction, self.horizon, self.onset)
        return any(part.undecided for part in parts)


def view(asked: Asked, seconds: float = QUICK) -> View:
    """What is known of the problem within ``seconds``.

    >>> from fractions import Fraction
    >>> from dmfcheck.report.explore.asked import asked
    >>> from dmfcheck.report.explore.target import of_spectrum
    >>> found = view(asked(of_spectrum("3,1"), 2, Fraction(1, 100), Fraction(1, 2)), LONG)
    >>> [entry.hitting_time for entry in found.prediction.found.eigenvalues]
    [(27, 27), (70, 70)]
    """
    begun = time.perf_counter()

    def answered(part: str, work: Callable[[], Found]) -> Answer[Found]:
        left = seconds - (time.perf_counter() - begun)
        return _kept(asked, part, max(0.001, SHARES[part] * left), work)

    lines = answered("lines", lambda: _drawn(asked))
    prediction = answered("prediction", lambda: _predicted(asked))
    horizon: Answer[tuple[int | None]] = Answer(None, prediction.reason)
    if (predicted := prediction.found) is not None:
        horizon = Answer(None, f"none is derived for {asked.problem.dynamics}")
        if follows_theory(asked.problem):
            horizon = answered("horizon", lambda: (predicted.float_horizon,))
    onset: Answer[tuple[tuple[int, int] | None]] = Answer(None, _without_onset(asked))
    if not onset.reason:
        onset = answered("onset", lambda: (_onset(asked),))
    return View(asked, lines, prediction, horizon, onset, time.perf_counter() - begun)


_answers: dict[str, OrderedDict[Asked, Answer[Any]]] = {part: OrderedDict() for part in KEPT}


def _kept(asked: Asked, part: str, seconds: float, work: Callable[[], Found]) -> Answer[Found]:
    """The answer of before, or that of ``work`` within ``seconds``; the undecided is not kept."""
    kept = _answers[part]
    if asked not in kept:
        answer = _within(seconds, work)
        if answer.undecided:
            return answer
        kept[asked] = answer
        while len(kept) > KEPT[part]:
            kept.popitem(last=False)
    kept.move_to_end(asked)
    return kept[asked]


def _within(seconds: float, work: Callable[[], Found]) -> Answer[Found]:
    try:
        with within(seconds), interruptible():
            return Answer(work())
    except (BadInput, OutOfReach, ArithmeticError) as error:
        return Answer(None, str(error))
    return Answer(None, f"{UNDECIDED}{seconds:.2g} s")


def _predicted(asked: Asked) -> Prediction:
    problem = asked.problem
    return predict_enclosures(
        asked.target.enclosures,
        depth=problem.depth,
        alpha=problem.alpha,
        eta=problem.eta,
        beta=problem.beta,
        update=problem.update,
        delta=asked.delta,
    )


def _without_onset(asked: Asked) -> str:
    """Why no onset is looked for, "" if one is."""
    problem = asked.problem
    if not follows_theory(problem):
        return "certified for gradient descent with a stable step size alone"
    if problem.alpha**problem.depth > asked.target.values[-1]:
        return "certified where alpha^N is at most the smallest eigenvalue"
    return ""


def _onset(asked: Asked) -> tuple[int, int] | None:
    problem = asked.problem
    return onset_step(asked.target.values, problem.depth, problem.alpha, problem.eta)


def _drawn(asked: Asked) -> Lines:
    values = asked.target.values
    if len(values) > LARGEST:
        raise BadInput("MATRIX", f"has {len(values)} eigenvalues", f"up to {LARGEST} are drawn")
    if any(value and not SMALLEST <= abs(value) <= GREATEST for value in values):
        raise BadInput("eigenvalues", "are beyond 1e-100..1e100", "what float64 can follow")
    problem = replace(asked.problem, spectrum=values)
    last = flow_steps(problem, float(1 - asked.delta)) * 1.3 or WITHOUT_TIMES
    if not last < MOST_STEPS:
        raise BadInput("steps", "are more than 1e300", "what an axis can show")
    if not follows_theory(problem):
        return written_lines(problem, int(min(max(last, WITHOUT_TIMES), WRITTEN)))
    if last * len(set(values)) > 3 * STEPPED:
        return flow_lines(problem, last)
    return step_lines(problem, int(last) + 1)
