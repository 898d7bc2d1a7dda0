"""Moves of an orthogonal basis: its entries depend on each other, so no number can move alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from dmfcheck.claims.small_matrices import Matrix, identity, product, transpose
from dmfcheck.hunt.moves import without
from dmfcheck.hunt.rationals import complexity

Values = Mapping[str, Any]

COSINE, SINE = Fraction(3, 5), Fraction(4, 5)


def simpler_bases(values: Values) -> Iterator[Values]:
    """Each orthogonal matrix replaced by a simple one, in one dimension less first.

    A dimension that goes, goes from every spectrum and matrix of that size.
    """
    for name, value in values.items():
        if not is_orthogonal(value):
            continue
        n = len(value)
        for index in range(n - 1, -1, -1) if n > 1 else ():
            rest = {key: reduced(entry, n, index) for key, entry in values.items()}
            for simple in simple_orthogonals(n - 1):
                yield {**rest, name: simple}
        for simple in simple_orthogonals(n):
            if _weight(simple) < _weight(value):
                yield {**values, name: simple}


def is_orthogonal(value: Any) -> bool:
    """Whether ``value`` is a square matrix V with V V^T = I, exactly.

    >>> is_orthogonal(identity(2)), is_orthogonal(((1, 1), (0, 1))), is_orthogonal((1, 0))
    (True, False, False)
    """
    return (
        _levels(value) == 2
        and all(len(row) == len(value) for row in value)
        and product(value, transpose(value)) == identity(len(value))
    )


def simple_orthogonals(size: int) -> Iterator[Matrix]:
    """The identity, the reflection I - (2/n) 11^T, and a rotation of two axes by 3/5, 4/5.

    >>> [entry[0][0] for entry in simple_orthogonals(2)]
    [Fraction(1, 1), Fraction(0, 1), Fraction(3, 5)]
    """
    unit = identity(size)
    yield unit
    if size > 1:
        yield tuple(tuple(entry - Fraction(2, size) for entry in row) for row in unit)
    for first, second in combinations(range(size), 2):
        rows = [list(row) for row in unit]
        rows[first][first] = rows[second][second] = COSINE
        rows[first][second], rows[second][first] = -SINE, SINE
        yield tuple(map(tuple, rows))


def reduced(value: Any, size: int, index: int) -> Any:
    """``value`` with one of ``size`` dimensions left out; what has another size stays.

    >>> reduced(((1, 2), (3, 4)), 2, 0), reduced((5, 6, 7), 2, 0)
    (((4,),), (5, 6, 7))
    """
    if _levels(value) == 3:
        return tuple(reduced(matrix, size, index) for matrix in value)
    return without(value, index, 1) if _levels(value) and len(value) == size else value


def _levels(value: Any) -> int:
    return 1 + _levels(value[0]) if isinstance(value, tuple) and value else 0


def _weight(matrix: Matrix) -> int:
    return sum(complexity(entry) for row in matrix for entry in row)
