"""The search for a first passage: steps in balls, and at milestones a count of all that are left.

What is searched is a :class:`CountedOrbit`: an orbit that is taken in balls, step by step, and that
becomes slow enough for the counts of :mod:`dmfcheck.dynamics.balls.decay` and
:mod:`dmfcheck.dynamics.balls.recovery`.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, Protocol, TypeVar

from flint import ctx

from dmfcheck.base.bounds import OutOfWork, effort, spend
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.decay import SlowCount

__all__ = ["MILESTONES", "CountedOrbit", "first_passage_of"]

MILESTONES = (0, 1_000, 10_000, 30_000, 100_000)
"""After so many steps in balls the rest is counted; beyond the last the bracket is returned."""

LAST_STRETCH = 50_000
"""So many steps are taken after a leap."""

HOPELESS = 1000
"""An error of so many steps is not worth another count before the last milestone."""

MOST_WORK = 250_000
"""Steps of one search at most, a block of a count being worth some of them: a few seconds."""

WALK_BITS = (192, 1024)
"""Precisions of the steps: the second is for passages that the first cannot tell from a tie."""

State = TypeVar("State")


class CountedOrbit(Protocol[State]):
    """An orbit in balls at the precision in force, not at its level yet, and what counts it."""

    def start(self) -> State:
        """The state at step 0."""

    def step(self, state: State) -> State:
        """A ball of the next state."""

    def reached(self, state: State) -> bool | None:
        """Whether the level is reached; None where the balls do not decide."""

    def stray(self, state: State) -> str | None:
        """Why no step may be taken from here, if so."""

    def count(self, state: State | None) -> SlowCount | str:
        """The steps from the state (the start if None) to the level, or why they are unknown."""

    def leap(self, state: State | None, *, forced: bool) -> tuple[int, int, State] | None:
        """At least and at most how many steps lead to a state well before the level, and that.

        ``forced``: also where the number of steps is not an exact one.
        """

    def settles(self, step: int) -> bool | None:
        """Whether the level is reached at that step, in exact rationals; None if unaffordable."""


def first_passage_of(descent: CountedOrbit[State]) -> HittingTime | Undecided:
    """The first step at which the level is reached, its bracket, or why there is none.

    A near tie that 1024 bits do not decide is settled in exact rationals if it comes within a few
    steps. ``method`` of the result is ``orbit`` (balls), ``potential`` (counted) or ``exact``.
    """
    bracket = _Bracket()
    try:
        with effort(MOST_WORK):
            outcome = _walked(descent, bracket)
    except OutOfWork as spent:
        outcome = _Outcome("potential", False, f"the rest takes {spent}")
    if bracket.hi is None:
        return Undecided(f"K >= {bracket.lo}, but {outcome.why}")
    method = outcome.method
    while bracket.lo < bracket.hi and outcome.tied:
        settled = descent.settles(bracket.lo)
        if settled is None:
            break
        method = "exact"
        bracket.narrow(bracket.lo if settled else bracket.lo + 1, bracket.lo if settled else None)
    return HittingTime(bracket.lo, bracket.hi, bracket.bits, 0, method)


def _walked(descent: CountedOrbit[State], bracket: _Bracket) -> _Outcome:
    first, second = WALK_BITS
    outcome = _at(first, descent, bracket, leaps=True)
    # What a leap left open, more steps may settle.
    return _at(second, descent, bracket, leaps=False) if outcome.tied else outcome


def _at(bits: int, descent: CountedOrbit[State], bracket: _Bracket, *, leaps: bool) -> _Outcome:
    bracket.used(bits)
    with ctx.workprec(bits):
        return _Walk(descent, bracket, leaps=leaps).run()


class _Outcome(NamedTuple):
    """How a walk ended: by what, whether undecided steps were left, why there is no count."""

    method: str
    tied: bool
    why: str = ""


class _Bracket:
    """lo <= K <= hi, narrowed by whatever is found, and the most bits that took."""

    def __init__(self) -> None:
        self.lo = 1
        self.hi: int | None = None
        self.bits = 0

    @property
    def settled(self) -> bool:
        """Whether a single integer is left."""
        return self.lo == self.hi

    def narrow(self, lo: int, hi: int | None = None) -> None:
        """Intersect with [lo, hi]."""
        self.lo = max(self.lo, lo)
        if hi is not None:
            self.hi = hi if self.hi is None else min(self.hi, hi)

    def used(self, bits: int) -> None:
        """Note a precision."""
        self.bits = max(self.bits, bits)


class _Walk(Generic[State]):
    """A walk along one orbit at the precision in force, narrowing the bracket where it can."""

    def __init__(self, descent: CountedOrbit[State], bracket: _Bracket, *, leaps: bool) -> None:
        self.descent = descent
        self.bracket = bracket
        self.leaps = leaps
        self.state = descent.start()
        # The state is that after ``steps`` to ``steps + slack`` steps.
        self.steps = self.slack = 0
        # The first of the steps from which on the balls do not exclude the level.
        self.first: int | None = None
        self.why = ""
        self.hopeless = False

    def run(self) -> _Outcome:
        """From milestone to milestone until the level is reached, counted or leapt towards."""
        walked = 0
        for milestone in MILESTONES:
            ended = self._advance(milestone - walked)
            if ended is not None:
                return ended
            walked = milestone
            last = milestone == MILESTONES[-1]
            # Where the level may be behind only more steps can tell.
            if self.first is not None or (self.hopeless and not last):
                continue
            self._count()
            if self.bracket.settled:
                return _Outcome("potential", False)
            forced = last and self.bracket.hi is None
            wanted = forced or (not self.hopeless and (self.leaps or last))
            if wanted and self._leap(forced=forced):
                return self._advance(LAST_STRETCH) or self._open()
        return self._open()

    def _open(self) -> _Outcome:
        return _Outcome("potential", self.first is not None, self.why)

    def _advance(self, count: int) -> _Outcome | None:
        """So many steps, fewer where the level is reached or no step can be taken."""
        for _ in range(count):
            spend(1)
            lost = self.descent.stray(self.state)
            if lost is not None:
                why = f"step {self.steps + 1} cannot be taken: {lost}"
                return _Outcome("potential", True, why)
            self.state = self.descent.step(self.state)
            self.steps += 1
            hit = self.descent.reached(self.state)
            if hit is not False and self.first is None:
                self.first = self.steps
            if hit:
                self.bracket.narrow(self.first or self.steps, self.steps + self.slack)
                return _Outcome("orbit", self.slack == 0 and not self.bracket.settled)
        return None

    def _count(self) -> None:
        self.bracket.narrow(self.steps + 1)
        found = self.descent.count(self.state if self.steps else None)
        if isinstance(found, str):
            self.why = f"after {self.steps} steps {found}"
            return
        self.bracket.used(found.bits)
        least, most = found.steps
        self.bracket.narrow(self.steps + least, self.steps + most)
        self.hopeless = bool(found.error > HOPELESS)

    def _leap(self, *, forced: bool) -> bool:
        landing = self.descent.leap(self.state if self.steps else None, forced=forced)
        if landing is None or self.descent.reached(landing[2]) is not False:
            return False
        least, most, self.state = landing
        self.steps += least
        self.slack = most - least
        return True
