"""Theorems with the constant that they have."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
ABOVE = Variable("start", "number", Fraction(1), Fraction(4), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def phi(x, N):
    total = 1
    for _ in range(N - 1):
        total = 1 + x * total
    return x ** (N - 1) * total


def odds(a, p, c):
    x = p.start
    y = moved(x, p.step, 2)
    return (1 - y * y) * x * x - (1 - 2 * p.step) * y * y * (1 - x * x)


def power(a, p, c):
    m = p.depth - 2
    x, y = p.start, moved(p.start, p.step, p.depth)
    return m * p.step - (1 / x**m - 1 / y**m)


CLAIMS = (
    # time.two_layer
    conjecture(
        id="constant.odds_sharp",
        statement=r"N = 2,\ h < 1/2 \implies \rho^+/\rho \le 1/(1 - 2h),\ \rho = w/(1-w)",
        variables=(START, STEP),
        hypotheses=(Hypothesis("h < 1/2", lambda a, p, c: 1 - 2 * p.step, strict=True),),
        margin=odds,
    ),
    # time.deep_lower
    conjecture(
        id="constant.power_sharp",
        statement=r"N \ge 3,\ h \le 1/N \implies x^{2-N} - (x^+)^{2-N} \le (N-2) h",
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis("N >= 3", lambda a, p, c: p.depth - 3 + 0 * p.start),
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
        ),
        margin=power,
    ),
    # step.monotone/from_above
    conjecture(
        id="constant.from_above_sharp",
        statement=r"x_0 > 1,\ h \phi(x_0) \le 1 \implies x_1 \ge 1",
        variables=(DEPTH, ABOVE, STEP),
        hypotheses=(
            Hypothesis("h phi(x_0) <= 1", lambda a, p, c: 1 - p.step * phi(p.start, p.depth)),
        ),
        margin=lambda a, p, c: moved(p.start, p.step, p.depth) - 1,
    ),
)
