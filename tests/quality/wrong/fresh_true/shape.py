"""True of matrices that are not square, or not of full rank."""

from functools import partial

from dmfcheck import Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

FACTOR = Variable("factor", "matrix", meaning="B", sizes=("n", "k"))
RESIDUAL = Variable("residual", "matrix", meaning="E", sizes=("n", "n"))


def total(values):
    first, *rest = values
    return sum(rest, first)


def squares(matrix):
    return total(x * x for row in matrix for x in row)


def times(left, right):
    columns = list(zip(*right, strict=True))
    return [[total(x * y for x, y in zip(r, s, strict=True)) for s in columns] for r in left]


def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    return total(
        (-1) ** j * x * determinant([row[:j] + row[j + 1 :] for row in matrix[1:]])
        for j, x in enumerate(matrix[0])
    )


def gradient_by_rows(a, p, c):
    gram = times(p.factor, list(zip(*p.factor, strict=True)))
    n = len(gram)
    trace = total(gram[i][i] for i in range(n))
    gradient = squares(times(p.residual, p.factor))
    return gradient * trace ** (n - 1) - determinant(gram) * squares(p.residual)


CLAIMS = (
    # ||E B||_F^2 = tr E B B^T E^T is at least the least eigenvalue of B B^T times ||E||_F^2, and
    # that is at least the determinant over the (n-1)-st power of the trace.
    conjecture(
        id="shape.gradient_by_rows",
        statement=(
            r"B \in \mathbb R^{n \times k} \implies"
            r" \|E B\|_F^2 \ge \det(B B^T) (\operatorname{tr} B B^T)^{1-n} \|E\|_F^2"
        ),
        variables=(FACTOR, RESIDUAL),
        margin=gradient_by_rows,
    ),
)
