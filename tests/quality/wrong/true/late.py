"""True at every step, early or late."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True)


def no_eigenvalue(a, p, c):
    d = p.alpha
    for _ in range(p.steps):
        d = d - p.eta * d**3
    return d**2 * (1 + 4 * p.eta * p.alpha**2 * p.steps) / p.alpha**2 - 1


def near_the_saddle(a, p, c):
    x = p.start
    for _ in range(p.steps):
        x = x + p.step * x**2 * (1 - x**3)
    return 1 - x / p.start * (1 - p.step * p.start * p.steps)


def second_share(a, p, c):
    """lambda_2 - w_2 of two layers, from below."""
    e = p.start
    for _ in range(p.steps):
        e = e + p.step * e * (p.second - e * e)
    return 1 - e * e / p.second


CLAIMS = (
    # d^{-2} grows by less than 4 eta a step: (1-y)^{-2} <= 1 + 4y for y <= 1/4.
    conjecture(
        id="late.slow_decay",
        statement=(
            r"N = 2,\ \lambda = 0,\ \eta\alpha^2 \le 1/4 \implies"
            r" d(k)^2 \ge \alpha^2/(1 + 4\eta\alpha^2 k)"
        ),
        variables=(ALPHA, ETA, STEPS),
        hypotheses=(Hypothesis("eta alpha^2 <= 1/4", lambda a, p, c: 1 - 4 * p.eta * p.alpha**2),),
        margin=no_eigenvalue,
    ),
    # time.deep_lower
    conjecture(
        id="late.slow_escape",
        statement=r"N = 3,\ h \le 1/3 \implies x_k (1 - h x_0 k) \le x_0",
        variables=(START, STEP, STEPS),
        hypotheses=(Hypothesis("h <= 1/3", lambda a, p, c: 1 - 3 * p.step),),
        margin=near_the_saddle,
    ),
    # step.monotone
    conjecture(
        id="late.from_below",
        statement=(
            r"N = 2,\ \eta \le 1/2,\ \alpha^2 \le \lambda_2 \le 1"
            r" \implies w_2(k) \le \lambda_2"
        ),
        variables=(START, SECOND, STEP, STEPS),
        hypotheses=(
            Hypothesis("eta <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.start**2),
        ),
        margin=second_share,
    ),
)
