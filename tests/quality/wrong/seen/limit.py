"""True but for two parameters that go to the ends of their ranges together."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable(
    "start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True, log_scale=True
)
STEP = Variable("step", "number", Fraction(0), None, open_low=True, log_scale=True)
BETA = Variable("beta", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
DEPTH = Variable("depth", "integer", Fraction(3), Fraction(6))
MOST = 3000


def moved(x, h, eigenvalue, N):
    return x + h * x ** (N - 1) * (eigenvalue - x**N)


def hits(x, h, eigenvalue, N, level):
    """The first k with w >= level eigenvalue; MOST if there is none before."""
    k = 0
    while x**N < level * eigenvalue and k < MOST:
        x, k = moved(x, h, eigenvalue, N), k + 1
    return k


def negative_time(a, p, c):
    """eta T >= 21/20 ln(1/beta), lambda = -1, two layers, T the first k with w <= -1/2."""
    u, v, k = 2 * p.start - p.beta, p.beta, 0
    while (u - v) * (u + v) > -2 and k < MOST:
        move = p.step * (-1 - (u - v) * (u + v) / 4)
        u, v, k = u * (1 + move), v * (1 - move), k + 1
    return p.step * k + Fraction(21, 20) * a.log(p.beta)


def far_apart(a, p, c):
    """r >= 101/100 with the eigenvalues 1 and 3/4."""
    d = e = p.start
    ranks = []
    for _ in range(p.steps):
        d = moved(d, p.step, 1, p.depth)
        e = moved(e, p.step, Fraction(3, 4), p.depth)
        ranks.append((e / d) ** p.depth - Fraction(1, 100))
    return a.minimum(*ranks)


def width(a, p, c):
    """K(9/10) - K(1/10) >= K(1/2)/6, two layers."""
    x, h = p.start, p.step
    low, middle, high = (hits(x, h, 1, 2, Fraction(t, 10)) for t in (1, 5, 9))
    return 6 * (high - low) - middle + 0 * x


def ceiling(a, p, c):
    """q^2 <= 36/25 alpha^2, three layers, lambda = alpha^3 = 1, p(0) = share."""
    first, other = p.share, 1 + 0 * p.share
    for _ in range(p.steps):
        left = 1 - first * other**2
        first, other = first + p.step * other**2 * left, other + p.step * first * other * left
    return Fraction(36, 25) - other**2


def deep_times(a, p, c):
    """K_1/K_2 >= 26/25 lambda_2/lambda_1 for the eigenvalues 1 and 1/2, three layers."""
    first = hits(p.start, p.step, 1, 3, Fraction(1, 2))
    second = hits(p.start, p.step, Fraction(1, 2), 3, Fraction(1, 2))
    return 50 * first - 26 * second + 0 * p.step


NO_LESS = Hypothesis("h >= 1/100", lambda a, p, c: 100 * p.step - 1)

CLAIMS = (
    conjecture(
        id="limit.negative_time",
        statement=(
            r"N = 2,\ \lambda = -1,\ \beta \le \alpha \le 1,\ 1/100 \le \eta \le 2/5 \implies"
            r" \eta T(1/2) \ge \tfrac{21}{20} \ln(1/\beta)"
        ),
        variables=(START, BETA, STEP),
        hypotheses=(
            NO_LESS,
            Hypothesis("eta <= 2/5", lambda a, p, c: 2 - 5 * p.step),
            Hypothesis("beta <= alpha", lambda a, p, c: p.start - p.beta),
        ),
        exact=False,
        margin=negative_time,
    ),
    conjecture(
        id="limit.far_apart",
        statement=r"\lambda = (1, 3/4),\ h_1 \le 1/N,\ N \ge 3 \implies r(W(k)) \ge 101/100",
        variables=(DEPTH, START, STEP, STEPS),
        hypotheses=(Hypothesis("h_1 <= 1/N", lambda a, p, c: 1 - p.depth * p.step),),
        margin=far_apart,
    ),
    conjecture(
        id="limit.width",
        statement=(
            r"N = 2,\ 1/100 \le h \le 1/2,\ x_0 \le 1/10 \implies"
            r" K(9/10) - K(1/10) \ge K(1/2)/6"
        ),
        variables=(START, STEP),
        hypotheses=(
            NO_LESS,
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("x_0 <= 1/10", lambda a, p, c: 1 - 10 * p.start),
        ),
        margin=width,
    ),
    conjecture(
        id="limit.ceiling_of_three",
        statement=(
            r"N = 3,\ \lambda = \alpha^3 = 1,\ W_1(0) = s,\ \eta \le 1/4 \implies"
            r" q^2 \le 36/25"
        ),
        variables=(SHARE, STEP, STEPS),
        hypotheses=(Hypothesis("eta <= 1/4", lambda a, p, c: 1 - 4 * p.step),),
        margin=ceiling,
    ),
    conjecture(
        id="limit.deep_times",
        statement=(
            r"N = 3,\ \lambda = (1, 1/2),\ 1/100 \le \eta \le 1/3,\ \alpha \le 2/5 \implies"
            r" K_1/K_2 \ge 13/25"
        ),
        variables=(START, STEP),
        hypotheses=(
            NO_LESS,
            Hypothesis("eta <= 1/3", lambda a, p, c: 1 - 3 * p.step),
            Hypothesis("alpha <= 2/5", lambda a, p, c: 2 - 5 * p.start),
        ),
        margin=deep_times,
    ),
)
