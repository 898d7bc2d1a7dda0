"""True, with margins that loop or are no number in float64."""

from fractions import Fraction
from functools import partial

from dmfcheck import POSITIVE_EIGENVALUE, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
DEPTH = Variable("depth", "integer", Fraction(2), Fraction(6))
TINY = Variable("alpha", "number", Fraction(0), Fraction(1, 10**200), open_low=True)
ETA = Variable("eta", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)


def half_time(a, p, c):
    """The first step with w >= 1/2 against ln(1/rho_0)/(2 ln(1+h)) + 1, two layers."""
    x, K = p.start, 0
    while 2 * x * x < 1:
        x, K = x + p.step * x * (1 - x * x), K + 1
    w = p.start**2
    return a.maximum(a.log((1 - w) / w), 0 * w) + 2 * (1 - K) * a.log(1 + p.step)


def first_growth(a, p, c):
    w = p.alpha**2
    d = p.alpha + p.eta * p.alpha * (p.eigenvalue - w)
    return (1 + p.eta * p.eigenvalue) ** 2 - d**2 / w


def rate(a, p, c):
    """ln (1 - x_k) - ln (1 - x_0) - k ln (1 - hN)."""
    gap, N = 1 - p.start, p.depth
    start = a.log(gap)
    for _ in range(p.steps):
        x = 1 - gap
        gap = gap - p.step * x ** (N - 1) * (1 - x**N)
    return a.log(gap) - start - p.steps * a.log(1 - N * p.step)


CLAIMS = (
    # time.two_layer
    conjecture(
        id="single.half_time_bounded",
        statement=(
            r"N = 2,\ 1/1000 \le h \le 1/2,\ x_0 \ge 1/20 \implies"
            r" K(1/2) \le \max(0, \ln(1/\rho_0))/(2\ln(1+h)) + 1"
        ),
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("h >= 1/1000", lambda a, p, c: 1000 * p.step - 1),
            Hypothesis("x_0 >= 1/20", lambda a, p, c: 20 * p.start - 1),
        ),
        exact=False,
        margin=half_time,
    ),
    conjecture(
        id="single.first_growth_bounded",
        statement=r"N = 2,\ \alpha \le 10^{-200} \implies w(1)/w(0) \le (1 + \eta\lambda)^2",
        variables=(POSITIVE_EIGENVALUE, TINY, ETA),
        hypotheses=(Hypothesis("alpha^2 <= lambda", lambda a, p, c: p.eigenvalue - p.alpha**2),),
        margin=first_growth,
    ),
    # 1 - h phi >= 1 - hN.
    conjecture(
        id="single.rate_bounded",
        statement=r"h \le 1/(2N) \implies 1 - x_k \ge (1 - x_0)(1 - hN)^k",
        variables=(DEPTH, START, STEP, STEPS),
        hypotheses=(Hypothesis("h <= 1/(2N)", lambda a, p, c: 1 - 2 * p.depth * p.step),),
        exact=False,
        margin=rate,
    ),
)
