"""The effective rank ||W||_* / ||W|| along a descent, and what "falls, then rises" means of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point


def effective_rank(
    a: Arithmetic, eigenvalues: Sequence[Any], multiplicities: Sequence[int] | None = None
) -> Any:
    """r = sum_i m_i |w_i| / max_i |w_i| of a symmetric matrix, a number in [1, n].

    ``multiplicities`` (each 1 if None) say how often each eigenvalue w_i occurs. A single distinct
    eigenvalue gives its multiplicity exactly, whatever the rounding of the arithmetic. The matrix 0
    has no effective rank: division by 0.

    >>> from dmfcheck.claims.exact import Exact
    >>> effective_rank(Exact(), [Fraction(2), Fraction(-1)], [1, 3])
    Fraction(5, 2)
    """
    counts = [1] * len(eigenvalues) if multiplicities is None else multiplicities
    sizes = [a.absolute(w) for w in eigenvalues]
    if len(sizes) == 1:
        return a.number(Fraction(counts[0])) + 0 * (sizes[0] / sizes[0])
    return sum_of(m * size for m, size in zip(counts, sizes, strict=True)) / a.maximum(*sizes)


def sum_of(terms: Any) -> Any:
    """The sum of one or more numbers of any arithmetic, without a start that is not one of them.

    >>> sum_of([Fraction(1, 2), Fraction(1, 3)])
    Fraction(5, 6)
    """
    first, *rest = terms
    for term in rest:
        first = first + term
    return first


def distinct(point: Point) -> list[tuple[int, int]]:
    """(index, multiplicity) of every distinct eigenvalue of ``point.spectrum``, in its order.

    Equal eigenvalues have equal orbits: a claim iterates one of them, and compares it with itself
    without rounding. Only exact numbers are compared; a batch keeps each of its columns.

    >>> distinct(Point({"spectrum": (Fraction(2), Fraction(2), Fraction(1))}))
    [(0, 2), (2, 1)]
    """
    found: list[tuple[int, int]] = []
    values = point.exact["spectrum"]
    for index, value in enumerate(values):
        if found and isinstance(value, Fraction) and value == values[found[-1][0]]:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((index, 1))
    return found


def rank_sequence(a: Arithmetic, point: Point) -> Sequence[Any]:
    """r(W(0)), ..., r(W(steps)) of the start that the point describes, identical or perturbed.

    Source: monotone.rank.

    >>> from dmfcheck.claims.exact import Exact
    >>> start = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 1}
    >>> rank_sequence(Exact(), Point(start | {"spectrum": (Fraction(1), Fraction(0))}))
    [Fraction(2, 1), Fraction(586, 361)]
    """
    a.require_few_of(point)
    groups = distinct(point)
    counts = [count for _, count in groups]
    ends = [a.end_to_end(point, index) for index, _ in groups]
    # A measured component ends where it drowns in rounding: then so does the rank.
    return a.along(lambda a, *column: effective_rank(a, column, counts), *ends)


def unimodal_margin(a: Arithmetic, values: Sequence[Any]) -> Any:
    """>= 0 exactly where positive ``values`` fall, then rise (either part may be empty or flat).

    That is: no value exceeds both an earlier and a later one. With L_j the least value before and
    R_j the least after step j, the margin is min_j max(L_j - v_j, R_j - v_j) / v_j over the inner
    steps. One tie anywhere leaves it positive, for then only one of the two differences vanishes.

    >>> from dmfcheck.claims.exact import Exact
    >>> unimodal_margin(Exact(), [Fraction(v) for v in (3, 2, 2, 4)])
    Fraction(1, 2)
    >>> unimodal_margin(Exact(), [Fraction(v) for v in (3, 2, 4, 3)])
    Fraction(-1, 4)
    """
    before = a.running_least(values)
    after = a.running_least(values[::-1])[::-1]
    return a.minimum(
        *a.along(
            lambda a, low, value, later: a.maximum(low - value, later - value) / value,
            before,
            values[1:-1],
            after[2:],
        )
    )


def settled(a: Arithmetic, margin: Any) -> Any:
    """``margin``, or 0 where a measured one is negative by less than the resolution of a record.

    Exact numbers, balls and float64 batches are unchanged.

    >>> from dmfcheck.claims.exact import Exact
    >>> settled(Exact(), Fraction(-1, 2)), settled(Exact(), Fraction(1, 3))
    (Fraction(-1, 2), Fraction(1, 3))
    """
    return a.maximum(margin, a.indicator(margin) - 1)
