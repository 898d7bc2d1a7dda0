"""A tree of boxes, walked again: its leaves cover the cube, and each shows what its word says.

The words are read by rules of this file's own; ``notes/proofs.md`` says what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.replay.boxes.fixed import UNKNOWN, Fixed
from dmfcheck.replay.boxes.forms import Sloped, Terms
from dmfcheck.replay.boxes.numbers import Several, all_of
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.reading import rational
from dmfcheck.replay.rejected import Rejected

__all__ = ["MOST_WORDS", "walk"]

MOST_WORDS = 1_000_000
HIGHEST_ORDER = 20

Side = tuple[Fraction, Fraction]
Box = list[Side]

_WORD = re.compile(r"(\+|=)|f([0-9]{1,2})([+-])|t([0-9]{1,2})([+-])([0-9]{1,2})|s([0-9]{1,2}):(.+)")


def walk(f: Callable[..., Any], sides: int, words: Sequence[Any]) -> int:
    """Check that ``words`` are a tree that shows f >= 0 on [0, 1]^sides; the number of leaves.

    ``f(t)`` takes intervals, :class:`Sloped` or :class:`Terms` as coordinates, ``f(t, exact=True)``
    Fractions or Terms of them. Raises :class:`~dmfcheck.replay.rejected.Rejected` where a word
    does not show what it says, or where words lack or are left over.

    >>> walk(lambda t, exact=False: t[0] * (1 - t[0]), 1, ["s0:1/2", "f0-", "=", "f0+", "="])
    2
    """
    if len(words) > MOST_WORDS:
        raise CannotReplay(f"room for a tree of more than {MOST_WORDS} words")
    pending: list[Box] = [[(Fraction(0), Fraction(1))] * sides]
    leaves = 0
    for word in words:
        if not pending:
            raise Rejected("the tree has words left over")
        box = pending.pop()
        parts = _checked(f, box, word)
        leaves += not parts
        pending += parts
    if pending:
        raise Rejected("the tree does not cover the region")
    return leaves


def _checked(f: Callable[..., Any], box: Box, word: Any) -> list[Box]:
    """The boxes that come after this one, the next one last."""
    read = _WORD.fullmatch(word) if isinstance(word, str) else None
    if read is None:
        raise Rejected("a word of the tree is none")
    leaf, face, way, edge, end, order, cut, at = read.groups()
    if leaf == "+":
        _require_positive(f, box)
        return []
    if leaf == "=":
        _require_point(f, box)
        return []
    if face is not None:
        return [_face(f, box, _side(box, face), way)]
    if edge is not None:
        _require_terms(f, box, _side(box, edge), end, int(order))
        return []
    return _halves(box, _side(box, cut), rational(at, "where a box is split"))


def _side(box: Box, written: str) -> int:
    i = int(written)
    if str(i) != written or i >= len(box) or box[i][0] == box[i][1]:
        raise Rejected("a word of the tree names no side of its box")
    return i


def _require_point(f: Callable[..., Any], box: Box) -> None:
    if any(low < high for low, high in box):
        raise Rejected("a box of the tree is no point")
    if not all_of(f([low for low, _ in box], exact=True), lambda value: bool(value >= 0)):
        raise Rejected("the margin is negative at a point of the tree")


def _require_positive(f: Callable[..., Any], box: Box) -> None:
    found = _on(f, box)
    if all_of(found, lambda leaf: bool(_sloped(leaf, box).parts[0].low >= 0)):
        return
    centre = f([Fixed.of((low + high) / 2) for low, high in box])
    centres = iter(_numbers(centre))

    def shown(leaf: Any) -> bool:
        value, *slopes = _sloped(leaf, box).parts
        bound = Fixed.of(0) + next(centres)
        for (low, high), slope in zip(box, slopes, strict=True):
            bound = bound - _size(slope) * Fixed.of((high - low) / 2)
        return bool(max(value.low, bound.low) >= 0)

    if not all_of(found, shown):
        raise Rejected("the margin may be negative on a box of the tree")


def _numbers(found: Any) -> list[Any]:
    if not isinstance(found, Several):
        return [found]
    return [leaf for number in found.numbers for leaf in _numbers(number)]


def _size(x: Fixed) -> Fixed:
    if x is UNKNOWN:
        return x
    largest = max(-x.low, x.high)
    return Fixed(largest, largest)


def _face(f: Callable[..., Any], box: Box, i: int, way: str) -> Box:
    slopes = [_sloped(leaf, box).parts[1 + i] for leaf in _numbers(_on(f, box))]
    if any((slope.low < 0) if way == "-" else (slope.high > 0) for slope in slopes):
        raise Rejected("the margin may not be monotone on a box of the tree")
    end = box[i][way == "+"]
    return [*box[:i], (end, end), *box[i + 1 :]]


def _on(f: Callable[..., Any], box: Box) -> Any:
    one, zero = Fixed.of(1), Fixed.of(0)
    return f(
        [
            Sloped([Fixed.between(low, high), *(one if i == j else zero for j in range(len(box)))])
            for i, (low, high) in enumerate(box)
        ]
    )


def _sloped(leaf: Any, box: Box) -> Sloped:
    if isinstance(leaf, Sloped):
        return leaf
    zero = Fixed.of(0)
    return Sloped([zero + leaf, *[zero] * len(box)])


def _require_terms(f: Callable[..., Any], box: Box, i: int, end: str, order: int) -> None:
    """No negative term before u^order at the end, and none of u^order on the whole edge."""
    others = [side for j, side in enumerate(box) if j != i]
    if not 1 <= order <= HIGHEST_ORDER or any(low < high for low, high in others):
        raise Rejected("a series of the tree is not along an edge")
    sign = 1 if end == "-" else -1
    at = [low for low, _ in box]
    at[i] = box[i][end == "+"]
    rest = [Fraction(sign), *[Fraction(0)] * (order - 1)]
    for terms in _terms(f, at, i, rest, exact=True):
        if any(term < 0 for term in terms[:order]):
            raise Rejected("a series of the tree has a negative term")
    zero = Fixed.of(0)
    whole = [Fixed.between(low, high) for low, high in box]
    for terms in _terms(f, whole, i, [zero + sign, *[zero] * (order - 1)], exact=False):
        if terms[order].low < 0:
            raise Rejected("the last term of a series of the tree may be negative")


def _terms(
    f: Callable[..., Any], at: list[Any], i: int, rest: list[Any], *, exact: bool
) -> list[list[Any]]:
    series = Terms([at[i], *rest])
    found = f([*at[:i], series, *at[i + 1 :]], exact=exact)
    return [
        leaf.terms if isinstance(leaf, Terms) else series.same(leaf).terms
        for leaf in _numbers(found)
    ]


def _halves(box: Box, i: int, at: Fraction) -> list[Box]:
    low, high = box[i]
    if not low < at < high:
        raise Rejected("a box of the tree is split outside")
    return [[*box[:i], part, *box[i + 1 :]] for part in ((at, high), (low, at))]
