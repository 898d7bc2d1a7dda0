"""Equalities that no float64 contradicts."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="identity", expected="open", exact=True)

GAP = Variable("gap", "number", Fraction(0), Fraction(1, 10**6), open_low=True, log_scale=True)
TIME = Variable("time", "number", Fraction(-1, 100), Fraction(1, 100))
TARGET = Variable("target", "matrix", Fraction(-1), Fraction(1), sizes=(2, 2))
THREE = Variable("spectrum", "spectrum", Fraction(0), None, open_low=True, sizes=(3,))
THIRD = Fraction(333333333333, 10**12)


def binomial(a, p, c):
    N = p.depth
    y = p.eta * p.alpha ** (N - 2) * (p.eigenvalue - p.alpha**N)
    return a.equal((1 + y) ** N, 1 + N * y + N * (N - 1) * y**2 / 2, 1)


def small(a, p, c):
    y = p.eta * p.alpha ** (p.depth - 2) * (p.eigenvalue - p.alpha**p.depth)
    return 1 - 10**4 * p.depth * a.absolute(y)


def exponential(a, p, c):
    t = p.time
    return a.equal(a.exp(t), (12 + 6 * t + t**2) / (12 - 6 * t + t**2), 1)


def thirds(a, p, c):
    x, y, z = p.spectrum
    return a.equal(THIRD * x + THIRD * y + THIRD * z, (x + y + z) / 3, x)


def times(left, right):
    return [[left[i][0] * right[0][j] + left[i][1] * right[1][j] for j in (0, 1)] for i in (0, 1)]


def transposed(m):
    return [[m[0][0], m[1][0]], [m[0][1], m[1][1]]]


def equal_factors(a, p, c):
    """W_1 = W_2 = alpha I: the entry above the diagonal after two steps."""
    start = [[p.alpha, 0 * p.alpha], [0 * p.alpha, p.alpha]]
    first, second = start, start
    for _ in range(2):
        product = times(second, first)
        R = [[product[i][j] - p.target[i][j] for j in (0, 1)] for i in (0, 1)]
        down, up = times(transposed(second), R), times(R, transposed(first))
        first = [[first[i][j] - p.eta * down[i][j] for j in (0, 1)] for i in (0, 1)]
        second = [[second[i][j] - p.eta * up[i][j] for j in (0, 1)] for i in (0, 1)]
    return a.equal(first[0][0], second[0][0], 1)


CLAIMS = (
    conjecture(
        id="identity.binomial",
        statement=(
            r"y = \eta\alpha^{N-2}(\lambda - \alpha^N),\ N|y| \le 10^{-4} \implies"
            r" w(1)/w(0) = 1 + N y + \tfrac{N(N-1)}{2} y^2"
        ),
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA),
        hypotheses=(Hypothesis("N |y| <= 1e-4", small),),
        margin=binomial,
    ),
    conjecture(
        id="identity.means",
        statement=(
            r"\lambda_2 = \lambda_1(1 + g),\ 0 < g \le 10^{-6} \implies"
            r" 4\lambda_1\lambda_2 = (\lambda_1 + \lambda_2)^2"
        ),
        variables=(POSITIVE_EIGENVALUE, GAP),
        margin=lambda a, p, c: a.equal(
            4 * p.eigenvalue**2 * (1 + p.gap),
            (p.eigenvalue * (2 + p.gap)) ** 2,
            p.eigenvalue**2,
        ),
    ),
    conjecture(
        id="identity.exponential",
        statement=r"|t| \le 1/100 \implies e^t = (12 + 6t + t^2)/(12 - 6t + t^2)",
        variables=(TIME,),
        exact=False,
        margin=exponential,
    ),
    conjecture(
        id="identity.thirds",
        statement=r"\operatorname{tr} \hat W/3 = .333333333333 \operatorname{tr} \hat W,\ n = 3",
        variables=(THREE,),
        margin=thirds,
    ),
    conjecture(
        id="identity.equal_factors",
        statement=(
            r"N = 2,\ \hat W = [[a, b], [0, d]],\ |b| \le 10^{-6},\ \alpha \le 1,\ \eta \le 10^{-3}"
            r" \implies (W_1(2))_{11} = (W_2(2))_{11}"
        ),
        variables=(TARGET, ALPHA, ETA),
        hypotheses=(
            Hypothesis("|b| <= 1e-6", lambda a, p, c: 1 - 10**6 * a.absolute(p.target[0][1])),
            Hypothesis("lower entry 0", lambda a, p, c: -a.absolute(p.target[1][0])),
            Hypothesis("alpha <= 1", lambda a, p, c: 1 - p.alpha),
            Hypothesis("eta <= 1e-3", lambda a, p, c: 1 - 1000 * p.eta),
        ),
        margin=equal_factors,
    ),
)
