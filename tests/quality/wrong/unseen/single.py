"""Margins that branch, loop until something happens, or are no number in float64."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
THREE = Variable("spectrum", "spectrum", Fraction(0), Fraction(1), open_low=True, sizes=(3,))
DEPTH = Variable("depth", "integer", Fraction(2), Fraction(6))


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def half_time(a, p, c):
    """15/4 - K h, K the first step with w >= 1/2, two layers."""
    x, K = p.start, 0
    while 2 * x * x < 1:
        x, K = moved(x, p.step, 2), K + 1
    return Fraction(15, 4) - K * p.step


def by_then(a, p, c):
    """w - 1/2 at the first step k with k h >= 4."""
    x, time = p.start, 0 * p.step
    while time < 4:
        x, time = moved(x, p.step, 2), time + p.step
    return 2 * x * x - 1


def rate(a, p, c):
    """ln (1 - x_k) - ln (1 - x_0) - k ln (1 - 99/100 hN)."""
    gap, N = 1 - p.start, p.depth
    logs = a.log(gap)
    for _ in range(p.steps):
        x = 1 - gap
        gap = gap - p.step * x ** (N - 1) * (1 - x**N)
    return a.log(gap) - logs - p.steps * a.log(1 - Fraction(99, 100) * N * p.step)


def odds(a, p, c):
    """rho_k <= 10 (1+h)^{2k} rho_0, rho = w/(1 - w), two layers."""
    w0 = p.start**2
    x = p.start
    for _ in range(p.steps):
        x = moved(x, p.step, 2)
    rho = x * x / (1 - x * x)
    return 1 - rho / (10 * (1 + p.step) ** (2 * p.steps) * w0 / (1 - w0))


def median(a, p, c):
    """The middle one of three against their mean, two layers, after some steps."""
    ds = [p.alpha] * 3
    for _ in range(p.steps):
        ds = [d + d * (x - d * d) / 2 for d, x in zip(ds, p.spectrum, strict=True)]
    w = sorted(d * d for d in ds)
    return (w[0] + w[1] + w[2]) / (3 * w[1]) - 1


CLAIMS = (
    conjecture(
        id="single.half_time",
        statement=r"N = 2,\ h \le 1/2,\ x_0 \ge 1/20 \implies h K(1/2) \le 15/4",
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("h >= 1/1000", lambda a, p, c: 1000 * p.step - 1),
            Hypothesis("x_0 >= 1/20", lambda a, p, c: 20 * p.start - 1),
        ),
        margin=half_time,
    ),
    conjecture(
        id="single.by_then",
        statement=r"N = 2,\ 1/1000 \le h \le 1/9,\ x_0 \ge 1/50,\ kh \ge 4 \implies w(k) \ge 1/2",
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("h <= 1/9", lambda a, p, c: 1 - 9 * p.step),
            Hypothesis("h >= 1/1000", lambda a, p, c: 1000 * p.step - 1),
            Hypothesis("x_0 >= 1/50", lambda a, p, c: 50 * p.start - 1),
        ),
        margin=by_then,
    ),
    conjecture(
        id="single.rate",
        statement=(
            r"1/(4N) \le h \le 1/(2N)"
            r" \implies 1 - x_k \ge (1 - x_0)(1 - \tfrac{99}{100}hN)^k"
        ),
        variables=(DEPTH, START, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/(2N)", lambda a, p, c: 1 - 2 * p.depth * p.step),
            Hypothesis("h >= 1/(4N)", lambda a, p, c: 4 * p.depth * p.step - 1),
        ),
        exact=False,
        margin=rate,
    ),
    conjecture(
        id="single.odds",
        statement=r"N = 2,\ h \le 1/50 \implies \rho_k \le 10 (1+h)^{2k} \rho_0,\ \rho = w/(1-w)",
        variables=(START, STEP, STEPS),
        hypotheses=(Hypothesis("h <= 1/50", lambda a, p, c: 1 - 50 * p.step),),
        margin=odds,
    ),
    conjecture(
        id="single.median",
        statement=(
            r"N = 2,\ n = 3,\ \alpha^2 \le \lambda_3,\ \lambda_1 \le 1,\ \eta = 1/2 \implies"
            r" \operatorname{median} w_i \le \operatorname{mean} w_i"
        ),
        variables=(THREE, ALPHA, STEPS),
        hypotheses=(
            Hypothesis("alpha^2 <= lambda_3", lambda a, p, c: p.spectrum[-1] - p.alpha**2),
        ),
        margin=median,
    ),
)
