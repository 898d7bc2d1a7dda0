"""Equalities."""

from functools import partial

from dmfcheck import ALPHA, ETA, Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="identity", expected="open", exact=True)

TARGET = Variable("target", "matrix", sizes=(2, 2))


def times(left, right):
    return [[left[i][0] * right[0][j] + left[i][1] * right[1][j] for j in (0, 1)] for i in (0, 1)]


def transposed(m):
    return [[m[0][0], m[1][0]], [m[0][1], m[1][1]]]


def equal_determinants(a, p, c):
    """W_1 = W_2 = alpha I, after two steps."""
    start = [[p.alpha, 0 * p.alpha], [0 * p.alpha, p.alpha]]
    first, second = start, start
    for _ in range(2):
        product = times(second, first)
        R = [[product[i][j] - p.target[i][j] for j in (0, 1)] for i in (0, 1)]
        down, up = times(transposed(second), R), times(R, transposed(first))
        first = [[first[i][j] - p.eta * down[i][j] for j in (0, 1)] for i in (0, 1)]
        second = [[second[i][j] - p.eta * up[i][j] for j in (0, 1)] for i in (0, 1)]
    one, two = (m[0][0] * m[1][1] - m[0][1] * m[1][0] for m in (first, second))
    size = sum(x * x for m in (first, second) for row in m for x in row)
    return a.equal(one, two, 1 + size)


CLAIMS = (
    # W_1(1) = W_2(1) = A, and R is a polynomial in A, by Cayley and Hamilton r + s A. The
    # determinants of A - eta A^T R and A - eta R A^T differ by a multiple of
    # tr adj(A)(A^T R - R A^T), which is 0 for R = I and, both traces being det(A) tr(A), for R = A.
    conjecture(
        id="identity.equal_determinants",
        statement=(
            r"N = 2,\ \hat W \in \mathbb R^{2 \times 2},\ W_j(0) = \alpha I \implies"
            r" \det W_1(2) = \det W_2(2)"
        ),
        variables=(TARGET, ALPHA, ETA),
        margin=equal_determinants,
    ),
)
