"""True of almost every point, and said of every one."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

HALF = Variable("half", "integer", Fraction(1), Fraction(12), meaning="N = 2 half")
SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
FIRST = Variable("first", "number", Fraction(0), Fraction(1), open_low=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
LEVEL = Variable("level", "number", Fraction(0), Fraction(1), open_low=True)
FEW = Variable("steps", "integer", Fraction(1), Fraction(3))


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def differ(a, x, y):
    """1 where x != y, -1 where they are equal."""
    return -a.indicator(-a.absolute(x - y))


def pull(p):
    N = 2 * p.half
    return p.eta * p.alpha ** (N - 2) * (p.size + p.alpha**N)


def first_move(a, p, c):
    w = (p.alpha - p.beta) * p.alpha ** (p.depth - 1)
    first = p.alpha - p.beta - p.eta * p.alpha ** (p.depth - 1) * (p.size + w)
    return differ(a, first, 0)


def meets_the_level(a, p, c):
    x = p.start
    for _ in range(p.steps):
        x = moved(x, p.step, p.depth)
    return differ(a, x**p.depth, p.level)


CLAIMS = (
    conjecture(
        id="zero.nearer_to_zero",
        statement=(
            r"N \text{ even},\ \lambda = -\ell,\ \eta\alpha^{N-2}(\ell + \alpha^N) \le 2"
            r" \implies |d(1)| < |d(0)|"
        ),
        variables=(HALF, SIZE, ALPHA, ETA),
        hypotheses=(Hypothesis("eta alpha^{N-2} (l + alpha^N) <= 2", lambda a, p, c: 2 - pull(p)),),
        margin=lambda a, p, c: -a.indicator(a.absolute(1 - pull(p)) - 1),
    ),
    conjecture(
        id="zero.never_arrives",
        statement=r"x_0 < 1,\ h \le 2/N \implies x_1 \ne 1",
        variables=(DEPTH, START, STEP),
        hypotheses=(Hypothesis("h <= 2/N", lambda a, p, c: 2 - p.depth * p.step),),
        margin=lambda a, p, c: differ(a, moved(p.start, p.step, p.depth), 1),
    ),
    conjecture(
        id="zero.one_to_one",
        statement=r"N = 2,\ h \le 1,\ x - y \ge 1/10 \implies x_1 \ne y_1",
        variables=(FIRST, SECOND, STEP),
        hypotheses=(
            Hypothesis("x - y >= 1/10", lambda a, p, c: 10 * (p.first - p.second) - 1),
            Hypothesis("h <= 1", lambda a, p, c: 1 - p.step),
        ),
        margin=lambda a, p, c: differ(a, moved(p.first, p.step, 2), moved(p.second, p.step, 2)),
    ),
    conjecture(
        id="zero.first_factor",
        statement=(
            r"0 < \beta < \alpha,\ \lambda = -\ell,\ N\eta\alpha^{N-2}(\ell + \alpha^N) \le 1"
            r" \implies w(1) \ne 0"
        ),
        variables=(DEPTH, SIZE, ALPHA, BETA, ETA),
        hypotheses=(
            Hypothesis("beta < alpha", lambda a, p, c: p.alpha - p.beta, strict=True),
            Hypothesis(
                "N eta alpha^{N-2} (l + alpha^N) <= 1",
                lambda a, p, c: (
                    1 - p.depth * p.eta * p.alpha ** (p.depth - 2) * (p.size + p.alpha**p.depth)
                ),
            ),
        ),
        margin=first_move,
    ),
    conjecture(
        id="zero.meets_the_level",
        statement=r"h \le 1/N,\ k \le 3 \implies w(k) \ne \theta\lambda\ (\lambda = 1)",
        variables=(DEPTH, START, STEP, LEVEL, FEW),
        hypotheses=(Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),),
        margin=meets_the_level,
    ),
)
