"""Theorems with a constant that is a little too good."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, POSITIVE_SPECTRUM, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), meaning="lambda_2(W*)")
UPPER, BESIDE, LOWER = (
    Variable(name, "number", Fraction(-1), Fraction(1), meaning=meaning)
    for name, meaning in (("upper", "E_11"), ("beside", "E_12 = E_21"), ("lower", "E_22"))
)


def largest_force(a, p, c):
    return Fraction(48, 125) - p.start ** (p.depth - 1) * (1 - p.start**p.depth)


def leading_shift(a, p, c):
    """49/50 ||E||_F - |lambda_1(W* + E) - lambda_1(W*)| with W* = diag(1, second)."""
    one, two = 1 + p.upper, p.second + p.lower
    apart = a.root((one - two) ** 2 + 4 * p.beside**2, 2)
    size = a.root(p.upper**2 + 2 * p.beside**2 + p.lower**2, 2)
    return Fraction(49, 50) * size - a.absolute((one + two + apart) / 2 - 1)


def bernoulli(a, p, c):
    """(1 - w) (1 - 1001/1000 N h x^{2N-2}) - (1 - w+)."""
    N, x, h = p.depth, p.start, p.step
    after = (x + h * x ** (N - 1) * (1 - x**N)) ** N
    return (1 - x**N) * (1 - Fraction(1001, 1000) * N * h * x ** (2 * N - 2)) - 1 + after


def participation(a, p, c):
    """249/250 (1 + sqrt n)/2 - (sum lambda)^2/sum lambda^2 / r."""
    first, *rest = p.spectrum
    nuclear, squares = sum(rest, first), sum((x * x for x in rest), first * first)
    most = (1 + a.root(a.number(Fraction(len(p.spectrum))), 2)) / 2
    return Fraction(249, 250) * most - nuclear * first / squares


CLAIMS = (
    conjecture(
        id="constant.largest_force",
        statement=r"0 < x < 1 \implies x^{N-1}(1 - x^N) \le 48/125",
        variables=(DEPTH, START),
        margin=largest_force,
    ),
    conjecture(
        id="constant.leading_shift",
        statement=(
            r"W^* = \mathrm{diag}(1, \lambda_2),\ E \text{ symmetric} \implies"
            r" |\lambda_1(W^* + E) - \lambda_1(W^*)| \le \tfrac{49}{50}\|E\|_F"
        ),
        variables=(SECOND, UPPER, BESIDE, LOWER),
        exact=False,
        margin=leading_shift,
    ),
    conjecture(
        id="constant.bernoulli",
        statement=(
            r"N \le 4,\ x_0 \ge 1/2,\ 1/(2N) \le h \le 1/N \implies"
            r" 1 - w(1) \le (1 - \tfrac{1001}{1000} N h x_0^{2N-2})(1 - w(0))"
        ),
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis("N <= 4", lambda a, p, c: 4 - p.depth + 0 * p.start),
            Hypothesis("x_0 >= 1/2", lambda a, p, c: 2 * p.start - 1),
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("h >= 1/(2N)", lambda a, p, c: 2 * p.depth * p.step - 1),
        ),
        margin=bernoulli,
    ),
    conjecture(
        id="constant.participation",
        statement=(
            r"n \ge 2 \implies (\sum \lambda_i)^2/\sum \lambda_i^2 \le"
            r" \tfrac{249}{250} \tfrac{1 + \sqrt n}{2} r,\ r = \sum \lambda_i/\lambda_1"
        ),
        variables=(POSITIVE_SPECTRUM,),
        hypotheses=(Hypothesis("n >= 2", lambda a, p, c: len(p.spectrum) - 2 + 0 * p.spectrum[0]),),
        exact=False,
        margin=participation,
    ),
)
