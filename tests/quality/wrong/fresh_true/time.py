"""Times in whole steps, with the room that they need."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START, MIDDLE = (
    Variable(name, "number", Fraction(1, 1000), Fraction(1), open_high=True)
    for name in ("start", "middle")
)
LEVEL = Variable("level", "number", Fraction(1, 1000), Fraction(99, 100))
STEP = Variable("step", "number", Fraction(1, 20), Fraction(1, 2))


def hits(x, h, level):
    """The first k with x_k >= level, two layers."""
    k = 0
    while x < level:
        x, k = x + h * x * (1 - x * x), k + 1
    return k


def in_two_parts(a, p, c):
    whole = hits(p.start, p.step, p.level)
    parts = hits(p.start, p.step, p.middle) + hits(p.middle, p.step, p.level)
    return whole - parts + 1 + 0 * p.start


CLAIMS = (
    # The step before the first part ends is below y, and the map increases.
    conjecture(
        id="time.in_two_parts",
        statement=(
            r"N = 2,\ h \le 1/2,\ x_0 < y \le b \implies"
            r" K(x_0, b) \ge K(x_0, y) + K(y, b) - 1"
        ),
        variables=(START, MIDDLE, LEVEL, STEP),
        hypotheses=(
            Hypothesis("x_0 < y", lambda a, p, c: p.middle - p.start, strict=True),
            Hypothesis("y <= b", lambda a, p, c: p.level - p.middle),
        ),
        margin=in_two_parts,
    ),
)
