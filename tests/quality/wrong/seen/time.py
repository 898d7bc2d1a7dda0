"""Times in whole steps, with less room than a whole step."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
SMALL = Variable(
    "start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True, log_scale=True
)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
BETA = Variable("beta", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
MOST = 3000


def hits(x, h, eigenvalue=1, N=2, level=Fraction(1, 2)):
    """The first k with w >= level eigenvalue; MOST if there is none before."""
    k = 0
    while x**N < level * eigenvalue and k < MOST:
        x, k = x + h * x ** (N - 1) * (eigenvalue - x**N), k + 1
    return k


def negative(a, p, c):
    """R T against (1/2) ln 5/beta^2, lambda = -1, T the first k with w <= -1/2."""
    u, v, k = 2 * p.start - p.beta, p.beta, 0
    while (u - v) * (u + v) > -2 and k < MOST:
        move = p.step * (-1 - (u - v) * (u + v) / 4)
        u, v, k = u * (1 + move), v * (1 - move), k + 1
    return a.log(5 / p.beta**2) / 2 - a.log(1 + p.step) * k


def half_steps(a, p, c):
    return hits(p.start, p.step / 2) - 2 * hits(p.start, p.step) + 4 + 0 * p.start


NO_LESS = Hypothesis("h >= 1/20", lambda a, p, c: 20 * p.step - 1)
AT_MOST = Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step)

CLAIMS = (
    conjecture(
        id="time.negative",
        statement=(
            r"N = 2,\ \lambda = -1,\ \beta \le \alpha \le 1,\ \beta(2\alpha - \beta) \le \sqrt 3,\ "
            r"1/20 \le \eta \le 2/5 \implies"
            r" T(1/2) \le \tfrac12 \ln(5/\beta^2)/\ln(1+\eta)"
        ),
        variables=(START, BETA, STEP),
        hypotheses=(
            NO_LESS,
            Hypothesis("eta <= 2/5", lambda a, p, c: 2 - 5 * p.step),
            Hypothesis("beta <= alpha", lambda a, p, c: p.start - p.beta),
            Hypothesis("beta >= 1e-6", lambda a, p, c: 10**6 * p.beta - 1),
        ),
        exact=False,
        margin=negative,
    ),
    conjecture(
        id="time.a_step_earlier",
        statement=(
            r"N = 2,\ \lambda_1 = 1,\ \lambda_2 \le 2/3,\ \alpha^2 \le \lambda_2/10,\ "
            r"1/20 \le \eta \le 1/2 \implies K_1 < K_2"
        ),
        variables=(START, SECOND, STEP),
        hypotheses=(
            NO_LESS,
            AT_MOST,
            Hypothesis("lambda_2 <= 2/3", lambda a, p, c: 2 - 3 * p.second),
            Hypothesis("alpha^2 <= lambda_2/10", lambda a, p, c: p.second - 10 * p.start**2),
            Hypothesis("alpha >= 1/1000", lambda a, p, c: 1000 * p.start - 1),
        ),
        margin=lambda a, p, c: (
            hits(p.start, p.step, p.second) - hits(p.start, p.step) - 1 + 0 * p.start
        ),
    ),
    conjecture(
        id="time.half_steps",
        statement=r"N = 2,\ 1/20 \le h \le 1/2 \implies K(h/2) \ge 2 K(h) - 4",
        variables=(SMALL, STEP),
        hypotheses=(NO_LESS, AT_MOST),
        margin=half_steps,
    ),
    conjecture(
        id="time.three_layers",
        statement=r"N = 3,\ 1/20 \le h \le 1/3,\ x_0 \ge 1/100 \implies h K(1/2) \le 1/x_0 + 1/2",
        variables=(SMALL, STEP),
        hypotheses=(
            NO_LESS,
            Hypothesis("h <= 1/3", lambda a, p, c: 1 - 3 * p.step),
            Hypothesis("x_0 >= 1/100", lambda a, p, c: 100 * p.start - 1),
        ),
        margin=lambda a, p, c: 1 / p.start + Fraction(1, 2) - p.step * hits(p.start, p.step, N=3),
    ),
    conjecture(
        id="time.one_more",
        statement=(
            r"N = 2,\ 1/20 \le h \le 1/2,\ 1/1000 \le x_0 \le 1/20 \implies"
            r" K(x_0/(1+h)) \le K(x_0) + 1"
        ),
        variables=(SMALL, STEP),
        hypotheses=(
            NO_LESS,
            AT_MOST,
            Hypothesis("x_0 >= 1/1000", lambda a, p, c: 1000 * p.start - 1),
            Hypothesis("x_0 <= 1/20", lambda a, p, c: 1 - 20 * p.start),
        ),
        margin=lambda a, p, c: (
            1 + hits(p.start, p.step) - hits(p.start / (1 + p.step), p.step) + 0 * p.start
        ),
    ),
)
