"""nonnormal.limit: every real 2 x 2 target at N = 2 is a symmetric one of two orthogonal vectors.

In the basis in which the symmetric part of What is diagonal, What = [[f, c], [-c, g]], and with
Q = diag(1, -1): W_2 = Q W_1^T Q persists, and S = Q W = a a^T - b b^T for the rows a, b of W_1.
``notes/normal.md`` draws the limit of the gradient flow from it.
"""

from __future__ import annotations

from itertools import product

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import eta, exact

a_1, a_2, b_1, b_2, c, f, g = sp.symbols("a_1 a_2 b_1 b_2 c f g", real=True)
cosine, sine = sp.symbols("cosine sine", real=True)

Q = sp.diag(1, -1)
ROWS = sp.Matrix([[a_1, a_2], [b_1, b_2]])
TARGET = sp.Matrix([[f, c], [-c, g]])


def _entries(meaning: str, left: sp.Matrix, right: sp.Matrix) -> list[Identity]:
    places = product(range(left.rows), range(left.cols))
    return [Identity.rational(f"{meaning}, {i}{j}", left[i, j], right[i, j]) for i, j in places]


def two_by_two(claimed: object = None) -> Derivation:
    """The angle of a moves by c cos(2 angle) - (f+g)/2 sin(2 angle) under the flow, of itself.

    With R = T - S, T = Q What: one step is a+ = a + eta R a, b+ = b - eta R b, so that
    a.b changes by -eta^2 a.R^2 b, and under the flow a.b = 0 persists; then the rate of the angle
    is (b/|b|).T (a/|a|). ``claimed`` (in ``c``, ``f``, ``g``, ``cosine``, ``sine``) is checked in
    place of that rate. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> two_by_two().expression, two_by_two().checked
    (c*(cosine**2 - sine**2) - cosine*sine*(f + g), True)
    """
    formula = c * (cosine**2 - sine**2) - cosine * sine * (f + g)
    if claimed is not None:
        formula = exact(claimed, "claimed")
    other = Q * ROWS.T * Q
    error = other * ROWS - TARGET
    first, second = ROWS - eta * other.T * error, other - eta * error * ROWS.T
    a, b = ROWS.row(0).T, ROWS.row(1).T
    rest = Q * TARGET - (a * a.T - b * b.T)
    moved_a, moved_b = a + eta * rest * a, b - eta * rest * b
    along, across = sp.Matrix([cosine, sine]), sp.Matrix([-sine, cosine])
    unit = {sine: cosine**2 + sine**2 - 1}
    speed = (across.T * Q * TARGET * along)[0]
    curl = (a.T * b)[0]
    radial = (rest * a - (Q * TARGET * a - (a.T * a)[0] * a + curl * b)).applyfunc(sp.expand)
    return Derivation(
        "nonnormal.limit",
        "N = 2, 2 x 2: the flow turns one frame towards the eigenvectors of Q What",
        formula,
        (
            *_entries("W_2 = Q W_1^T Q persists", second, Q * first.T * Q),
            *_entries("Q W", Q * other * ROWS, a * a.T - b * b.T),
            *_entries("Q What is symmetric", Q * TARGET, (Q * TARGET).T),
            *_entries("a+", first.row(0).T, moved_a),
            *_entries("b+", first.row(1).T, moved_b),
            Identity.rational(
                "a.b", (moved_a.T * moved_b)[0], curl - eta**2 * (a.T * rest * rest * b)[0]
            ),
            *_entries("a' = T a - |a|^2 a + (a.b) b", radial, sp.zeros(2, 1)),
            Identity.rational("the rate of the angle", speed, formula, unit),
            Identity.rational("det", (Q * TARGET).det(), -TARGET.det()),
        ),
    )
