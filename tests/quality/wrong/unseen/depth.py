"""Read off shallow products, and said of every depth."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, FRACTION, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

BELOW_ONE = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
ABOVE_ONE = Variable("start", "number", Fraction(1), Fraction(2))
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
AT_MOST = Variable("start", "number", Fraction(0), Fraction(9, 10), open_low=True)


def twelve_steps(a, p, c):
    x = p.start
    for _ in range(12):
        x = x + x ** (p.depth - 1) * (1 - x**p.depth) / p.depth
    return 10 * x**p.depth - 9


def squared_gradient(a, p, c):
    w = p.start**p.depth
    return 63 - 100 * p.depth * (w / p.start * (1 - w)) ** 2


def undershoot(a, p, c):
    x = p.start
    return x + p.step * x ** (p.depth - 1) * (1 - x**p.depth) - 1


def cubic_time(a, p, c):
    return 1 - a.hitting_time(p) / p.depth**3


def amplified(a, p, c):
    growth = 1 + p.eta * p.alpha ** (p.depth - 2) * (p.eigenvalue - p.alpha**p.depth)
    return 53 - 20 * growth**p.depth


def scaled_step(p):
    return (p.depth * p.eta) ** p.depth * p.eigenvalue ** (2 * p.depth - 2)


CLAIMS = (
    conjecture(
        id="depth.twelve_steps",
        statement=r"h = 1/N,\ w(0) \ge 1/10 \implies w(12) \ge 9/10\ (\lambda = 1)",
        variables=(DEPTH, BELOW_ONE),
        hypotheses=(Hypothesis("w(0) >= 1/10", lambda a, p, c: 10 * p.start**p.depth - 1),),
        margin=twelve_steps,
    ),
    conjecture(
        id="depth.squared_gradient",
        statement=r"\alpha \le 9/10 \implies \|\nabla L\|^2 \le 63/100 \text{ at the start}",
        variables=(DEPTH, AT_MOST),
        margin=squared_gradient,
    ),
    conjecture(
        id="depth.no_undershoot",
        statement=r"1 \le x_0 \le 1 + 1/N,\ h \le 1/(4N) \implies x_1 \ge 1",
        variables=(DEPTH, ABOVE_ONE, STEP),
        hypotheses=(
            Hypothesis("x_0 <= 1 + 1/N", lambda a, p, c: 1 - p.depth * (p.start - 1)),
            Hypothesis("h <= 1/(4N)", lambda a, p, c: 1 - 4 * p.depth * p.step),
        ),
        margin=undershoot,
    ),
    conjecture(
        id="depth.cubic_time",
        statement=r"x_0 \ge 1/2,\ 9/10 \le hN \le 1,\ \theta \le 1/2 \implies K \le N^3",
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, FRACTION),
        hypotheses=(
            Hypothesis(
                "alpha >= lambda^{1/N}/2", lambda a, p, c: (2 * p.alpha) ** p.depth - p.eigenvalue
            ),
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - scaled_step(p)),
            Hypothesis(
                "h >= 9/(10 N)", lambda a, p, c: scaled_step(p) / Fraction(9, 10) ** p.depth - 1
            ),
            Hypothesis("theta <= 1/2", lambda a, p, c: 1 - 2 * p.fraction),
            Hypothesis("alpha^N < lambda", lambda a, p, c: 1 - p.alpha**p.depth / p.eigenvalue),
        ),
        margin=cubic_time,
    ),
    conjecture(
        id="depth.amplified",
        statement=(
            r"\eta \alpha^{N-2} \lambda \le 1/N,\ \alpha^N \le \lambda"
            r" \implies w(1) \le \tfrac{53}{20} w(0)"
        ),
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA),
        hypotheses=(
            Hypothesis(
                "eta alpha^{N-2} lambda <= 1/N",
                lambda a, p, c: 1 - p.depth * p.eta * p.alpha ** (p.depth - 2) * p.eigenvalue,
            ),
            Hypothesis("alpha^N <= lambda", lambda a, p, c: 1 - p.alpha**p.depth / p.eigenvalue),
        ),
        margin=amplified,
    ),
)
