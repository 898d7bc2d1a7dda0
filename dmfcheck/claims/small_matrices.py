"""Matrices as nested tuples over any arithmetic: gradient descent as the definition has it.

For n = 2 or 3 and a few steps, so that claims about whole matrices are decided in exact rationals.
It shares no code with :mod:`dmfcheck.dynamics.floats`, and each checks the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Matrix = tuple[tuple[Any, ...], ...]


def identity(size: int) -> Matrix:
    """The identity matrix of the given size, with rational entries.

    >>> identity(1)
    ((Fraction(1, 1),),)
    """
    return tuple(tuple(Fraction(int(i == j)) for j in range(size)) for i in range(size))


def product(*matrices: Matrix) -> Matrix:
    """The product from left to right: ``product(A, B, C)`` is A B C.

    >>> product(((1, 2),), ((3,), (4,)))
    ((11,),)
    """
    result = matrices[0]
    for matrix in matrices[1:]:
        columns = tuple(zip(*matrix, strict=True))
        result = tuple(tuple(_dot(row, column) for column in columns) for row in result)
    return result


def _dot(row: Sequence[Any], column: Sequence[Any]) -> Any:
    terms = [x * y for x, y in zip(row, column, strict=True)]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def transpose(matrix: Matrix) -> Matrix:
    """The transpose.

    >>> transpose(((1, 2),))
    ((1,), (2,))
    """
    return tuple(zip(*matrix, strict=True))


def combine(left: Matrix, right: Matrix, factor: Any) -> Matrix:
    """left + factor * right, entrywise.

    >>> combine(((1,),), ((2,),), -1)
    ((-1,),)
    """
    return tuple(
        tuple(x + factor * y for x, y in zip(a, b, strict=True))
        for a, b in zip(left, right, strict=True)
    )


def gradients(factors: Sequence[Matrix], target: Matrix) -> list[Matrix]:
    """The gradient of 1/2 ||W_N ... W_1 - What||_F^2 with respect to each factor, W_1 first.

    The j-th is (W_N ... W_{j+1})^T (W_N ... W_1 - What) (W_{j-1} ... W_1)^T.

    >>> gradients([((2,),), ((3,),)], ((5,),))
    [((3,),), ((2,),)]
    """
    residual = combine(product(*reversed(factors)), target, -1)
    transposed = [transpose(factor) for factor in factors]
    # (W_N ... W_{j+1})^T is W_{j+1}^T ... W_N^T: the transposes in the order of the factors.
    return [product(*transposed[j + 1 :], residual, *transposed[:j]) for j in range(len(factors))]


def descend(factors: Sequence[Matrix], target: Matrix, eta: Any, steps: int) -> list[Matrix]:
    """The factors after ``steps`` steps of gradient descent with step size eta.

    >>> descend([((Fraction(1),),), ((Fraction(1),),)], ((Fraction(2),),), Fraction(1, 4), 1)
    [((Fraction(5, 4),),), ((Fraction(5, 4),),)]
    """
    current = list(factors)
    for _ in range(steps):
        slopes = gradients(current, target)
        current = [combine(w, g, -eta) for w, g in zip(current, slopes, strict=True)]
    return current


def rotation(parameters: Sequence[Fraction], size: int) -> Matrix:
    """A rational orthogonal matrix: the Cayley transform (I - S)(I + S)^{-1} of a skew S.

    ``parameters`` are the n(n-1)/2 entries of S above the diagonal, row by row.

    >>> rotation([Fraction(1, 2)], 2)
    ((Fraction(3, 5), Fraction(-4, 5)), (Fraction(4, 5), Fraction(3, 5)))
    """
    skew = [[Fraction(0)] * size for _ in range(size)]
    entries = iter(parameters)
    for i in range(size):
        for j in range(i + 1, size):
            skew[i][j] = next(entries)
            skew[j][i] = -skew[i][j]
    frozen: Matrix = tuple(tuple(row) for row in skew)
    unit = identity(size)
    return product(combine(unit, frozen, -1), inverse(combine(unit, frozen, 1)))


def inverse(matrix: Matrix) -> Matrix:
    """The inverse over the rationals, by elimination with pivoting on nonzero entries.

    Raises ``ZeroDivisionError`` if the matrix is singular.

    >>> inverse(((Fraction(2), Fraction(0)), (Fraction(0), Fraction(4))))
    ((Fraction(1, 2), Fraction(0, 1)), (Fraction(0, 1), Fraction(1, 4)))
    """
    import flint

    size = len(matrix)
    entries = [flint.fmpq(x.numerator, x.denominator) for row in matrix for x in row]
    inverted = flint.fmpq_mat(size, size, entries).inv()
    return tuple(
        tuple(Fraction(int(inverted[i, j].p), int(inverted[i, j].q)) for j in range(size))
        for i in range(size)
    )
