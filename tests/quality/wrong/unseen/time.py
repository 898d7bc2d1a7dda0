"""Times in whole steps, with less room than a whole step."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=False)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
LEVEL = Variable("level", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
DEPTH = Variable("depth", "integer", Fraction(3), Fraction(8))
MOST = 2000


def hits(p, N, level):
    """The first k with w >= level; MOST if there is none before."""
    x, k = p.start, 0
    while x**N < level and k < MOST:
        x, k = x + p.step * x ** (N - 1) * (1 - x**N), k + 1
    return k


def odds(p):
    """rho_b/rho_0 for the level w = level."""
    w = p.start**2
    return p.level * (1 - w) / (w * (1 - p.level))


def upper(a, p, c):
    return a.log(odds(p)) / (2 * a.log(1 + p.step)) + Fraction(9, 10) - hits(p, 2, p.level)


def lower(a, p, c):
    return hits(p, 2, p.level) + a.log(odds(p)) / a.log(1 - 2 * p.step) - Fraction(1, 20)


def deep(a, p, c):
    m = p.depth - 2
    b = a.root(p.level, p.depth)
    K = hits(p, p.depth, p.level)
    return m * p.step * (K - Fraction(1, 4)) - 1 / p.start**m + 1 / b**m


def two_more(a, p, c):
    return 2 + hits(p, 2, Fraction(1, 2)) - hits(p, 2, Fraction(24, 25)) + 0 * p.start


def doubled(a, p, c):
    """From twice as far up at most ln 2/ln(1 + h) + 1/10 steps fewer, rounded up."""
    K = hits(p, 2, Fraction(1, 2))
    x, k = 2 * p.start, 0
    while 2 * x * x < 1:
        x, k = x + p.step * x * (1 - x * x), k + 1
    return a.log(p.start / p.start + 1) / a.log(1 + p.step) + Fraction(11, 10) - (K - k)


BELOW = Hypothesis("w(0) < level", lambda a, p, c: p.level - p.start**2, strict=True)
NO_LESS = Hypothesis("h >= 1/20", lambda a, p, c: 20 * p.step - 1)
START_ABOVE = Hypothesis("x_0 >= 1/1000", lambda a, p, c: 1000 * p.start - 1)

CLAIMS = (
    conjecture(
        id="time.upper_and_less",
        statement=(
            r"N = 2,\ 1/20 \le h \le 1/2 \implies"
            r" K \le \ln(\rho_b/\rho_0)/(2\ln(1+h)) + 9/10"
        ),
        variables=(START, STEP, LEVEL),
        hypotheses=(
            NO_LESS,
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            START_ABOVE,
            BELOW,
        ),
        margin=upper,
    ),
    conjecture(
        id="time.lower_and_more",
        statement=(
            r"N = 2,\ 1/20 \le h \le 2/5 \implies"
            r" K \ge \ln(\rho_b/\rho_0)/(-\ln(1-2h)) + 1/20"
        ),
        variables=(START, STEP, LEVEL),
        hypotheses=(
            NO_LESS,
            Hypothesis("h <= 2/5", lambda a, p, c: 2 - 5 * p.step),
            START_ABOVE,
            BELOW,
        ),
        margin=lower,
    ),
    conjecture(
        id="time.deep_and_more",
        statement=(
            r"1/20 \le h \le 1/N,\ x_0 \ge 2/5 \implies"
            r" K \ge (x_0^{2-N} - b^{2-N})/((N-2)h) + 1/4"
        ),
        variables=(DEPTH, START, STEP, LEVEL),
        hypotheses=(
            NO_LESS,
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("x_0 >= 2/5", lambda a, p, c: 5 * p.start - 2),
            Hypothesis("w(0) < level", lambda a, p, c: p.level - p.start**p.depth, strict=True),
        ),
        margin=deep,
    ),
    conjecture(
        id="time.two_more",
        statement=r"N = 2,\ 49/100 \le h \le 1/2 \implies K(24/25) \le K(1/2) + 2",
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("h >= 49/100", lambda a, p, c: 100 * p.step - 49),
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            START_ABOVE,
        ),
        exact=True,
        margin=two_more,
    ),
    conjecture(
        id="time.doubled",
        statement=(
            r"N = 2,\ 1/20 \le h \le 1/2,\ x_0 \le 1/4 \implies"
            r" K(x_0) - K(2x_0) \le \ln 2/\ln(1+h) + 11/10"
        ),
        variables=(START, STEP),
        hypotheses=(
            NO_LESS,
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            START_ABOVE,
            Hypothesis("x_0 <= 1/4", lambda a, p, c: 1 - 4 * p.start),
        ),
        margin=doubled,
    ),
)
