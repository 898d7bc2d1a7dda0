"""Read off square targets of full rank, and said of every matrix."""

from fractions import Fraction
from functools import partial
from itertools import pairwise

from dmfcheck import ALPHA, DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ROWS = Variable("rows", "integer", Fraction(1), Fraction(4))
COLUMNS = Variable("columns", "integer", Fraction(1), Fraction(4))
TARGET = Variable("target", "matrix", sizes=("rows", "columns"))
SPECTRUM = Variable("spectrum", "spectrum", Fraction(0), None)

WHOLE_OR_NOT = Hypothesis(
    "every eigenvalue is 0 or at least alpha^N",
    lambda a, p, c: a.minimum(*(a.maximum(x - p.alpha**p.depth, -x) for x in p.spectrum)),
)
LEADING = Hypothesis("lambda_1 > 0", lambda a, p, c: p.spectrum[0], strict=True)
SMALL = Hypothesis(
    "h_1 <= 1/N",
    lambda a, p, c: 1 - (p.depth * p.eta) ** p.depth * p.spectrum[0] ** (2 * p.depth - 2),
)


def total(values):
    first, *rest = values
    return sum(rest, first)


def squares(matrix):
    return total(x * x for row in matrix for x in row)


def residual(p):
    """alpha^2 [I 0] - What."""
    return [
        [p.alpha**2 * (i == j) - x for j, x in enumerate(row)] for i, row in enumerate(p.target)
    ]


def gradient(a, p, c):
    """W_2 = alpha I_m and W_1 = alpha [I 0], m x n."""
    R = residual(p)
    first = p.alpha**2 * squares(R)
    second = p.alpha**2 * squares([row[: p.rows] for row in R])
    return first + second - 2 * p.alpha**2 * squares(R)


def same_norms(a, p, c):
    """||W_1(1)||_F = ||W_2(1)||_F from W_2 = alpha I_m, W_1 = alpha [I 0], m <= n."""
    R, m = residual(p), p.rows
    first = [
        [p.alpha * (i == j) - p.eta * p.alpha * x for j, x in enumerate(row)]
        for i, row in enumerate(R)
    ]
    second = [
        [p.alpha * (i == j) - p.eta * p.alpha * x for j, x in enumerate(row[:m])]
        for i, row in enumerate(R)
    ]
    return a.equal(squares(first), squares(second), squares(first))


def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    minors = [
        (-1) ** j * x * determinant([row[:j] + row[j + 1 :] for row in matrix[1:]])
        for j, x in enumerate(matrix[0])
    ]
    return total(minors)


def gram(rows):
    return [[total(x * y for x, y in zip(r, s, strict=True)) for s in rows] for r in rows]


def volume(a, p, c):
    rows, columns = list(p.target), list(zip(*p.target, strict=True))
    return determinant(gram(rows)) - determinant(gram(columns))


def iterates(a, p):
    return list(zip(*(a.end_to_end(p, i) for i in range(len(p.spectrum))), strict=True))


def local_minima_only(a, p, c):
    ranks = [total(w) / w[0] for w in iterates(a, p)]
    rises = [after - before for before, after in pairwise(ranks)]
    return a.minimum(*(a.maximum(-x, y) for x, y in pairwise(rises)))


CLAIMS = (
    conjecture(
        id="shape.gradient",
        statement=(
            r"N = 2,\ W_2 = \alpha I,\ W_1 = \alpha [I\ 0] \implies"
            r" \|\nabla L\|_F^2 \ge 2 \alpha^2 \|W - \hat W\|_F^2"
        ),
        variables=(ROWS, COLUMNS, TARGET, ALPHA),
        margin=gradient,
    ),
    conjecture(
        id="shape.same_norms",
        statement=(
            r"N = 2,\ W_2 = \alpha I,\ W_1 = \alpha [I\ 0] \implies"
            r" \|W_1(1)\|_F = \|W_2(1)\|_F"
        ),
        kind="identity",
        variables=(ROWS, COLUMNS, TARGET, ALPHA, ETA),
        hypotheses=(
            Hypothesis("rows <= columns", lambda a, p, c: p.columns - p.rows + 0 * p.alpha),
        ),
        margin=same_norms,
    ),
    conjecture(
        id="shape.volume",
        statement=r"\det(A A^T) \ge \det(A^T A)",
        variables=(ROWS, COLUMNS, TARGET),
        margin=volume,
    ),
    conjecture(
        id="shape.unimodal",
        statement=(
            r"\lambda_i = 0 \text{ or } \lambda_i \ge \alpha^N,\ h_1 \le 1/N \implies"
            r" r(k+1) > r(k) \text{ is followed by } r(k+2) \ge r(k+1)"
        ),
        variables=(DEPTH, SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(
            LEADING,
            WHOLE_OR_NOT,
            SMALL,
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=local_minima_only,
    ),
    conjecture(
        id="shape.nuclear_grows",
        statement=(
            r"\lambda_i = 0 \text{ or } \lambda_i \ge \alpha^N,\ h_1 \le 1/N \implies"
            r" \|W(k+1)\|_* \ge \|W(k)\|_*"
        ),
        variables=(DEPTH, SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(LEADING, WHOLE_OR_NOT, SMALL),
        margin=lambda a, p, c: a.minimum(
            *(total(after) / total(before) - 1 for before, after in pairwise(iterates(a, p)))
        ),
    ),
)
