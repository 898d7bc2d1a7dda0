"""Read off square targets of full rank, and said of every matrix."""

from fractions import Fraction
from functools import partial
from itertools import pairwise

from dmfcheck import ALPHA, DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

TALL = Variable("target", "matrix", sizes=("m", "n"))
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


def times(left, right):
    columns = list(zip(*right, strict=True))
    return [[total(x * y for x, y in zip(r, s, strict=True)) for s in columns] for r in left]


def residual(p):
    """alpha^2 [I; 0] - What."""
    return [
        [p.alpha**2 * (i == j) - x for j, x in enumerate(row)] for i, row in enumerate(p.target)
    ]


def loss_after_a_step(a, p, c):
    """W_1 = alpha I_n, W_2 = alpha [I; 0], m x n."""
    R, n = residual(p), len(p.target[0])
    # W_2^T R has the first n rows of R, or R and rows of 0 below.
    upper = [*R[:n], *([[0 * p.alpha] * n] * (n - len(R)))]
    first = [
        [p.alpha * (i == j) - p.eta * p.alpha * x for j, x in enumerate(row)]
        for i, row in enumerate(upper)
    ]
    second = [
        [p.alpha * (i == j) - p.eta * p.alpha * x for j, x in enumerate(row)]
        for i, row in enumerate(R)
    ]
    after = [
        [x - y for x, y in zip(r, s, strict=True)]
        for r, s in zip(times(second, first), p.target, strict=True)
    ]
    return (1 - 3 * p.eta * p.alpha**2) * squares(R) - squares(after)


def short_step(a, p, c):
    # ||What||_F <= the sum of the sizes of its entries.
    size = total(a.absolute(x) for row in p.target for x in row)
    return 1 - 20 * p.eta * (size + len(p.target) * p.alpha**2)


def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    minors = [
        (-1) ** j * x * determinant([row[:j] + row[j + 1 :] for row in matrix[1:]])
        for j, x in enumerate(matrix[0])
    ]
    return total(minors)


def by_rows(a, p, c):
    columns = list(zip(*p.target, strict=True))
    bound = 1
    for row in p.target:
        bound = bound * total(x * x for x in row)
    return bound - determinant(times(columns, p.target))


def equal_gradients(a, p, c):
    """W_1 = alpha [I 0], W_2 = W_3 = alpha I_m: nabla_1 = alpha^2 R, nabla_3 its left part."""
    R = [[p.alpha**3 * (i == j) - x for j, x in enumerate(row)] for i, row in enumerate(p.target)]
    left = [row[: p.rows] for row in R]
    return a.equal(squares(R), squares(left), squares(R) + p.alpha**6)


def iterates(a, p):
    return list(zip(*(a.end_to_end(p, i) for i in range(len(p.spectrum))), strict=True))


def least_recovers(a, p, c):
    return a.minimum(*(2 * w[-1] / p.alpha**p.depth - 1 for w in iterates(a, p)))


def squares_grow(a, p, c):
    sizes = [total(x * x for x in w) for w in iterates(a, p)]
    return a.minimum(*(after / before - 1 for before, after in pairwise(sizes)))


CLAIMS = (
    conjecture(
        id="shape.loss_after_a_step",
        statement=(
            r"N = 2,\ W_1 = \alpha I,\ W_2 = \alpha [I; 0],\ \eta \text{ small} \implies"
            r" L(1) \le (1 - 3 \eta \alpha^2) L(0)"
        ),
        variables=(TALL, ALPHA, ETA),
        hypotheses=(Hypothesis("20 eta (sum |What_ij| + m alpha^2) <= 1", short_step),),
        margin=loss_after_a_step,
    ),
    conjecture(
        id="shape.by_rows",
        statement=r"\det(A^T A) \le \prod_i \|a_i\|^2 \text{ over the rows}",
        variables=(ROWS, COLUMNS, TARGET),
        margin=by_rows,
    ),
    conjecture(
        id="shape.equal_gradients",
        statement=(
            r"N = 3,\ W_3 = W_2 = \alpha I,\ W_1 = \alpha [I\ 0] \implies"
            r" \|\nabla_1 L\|_F = \|\nabla_3 L\|_F"
        ),
        kind="identity",
        variables=(ROWS, COLUMNS, TARGET, ALPHA),
        hypotheses=(
            Hypothesis("rows <= columns", lambda a, p, c: p.columns - p.rows + 0 * p.alpha),
        ),
        margin=equal_gradients,
    ),
    conjecture(
        id="shape.least_recovers",
        statement=(
            r"\lambda_i = 0 \text{ or } \lambda_i \ge \alpha^N,\ h_1 \le 1/N \implies"
            r" w_n(k) \ge \alpha^N/2"
        ),
        variables=(DEPTH, SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(LEADING, WHOLE_OR_NOT, SMALL),
        margin=least_recovers,
    ),
    conjecture(
        id="shape.squares_grow",
        statement=(
            r"\lambda_i = 0 \text{ or } \lambda_i \ge \alpha^N,\ h_1 \le 1/N \implies"
            r" \|W(k+1)\|_F \ge \|W(k)\|_F"
        ),
        variables=(DEPTH, SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(LEADING, WHOLE_OR_NOT, SMALL),
        margin=squares_grow,
    ),
)
