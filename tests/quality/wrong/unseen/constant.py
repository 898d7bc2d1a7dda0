"""Theorems with a constant that is a little too good."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
LEVEL = Variable("level", "number", Fraction(-1), Fraction(1), meaning="lambda")
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")
DELTA = Variable("delta", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
ONE = Variable("one", "number", Fraction(0), Fraction(1), open_low=True, meaning="u_1")
OTHER = Variable("other", "number", Fraction(0), Fraction(1), open_low=True, meaning="u_2")
HALF = Variable("half", "integer", Fraction(1), Fraction(12), meaning="N = 2 half")


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def odds(a, p, c):
    x = p.start
    y = moved(x, p.step, 2)
    # rho+/rho = (y/x)^2 (1 - x^2)/(1 - y^2), and 1 - y^2 may be 0.
    return 999 * (1 - y * y) * x * x - 1000 * (1 - 2 * p.step) * y * y * (1 - x * x)


def power(a, p, c):
    m = p.depth - 2
    x, y = p.start, moved(p.start, p.step, p.depth)
    return Fraction(199, 200) * m * p.step - (1 / x**m - 1 / y**m)


def plateau(a, p, c):
    """r - r_L for the eigenvalues 1, second, recovered to the shares one and other."""
    rise = p.second * p.other / p.one - p.second
    return Fraction(49, 50) * p.delta / (1 - p.delta) * p.second - rise


def slope(a, p, c):
    N, d = p.depth, p.start
    return 1 + p.step * d ** (N - 2) * ((N - 1) * p.level - (2 * N - 1) * d**N)


def even(a, p, c):
    N = 2 * p.half
    pull = p.step * (p.start ** (N - 2) + p.start ** (2 * N - 2))
    return 1 - a.absolute(1 - pull)


CLAIMS = (
    conjecture(
        id="constant.odds",
        statement=(
            r"N = 2,\ 1/10 \le h \le 9/20 \implies"
            r" \rho^+/\rho \le \tfrac{999}{1000}/(1 - 2h),\ \rho = w/(1-w)"
        ),
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("h >= 1/10", lambda a, p, c: 10 * p.step - 1),
            Hypothesis("h <= 9/20", lambda a, p, c: 9 - 20 * p.step),
        ),
        margin=odds,
    ),
    conjecture(
        id="constant.power",
        statement=(
            r"N \ge 3,\ 1/(2N) \le h \le 1/N \implies"
            r" x^{2-N} - (x^+)^{2-N} \le \tfrac{199}{200} (N-2) h"
        ),
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis("N >= 3", lambda a, p, c: p.depth - 3 + 0 * p.start),
            Hypothesis("h >= 1/(2N)", lambda a, p, c: 2 * p.depth * p.step - 1),
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
        ),
        margin=power,
    ),
    conjecture(
        id="constant.plateau",
        statement=(
            r"1 - \delta \le u_i \le 1,\ n = L = 2 \implies"
            r" r - r_L \le \tfrac{49}{50}\tfrac{\delta}{1-\delta}(r_L - 1)"
        ),
        variables=(SECOND, DELTA, ONE, OTHER),
        hypotheses=(
            Hypothesis("u_1 >= 1 - delta", lambda a, p, c: p.one - 1 + p.delta),
            Hypothesis("u_2 >= 1 - delta", lambda a, p, c: p.other - 1 + p.delta),
        ),
        margin=plateau,
    ),
    conjecture(
        id="constant.slope",
        statement=(
            r"\eta \le \tfrac{101}{100}/(3N-2),\ d \le 1,\ |\lambda| \le 1 \implies"
            r" d \mapsto d^+ \text{ increases}"
        ),
        variables=(DEPTH, START, LEVEL, STEP),
        hypotheses=(
            Hypothesis(
                "eta <= 101/(100 (3N-2))",
                lambda a, p, c: 101 - 100 * (3 * p.depth - 2) * p.step,
            ),
        ),
        margin=slope,
    ),
    conjecture(
        id="constant.even",
        statement=(
            r"N \text{ even},\ \lambda = -1,\ \eta(\alpha^{N-2} + \alpha^{2N-2}) \le 2001/1000"
            r" \implies |d(1)| \le |d(0)|"
        ),
        variables=(HALF, START, STEP),
        hypotheses=(
            Hypothesis(
                "eta (alpha^{N-2} + alpha^{2N-2}) <= 2001/1000",
                lambda a, p, c: (
                    2001
                    - 1000 * p.step * (p.start ** (2 * p.half - 2) + p.start ** (4 * p.half - 2))
                ),
            ),
        ),
        margin=even,
    ),
)
