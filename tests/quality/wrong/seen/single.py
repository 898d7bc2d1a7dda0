"""Margins that branch, loop until something happens, or are no number in float64."""

from fractions import Fraction
from functools import partial

from dmfcheck import POSITIVE_EIGENVALUE, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
DEPTH = Variable("depth", "integer", Fraction(3), Fraction(8))
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
TINY = Variable("alpha", "number", Fraction(0), Fraction(1, 10**200), open_low=True)
ETA = Variable("eta", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def deep_time(a, p, c):
    """27/25 - (N-2) h K x_0^{N-2}, K the first step with w >= 1/2, given up at 4000."""
    N, x, K = p.depth, p.start, 0
    while 2 * x**N < 1 and K < 4000:
        x, K = moved(x, p.step, N), K + 1
    return Fraction(27, 25) - (N - 2) * p.step * K * p.start ** (N - 2)


def onset(a, p, c):
    """Whether r of diag(1, second) has risen once within 60 steps, two layers."""
    d = e = p.start
    k, share = 0, 1 + 0 * d
    while k < 60:
        d, e = d + p.step * d * (1 - d * d), e + p.step * e * (p.second - e * e)
        if (e / d) ** 2 > share:
            return 1
        k, share = k + 1, (e / d) ** 2
    return -1


def first_growth(a, p, c):
    """w(1)/w(0) <= 1 + 2 eta lambda, two layers."""
    w = p.alpha**2
    d = p.alpha + p.eta * p.alpha * (p.eigenvalue - w)
    return 1 + 2 * p.eta * p.eigenvalue - d**2 / w


def larger_part(a, p, c):
    """The larger of |p| and |q|, a branch at every step; lambda = -1, two layers."""
    first, other = p.start / 2, p.start
    for _ in range(p.steps):
        move = -1 - first * other
        first, other = first + p.step * other * move, other + p.step * first * move
    size = abs(other) if abs(other) > abs(first) else abs(first)
    return Fraction(59, 50) - size


def last_digits(a, p, c):
    """ln of the gap against twice its rate at the end, two layers."""
    gap = 1 - p.start
    for _ in range(p.steps):
        x = 1 - gap
        gap = gap - p.step * x * (1 - x * x)
    return a.log(gap) / p.steps - Fraction(101, 100) * a.log(1 - 2 * p.step)


CLAIMS = (
    conjecture(
        id="single.deep_time",
        statement=(
            r"N \ge 3,\ hN \ge 1/5,\ x_0 \ge 1/10"
            r" \implies (N-2) h K(1/2) \le \tfrac{27}{25} x_0^{2-N}"
        ),
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("h >= 1/(5N)", lambda a, p, c: 5 * p.depth * p.step - 1),
            Hypothesis("x_0 >= 1/10", lambda a, p, c: 10 * p.start - 1),
        ),
        margin=deep_time,
    ),
    conjecture(
        id="single.onset",
        statement=(
            r"N = 2,\ 1/4 \le h_1 \le 1/2,\ \alpha^2 \le \lambda_2 \implies"
            r" r \text{ rises within 60 steps}"
        ),
        variables=(START, SECOND, STEP),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("h_1 >= 1/4", lambda a, p, c: 4 * p.step - 1),
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.start**2),
        ),
        margin=onset,
    ),
    conjecture(
        id="single.first_growth",
        statement=r"N = 2,\ \alpha \le 10^{-200} \implies w(1)/w(0) \le 1 + 2\eta\lambda",
        variables=(POSITIVE_EIGENVALUE, TINY, ETA),
        margin=first_growth,
    ),
    conjecture(
        id="single.larger_part",
        statement=(
            r"N = 2,\ \lambda = -1,\ \beta = \alpha/2 \le 1/2,\ \eta \le 2/5 \implies"
            r" \max(|p|, |q|) \le 59/50"
        ),
        variables=(START, STEP, STEPS),
        hypotheses=(Hypothesis("eta <= 2/5", lambda a, p, c: 2 - 5 * p.step),),
        margin=larger_part,
    ),
    conjecture(
        id="single.last_digits",
        statement=(
            r"N = 2,\ 1/10 \le h \le 2/5,\ k \ge 100 \implies"
            r" \ln(1 - x_k) \ge \tfrac{101}{100} k \ln(1 - 2h)"
        ),
        variables=(START, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 2/5", lambda a, p, c: 2 - 5 * p.step),
            Hypothesis("h >= 1/10", lambda a, p, c: 10 * p.step - 1),
            Hypothesis("k >= 100", lambda a, p, c: p.steps - 100 + 0 * p.step),
        ),
        exact=False,
        margin=last_digits,
    ),
)
