"""Gradient descent on whole matrices, from L = 1/2 ||W_N ... W_1 - What||_F^2, for a replay.

Matrices are tuples of rows over whatever numbers the replay uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

Rows = tuple[tuple[Any, ...], ...]


def times(left: Rows, right: Rows) -> Rows:
    """The product of two matrices.

    >>> times(((1, 2),), ((3,), (4,)))
    ((11,),)
    """
    inner = range(1, len(right))
    columns = range(len(right[0]))
    product = []
    for row in left:
        entries = []
        for j in columns:
            total = row[0] * right[0][j]
            for k in inner:
                total = total + row[k] * right[k][j]
            entries.append(total)
        product.append(tuple(entries))
    return tuple(product)


def turned(matrix: Rows) -> Rows:
    """The transpose.

    >>> turned(((1, 2),))
    ((1,), (2,))
    """
    return tuple(tuple(row[j] for row in matrix) for j in range(len(matrix[0])))


def end_to_end(factors: Sequence[Rows]) -> Rows:
    """W_N ... W_1 of the factors, W_1 first.

    >>> end_to_end([((2,),), ((3,),)])
    ((6,),)
    """
    return _partial(factors)[-1]


def _partial(factors: Sequence[Rows]) -> list[Rows]:
    """W_1, W_2 W_1, ..., W_N ... W_1."""
    return list(accumulate(factors, lambda done, factor: times(factor, done)))


def slopes(factors: Sequence[Rows], target: Rows) -> list[Rows]:
    """The gradient in each factor, W_1 first: (what comes after)^T residual (what is before)^T.

    >>> slopes([((2,),), ((3,),)], ((5,),))
    [((3,),), ((2,),)]
    """
    before = _partial(factors)
    found: list[Rows] = []
    back = tuple(
        tuple(x - y for x, y in zip(row, goal, strict=True))
        for row, goal in zip(before[-1], target, strict=True)
    )
    for j in range(len(factors) - 1, 0, -1):
        found.append(times(back, turned(before[j - 1])))
        back = times(turned(factors[j]), back)
    return [back, *reversed(found)]


def descend(factors: Sequence[Rows], target: Rows, eta: Any, steps: int) -> list[Rows]:
    """The factors, W_1 first, after so many steps of size eta.

    >>> from fractions import Fraction
    >>> descend([((1,),), ((1,),)], ((2,),), Fraction(1, 4), 1)
    [((Fraction(5, 4),),), ((Fraction(5, 4),),)]
    """
    now = list(factors)
    for _ in range(steps):
        now = [
            tuple(
                tuple(w - eta * g for w, g in zip(row, slope, strict=True))
                for row, slope in zip(factor, gradient, strict=True)
            )
            for factor, gradient in zip(now, slopes(now, target), strict=True)
        ]
    return now
