"""step.*: which step sizes make the identical start converge."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import change, iterates, orbit
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.truth import Truth, at_most, below, denied, every, some


def step_at_most(p: Point, eigenvalue: Any, bound: Fraction) -> Truth:
    """h = eta lambda^{2-2/N} <= bound, in N-th powers."""
    N = p.depth
    return at_most(p.eta**N * eigenvalue ** (2 * N - 2) * bound.denominator**N, bound.numerator**N)


def _below(n: Numbers, p: Point) -> Truth:
    return every([below(0, p.alpha), below(p.alpha**p.depth, p.eigenvalue)])


def _above(n: Numbers, p: Point) -> Truth:
    return below(p.eigenvalue, p.alpha**p.depth)


def _within(share: int) -> Predicate:
    return lambda n, p: step_at_most(p, p.eigenvalue, Fraction(share, p.depth))


def _beyond(share: int) -> Predicate:
    within = _within(share)
    return lambda n, p: denied(within(n, p))


def _first_factor(n: Numbers, p: Point) -> Any:
    """h x_0^{N-1} (1 + ... + x_0^{N-1}) = eta sum_j alpha^{N-1+j} r^{N-1-j}, r = lambda^{1/N}."""
    N, limit = p.depth, n.root(p.eigenvalue, p.depth)
    return p.eta * sum(p.alpha ** (N - 1 + j) * limit ** (N - 1 - j) for j in range(N))


def rises_to(p: Point, eigenvalue: Any, iterates: list[Any]) -> Truth:
    """Whether d never falls and never passes the eigenvalue."""
    return every(
        truth
        for d in iterates
        for truth in (at_most(0, change(p, eigenvalue, d)), at_most(d**p.depth, eigenvalue))
    )


def falls_to(p: Point, eigenvalue: Any, iterates: list[Any]) -> Truth:
    """Whether d never rises and never passes the eigenvalue."""
    return every(
        truth
        for d in iterates
        for truth in (at_most(change(p, eigenvalue, d), 0), at_most(eigenvalue, d**p.depth))
    )


def _increases(n: Numbers, p: Point) -> Truth:
    return rises_to(p, p.eigenvalue, orbit(n, p, p.eigenvalue))


def _decreases(n: Numbers, p: Point) -> Truth:
    return falls_to(p, p.eigenvalue, orbit(n, p, p.eigenvalue))


def _overshoots(n: Numbers, p: Point) -> Truth:
    walk = iterates(n, p, p.eigenvalue, p.alpha)
    next(walk)
    return below(p.eigenvalue, next(walk) ** p.depth)


def _distances(n: Numbers, p: Point) -> list[Any]:
    limit = n.root(p.eigenvalue, p.depth)
    return [abs(d - limit) for d in orbit(n, p, p.eigenvalue)]


def _nearer_after_two(n: Numbers, p: Point) -> Truth:
    distances = _distances(n, p)
    # Who has arrived cannot come nearer.
    return every(
        some([below(after, before), n.exact and before == 0])
        for before, after in zip(distances, distances[2:], strict=False)
    )


def _near(n: Numbers, p: Point) -> Truth:
    N = p.depth
    limit = n.root(p.eigenvalue, N)
    c = N * p.eta * (p.eigenvalue / limit) ** 2
    return at_most(3 * c * (N - 1) * (1 - p.alpha / limit), 2 * (c - 2))


def _repels(n: Numbers, p: Point) -> Truth:
    limit = n.root(p.eigenvalue, p.depth)
    walk = iterates(n, p, p.eigenvalue, p.alpha)
    first, _, second = (abs(next(walk) - limit) for _ in range(3))
    return below(first, second)


def _nonpositive(n: Numbers, p: Point) -> Truth:
    return at_most(p.eigenvalue, 0)


def _even(n: Numbers, p: Point) -> Truth:
    return at_most(p.depth % 2, 0)


def pull_at_start(p: Point, eigenvalue: Any) -> Any:
    """eta alpha^{N-2} (|lambda| + alpha^N)."""
    return p.eta * p.alpha ** (p.depth - 2) * (abs(eigenvalue) + p.alpha**p.depth)


def _sinks(n: Numbers, p: Point) -> Truth:
    iterates = orbit(n, p, p.eigenvalue)
    return every(
        truth for d in iterates for truth in (at_most(0, d), at_most(change(p, p.eigenvalue, d), 0))
    )


def _shrinks(n: Numbers, p: Point) -> Truth:
    sizes = [abs(d) for d in orbit(n, p, p.eigenvalue)]
    return every(at_most(after, before) for before, after in pairwise(sizes))


def _two_cycle(n: Numbers, p: Point) -> Truth:
    walk = iterates(n, p, p.eigenvalue, p.alpha)
    start, first, second = (next(walk) for _ in range(3))
    return every(
        truth
        for sum_ in (start + first, second - start)
        for truth in (at_most(sum_, 0), at_most(0, sum_))
    )


_BELOW: Mapping[str, Predicate] = {"0 < alpha^N < lambda": _below}
_SINKING: Mapping[str, Predicate] = {"lambda <= 0": _nonpositive}
_EVEN: Mapping[str, Predicate] = {**_SINKING, "N even": _even}

READINGS = {
    "step.monotone": Reading({**_BELOW, "h <= 1/N": _within(1)}, _increases),
    "step.monotone/from_above": Reading(
        {
            "alpha^N > lambda": _above,
            "h x_0^{N-1}(1+...+x_0^{N-1}) <= 1": lambda n, p: at_most(_first_factor(n, p), 1),
        },
        _decreases,
    ),
    "step.monotone/sharp": Reading(
        {
            **_BELOW,
            "h > 1/N": _beyond(1),
            "h x_0^{N-1}(1+...+x_0^{N-1}) > 1": lambda n, p: below(1, _first_factor(n, p)),
        },
        _overshoots,
    ),
    "step.convergent": Reading({**_BELOW, "h <= 2/N": _within(2)}, _nearer_after_two),
    "step.convergent/sharp": Reading(
        {**_BELOW, "h > 2/N": _beyond(2), "1 - x_0 <= 2(hN - 2)/(3hN(N-1))": _near}, _repels
    ),
    "step.nonpositive": Reading(
        {
            **_SINKING,
            "eta alpha^{N-2}(|lambda| + alpha^N) <= 1": lambda n, p: at_most(
                pull_at_start(p, p.eigenvalue), 1
            ),
        },
        _sinks,
    ),
    "step.nonpositive/even": Reading(
        {
            **_EVEN,
            "eta alpha^{N-2}(|lambda| + alpha^N) < 2": lambda n, p: below(
                pull_at_start(p, p.eigenvalue), 2
            ),
        },
        _shrinks,
    ),
    "step.nonpositive/cycle": Reading(
        {
            **_EVEN,
            "eta alpha^{N-2}(|lambda| + alpha^N) = 2": lambda n, p: every(
                [
                    at_most(pull_at_start(p, p.eigenvalue), 2),
                    at_most(2, pull_at_start(p, p.eigenvalue)),
                ]
            ),
        },
        _two_cycle,
    ),
}
