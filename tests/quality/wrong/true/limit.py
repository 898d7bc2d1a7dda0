"""True, and attained in a double limit."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(1, 10**9), Fraction(1), open_high=True, log_scale=True)
STEP = Variable("step", "number", Fraction(1, 100), Fraction(1, 2), log_scale=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)


def half_time(x, h, eigenvalue):
    """The first k with w >= eigenvalue/2, two layers."""
    k = 0
    while 2 * x * x < eigenvalue:
        x, k = x + h * x * (eigenvalue - x * x), k + 1
    return k


def whole_time(a, p, c):
    return p.step * half_time(p.start, p.step, 1) + a.log(p.start) + Fraction(7, 20)


def ceiling(a, p, c):
    """q^2 <= 81/50, two layers, lambda = alpha^2 = 1, p(0) = share."""
    first, other = p.share, 1 + 0 * p.share
    for _ in range(p.steps):
        left = 1 - first * other
        first, other = first + p.step * other * left, other + p.step * first * left
    return Fraction(81, 50) - other**2


CLAIMS = (
    # x_K <= x_0 (1+h)^K, ln(1+h) <= h, (1/2) ln 2 < 7/20.
    conjecture(
        id="limit.whole_time_bounded",
        statement=r"N = 2,\ 1/100 \le h \le 1/2 \implies h K(1/2) \ge \ln(1/x_0) - 7/20",
        variables=(START, STEP),
        exact=False,
        margin=whole_time,
    ),
    # rank.leading_last
    conjecture(
        id="limit.first_before_second",
        statement=(
            r"N = 2,\ \lambda = (1, 1/2),\ \alpha \le 3/10,\ \eta \le 1/2"
            r" \implies K_1 \le K_2"
        ),
        variables=(START, STEP),
        hypotheses=(Hypothesis("alpha <= 3/10", lambda a, p, c: 3 - 10 * p.start),),
        margin=lambda a, p, c: (
            half_time(p.start, p.step, Fraction(1, 2)) - half_time(p.start, p.step, 1) + 0 * p.start
        ),
    ),
    # step.perturbed: c < 81/50 for two layers, and 4/9 < 1/L_2.
    conjecture(
        id="limit.below_the_ceiling",
        statement=(
            r"N = 2,\ \lambda = \alpha^2 = 1,\ W_1(0) = s,\ \eta \le 4/9"
            r" \implies q^2 \le 81/50"
        ),
        variables=(SHARE, STEP, STEPS),
        hypotheses=(Hypothesis("eta <= 4/9", lambda a, p, c: 4 - 9 * p.step),),
        margin=ceiling,
    ),
)
