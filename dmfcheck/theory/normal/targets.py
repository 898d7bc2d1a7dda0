"""normal.*, nonnormal.*, rectangular.*: what is true of targets that are not symmetric."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.other_orbits import Complex, complex_power, times
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix, product, transpose
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.theory.conditions import TRIANGULAR
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    LEFT,
    POSITIVE_SPECTRUM,
    RIGHT,
    ROOT_IMAGINARY,
    ROOT_REAL,
    TRIANGLE,
    TWO_LAYERS,
    UP_TO_3_STEPS,
    UP_TO_60_STEPS,
    UP_TO_4000_STEPS,
    UP_TO_FOUR,
)


def modulus_squared(z: Complex) -> Any:
    """|z|^2.

    >>> modulus_squared((3, 4))
    25
    """
    return z[0] * z[0] + z[1] * z[1]


def sine_quotient(z: Complex, exponent: int) -> Any:
    """Im(z^exponent) / Im(z), a polynomial in the real and imaginary part of z.

    >>> sine_quotient((3, 2), 2), sine_quotient((3, 0), 2)
    (6, 6)
    """
    # Im z^{n+1} = Re z^n Im z + Im z^n Re z.
    real: Any = z[0]
    quotient: Any = 1
    for _ in range(exponent - 1):
        real, quotient = real * z[0] - quotient * z[1] * z[1], real + quotient * z[0]
    return quotient


def _turns_to_root(a: Arithmetic, p: Point, c: Constants) -> Any:
    exact = p.exact
    a.require_few(p.depth, p.steps, exact["alpha"], exact["eta"], exact["root_real"])
    N = p.depth
    rho = (p.root_real, p.root_imaginary)
    size = modulus_squared(rho)
    step = p.eta * size ** (N - 1)
    # z = d/rho: tan arg z = y/x is multiplied by shrinkage x/x+, with no small denominator.
    scaled = [times(d, (rho[0] / size, -rho[1] / size)) for d in a.complex_orbit(p)]
    margins = []
    for z, after in pairwise(scaled):
        shrinkage = 1 - step * (modulus_squared(z) ** (N - 1) + sine_quotient(z, N - 1))
        margins += [1 - a.absolute(shrinkage * z[0] / after[0]), a.indicator(after[0])]
    return a.minimum(*margins)


def _principal(a: Arithmetic, p: Point, c: Constants) -> Any:
    # 0 < arg rho < pi/N exactly where Im rho^j > 0 for j = 1, ..., N; compared without a sign.
    rho = (p.root_real, p.root_imaginary)
    if not p.exact["root_imaginary"]:
        return a.indicator(p.root_real) * a.absolute(p.root_real)
    sign = 1 if p.exact["root_imaginary"] > 0 else -1
    powers = (complex_power(rho, j) for j in range(1, p.depth + 1))
    return a.minimum(*(sign * z[1] for z in powers))


def _normal_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    # (eta/share)^2 M^{4N-4} with M^2 = max(alpha^2, |rho|^2): rational.
    M = a.maximum(p.alpha**2, modulus_squared((p.root_real, p.root_imaginary)))
    return 1 - (p.eta / c[NORMAL_STEP.name]) ** 2 * M ** (2 * p.depth - 2)


def partial_identity(a: Arithmetic, rows: int, columns: int, entries: Any) -> Matrix:
    """The rows x columns matrix with ``entries`` on its diagonal, and 0 elsewhere."""
    zero = a.number(Fraction(0))
    return tuple(tuple(entries[i] if i == j else zero for j in range(columns)) for i in range(rows))


def _follows_singular_values(a: Arithmetic, p: Point, c: Constants) -> Any:
    N, m, n = p.depth, len(p.left), len(p.right)
    width = min(m, n)
    values = p.spectrum
    same = [p.alpha] * width
    inner = partial_identity(a, width, width, same)
    target = product(p.left, partial_identity(a, m, n, values), transpose(p.right))
    starts = [
        product(partial_identity(a, width, n, same), transpose(p.right)),
        *[inner] * (N - 2),
        product(p.left, partial_identity(a, m, width, same)),
    ]
    end = product(*reversed(a.descend(starts, target, p.eta, p.steps)))
    aligned = product(transpose(p.left), end, p.right)
    predicted = [a.run(PLAIN, p, value)[-1][0] ** N for value in values]
    scale = a.maximum(*(a.absolute(w) for w in (*predicted, p.alpha**N)))
    zero = a.number(Fraction(0))
    return a.minimum(
        *(
            a.equal(aligned[i][j], predicted[i] if i == j else zero, scale)
            for i in range(m)
            for j in range(n)
        )
    )


def _orthogonal(a: Arithmetic, p: Point, c: Constants) -> Any:
    strays = [
        a.absolute(entry - int(i == j))
        for matrix in (p.left, p.right)
        for i, row in enumerate(product(transpose(matrix), matrix))
        for j, entry in enumerate(row)
    ]
    return -a.maximum(*strays)


def _one_value_each(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(-abs(len(p.spectrum) - min(len(p.left), len(p.right)))))


def _reaches(a: Arithmetic, p: Point, c: Constants) -> Any:
    end = a.end_to_end_matrix(p)
    residual = [
        x - y
        for row, goal in zip(end, p.target, strict=True)
        for x, y in zip(row, goal, strict=True)
    ]
    return 1 - 10_000 * _frobenius_squared((tuple(residual),)) / _frobenius_squared(p.target)


def _frobenius_squared(matrix: Matrix) -> Any:
    entries = [x for row in matrix for x in row]
    total = entries[0] * entries[0]
    for x in entries[1:]:
        total = total + x * x
    return total


def _determinant_stays(a: Arithmetic, p: Point, c: Constants) -> Any:
    (w, x), (y, z) = a.end_to_end_matrix(p)
    return (w * z - x * y) / (a.absolute(w * z) + a.absolute(x * y))


def _diagonal(p: Point) -> tuple[Any, Any]:
    (top, _), (_, bottom) = p.target
    return top, bottom


def _small_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    M = a.maximum(p.alpha**4, _frobenius_squared(p.target))
    return 1 - (p.eta / c[MATRIX_STEP.name]) ** 2 * M


def _long_enough(least: Any) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        return p.eta * p.steps * least(a, p) - 30

    return margin


def _least_size(a: Arithmetic, p: Point) -> Any:
    return a.minimum(*(a.absolute(value) for value in _diagonal(p)))


NORMAL_STEP = Constant("normal step", lambda N: Fraction(1, N), "1/N")
MATRIX_STEP = Constant("matrix step", lambda N: Fraction(1, 4), "1/4")
_SMALL_MATRIX_STEP = Hypothesis("eta max(alpha^2, ||What||_F) <= 1/4", _small_step)
_DISTINCT = Hypothesis(
    "a != d", lambda a, p, c: a.absolute(_diagonal(p)[0] - _diagonal(p)[1]), strict=True
)
NONNORMAL = Hypothesis(
    "|b| >= |a - d|/10",
    lambda a, p, c: 10 * a.absolute(p.target[0][1]) - a.absolute(_diagonal(p)[0] - _diagonal(p)[1]),
)
_ORDINARY = Hypothesis(
    "|b| <= 3 min(|a|, |d|)", lambda a, p, c: 3 * _least_size(a, p) - a.absolute(p.target[0][1])
)
LONG = Hypothesis("eta k min(|a|, |d|) >= 30", _long_enough(_least_size))
_START = Hypothesis(
    "alpha^2 between min(|a|, |d|)/100 and ||What||_F",
    lambda a, p, c: a.minimum(
        100 * p.alpha**2 - _least_size(a, p), _frobenius_squared(p.target) - p.alpha**4
    ),
)
_LIMIT = r"\|W(k) - \hat W\|_F \le \|\hat W\|_F/100"


def _limit_claim(suffix: str, signs: str, hypothesis: Hypothesis) -> Claim:
    return Claim(
        id=f"nonnormal.limit{suffix}",
        statement=(
            rf"N = 2,\ \hat W = \begin{{pmatrix}} a & b \\ 0 & d \end{{pmatrix}},\ {signs},\ "
            rf"W_j(0) = \alpha I,\ \eta k \min(|a|,|d|) \ge 30 \implies {_LIMIT}"
        ),
        source="derived",
        kind="empirical",
        expected="open",
        variables=(TWO_LAYERS, TRIANGLE, ALPHA, ETA, UP_TO_4000_STEPS),
        hypotheses=(
            TRIANGULAR,
            hypothesis,
            _DISTINCT,
            NONNORMAL,
            _ORDINARY,
            _START,
            _SMALL_MATRIX_STEP,
            LONG,
        ),
        constants=(MATRIX_STEP,),
        margin=_reaches,
    )


PRINCIPAL_ROOT = Hypothesis("|arg rho| < pi/N", _principal, strict=True)
PRINCIPAL_STEP = Hypothesis("eta <= 1/(N M^{2N-2})", _normal_step)
BOTH_POSITIVE = Hypothesis("a, d > 0", lambda a, p, c: a.minimum(*_diagonal(p)), strict=True)
BOTH_NEGATIVE = Hypothesis("a, d < 0", lambda a, p, c: -a.maximum(*_diagonal(p)), strict=True)

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="holds",
)

PRINCIPAL = _claim(
    id="normal.principal",
    statement=(
        r"\rho = \lambda^{1/N} \text{ principal},\ \lambda \notin (-\infty, 0],\ "
        r"\eta \le 1/(N M^{2N-2}),\ d^+ = d + \eta \bar d^{N-1}(\lambda - d^N) \implies"
        r" |\arg(d/\rho)| < \pi/2 \text{ never increases}"
    ),
    variables=(DEPTH, ROOT_REAL, ROOT_IMAGINARY, ALPHA, ETA, UP_TO_60_STEPS),
    hypotheses=(PRINCIPAL_ROOT, PRINCIPAL_STEP),
    constants=(NORMAL_STEP,),
    margin=_turns_to_root,
    exact=True,
)
REACHED = _limit_claim(
    "",
    "a, d > 0",
    BOTH_POSITIVE,
)
NEGATIVE = _limit_claim(
    "/negative",
    "a, d < 0",
    BOTH_NEGATIVE,
)
DETERMINANT = _claim(
    id="nonnormal.limit/determinant",
    statement=(
        r"N = 2,\ \hat W = \begin{pmatrix} a & b \\ 0 & d \end{pmatrix},\ ad < 0 \implies"
        r" \det W(k) \ge 0\text{, so } \|W(k) - \hat W\|_F \ge \sigma_{\min}(\hat W)"
    ),
    variables=(TWO_LAYERS, TRIANGLE, ALPHA, ETA, UP_TO_4000_STEPS),
    hypotheses=(
        TRIANGULAR,
        Hypothesis("ad < 0", lambda a, p, c: -_diagonal(p)[0] * _diagonal(p)[1], strict=True),
    ),
    margin=_determinant_stays,
)
ALIGNED = _claim(
    id="rectangular.aligned",
    statement=(
        r"\hat W = U \Sigma V^T \in \mathbb R^{m \times n},\ W_1(0) = \alpha I V^T,\ "
        r"W_N(0) = \alpha U I,\ W_j(0) = \alpha I \implies"
        r" W(k) = U\,\mathrm{diag}(d_i(k)^N) V^T,\ "
        r"d_i^+ = d_i + \eta d_i^{N-1}(\sigma_i - d_i^N)"
    ),
    kind="identity",
    variables=(UP_TO_FOUR, LEFT, RIGHT, POSITIVE_SPECTRUM, ALPHA, ETA, UP_TO_3_STEPS),
    hypotheses=(
        Hypothesis("U and V orthogonal", _orthogonal),
        Hypothesis("min(m, n) singular values", _one_value_each),
    ),
    margin=_follows_singular_values,
    exact=True,
    decouples=True,
    singular=True,
)

CLAIMS = (
    PRINCIPAL,
    REACHED,
    NEGATIVE,
    DETERMINANT,
    ALIGNED,
)
