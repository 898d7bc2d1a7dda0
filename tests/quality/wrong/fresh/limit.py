"""True but for two parameters that go to the ends of their ranges together."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable(
    "start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True, log_scale=True
)
ABOVE = Variable("start", "number", Fraction(1), None, open_low=True, log_scale=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True, log_scale=True)
GAP = Variable("gap", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
DELTA = Variable("delta", "number", Fraction(0), Fraction(1, 10), open_low=True, log_scale=True)
MOST = 4000


def moved(x, h, eigenvalue=1):
    """A step of two layers."""
    return x + h * x * (eigenvalue - x * x)


def hits(x, h, eigenvalue=1, level=Fraction(1, 2)):
    """The first k with w >= level eigenvalue; MOST if there is none before."""
    k = 0
    while x * x < level * eigenvalue and k < MOST:
        x, k = moved(x, h, eigenvalue), k + 1
    return k


def falls_at_once(a, p, c):
    x = p.start
    for _ in range(20):
        x = moved(x, p.step)
    return 5 - 2 * x


def steepness(a, p, c):
    """phi(1 - gap)/N - 1 + 29/20 N gap, phi(x) = x^{N-1} (1 + ... + x^{N-1})."""
    N, x = p.depth, 1 - p.gap
    total = 1 + 0 * x
    for _ in range(N - 1):
        total = 1 + x * total
    return x ** (N - 1) * total / N - 1 + Fraction(29, 20) * N * p.gap


def last_part(a, p, c):
    """989/2000 ln(1/delta) - h (K(1 - delta) - K(1/2)) from x_0 = 1/2."""
    half = a.number(Fraction(1, 2))
    steps = hits(half, p.step, level=1 - p.delta) - hits(half, p.step)
    return -Fraction(989, 2000) * a.log(p.delta) - p.step * steps


def apart(a, p, c):
    return 21 - hits(p.start, p.step, p.second) + hits(p.start, p.step) + 0 * p.start


CLAIMS = (
    conjecture(
        id="limit.falls_at_once",
        statement=r"N = 2,\ x_0 > 1,\ 1/2 \le h \phi(x_0) \le 1 \implies x_{20} \le 5/2",
        variables=(ABOVE, STEP),
        hypotheses=(
            Hypothesis("h phi(x_0) <= 1", lambda a, p, c: 1 - p.step * p.start * (1 + p.start)),
            Hypothesis(
                "h phi(x_0) >= 1/2", lambda a, p, c: 2 * p.step * p.start * (1 + p.start) - 1
            ),
        ),
        margin=falls_at_once,
    ),
    conjecture(
        id="limit.steepness",
        statement=r"x < 1 \implies \phi(x) \ge N - \tfrac{29}{20} N^2 (1 - x)",
        variables=(DEPTH, GAP),
        margin=steepness,
    ),
    conjecture(
        id="limit.last_part",
        statement=(
            r"N = 2,\ 1/100 \le h \le 1/2,\ \delta \le 1/10 \implies"
            r" h (K(1 - \delta) - K(1/2)) \le \tfrac{989}{2000} \ln(1/\delta)"
        ),
        variables=(DELTA, STEP),
        hypotheses=(
            Hypothesis("h >= 1/100", lambda a, p, c: 100 * p.step - 1),
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
        ),
        exact=False,
        margin=last_part,
    ),
    conjecture(
        id="limit.apart",
        statement=(
            r"N = 2,\ \lambda = (1, \lambda_2),\ \lambda_2 \ge 9/10,\ 1/10 \le \eta \le 1/2,\ "
            r"\alpha \ge 10^{-9} \implies K_2 - K_1 \le 21"
        ),
        variables=(START, SECOND, STEP),
        hypotheses=(
            Hypothesis("lambda_2 >= 9/10", lambda a, p, c: 10 * p.second - 9),
            Hypothesis("eta >= 1/10", lambda a, p, c: 10 * p.step - 1),
            Hypothesis("eta <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("alpha >= 1e-9", lambda a, p, c: 10**9 * p.start - 1),
        ),
        margin=apart,
    ),
)
