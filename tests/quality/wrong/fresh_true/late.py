"""True at every step, early or late."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
OTHER = Variable("other_start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def inverses(a, p, c):
    x, y = p.start, p.other_start
    for _ in range(p.steps):
        x = x + p.step * x**2 * (1 - x**3)
        y = y + p.step * y**2 * (1 - y**3)
    return 1 / p.start - 1 / p.other_start - 1 / x + 1 / y


CLAIMS = (
    # 1/x - 1/x+ = 1/(1/(h(1 - x^3)) + x) decreases in x, and the map keeps the order.
    conjecture(
        id="late.inverses",
        statement=r"N = 3,\ h \le 1/3,\ x_0 < y_0 < 1 \implies 1/x_k - 1/y_k \le 1/x_0 - 1/y_0",
        variables=(START, OTHER, STEP, STEPS),
        hypotheses=(
            Hypothesis("x_0 < y_0", lambda a, p, c: p.other_start - p.start, strict=True),
            Hypothesis("h <= 1/3", lambda a, p, c: 1 - 3 * p.step),
        ),
        margin=inverses,
    ),
)
