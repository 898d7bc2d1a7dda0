"""starts.*: rows (lambda_i, d_i(0)) that keep their order."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.readings.monotone import leading_row_step, starts_below
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import MOST, iterates
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.truth import Truth, at_most, below, every, some


def _orbits(n: Numbers, p: Point) -> list[list[Any]]:
    if p.steps > MOST:
        raise CannotReplay(f"orbits of more than {MOST} steps")
    return [list(islice(iterates(n, p, lam, start), p.steps + 1)) for lam, start in p.modes]


def _falling_eigenvalues(n: Numbers, p: Point) -> Truth:
    return every(below(after[0], before[0]) for before, after in pairwise(p.modes))


def _falling_starts(n: Numbers, p: Point) -> Truth:
    return every(at_most(after[1], before[1]) for before, after in pairwise(p.modes))


def _strictly_falling_starts(n: Numbers, p: Point) -> Truth:
    return every(below(after[1], before[1]) for before, after in pairwise(p.modes))


def _one_eigenvalue(n: Numbers, p: Point) -> Truth:
    return every(lam == p.exact["modes"][0][0] for lam, _ in p.exact["modes"])


def _ahead_from(first: int) -> Predicate:
    return lambda n, p: every(
        below(smaller, larger)
        for ahead, behind in pairwise(_orbits(n, p))
        for larger, smaller in zip(ahead[first:], behind[first:], strict=True)
    )


def _larger_first(n: Numbers, p: Point) -> Truth:
    ends = [
        (orbit[-1] ** p.depth, p.fraction * lam)
        for orbit, (lam, _) in zip(_orbits(n, p), p.modes, strict=True)
    ]
    return every(
        some([at_most(level, w), at_most(behind, its_level)])
        for (w, level), (behind, its_level) in pairwise(ends)
    )


_BELOW: dict[str, Predicate] = {
    "0 < d_i(0)^N <= lambda_i": starts_below,
    "h_1 <= 1/N": leading_row_step,
}

READINGS = {
    "starts.order": Reading(
        {
            "lambda_1 > ... > lambda_n": _falling_eigenvalues,
            "d_1(0) >= ... >= d_n(0)": _falling_starts,
            **_BELOW,
        },
        _ahead_from(1),
    ),
    "starts.between": Reading(
        {
            "one eigenvalue": _one_eigenvalue,
            "d_1(0) > ... > d_n(0)": _strictly_falling_starts,
            **_BELOW,
        },
        _ahead_from(0),
    ),
    "starts.order_literal": Reading(
        {"lambda_1 > ... > lambda_n": _falling_eigenvalues, **_BELOW}, _larger_first
    ),
}
