"""True but for two parameters that go to the ends of their ranges together."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=False)

START = Variable(
    "start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True, log_scale=True
)
STEP = Variable("step", "number", Fraction(0), None, open_low=True, log_scale=True)
MOMENTUM = Variable("momentum", "number", Fraction(0), Fraction(1), open_high=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
SECOND = Variable("second", "number", Fraction(1, 2), Fraction(1), open_high=True)
MOST = 3000


def half_time(x, h, eigenvalue):
    """The first k with w >= eigenvalue/2, two layers; MOST if there is none before."""
    k = 0
    while 2 * x * x < eigenvalue and k < MOST:
        x, k = x + h * x * (eigenvalue - x * x), k + 1
    return k


def whole_time(a, p, c):
    """h K against 21/20 ln (1/x_0)."""
    K = half_time(p.start, p.step, 1)
    return p.step * K + Fraction(21, 20) * a.log(p.start)


def two_times(a, p, c):
    """K_1/K_2 >= 21/40 for the eigenvalues 1 and 1/2."""
    first = half_time(p.start, p.step, 1)
    second = half_time(p.start, p.step, Fraction(1, 2))
    return 40 * first - 21 * second + 0 * p.step


def ceiling(a, p, c):
    """q^2 <= 79/50 alpha^2, two layers, lambda = alpha^2 = 1, p(0) = share."""
    first, other = p.share, 1 + 0 * p.share
    for _ in range(p.steps):
        left = 1 - first * other
        first, other = first + p.step * other * left, other + p.step * first * left
    return Fraction(79, 50) - other**2


def plateau(a, p, c):
    """r >= 51/50 with lambda_2 >= 1/2, two layers."""
    d = e = p.start
    ranks = []
    for _ in range(p.steps):
        d, e = d + p.step * d * (1 - d * d), e + p.step * e * (p.second - e * e)
        ranks.append((e / d) ** 2 - Fraction(1, 50))
    return a.minimum(*ranks)


def with_momentum(a, p, c):
    """The steps with momentum against (1 - m) + 1/20 of those without."""
    x = before = p.start
    k = 0
    while 2 * x * x < 1 and k < MOST:
        x, before = x + p.step * x * (1 - x * x) + p.momentum * (x - before), x
        k += 1
    K = half_time(p.start, p.step, 1)
    return k - (1 - p.momentum + Fraction(1, 20)) * K


NO_LESS = Hypothesis("h >= 1/100", lambda a, p, c: 100 * p.step - 1)
AT_MOST_HALF = Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step)

CLAIMS = (
    conjecture(
        id="limit.whole_time",
        statement=r"N = 2,\ 1/100 \le h \le 1/2 \implies h K(1/2) \ge \tfrac{21}{20}\ln(1/x_0)",
        variables=(START, STEP),
        hypotheses=(
            NO_LESS,
            AT_MOST_HALF,
            Hypothesis("x_0 <= 1/2", lambda a, p, c: 1 - 2 * p.start),
        ),
        margin=whole_time,
    ),
    conjecture(
        id="limit.two_times",
        statement=(
            r"N = 2,\ \lambda = (1, 1/2),\ 1/100 \le \eta \le 1/2,\ \alpha \le 1/4 \implies"
            r" K_1/K_2 \ge 21/40"
        ),
        variables=(START, STEP),
        hypotheses=(
            NO_LESS,
            AT_MOST_HALF,
            Hypothesis("alpha <= 1/4", lambda a, p, c: 1 - 4 * p.start),
        ),
        exact=True,
        margin=two_times,
    ),
    conjecture(
        id="limit.ceiling",
        statement=(
            r"N = 2,\ \lambda = \alpha^2 = 1,\ W_1(0) = s,\ \eta \le 4/9 \implies"
            r" q^2 \le 79/50"
        ),
        variables=(SHARE, STEP, STEPS),
        hypotheses=(Hypothesis("eta <= 4/9", lambda a, p, c: 4 - 9 * p.step),),
        exact=True,
        margin=ceiling,
    ),
    conjecture(
        id="limit.plateau",
        statement=(
            r"N = 2,\ \lambda_1 = 1,\ \lambda_2 \ge 1/2,\ h_1 \le 1/2 \implies r(W(k)) \ge 51/50"
        ),
        variables=(START, SECOND, STEP, STEPS),
        hypotheses=(AT_MOST_HALF,),
        exact=True,
        margin=plateau,
    ),
    conjecture(
        id="limit.with_momentum",
        statement=(
            r"N = 2,\ 1/4 \le m \le 3/4,\ 1/100 \le h \le 1/2,\ x_0 \le 1/2 \implies"
            r" K_m(1/2) \ge (1 - m + \tfrac{1}{20}) K_0(1/2)"
        ),
        variables=(START, MOMENTUM, STEP),
        hypotheses=(
            NO_LESS,
            AT_MOST_HALF,
            Hypothesis("x_0 <= 1/2", lambda a, p, c: 1 - 2 * p.start),
            Hypothesis("m >= 1/4", lambda a, p, c: 4 * p.momentum - 1),
            Hypothesis("m <= 3/4", lambda a, p, c: 3 - 4 * p.momentum),
        ),
        exact=True,
        margin=with_momentum,
    ),
)
