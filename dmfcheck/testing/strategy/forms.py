"""Matrices of the forms that hypotheses ask for: symmetric, orthogonal, triangular and so on.

An equation between entries holds at no matrix that is drawn at random; the nearest of its form has
it exactly, in rationals.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from dmfcheck.claims.small_matrices import product, transpose

Matrix = tuple[tuple[Fraction, ...], ...]

ORTHONORMAL = "orthonormal"


def _each(matrix: Matrix, entry: Callable[[int, int, Fraction], Fraction]) -> Matrix:
    return tuple(tuple(entry(i, j, x) for j, x in enumerate(row)) for i, row in enumerate(matrix))


def _identity(size: int) -> Matrix:
    return tuple(tuple(Fraction(i == j) for j in range(size)) for i in range(size))


def _orthogonal(matrix: Matrix) -> Matrix:
    """Reflections in the rows, one after the other: every product of them is orthogonal."""
    found = _identity(len(matrix))
    for row in matrix:
        length = sum(x * x for x in row)
        if length:
            mirror = tuple(
                tuple((i == j) - 2 * x * y / length for j, y in enumerate(row))
                for i, x in enumerate(row)
            )
            found = product(found, mirror)
    return found


def _orthonormal(matrix: Matrix) -> Matrix:
    """Columns, or rows where these are fewer, of an orthogonal matrix."""
    rows, columns = len(matrix), len(matrix[0])
    longer = matrix if columns >= rows else transpose(matrix)
    size = len(longer[0])
    square = _orthogonal((*longer, *(_identity(size)[len(longer) :])))
    return tuple(row[:columns] for row in square[:rows])


def _normal(matrix: Matrix) -> Matrix:
    """A block [[a, -b], [b, a]], then a diagonal: normal, with eigenvalues a +- b i."""
    size = len(matrix)
    if size == 1:
        return matrix
    a, b = matrix[0][0], matrix[0][1]

    def entry(i: int, j: int, x: Fraction) -> Fraction:
        if i < 2 and j < 2:
            return a if i == j else (-b if i < j else b)
        return x if i == j else Fraction(0)

    return _each(matrix, entry)


FORMS: dict[str, Callable[[Matrix], Matrix]] = {
    "any": lambda m: m,
    "symmetric": lambda m: _each(m, lambda i, j, x: (x + m[j][i]) / 2),
    "semidefinite": lambda m: product(m, transpose(m)),
    "diagonal": lambda m: _each(m, lambda i, j, x: x if i == j else Fraction(0)),
    "multiple": lambda m: _each(_identity(len(m)), lambda _i, _j, x: x * m[0][0]),
    "upper": lambda m: _each(m, lambda i, j, x: x if i <= j else Fraction(0)),
    "skew": lambda m: _each(m, lambda i, j, x: (x - m[j][i]) / 2),
    "normal": _normal,
    "orthogonal": _orthogonal,
}
"""What makes a square matrix of each form, from any of its size."""


def shaped(form: str, matrix: Matrix) -> Matrix:
    """The matrix of that form which is made of ``matrix``.

    >>> two = ((Fraction(1), Fraction(2)), (Fraction(0), Fraction(1)))
    >>> [[str(x) for x in row] for row in shaped("orthogonal", two)]
    [['3/5', '4/5'], ['-4/5', '3/5']]
    """
    return _orthonormal(matrix) if form == ORTHONORMAL else FORMS[form](matrix)
