"""Margins that branch, loop until something happens, or are no number in float64."""

from fractions import Fraction
from functools import partial

from dmfcheck import POSITIVE_SPECTRUM, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
BEYOND = Variable("start", "number", Fraction(0), Fraction(6, 5), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
TO_SIX = Variable("depth", "integer", Fraction(2), Fraction(6))
TO_FIVE = Variable("depth", "integer", Fraction(2), Fraction(5))
TO_FOUR = Variable("depth", "integer", Fraction(2), Fraction(4))
POWER = Variable("power", "integer", Fraction(100), Fraction(1000), meaning="p")
MOST = 2000


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def stalls(a, p, c):
    """Descends until w >= 1/2, or a step takes less than 1/1000 of the loss."""
    x, N = p.start, p.depth
    for _ in range(MOST):
        after = moved(x, p.step, N)
        if 2 * x**N >= 1 or (1 - after**N) ** 2 > Fraction(999, 1000) * (1 - x**N) ** 2:
            break
        x = after
    return 2 * x**N - 1


def backtracking(a, p, c):
    """Halves h = 1 until L falls by h/2 ||nabla L||^2."""
    x, N, h = p.start, p.depth, Fraction(1)
    loss, slope = (1 - x**N) ** 2, N * (x ** (N - 1) * (1 - x**N)) ** 2
    while (1 - moved(x, h, N) ** N) ** 2 > loss - h * slope and h > Fraction(1, 1000):
        h = h / 2
    return 16 * h - 1 + 0 * x


def restarted(a, p, c):
    """Nesterov with m = 9/10, the velocity set to 0 where the loss rises."""
    x, N, velocity, parts = p.start, p.depth, 0 * p.start, []
    for _ in range(p.steps):
        after = moved(x + Fraction(9, 10) * velocity, p.step, N)
        worse = (1 - after**N) ** 2 > (1 - x**N) ** 2
        velocity, x = 0 * x if worse else after - x, after
        parts.append(111 - 100 * x)
    return a.minimum(*parts)


def schatten(a, p, c):
    """lambda_1^p (1 + 1/p)^p - sum lambda_i^p, as it is written."""
    first, *rest = (x**p.power for x in p.spectrum)
    return first * (1 + Fraction(1, p.power)) ** p.power - sum(rest, first)


CLAIMS = (
    conjecture(
        id="single.stalls",
        statement=(
            r"N \le 6,\ x_0 \ge 1/4,\ 1/2 \le hN \le 1,\ w(k) < 1/2 \implies"
            r" L(k+1) \le \tfrac{999}{1000} L(k)"
        ),
        variables=(TO_SIX, START, STEP),
        hypotheses=(
            Hypothesis("x_0 >= 1/4", lambda a, p, c: 4 * p.start - 1),
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("h >= 1/(2N)", lambda a, p, c: 2 * p.depth * p.step - 1),
        ),
        margin=stalls,
    ),
    conjecture(
        id="single.backtracking",
        statement=(
            r"N \le 5,\ x_0 \le 6/5 \implies"
            r" L(1) \le L(0) - \tfrac{h}{2}\|\nabla L\|^2 \text{ for an } h = 2^{-j} \ge 1/16"
        ),
        variables=(TO_FIVE, BEYOND),
        margin=backtracking,
    ),
    conjecture(
        id="single.restarted",
        statement=(
            r"\text{Nesterov, } m = 9/10, \text{ restarted where } L \text{ rises},\ N \le 4,\ "
            r"hN \le 1/4,\ k \le 150 \implies x_k \le 111/100"
        ),
        variables=(TO_FOUR, START, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/(4N)", lambda a, p, c: 1 - 4 * p.depth * p.step),
            Hypothesis("k <= 150", lambda a, p, c: 150 - p.steps + 0 * p.start),
        ),
        margin=restarted,
    ),
    conjecture(
        id="single.schatten",
        statement=r"p \ge 100 \implies (\sum_i \lambda_i^p)^{1/p} \le \lambda_1 (1 + 1/p)",
        variables=(POSITIVE_SPECTRUM, POWER),
        margin=schatten,
    ),
)
