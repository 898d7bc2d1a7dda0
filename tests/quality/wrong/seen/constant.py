"""Theorems with a constant that is a little too good."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
ABOVE = Variable("start", "number", Fraction(1), Fraction(4), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
FIRST = Variable("first", "number", Fraction(0), Fraction(2), meaning="p")
OTHER = Variable("other", "number", Fraction(0), Fraction(2), open_low=True, meaning="q")
ONE = Variable("one", "number", Fraction(0), Fraction(1), open_low=True)
TWO = Variable("two", "number", Fraction(0), Fraction(1), open_low=True)
DELTA = Variable("delta", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)


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
    return (y / x) ** 2 * (1 - x * x) / (1 - y * y) - Fraction(1001, 1000) * (1 + p.step) ** 2


def three_layers(a, p, c):
    return Fraction(351, 100) - p.other**4 - 2 * p.first**2 * p.other**2


def convex(a, p, c):
    N = p.depth
    middle = phi((p.one + p.two) / 2, N)
    return middle / phi(p.one, N) + middle / phi(p.two, N) - Fraction(201, 100)


def squares(a, p, c):
    """The distance from What = diag(1, 1/2) of shares in [1 - delta, 1]."""
    first, second = 1 - p.one, (1 - p.two) / 2
    return Fraction(31, 25) * p.delta**2 - first**2 - second**2


CLAIMS = (
    conjecture(
        id="constant.from_above",
        statement=r"x_0 > 1,\ h \phi(x_0) \le 1001/1000 \implies x_1 \ge 1",
        variables=(DEPTH, ABOVE, STEP),
        hypotheses=(
            Hypothesis(
                "h phi(x_0) <= 1001/1000",
                lambda a, p, c: 1001 - 1000 * p.step * phi(p.start, p.depth),
            ),
        ),
        margin=lambda a, p, c: moved(p.start, p.step, p.depth) - 1,
    ),
    conjecture(
        id="constant.odds_from_below",
        statement=(
            r"N = 2,\ 1/10 \le h \le 9/20 \implies"
            r" \rho^+/\rho \ge \tfrac{1001}{1000}(1 + h)^2,\ \rho = w/(1-w)"
        ),
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("h >= 1/10", lambda a, p, c: 10 * p.step - 1),
            Hypothesis("h <= 9/20", lambda a, p, c: 9 - 20 * p.step),
        ),
        margin=odds,
    ),
    conjecture(
        id="constant.three_layers",
        statement=(
            r"N = 3,\ 0 \le p \le q,\ p q^2 \le 1,\ q^2 - p^2 \le 1"
            r" \implies q^4 + 2p^2q^2 \le 351/100"
        ),
        variables=(FIRST, OTHER),
        hypotheses=(
            Hypothesis("p <= q", lambda a, p, c: p.other - p.first),
            Hypothesis("p q^2 <= 1", lambda a, p, c: 1 - p.first * p.other**2),
            Hypothesis("q^2 - p^2 <= 1", lambda a, p, c: 1 - p.other**2 + p.first**2),
        ),
        margin=three_layers,
    ),
    conjecture(
        id="constant.convex",
        statement=(
            r"\psi = 1/\phi"
            r" \implies \psi(x) + \psi(y) \ge \tfrac{201}{100} \psi((x + y)/2),\ |x - y| \ge 1/20"
        ),
        variables=(DEPTH, ONE, TWO),
        hypotheses=(
            Hypothesis("|x - y| >= 1/20", lambda a, p, c: 20 * a.absolute(p.one - p.two) - 1),
        ),
        margin=convex,
    ),
    conjecture(
        id="constant.distance",
        statement=(
            r"1 - \delta \le u_i \le 1 \implies"
            r" \|W - \hat W\|_F^2 \le \tfrac{31}{25}\delta^2,\ \hat W = \mathrm{diag}(1, 1/2)"
        ),
        variables=(DELTA, ONE, TWO),
        hypotheses=(
            Hypothesis("u_1 >= 1 - delta", lambda a, p, c: p.one - 1 + p.delta),
            Hypothesis("u_2 >= 1 - delta", lambda a, p, c: p.two - 1 + p.delta),
        ),
        margin=squares,
    ),
)
