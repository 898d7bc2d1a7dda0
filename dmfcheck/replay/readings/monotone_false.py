"""monotone.literal and other readings of C4 that are false."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.monotone import (
    ANY_ROWS,
    BELOW_LARGEST,
    quotients_turn,
    rank_turns_once,
    row_ranks_turn,
)
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.order import BELOW_SMALLEST, LEADING_STEP
from dmfcheck.replay.readings.ranks import columns, counted, ranks
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.truth import Truth, at_most, every, falls_then_rises

Measure = Callable[[Numbers, tuple[Any, ...]], Any]


def _semidefinite(n: Numbers, p: Point) -> Truth:
    return every(at_most(0, value) for value in p.spectrum)


def _rises_later(n: Numbers, p: Point) -> Truth:
    return every(at_most(before, after) for before, after in pairwise(ranks(n, p)[p.few :]))


def _more_steps(n: Numbers, p: Point) -> Truth:
    return at_most(p.few + 1, p.steps)


def _entropy_rank(n: Numbers, ends: tuple[Any, ...]) -> Any:
    """exp(-sum_i p_i ln p_i), p_i = w_i / sum_j w_j; compared by its logarithm."""
    total = _sum(n, [count * w for w, count in counted(ends)])
    parts = [(w / total, count) for w, count in counted(ends)]
    return -_sum(n, [count * part * n.log(part) for part, count in parts])


def _participation(n: Numbers, ends: tuple[Any, ...]) -> Any:
    total = _sum(n, [count * w for w, count in counted(ends)])
    return total**2 / _sum(n, [count * w * w for w, count in counted(ends)])


def _sum(n: Numbers, terms: list[Any]) -> Any:
    return sum(terms, n.number(0))


def _measured(measure: Measure) -> Predicate:
    def turns_once(n: Numbers, p: Point) -> Truth:
        if len(set(p.exact["spectrum"])) == 1:
            return True
        return falls_then_rises(measure(n, column) for column in columns(n, p))

    return turns_once


_IDENTICAL = {**BELOW_SMALLEST, **LEADING_STEP}
_TWO: dict[str, Predicate] = {
    "n = 2": lambda n, p: every([at_most(2, len(p.spectrum)), at_most(len(p.spectrum), 2)])
}
_PSD: dict[str, Predicate] = {"What >= 0": _semidefinite, **BELOW_LARGEST, **LEADING_STEP}
_LAYERS: dict[str, Predicate] = {"N = 2": lambda n, p: at_most(p.depth, 2)}
_DEEP: dict[str, Predicate] = {"N >= 3": lambda n, p: at_most(3, p.depth)}

READINGS = {
    "monotone.literal": Reading(_PSD, rank_turns_once),
    "monotone.literal/few_steps": Reading({**_PSD, "steps > few": _more_steps}, _rises_later),
    "monotone.start": Reading({**_LAYERS, **ANY_ROWS}, quotients_turn),
    "monotone.start/deep": Reading({**_DEEP, **ANY_ROWS}, quotients_turn),
    "monotone.start/effective_rank": Reading({**_LAYERS, **ANY_ROWS}, row_ranks_turn),
    "monotone.entropy": Reading(_IDENTICAL, _measured(_entropy_rank)),
    "monotone.entropy/pair": Reading({**_TWO, **_IDENTICAL}, _measured(_entropy_rank)),
    "monotone.participation": Reading(_IDENTICAL, _measured(_participation)),
    "monotone.participation/pair": Reading({**_TWO, **_IDENTICAL}, _measured(_participation)),
}
