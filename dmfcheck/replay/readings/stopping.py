"""stopping.*: what a descent that is stopped early knows of a noisy target What = W* + E.

In the eigenbasis of What: What = diag(lambda), W* = B B^T.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import first_step, known_step, value
from dmfcheck.replay.readings.order import leading_step
from dmfcheck.replay.readings.rank import NOT_EMPTY, PLATEAU, at_every_step, ends_at
from dmfcheck.replay.readings.ranks import columns
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.step import pull_at_start
from dmfcheck.replay.readings.truth import Truth, at_most, below, every, some

Rows = list[list[Any]]
LARGEST = 60
"""Rows of the matrices that are eliminated exactly."""


def squared_error(n: Numbers, p: Point, diagonal: Sequence[Any]) -> Any:
    """||diag - W*||_F^2, W* = B B^T."""
    total = n.number(0)
    for i, row in enumerate(p.factor):
        for j, column in enumerate(p.factor):
            entry = sum((x * y for x, y in zip(row, column, strict=True)), n.number(0))
            distance = (diagonal[i] if i == j else 0) - entry
            total += distance * distance
    return total


def limit(n: Numbers, p: Point) -> list[Any]:
    """The eigenvalues of What_+, where the identical start ends."""
    return [n.greatest([w, n.number(0)]) for w in p.spectrum]


def _best(n: Numbers, p: Point) -> list[Any]:
    """The eigenvalues of What_L."""
    return [w if i < p.rank else n.number(0) for i, w in enumerate(p.spectrum)]


def _contracts(n: Numbers, p: Point) -> Truth:
    return at_most(squared_error(n, p, limit(n, p)), squared_error(n, p, p.spectrum))


def _rows_fit(n: Numbers, p: Point) -> Truth:
    return every([at_most(len(p.factor), len(p.spectrum)), at_most(len(p.spectrum), len(p.factor))])


def _noisy(n: Numbers, p: Point) -> Truth:
    return below(0, squared_error(n, p, p.spectrum))


def _close_to_limit(n: Numbers, p: Point) -> Truth:
    """||W(k) - What_+||_F^2 <= delta^2 sum lambda_i^2 + n_0 (...)^{-N/(N-1)} at two steps k."""
    spectrum, N = p.exact["spectrum"], p.depth
    positive = [w for w in spectrum if w > 0]
    first = max(
        (
            known_step(first_step(n, p, w, (1 - p.exact["delta"]) * w))
            for w in dict.fromkeys(positive)
        ),
        default=0,
    )
    verdicts = []
    for step in (first, first + p.steps):
        ends = {w: value(n, p, w, step) - n.number(max(w, Fraction(0))) for w in set(spectrum)}
        found = sum((ends[w] * ends[w] for w in spectrum), n.number(0))
        power = 2 * N - 2
        grown = p.alpha**-power + power * p.eta * n.whole(step, step)
        allowed = p.delta**2 * n.number(sum((w * w for w in positive), Fraction(0)))
        if len(positive) < len(spectrum):
            allowed += (len(spectrum) - len(positive)) * n.power(grown, Fraction(-N, N - 1))
        verdicts.append(at_most(found, allowed))
    return every(verdicts)


def _near_the_truth(n: Numbers, p: Point, step: int) -> Truth:
    """error <= distance + radius, of error^2, distance^2 and radius^2."""
    error = squared_error(n, p, ends_at(n, p, step))
    distance = squared_error(n, p, _best(n, p))
    rest = len(p.spectrum) - p.rank
    radius = p.delta**2 * sum((w * w for w in p.spectrum[: p.rank]), n.number(0))
    radius += rest * p.quiet_level**2
    # sqrt(e) <= sqrt(d) + sqrt(r) says e <= d + r, or (e - d - r)^2 <= 4 d r: without a root.
    excess = error - distance - radius
    return some([at_most(excess, 0), at_most(excess * excess, 4 * distance * radius)])


def _threshold(factor: int) -> Predicate:
    def near(n: Numbers, p: Point) -> Truth:
        return at_most(squared_error(n, p, _best(n, p)), factor * p.rank * p.noise**2)

    return near


def semidefinite(matrix: Rows) -> bool:
    """Whether no eigenvalue of a symmetric rational matrix is negative, by elimination.

    >>> semidefinite([[Fraction(0), Fraction(0)], [Fraction(0), Fraction(1)]])
    True
    >>> semidefinite([[Fraction(0), Fraction(1)], [Fraction(1), Fraction(1)]])
    False
    """
    left = [list(row) for row in matrix]
    while left:
        pivot, *row = left[0]
        if pivot < 0 or (pivot == 0 and any(row)):
            return False
        left = [
            [x - (row[i] * row[j] / pivot if pivot else 0) for j, x in enumerate(rest[1:])]
            for i, rest in enumerate(left[1:])
        ]
    return True


def _noise_within(n: Numbers, p: Point) -> Truth:
    """||E||_op <= epsilon: epsilon I - E and epsilon I + E are positive semidefinite."""
    spectrum, factor, noise = (p.exact[name] for name in ("spectrum", "factor", "noise"))
    if len(spectrum) > LARGEST:
        raise CannotReplay(f"elimination of more than {LARGEST} rows")

    def shifted(sign: int) -> Rows:
        rows = []
        for i, row in enumerate(factor):
            truth = [sum(x * y for x, y in zip(row, column, strict=True)) for column in factor]
            rows.append(
                [
                    (noise + sign * spectrum[i] if i == j else 0) - sign * entry
                    for j, entry in enumerate(truth)
                ]
            )
        return rows

    return semidefinite(shifted(1)) and semidefinite(shifted(-1))


def rank(matrix: Sequence[Sequence[Fraction]]) -> int:
    """The number of pivots of a rational matrix.

    >>> rank([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]])
    1
    """
    left, pivots = [list(row) for row in matrix], 0
    for column in range(len(left[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        pivots += 1
        left = [
            [x - row[column] / pivot[column] * y for x, y in zip(row, pivot, strict=True)]
            for row in left
            if row is not pivot
        ]
    return pivots


def _low_rank(n: Numbers, p: Point) -> Truth:
    """rank W* <= L: that of B B^T is that of B."""
    factor = p.exact["factor"]
    if len(factor[0]) <= p.rank:
        return True
    if len(factor) > LARGEST:
        raise CannotReplay(f"elimination of more than {LARGEST} rows")
    return rank(factor) <= int(p.rank)


def _never_nearer(n: Numbers, p: Point) -> Truth:
    """No w_i is ever nearer to (W*)_ii than its limit: it is on the far side, and stays there.

    From below it rises to lambda_i > 0, unless it is there; from above it falls to 0.
    """
    start, verdicts = p.alpha**p.depth, []
    for exact, limited, row in zip(p.exact["spectrum"], p.spectrum, p.factor, strict=True):
        entry = sum((x * x for x in row), n.number(0))
        if exact > 0:
            verdicts.append(some([at_most(limited, entry), at_most(limited, start)]))
        else:
            verdicts.append(at_most(entry, 0))
    return every(verdicts)


def _some_step_is_better(n: Numbers, p: Point) -> Truth:
    """One of the first steps is; that none of all is known only where none comes nearer."""
    ends = squared_error(n, p, limit(n, p))
    soon = some(at_most(squared_error(n, p, column), ends) for column in columns(n, p))
    return None if soon is False and _never_nearer(n, p) is not True else soon


def _starts_below_positive(n: Numbers, p: Point) -> Truth:
    start = p.alpha**p.depth
    exact = p.exact["spectrum"]
    below_all = [at_most(start, w) for w, sign in zip(p.spectrum, exact, strict=True) if sign > 0]
    return every([below(0, p.alpha), *below_all])


def _any_leading_step(n: Numbers, p: Point) -> Truth:
    return leading_step(n, p) if p.exact["spectrum"][0] > 0 else True


def _decay_step(n: Numbers, p: Point) -> Truth:
    return at_most(pull_at_start(p, n.least([p.spectrum[-1], n.number(0)])), 1)


_ROWS: dict[str, Predicate] = {"B has n rows": _rows_fit}
_DECAY: dict[str, Predicate] = {"eta alpha^{N-2}(|lambda_n| + alpha^N) <= 1": _decay_step}
_ANY_SIGN: dict[str, Predicate] = {
    "0 < alpha^N <= every lambda_i > 0": _starts_below_positive,
    "h_1 <= 1/N": _any_leading_step,
    **_DECAY,
}
_NOISE: dict[str, Predicate] = {
    **_ROWS,
    "L <= n": PLATEAU["L <= n"],
    "rank W* <= L": _low_rank,
    "||E|| <= epsilon": _noise_within,
}

READINGS = {
    "stopping.projection": Reading({**_ROWS, "E != 0": _noisy}, _contracts),
    "stopping.projection/limit": Reading(_ANY_SIGN, _close_to_limit),
    "stopping.plateau": Reading(
        {**_ROWS, **PLATEAU, **_DECAY, **NOT_EMPTY}, at_every_step(_near_the_truth)
    ),
    "stopping.plateau/threshold": Reading(_NOISE, _threshold(8)),
    "stopping.plateau/threshold_sharp": Reading(_NOISE, _threshold(5)),
    "stopping.always_better": Reading(
        {
            **_ROWS,
            "What_+ != W*": lambda n, p: below(0, squared_error(n, p, limit(n, p))),
            **_ANY_SIGN,
        },
        _some_step_is_better,
    ),
}
