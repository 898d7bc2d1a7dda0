"""True at every depth, beside what is not."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
ABOVE_ONE = Variable("start", "number", Fraction(1), Fraction(2))
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def amplified(a, p, c):
    growth = 1 + p.eta * p.alpha ** (p.depth - 2) * (p.eigenvalue - p.alpha**p.depth)
    return 272 - 100 * growth**p.depth


CLAIMS = (
    # phi(1 + 1/N) = N x^{N-1} (x^N - 1) < e(e-1) N at x = 1 + 1/N.
    conjecture(
        id="depth.undershoot_bounded",
        statement=r"1 \le x_0 \le 1 + 1/N,\ h \le 1/(5N) \implies x_1 \ge 1",
        variables=(DEPTH, ABOVE_ONE, STEP),
        hypotheses=(
            Hypothesis("x_0 <= 1 + 1/N", lambda a, p, c: 1 - p.depth * (p.start - 1)),
            Hypothesis("h <= 1/(5N)", lambda a, p, c: 1 - 5 * p.depth * p.step),
        ),
        margin=lambda a, p, c: moved(p.start, p.step, p.depth) - 1,
    ),
    # (1 + 1/N)^N < e.
    conjecture(
        id="depth.amplified_below_e",
        statement=(
            r"\eta \alpha^{N-2} \lambda \le 1/N,\ \alpha^N \le \lambda"
            r" \implies w(1) \le \tfrac{272}{100} w(0)"
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
    # step.monotone, and 10/(10N + 1) < 1/N.
    conjecture(
        id="depth.fitted_below",
        statement=r"h \le 10/(10N + 1) \implies x_1 \le 1",
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis(
                "h <= 10/(10N + 1)", lambda a, p, c: Fraction(10, 10 * p.depth + 1) - p.step
            ),
        ),
        margin=lambda a, p, c: 1 - moved(p.start, p.step, p.depth),
    ),
)
