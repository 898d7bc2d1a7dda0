"""rank.*: step intervals on which the effective rank is that of a best rank-L part."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import first_step, known_step, value
from dmfcheck.replay.readings.order import LEADING_STEP
from dmfcheck.replay.readings.ranks import rank_less_one
from dmfcheck.replay.readings.reading import Predicate, Reading, decided
from dmfcheck.replay.readings.truth import Truth, at_most, below, denied, every, some

AtStep = Callable[[Numbers, Point, int], Truth]


def recovered(n: Numbers, p: Point, index: int) -> int:
    """K_i(1-delta), the first k with w_i >= (1-delta) lambda_i."""
    eigenvalue = p.exact["spectrum"][index]
    level = (1 - p.exact["delta"]) * eigenvalue
    return known_step(first_step(n, p, eigenvalue, level))


def first_of_plateau(n: Numbers, p: Point) -> int:
    """K_1 = max over i <= L of K_i(1-delta)."""
    distinct = {p.exact["spectrum"][i]: i for i in range(p.rank)}
    return max(recovered(n, p, index) for index in distinct.values())


def last_of_plateau(n: Numbers, p: Point) -> tuple[int, int] | None:
    """(certain, possible) K_2, the last k with w_{L+1} <= delta'; None if it is so for ever.

    Of a start with alpha^N <= delta': the eigenvalue rises to lambda_{L+1}, or falls. The possible
    last step is the first with w_{L+1} >= delta', which belongs to the plateau if they are equal.
    """
    spectrum, level = p.exact["spectrum"], p.exact["quiet_level"]
    if len(spectrum) == p.rank or spectrum[p.rank] <= level:
        return None
    reached = known_step(first_step(n, p, spectrum[p.rank], level))
    return reached - 1, reached


def _still_quiet(n: Numbers, p: Point, step: int) -> Truth:
    """w_{L+1}(step) <= delta'."""
    return at_most(value(n, p, p.exact["spectrum"][p.rank], step), p.quiet_level)


def starts_in_time(n: Numbers, p: Point) -> Truth:
    """K_1 <= K_2."""
    last = last_of_plateau(n, p)
    if last is None:
        return True
    first = first_of_plateau(n, p)
    certain, possible = last
    if first == possible:
        return decided(partial(_at_step, _still_quiet, possible), Point(p.exact))
    return first <= certain


def ends_at(n: Numbers, p: Point, step: int) -> list[Any]:
    """w_1, ..., w_n at one step; equal eigenvalues share one number."""
    known = {eigenvalue: value(n, p, eigenvalue, step) for eigenvalue in set(p.exact["spectrum"])}
    return [known[eigenvalue] for eigenvalue in p.exact["spectrum"]]


def _rank_of_best(n: Numbers, p: Point) -> Any:
    """r(What_L) - 1."""
    return sum((w / p.spectrum[0] for w in p.spectrum[1 : p.rank]), n.number(0))


def at_every_step(holds: AtStep) -> Predicate:
    """Whether ``holds`` at both ends of the plateau and ``steps`` after the first.

    At each it is decided by itself: exactly, where that is a few steps away.
    """

    def holds_if_quiet(n: Numbers, p: Point, step: int) -> Truth:
        return some([denied(_still_quiet(n, p, step)), holds(n, p, step)])

    def all_hold(n: Numbers, p: Point) -> Truth:
        first, last = first_of_plateau(n, p), last_of_plateau(n, p)
        later, point = first + p.steps, Point(p.exact)
        if last is None:
            steps, possible = {first, later}, set()
        else:
            certain, tied = last
            steps = {
                step for step in (min(later, certain), certain, first) if first <= step <= certain
            }
            possible = {tied} if first <= tied else set()
        return every(
            decided(partial(_at_step, shown, step), point)
            for shown, listed in ((holds, steps), (holds_if_quiet, possible))
            for step in sorted(listed)
        )

    return all_hold


def _at_step(holds: AtStep, step: int, n: Numbers, p: Point) -> Truth:
    return holds(n, p, step)


def _near_the_best(n: Numbers, p: Point, step: int) -> Truth:
    best = _rank_of_best(n, p)
    rest = (len(p.spectrum) - p.rank) * p.quiet_level / ((1 - p.delta) * p.spectrum[0])
    excess = rank_less_one(n, ends_at(n, p, step)) - best
    return every(
        [at_most(-p.delta * best, excess), at_most(excess, p.delta / (1 - p.delta) * best + rest)]
    )


def _last_is_last(n: Numbers, p: Point) -> Truth:
    return at_most(first_of_plateau(n, p), recovered(n, p, p.rank - 1))


def _leading_is_ahead(n: Numbers, p: Point) -> Truth:
    """w_i/lambda_i <= w_1/lambda_1 at K_i(1-delta) and ``steps`` later, for every i <= L."""
    spectrum = p.exact["spectrum"]
    verdicts = []
    for index in range(1, p.rank):
        if spectrum[index] not in (spectrum[0], spectrum[index - 1]):
            for step in {recovered(n, p, index), recovered(n, p, index) + p.steps}:
                lead, other = (value(n, p, spectrum[i], step) / p.spectrum[i] for i in (0, index))
                verdicts.append(at_most(other, lead))
    return every(verdicts)


def _last_and_ahead(n: Numbers, p: Point) -> Truth:
    return every([_last_is_last(n, p), _leading_is_ahead(n, p)])


def _rank_exists(n: Numbers, p: Point) -> Truth:
    return at_most(p.rank, len(p.spectrum))


def _several(n: Numbers, p: Point) -> Truth:
    return at_most(2, p.rank)


def _start_within(share: Fraction) -> Predicate:
    def within(n: Numbers, p: Point) -> Truth:
        level = n.number(share) * p.spectrum[p.rank - 1]
        return every([below(0, p.alpha), at_most(p.alpha**p.depth, level)])

    return within


def _quiet(n: Numbers, p: Point) -> Truth:
    return at_most(p.alpha**p.depth, p.quiet_level)


PLATEAU: dict[str, Predicate] = {
    "L <= n": _rank_exists,
    "0 < alpha^N <= lambda_L": _start_within(Fraction(1)),
    "alpha^N <= delta'": _quiet,
    **LEADING_STEP,
}
NOT_EMPTY: dict[str, Predicate] = {"K_1 <= K_2": starts_in_time}
_SEVERAL: dict[str, Predicate] = {"L <= n": _rank_exists, "L >= 2": _several, **LEADING_STEP}
_ENOUGH: dict[str, Predicate] = {
    **_SEVERAL,
    "delta <= 1/2": lambda n, p: at_most(2 * p.delta, 1),
    "0 < alpha^N <= lambda_L/5": _start_within(Fraction(1, 5)),
}

READINGS = {
    "rank.plateau": Reading({**PLATEAU, **NOT_EMPTY}, at_every_step(_near_the_best)),
    "rank.leading_last": Reading(_ENOUGH, _last_is_last),
    "rank.leading_last/bound": Reading(_ENOUGH, _leading_is_ahead),
    "rank.leading_last_literal": Reading(
        {**_SEVERAL, "0 < alpha^N <= lambda_L": _start_within(Fraction(1))}, _last_and_ahead
    ),
}
