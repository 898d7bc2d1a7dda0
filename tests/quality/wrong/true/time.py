"""Times in whole steps, with the room that they need."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(1, 1000), Fraction(1), open_high=True)
STEP = Variable("step", "number", Fraction(1, 20), Fraction(1, 2))
LEVEL = Variable("level", "number", Fraction(0), Fraction(99, 100), open_low=True)


def hits(x, h, level):
    """The first k with w >= level, two layers."""
    k = 0
    while x * x < level:
        x, k = x + h * x * (1 - x * x), k + 1
    return k


def odds(p):
    """rho_b/rho_0 for the level w = level."""
    w = p.start**2
    return p.level * (1 - w) / (w * (1 - p.level))


def upper(a, p, c):
    return a.log(odds(p)) / (2 * a.log(1 + p.step)) + 1 - hits(p.start, p.step, p.level)


def lower(a, p, c):
    return hits(p.start, p.step, p.level) + a.log(odds(p)) / a.log(1 - 2 * p.step)


BELOW = Hypothesis("w(0) < level", lambda a, p, c: p.level - p.start**2, strict=True)

CLAIMS = (
    # time.two_layer
    conjecture(
        id="time.upper_rounded",
        statement=r"N = 2,\ h \le 1/2 \implies K \le \ln(\rho_b/\rho_0)/(2\ln(1+h)) + 1",
        variables=(START, STEP, LEVEL),
        hypotheses=(BELOW,),
        exact=False,
        margin=upper,
    ),
    conjecture(
        id="time.lower_as_it_is",
        statement=r"N = 2,\ h < 1/2 \implies K \ge \ln(\rho_b/\rho_0)/(-\ln(1-2h))",
        variables=(START, STEP, LEVEL),
        hypotheses=(
            BELOW,
            Hypothesis("h < 1/2", lambda a, p, c: 1 - 2 * p.step, strict=True),
        ),
        exact=False,
        margin=lower,
    ),
    # Two steps from x_0/(1+h) lead to x_0 or beyond, and the map increases.
    conjecture(
        id="time.two_steps_more",
        statement=r"N = 2,\ h \le 1/2,\ x_0 \le 1/20 \implies K(x_0/(1+h)) \le K(x_0) + 2",
        variables=(START, STEP),
        hypotheses=(Hypothesis("x_0 <= 1/20", lambda a, p, c: 1 - 20 * p.start),),
        margin=lambda a, p, c: (
            2
            + hits(p.start, p.step, Fraction(1, 2))
            - hits(p.start / (1 + p.step), p.step, Fraction(1, 2))
            + 0 * p.start
        ),
    ),
)
