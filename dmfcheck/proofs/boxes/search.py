"""Branch and bound: a tree of boxes that shows f >= 0 on [0, 1]^n, or a point where f < 0.

The tree is written from its root on, each box before its parts, as words:

| word | f >= 0 on the box because |
|---|---|
| ``+`` | its enclosure there, plain or by the mean value form, is >= 0 |
| ``=`` | it is a point, where the exact value is >= 0 |
| ``f2-``, ``f2+`` | f rises (falls) with coordinate 2: the next box is the low (high) face |
| ``t0-3``, ``t0+3`` | an edge: from its low (high) end the series along coordinate 0 has no \
negative term below u^3, and the enclosed coefficient of u^3 is >= 0 |
| ``s1:3/8`` | split at 3/8 of coordinate 1: the part below comes next, then the one above |
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.exact_number import NotExact
from dmfcheck.proofs.boxes.interval import ONE, ZERO, Interval
from dmfcheck.proofs.boxes.jets import Jet, Series, variables
from dmfcheck.proofs.boxes.numbers import Unsuitable, least, leaves

__all__ = ["Box", "Found", "Search", "Tree"]

Box = tuple[tuple[Fraction, Fraction], ...]
Tree = tuple[str, ...]
Coordinates = tuple[Fraction, ...]

MOST_HALVINGS = 60
"""A side is at least 2^-60 long: where that is not enough f has a zero that no split removes."""

HIGHEST_ORDER = 6
"""Of a series from the end of an edge."""


@dataclass(frozen=True)
class Found:
    """The tree of a proof, or a ``point`` with f < 0, or neither and the ``reason``.

    ``boxes`` were looked at; ``left`` are those without an answer, if there is none.
    """

    tree: Tree
    boxes: int
    point: Coordinates | None = None
    left: tuple[Box, ...] = ()
    reason: str = ""

    @property
    def proved(self) -> bool:
        """Whether the tree covers the cube."""
        return self.point is None and not self.reason


class Search:
    """Prove ``f`` >= 0 on [0, 1]^n, in at most ``boxes`` boxes and ``seconds``.

    ``f(t)`` takes Intervals, Jets or Series of Intervals as coordinates, ``f(t, exact=True)``
    Fractions or Series of them.

    >>> Search(lambda t, exact=False: t[0] - t[0] ** 2, 1).run().tree
    ('s0:1/2', 'f0-', '+', 'f0+', '+')
    >>> Search(lambda t, exact=False: t[0] - Fraction(1, 3), 1).run().point
    (Fraction(0, 1),)
    """

    def __init__(
        self,
        f: Callable[..., Any],
        sides: int,
        boxes: int = 20_000,
        seconds: float = 60.0,
    ) -> None:
        self.f, self.sides, self.boxes = f, sides, boxes
        self.stop = time.monotonic() + seconds

    def run(self) -> Found:
        """Breadth first: what is left at a limit lies where it is difficult."""
        nodes = [_Node(((Fraction(0), Fraction(1)),) * self.sides)]
        done = 0
        while done < len(nodes):
            late = time.monotonic() > self.stop
            if late or done >= self.boxes:
                limit = "the time is over" if late else f"{self.boxes} boxes are not enough"
                return _undecided(done, nodes[done:], limit)
            node = nodes[done]
            try:
                node.word, parts = self._settle(node.box)
            except _Below as below:
                return Found((), done + 1, below.point)
            except (Unsuitable, NotExact) as lack:
                return _undecided(done, nodes[done:], str(lack))
            if not node.word:
                limit = f"no side is halved more than {MOST_HALVINGS} times"
                return _undecided(done, nodes[done:], limit)
            node.parts = [_Node(part) for part in parts]
            nodes += node.parts
            done += 1
        return Found(_words(nodes[0]), done)

    def _settle(self, box: Box) -> tuple[str, list[Box]]:
        """The word for a box, and the boxes that come after it."""
        free = [i for i, (low, high) in enumerate(box) if low < high]
        centre = tuple((low + high) / 2 for low, high in box)
        middle = self.f([Interval.of(t) for t in centre])
        middles = [ONE * leaf for leaf in leaves(middle)]
        if least(middle, (value.high for value in middles)) < 0:
            raise _Below(centre)
        if not free:
            if least(middle, (value.low for value in middles)) >= 0:
                return "+", []
            self._require(centre)
            return "=", []
        found = self.f(variables(_sides(box)))
        jets = [_as_jet(leaf, self.sides) for leaf in leaves(found)]
        if least(found, map(partial(_lowest, box), jets, middles)) >= 0:
            return "+", []
        for i in free:
            slopes = [jet.slopes[i] for jet in jets]
            if all(slope.low >= 0 for slope in slopes):
                return f"f{i}-", [_with(box, i, box[i][0], box[i][0])]
            if all(slope.high <= 0 for slope in slopes):
                return f"f{i}+", [_with(box, i, box[i][1], box[i][1])]
        word = self._from_an_end(box, free[0]) if len(free) == 1 else ""
        return (word, []) if word else self._split(box, free, jets)

    def _require(self, t: Coordinates) -> None:
        if least(found := self.f(t, exact=True), leaves(found)) < 0:
            raise _Below(t)

    def _from_an_end(self, box: Box, i: int) -> str:
        """Where f and its slope vanish at an end of an edge, a series that shows f >= 0."""
        for end, sign in zip(box[i], (1, -1), strict=True):
            at = tuple(side[0] for side in _with(box, i, end, end))
            enclosed = self.f([Interval.of(t) for t in at])
            if least(enclosed, ((ONE * leaf).low for leaf in leaves(enclosed))) > 0:
                continue
            found = self.f(at, exact=True)
            if least(found, leaves(found)) != 0:
                continue
            for order in range(2, HIGHEST_ORDER + 1):
                exact = self._series(at, i, sign, order, exact=True)
                if self._series_decides(exact, box, i, sign):
                    return f"t{i}{'-' if sign > 0 else '+'}{order}"
        return ""

    def _series_decides(self, exact: list[list[Any]], box: Box, i: int, sign: int) -> bool:
        """Whether no term but the last is negative at an end, and the last one nowhere.

        ``exact`` are the series at the end, of each leaf.
        """
        if not all(term >= 0 for terms in exact for term in terms):
            return False
        order = len(exact[0]) - 1
        enclosed = self._series(_sides(box), i, sign, order, exact=False)
        return all(terms[order].low >= 0 for terms in enclosed)

    def _series(
        self, at: Sequence[Any], i: int, sign: int, order: int, *, exact: bool
    ) -> list[list[Any]]:
        """The terms of each leaf along coordinate i, up to u^order; u is counted into the box."""
        zero: Any = Fraction(0) if exact else ZERO
        coordinates: list[Any] = list(at)
        coordinates[i] = Series([at[i], zero + sign, *[zero] * (order - 1)])
        return [
            leaf.terms if isinstance(leaf, Series) else [leaf + zero, *[zero] * order]
            for leaf in leaves(self.f(coordinates, exact=exact))
        ]

    def _split(self, box: Box, free: list[int], jets: list[Jet]) -> tuple[str, list[Box]]:
        def spread(i: int) -> float:
            largest = max(max(-jet.slopes[i].low, jet.slopes[i].high) for jet in jets)
            return min(largest, 1e300) * float(box[i][1] - box[i][0])

        # No side is left long for ever: its slope may only look small.
        widest = max(box[i][1] - box[i][0] for i in free)
        i = max((i for i in free if 64 * (box[i][1] - box[i][0]) >= widest), key=spread)
        low, high = box[i]
        if high - low < Fraction(1, 2**MOST_HALVINGS):
            return "", []
        half = (low + high) / 2
        return f"s{i}:{half}", [_with(box, i, low, half), _with(box, i, half, high)]


@dataclass
class _Node:
    box: Box
    word: str = ""
    parts: list[_Node] = field(default_factory=list)


def _words(root: _Node) -> Tree:
    """The words of a tree, each box before its parts."""
    words, pending = [], [root]
    while pending:
        node = pending.pop()
        words.append(node.word)
        pending.extend(reversed(node.parts))
    return tuple(words)


def _undecided(done: int, left: Sequence[_Node], limit: str) -> Found:
    return Found((), done, None, tuple(node.box for node in left), limit)


class _Below(Exception):
    """A point with f < 0."""

    def __init__(self, point: Coordinates) -> None:
        self.point = point


def _with(box: Box, i: int, low: Fraction, high: Fraction) -> Box:
    return (*box[:i], (low, high), *box[i + 1 :])


def _sides(box: Box) -> list[Interval]:
    return [Interval(Interval.of(low).low, Interval.of(high).high) for low, high in box]


def _as_jet(leaf: Any, sides: int) -> Jet:
    return leaf if isinstance(leaf, Jet) else Jet(ONE * leaf, [ZERO] * sides)


def _lowest(box: Box, jet: Jet, middle: Interval) -> float:
    """A lower bound: the least value, or that at the centre less what the slopes allow."""
    bound = middle
    for slope, (low, high) in zip(jet.slopes, box, strict=True):
        if low < high:
            bound = bound - abs(slope) * ((high - low) / 2)
    return max(jet.value.low, bound.low)
