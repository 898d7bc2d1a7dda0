"""Read off square targets of full rank, and said of every matrix."""

from fractions import Fraction
from functools import partial
from itertools import pairwise

from dmfcheck import ALPHA, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

TARGET = Variable("target", "matrix", sizes=("m", "n"))
SPECTRUM = Variable("spectrum", "spectrum", Fraction(0), None)
LAST = Variable("last", "matrix", meaning="W_2", sizes=("m", "k"))
FIRST = Variable("first", "matrix", meaning="W_1", sizes=("k", "n"))
FACTOR = Variable("factor", "matrix", meaning="B", sizes=("n", "k"))
RESIDUAL = Variable("residual", "matrix", meaning="E", sizes=("n", "n"))


def total(values):
    first, *rest = values
    return sum(rest, first)


def squares(matrix):
    return total(x * x for row in matrix for x in row)


def transposed(matrix):
    return [list(column) for column in zip(*matrix, strict=True)]


def times(left, right):
    columns = list(zip(*right, strict=True))
    return [[total(x * y for x, y in zip(r, s, strict=True)) for s in columns] for r in left]


def minus(left, right, factor=1):
    return [
        [x - factor * y for x, y in zip(r, s, strict=True)]
        for r, s in zip(left, right, strict=True)
    ]


def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    return total(
        (-1) ** j * x * determinant([row[:j] + row[j + 1 :] for row in matrix[1:]])
        for j, x in enumerate(matrix[0])
    )


def eye(alpha, rows, columns):
    return [[alpha * (i == j) for j in range(columns)] for i in range(rows)]


def distance_after_a_step(p, width):
    """||W(1) - What||_F^2 of two layers from alpha [I 0], alpha [I; 0] of this width."""
    m, n = len(p.target), len(p.target[0])
    first, last = eye(p.alpha, width, n), eye(p.alpha, m, width)
    R = minus(times(last, first), p.target)
    down, up = times(transposed(last), R), times(R, transposed(first))
    after = times(minus(last, up, p.eta), minus(first, down, p.eta))
    return squares(minus(after, p.target))


def any_width(a, p, c):
    by_rows = distance_after_a_step(p, len(p.target))
    by_columns = distance_after_a_step(p, len(p.target[0]))
    return a.equal(by_rows, by_columns, 1 + by_rows + by_columns)


def linear_rate(a, p, c):
    """L(k+1) <= (1 - 2 eta alpha^2) L(k), two layers."""
    ds, losses = [p.alpha] * len(p.spectrum), []
    for _ in range(p.steps + 1):
        losses.append(total((x - d * d) ** 2 for d, x in zip(ds, p.spectrum, strict=True)))
        ds = [d + p.eta * d * (x - d * d) for d, x in zip(ds, p.spectrum, strict=True)]
    rate = 1 - 2 * p.eta * p.alpha**2
    return a.minimum(*(rate * before - after for before, after in pairwise(losses)))


def trace_of_the_hessian(a, p, c):
    """The loss is a square in each entry: its second derivative is that of the product squared."""
    n = len(p.first[0])
    second = [squares([column]) for column in transposed(p.last) for _ in range(n)]
    second += [squares([row]) for row in p.first for _ in p.last]
    return total(second) - n * (squares(p.last) + squares(p.first))


def gradient_of_a_square(a, p, c):
    """||E B||_F^2 (tr B^T B)^{k-1} >= det(B^T B) ||E||_F^2."""
    gram = times(transposed(p.factor), p.factor)
    k = len(gram)
    trace = total(gram[i][i] for i in range(k))
    gradient = squares(times(p.residual, p.factor))
    return gradient * trace ** (k - 1) - determinant(gram) * squares(p.residual)


CLAIMS = (
    conjecture(
        id="shape.any_width",
        statement=(
            r"N = 2,\ \hat W \in \mathbb R^{m \times n},\ W_j(0) = \alpha [I\ 0]"
            r" \text{ or its transpose} \implies \|W(1) - \hat W\|_F"
            r" \text{ is the same with hidden width } m \text{ and } n"
        ),
        kind="identity",
        variables=(TARGET, ALPHA, ETA),
        margin=any_width,
    ),
    conjecture(
        id="shape.linear_rate",
        statement=(
            r"N = 2,\ \lambda_i = 0 \text{ or } \lambda_i \ge \alpha^2,\ h_1 \le 1/2 \implies"
            r" L(k+1) \le (1 - 2\eta\alpha^2) L(k)"
        ),
        variables=(SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("lambda_1 > 0", lambda a, p, c: p.spectrum[0], strict=True),
            Hypothesis(
                "every eigenvalue is 0 or at least alpha^2",
                lambda a, p, c: a.minimum(*(a.maximum(x - p.alpha**2, -x) for x in p.spectrum)),
            ),
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.eta * p.spectrum[0]),
        ),
        margin=linear_rate,
    ),
    conjecture(
        id="shape.trace_of_the_hessian",
        statement=(
            r"N = 2,\ \hat W \in \mathbb R^{m \times n} \implies"
            r" \operatorname{tr} \nabla^2 L \ge n (\|W_1\|_F^2 + \|W_2\|_F^2)"
        ),
        variables=(LAST, FIRST),
        margin=trace_of_the_hessian,
    ),
    conjecture(
        id="shape.gradient_of_a_square",
        statement=(
            r"B \in \mathbb R^{n \times k} \implies"
            r" \|E B\|_F^2 \ge \det(B^T B) (\operatorname{tr} B^T B)^{1-k} \|E\|_F^2"
        ),
        variables=(FACTOR, RESIDUAL),
        margin=gradient_of_a_square,
    ),
)
