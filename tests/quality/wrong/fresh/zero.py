"""True of almost every point, and said of every one."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)
ABOVE = Variable("start", "number", Fraction(1), Fraction(3), open_low=True)
ONE = Variable("one_step", "number", Fraction(0), Fraction(1), open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), Fraction(1), open_low=True)
UPPER = Variable("upper", "number", Fraction(-2), Fraction(2), meaning="a")
BESIDE = Variable("beside", "number", Fraction(1, 10), Fraction(2), meaning="b")
LOWER = Variable("lower", "number", Fraction(-2), Fraction(2), meaning="d")
FIRST = Variable("first", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_1")
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")


def moved(d, eta, eigenvalue=1):
    """A step of two layers."""
    return d + eta * d * (eigenvalue - d * d)


def differ(a, x, y):
    """1 where x != y, -1 where they are equal."""
    return -a.indicator(-a.absolute(x - y))


def push(p):
    """e = eta q^{N-2} (lambda - w) at the perturbed start."""
    w = (p.alpha - p.beta) * p.alpha ** (p.depth - 1)
    return p.eta * p.alpha ** (p.depth - 2) * (p.eigenvalue - w)


def factors_differ(a, p, c):
    first, other = p.alpha - p.beta, p.alpha
    return differ(a, first + push(p) * other, other + push(p) * first)


def order_of_steps(a, p, c):
    one = moved(moved(p.start, p.one_step), p.other_step)
    other = moved(moved(p.start, p.other_step), p.one_step)
    return differ(a, one, other)


def rank_moves(a, p, c):
    ranks = []
    d = e = p.alpha
    for _ in range(2):
        d, e = moved(d, p.eta, p.first), moved(e, p.eta, p.second)
        ranks.append((e / d) ** 2)
    return differ(a, ranks[0], ranks[1])


def times(left, right):
    return [[left[i][0] * right[0][j] + left[i][1] * right[1][j] for j in (0, 1)] for i in (0, 1)]


def factors_part(a, p, c):
    """W_1(2) against W_2(2), both alpha I at first."""
    target = [[p.upper, p.beside], [0 * p.beside, p.lower]]
    scale = p.alpha - p.eta * p.alpha**3
    A = [[scale * (i == j) + p.eta * p.alpha * target[i][j] for j in (0, 1)] for i in (0, 1)]
    W = times(A, A)
    R = [[W[i][j] - target[i][j] for j in (0, 1)] for i in (0, 1)]
    transposed = [[A[j][i] for j in (0, 1)] for i in (0, 1)]
    down, up = times(transposed, R), times(R, transposed)
    apart = [a.absolute(down[i][j] - up[i][j]) for i in (0, 1) for j in (0, 1)]
    return -a.indicator(-a.maximum(*apart))


CLAIMS = (
    conjecture(
        id="zero.factors_differ",
        statement=(
            r"0 < \beta < \alpha,\ \eta\alpha^{N-2}(\lambda - w(0)) \le 3/2 \implies p(1) \ne q(1)"
        ),
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, BETA, ETA),
        hypotheses=(
            Hypothesis("beta < alpha", lambda a, p, c: p.alpha - p.beta, strict=True),
            Hypothesis("eta alpha^{N-2} (lambda - w(0)) <= 3/2", lambda a, p, c: 3 - 2 * push(p)),
        ),
        margin=factors_differ,
    ),
    conjecture(
        id="zero.order_of_steps",
        statement=(
            r"N = 2,\ x_0 > 1,\ h' - h \ge 1/10 \implies"
            r" x_2 \text{ is not the same with steps } h, h' \text{ and } h', h"
        ),
        variables=(ABOVE, ONE, OTHER),
        hypotheses=(
            Hypothesis("h' - h >= 1/10", lambda a, p, c: 10 * (p.other_step - p.one_step) - 1),
        ),
        margin=order_of_steps,
    ),
    conjecture(
        id="zero.rank_moves",
        statement=(
            r"N = 2,\ \lambda_1 > \lambda_2 \ge \alpha^2,\ h_1 \le 1 \implies r(W(2)) \ne r(W(1))"
        ),
        variables=(FIRST, SECOND, ALPHA, ETA),
        hypotheses=(
            Hypothesis("lambda_1 > lambda_2", lambda a, p, c: p.first - p.second, strict=True),
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.alpha**2),
            Hypothesis("h_1 <= 1", lambda a, p, c: 1 - p.eta * p.first),
        ),
        margin=rank_moves,
    ),
    conjecture(
        id="zero.factors_part",
        statement=r"N = 2,\ \hat W = [[a, b], [0, d]],\ b \ge 1/10 \implies W_1(2) \ne W_2(2)",
        variables=(UPPER, BESIDE, LOWER, ALPHA, ETA),
        margin=factors_part,
    ),
)
