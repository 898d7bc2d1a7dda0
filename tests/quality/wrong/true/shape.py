"""True of matrices that are not square, or not of full rank."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ROWS = Variable("rows", "integer", Fraction(1), Fraction(4))
COLUMNS = Variable("columns", "integer", Fraction(1), Fraction(4))
TARGET = Variable("target", "matrix", sizes=("rows", "columns"))
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), meaning="lambda_2")
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def total(values):
    first, *rest = values
    return sum(rest, first)


def squares(matrix):
    return total(x * x for row in matrix for x in row)


def gradient(a, p, c):
    """W_2 = alpha I_m and W_1 = alpha [I 0], m x n."""
    R = [[p.alpha**2 * (i == j) - x for j, x in enumerate(row)] for i, row in enumerate(p.target)]
    first = p.alpha**2 * squares(R)
    second = p.alpha**2 * squares([row[: p.rows] for row in R])
    return first + second - p.alpha**2 * squares(R)


def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    return total(
        (-1) ** j * x * determinant([row[:j] + row[j + 1 :] for row in matrix[1:]])
        for j, x in enumerate(matrix[0])
    )


def gram(rows):
    return [[total(x * y for x, y in zip(r, s, strict=True)) for s in rows] for r in rows]


def volume(a, p, c):
    rows, columns = list(p.target), list(zip(*p.target, strict=True))
    return determinant(gram(rows)) - determinant(gram(columns))


def ratio_falls(a, p, c):
    d = e = p.start
    parts = []
    for _ in range(p.steps):
        before = e / d
        d, e = d + p.step * d * (1 - d * d), e + p.step * e * (p.second - e * e)
        parts.append(before - e / d)
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="shape.gradient_of_one",
        statement=(
            r"N = 2,\ W_2 = \alpha I,\ W_1 = \alpha [I\ 0] \implies"
            r" \|\nabla L\|_F^2 \ge \alpha^2 \|W - \hat W\|_F^2"
        ),
        variables=(ROWS, COLUMNS, TARGET, ALPHA),
        margin=gradient,
    ),
    # Equal for square matrices; otherwise A^T A is singular and A A^T semidefinite.
    conjecture(
        id="shape.volume_of_rows",
        statement=r"m \le n \implies \det(A A^T) \ge \det(A^T A)",
        variables=(ROWS, COLUMNS, TARGET),
        hypotheses=(
            Hypothesis("rows <= columns", lambda a, p, c: a.number(Fraction(p.columns - p.rows))),
        ),
        margin=volume,
    ),
    # monotone.ratio
    conjecture(
        id="shape.ratio_falls",
        statement=(
            r"N = 2,\ \lambda = (1, \lambda_2),\ \lambda_2 \le \alpha^2,\ \eta \le 1/2 \implies"
            r" w_2/w_1 \text{ falls}"
        ),
        variables=(START, SECOND, STEP, STEPS),
        hypotheses=(
            Hypothesis("eta <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("lambda_2 <= alpha^2", lambda a, p, c: p.start**2 - p.second),
        ),
        margin=ratio_falls,
    ),
)
