"""Hitting times of a recursion: iterated in balls, and beyond that counted by an Abel function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.verdict import CannotSay, Undecided
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.recursions.counted import Counted, counted
from dmfcheck.dynamics.recursions.enclosed import enclosures, enclosures_from, read_balls
from dmfcheck.dynamics.recursions.trapped import Never, trapped

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

FEW_STEPS = 2000
"""So many are taken before a count is tried."""

MOST_STEPS = 100_000
"""So many are taken where there is no count."""

BITS = (128, 512, 2048)
"""Precisions, each for what the one before does not tell from a tie."""

MOST_BITS = 1 << 15
"""Of the precision that a level near a fixed point asks for."""

EXACT_STEPS = 12
EXACT_BITS = 1 << 20


class Walked(NamedTuple):
    """The level may be reached at step ``first`` and is at ``last``; None: not within the steps."""

    first: int | None
    last: int | None
    why: str = ""
    lost: bool = False
    """More digits may tell: balls were lost, or still hold the level at the end."""


def hitting_time(
    recursion: Recursion, level: object, values: Mapping[str, object]
) -> HittingTime | Never | Undecided:
    """min{k : x_k >= level}, x the first variable, or the bracket that is known of it.

    ``method`` of the result is ``orbit`` (balls), ``abel`` (counted), ``jump`` (counted, then
    balls), ``orbit, then abel``, ``exact`` or ``start``. Never where it is shown that no step
    reaches it. Undecided, with the reason, where 100,000 steps do not reach the level and no Abel
    function is derived.
    Raises :class:`~dmfcheck.base.validation.BadInput`.
    """
    target = validation.rational(level, "level")
    with ctx.workprec(BITS[0]):
        read_balls(recursion, values)
    exact = not any(isinstance(value, (tuple, list)) for value in values.values())
    found = _iterated(recursion, values, target, FEW_STEPS, exact=exact)
    if isinstance(found, HittingTime):
        return found
    never = trapped(recursion, target, values)
    if never is not None:
        return never
    if found.why:
        return Undecided(f"K >= {found.first or 0}, but {found.why}")
    count = counted(recursion, values, target) if exact else "a value is an interval"
    if not isinstance(count, str):
        attempt = _counted(recursion, values, target, count)
        if isinstance(attempt, str):
            attempt = _slow_at_last(recursion, values, target) or attempt
        if not isinstance(attempt, str):
            return attempt
        count = attempt
    found = _iterated(recursion, values, target, MOST_STEPS, exact=exact)
    if isinstance(found, HittingTime):
        return found
    if found.first is not None:
        return Undecided(f"K >= {found.first}, but {found.why or 'the balls do not decide more'}")
    return Undecided(f"K > {MOST_STEPS}: this recursion is iterated only, since {count}")


def _iterated(
    recursion: Recursion,
    values: Mapping[str, object],
    target: Fraction,
    most: int,
    *,
    exact: bool,
) -> HittingTime | Walked:
    for bits in _precisions(target, exact=exact):
        with ctx.workprec(bits):
            states = enclosures(recursion, read_balls(recursion, values))
            found = walk(states, target, most)
        if found.last is None:
            if found.lost:
                continue
            return found
        first, last = found.first or 0, found.last
        if first == last or not exact:
            return HittingTime(first, last, bits, 0, "orbit" if last else "start")
        settled = _settled(recursion, values, target, first, last)
        if settled is not None:
            return HittingTime(settled, settled, bits, 0, "exact")
    return found if found.last is None else HittingTime(first, last, bits, 0, "orbit")


def _precisions(target: Fraction, *, exact: bool) -> tuple[int, ...]:
    """Of intervals the first alone: what they leave open no precision decides."""
    if not exact:
        return BITS[:1]
    asked = min(target.denominator.bit_length() + BITS[0], MOST_BITS)
    return BITS if asked <= BITS[-1] else (*BITS, asked)


def walk(states: Iterator[tuple[arb, ...]], target: Fraction, most: int) -> Walked:
    """From state to state until the first number is at the level, ``most`` steps at most."""
    first = None
    k = 0
    try:
        for k, state in enumerate(islice(states, most + 1)):
            x = state[0]
            if not x.is_finite():
                reached = k if first is None else first
                return Walked(reached, None, f"balls are lost at step {k}", lost=True)
            if x >= ball(target):
                return Walked(k if first is None else first, k)
            if first is None and not x < ball(target):
                first = k
    except CannotSay as reason:
        return Walked(first if first is not None else k, None, str(reason))
    return Walked(first, None, lost=first is not None)


def _settled(
    recursion: Recursion, values: Mapping[str, object], target: Fraction, first: int, last: int
) -> int | None:
    """A tie within a few steps, in rationals."""
    if first > EXACT_STEPS:
        return None
    read = recursion.read(values)
    try:
        orbit = recursion.iterates(read, read.get("eigenvalue"))
        for k, (x, *_) in enumerate(islice(orbit, min(last, EXACT_STEPS) + 1)):
            if x >= target:
                return k
            if x.denominator.bit_length() > EXACT_BITS:
                return None
    except CannotSay:
        pass
    return None


def _counted(
    recursion: Recursion, values: Mapping[str, object], target: Fraction, count: Counted
) -> HittingTime | str:
    """By the Abel function to where the steps are no longer slow, then in balls."""
    best: tuple[int, int] | None = None
    why = "its steps are not slow enough at any order that is tried"
    method, bits = "abel", 0
    for passage in count.passages():
        if passage.steps is not None:
            found: tuple[int, int] | None = passage.steps
            method = "abel"
        else:
            found, method = _landed(recursion, values, target, passage), "jump"
        bits = max(bits, passage.bits)
        if found is None:
            continue
        best = found if best is None else (max(found[0], best[0]), min(found[1], best[1]))
        if best[0] == best[1]:
            break
    return why if best is None else HittingTime(*best, bits, passage.order, method)


def _slow_at_last(
    recursion: Recursion, values: Mapping[str, object], target: Fraction
) -> HittingTime | None:
    """In balls for a while, and counted from there, where only the first steps are not slow.

    Where a count is bounded |f'| < 1/2: F rises, and a start between two arrives between them.
    """
    with ctx.workprec(BITS[1]):
        states = enclosures(recursion, read_balls(recursion, values))
        (x,) = next(islice(states, FEW_STEPS, None))
        if not (x.is_finite() and x < ball(target)):
            return None
        ends = interval(x)
    found = []
    for end in ends:
        count = counted(recursion, values, target, end)
        attempt = "" if isinstance(count, str) else _counted(recursion, values, target, count)
        if isinstance(attempt, str) or attempt.method != "abel":
            return None
        found.append(attempt)
    late, early = found
    return HittingTime(
        FEW_STEPS + early.lo, FEW_STEPS + late.hi, late.bits, late.order, "orbit, then abel"
    )


def _landed(
    recursion: Recursion, values: Mapping[str, object], target: Fraction, passage: Any
) -> tuple[int, int] | None:
    with ctx.workprec(BITS[1]):
        low, high = (ball(end) for end in passage.landing)
        read = read_balls(recursion, values)
        states = enclosures_from(recursion, read, [low.union(high)])
        found = walk(states, target, MOST_STEPS)
    if found.last is None:
        return None
    return passage.taken + (found.first or 0), passage.taken + found.last
