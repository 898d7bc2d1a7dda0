"""The search for a first passage: steps in balls, and at milestones a count of all that are left.

What is searched is a :class:`Descent`: an orbit that is taken in balls, step by step, and that
becomes slow enough for the counts of :mod:`dmfcheck.certified.decay` and
:mod:`dmfcheck.certified.recovery`.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeVar

from flint import ctx

from dmfcheck.certified.bracket import HittingTime
from dmfcheck.certified.decay import SlowCount
from dmfcheck.verdict import Undecided

__all__ = ["MILESTONES", "Descent", "first_passage_of"]

MILESTONES = (0, 1_000, 10_000, 30_000, 100_000)
"""After so many steps in balls the rest is counted; beyond the last the bracket is returned."""

HOPELESS = 1000
"""An error of so many steps is not worth another count before the last milestone."""

WALK_BITS = (192, 1024)
"""Precisions of the steps: the second is for passages that the first cannot tell from a tie."""

State = TypeVar("State")


class Descent(Protocol[State]):
    """An orbit in balls at the precision in force, not at its level yet, and what counts it."""

    def start(self) -> State:
        """The state at step 0."""

    def step(self, state: State) -> State:
        """A ball of the next state."""

    def reached(self, state: State) -> bool | None:
        """Whether the level is reached; None where the balls do not decide."""

    def stray(self, state: State) -> str | None:
        """Why no step may be taken from here, if so."""

    def leap(self, state: State) -> tuple[int, State]:
        """A number of nearly linear steps that stay off the level, and a ball of their end."""

    def count(self, state: State | None) -> SlowCount | str:
        """The steps from the state (the start if None) to the level, or why they are unknown."""

    def settles(self, step: int) -> bool | None:
        """Whether the level is reached at that step, in exact rationals; None if unaffordable."""


def first_passage_of(descent: Descent[State]) -> HittingTime | Undecided:
    """The first step at which the level is reached, its bracket, or why there is none.

    A near tie that 1024 bits do not decide is settled in exact rationals if it comes within a few
    steps. ``method`` of the result is ``orbit`` (balls), ``potential`` (counted) or ``exact``.
    """
    bracket = _Bracket()
    for bits in WALK_BITS:
        bracket.used(bits)
        with ctx.workprec(bits):
            outcome = _walk(descent, bracket)
        if not outcome.tied:
            break
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

    def narrow(self, lo: int, hi: int | None = None) -> bool:
        """Intersect with [lo, hi]; whether a single integer is left."""
        self.lo = max(self.lo, lo)
        if hi is not None:
            self.hi = hi if self.hi is None else min(self.hi, hi)
        return self.lo == self.hi

    def used(self, bits: int) -> None:
        """Note a precision."""
        self.bits = max(self.bits, bits)


def _walk(descent: Descent[State], bracket: _Bracket) -> _Outcome:
    """Narrow the bracket, by steps in balls and at milestones by a count of those that are left."""
    state, k, walked, first = descent.start(), 0, 0, None
    why, hopeless = "", False
    for milestone in MILESTONES:
        while walked < milestone:
            lost = descent.stray(state)
            if lost is not None:
                return _Outcome("potential", True, f"step {k + 1} cannot be taken: {lost}")
            state = descent.step(state)
            k, walked = k + 1, walked + 1
            hit = descent.reached(state)
            if hit:
                settled = bracket.narrow(k if first is None else first, k)
                return _Outcome("orbit", not settled)
            if hit is None and first is None:
                first = k
        if first is not None:
            # The level may be behind: only more steps can tell.
            continue
        bracket.narrow(k + 1)
        if not hopeless or milestone == MILESTONES[-1]:
            found = descent.count(state if k else None)
            if isinstance(found, str):
                why = f"after {k} steps {found}"
            else:
                bracket.used(found.bits)
                least, most = found.steps
                if bracket.narrow(k + least, k + most):
                    break
                hopeless = bool(found.error > HOPELESS)
        skipped, state = descent.leap(state)
        k += skipped
    return _Outcome("potential", first is not None, why)
