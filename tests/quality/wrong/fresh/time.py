"""Times in whole steps, with less room than a step."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
SMALL = Variable(
    "start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True, log_scale=True
)
ROOT = Variable("root", "number", Fraction(1, 5), Fraction(1), meaning="w(0)^{1/6}")
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
BETA = Variable("beta", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)
MOST = 3000


def hits(x, h, eigenvalue=1, N=2):
    """The first k with w >= eigenvalue/2; MOST if there is none before."""
    k = 0
    while 2 * x**N < eigenvalue and k < MOST:
        x, k = x + h * x ** (N - 1) * (eigenvalue - x**N), k + 1
    return k


def third_layer(a, p, c):
    """K_3 - K_2 - 2 from the same w(0) = root^6."""
    return hits(p.root**2, p.step, N=3) - hits(p.root**3, p.step) - 2 + 0 * p.root


def warm_up(a, p, c):
    """K + 4 - K', K' with h (k+1)/10 in the first ten steps."""
    x, k = p.start, 0
    while 2 * x * x < 1 and k < MOST:
        x, k = x + p.step * Fraction(min(k + 1, 10), 10) * x * (1 - x * x), k + 1
    return hits(p.start, p.step) + 4 - k + 0 * p.start


def twice_the_eigenvalue(a, p, c):
    return 2 * hits(p.start, p.step, 2, 3) - hits(p.start, p.step, 1, 3) - 4 + 0 * p.start


def sign_changes_late(a, p, c):
    """T against the lower bound of perturbed.time and 3/5 of a step more; lambda = -1."""
    u, v, k = 2 * p.start - p.beta, p.beta, 0
    early = u**2 / (4 * (2 - p.step) * (1 + p.step))
    while (u - v) * (u + v) > -2 and k < MOST:
        move = p.step * (-1 - (u - v) * (u + v) / 4)
        u, v, k = u * (1 + move), v * (1 - move), k + 1
    return (k - Fraction(3, 5)) * a.log(1 + p.step) - a.log(2 / p.beta**2) / 2 + early


CLAIMS = (
    conjecture(
        id="time.third_layer",
        statement=(
            r"\lambda = 1,\ w(0) \le 1/20,\ 1/20 \le \eta \le 1/3 \implies"
            r" K_{N=3} \ge K_{N=2} + 2 \text{ from the same } w(0)"
        ),
        variables=(ROOT, STEP),
        hypotheses=(
            Hypothesis("w(0) <= 1/20", lambda a, p, c: 1 - 20 * p.root**6),
            Hypothesis("eta >= 1/20", lambda a, p, c: 20 * p.step - 1),
            Hypothesis("eta <= 1/3", lambda a, p, c: 1 - 3 * p.step),
        ),
        margin=third_layer,
    ),
    conjecture(
        id="time.warm_up",
        statement=(
            r"N = 2,\ h_k = \min(k+1, 10) h/10,\ 9/20 \le h \le 1/2,\ 10^{-4} \le x_0 \le 1/100"
            r" \implies K' \le K + 4"
        ),
        variables=(SMALL, STEP),
        hypotheses=(
            Hypothesis("h >= 9/20", lambda a, p, c: 20 * p.step - 9),
            Hypothesis("h <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("x_0 >= 1e-4", lambda a, p, c: 10**4 * p.start - 1),
            Hypothesis("x_0 <= 1/100", lambda a, p, c: 1 - 100 * p.start),
        ),
        margin=warm_up,
    ),
    conjecture(
        id="time.twice_the_eigenvalue",
        statement=(
            r"N = 3,\ 1/20 \le \eta \le 1/8,\ 1/100 \le \alpha \le 1/10 \implies"
            r" 2 K(\lambda = 2) \ge K(\lambda = 1) + 4"
        ),
        variables=(START, STEP),
        hypotheses=(
            Hypothesis("eta >= 1/20", lambda a, p, c: 20 * p.step - 1),
            Hypothesis("eta <= 1/8", lambda a, p, c: 1 - 8 * p.step),
            Hypothesis("alpha >= 1/100", lambda a, p, c: 100 * p.start - 1),
            Hypothesis("alpha <= 1/10", lambda a, p, c: 1 - 10 * p.start),
        ),
        margin=twice_the_eigenvalue,
    ),
    conjecture(
        id="time.sign_changes_late",
        statement=(
            r"N = 2,\ \lambda = -1,\ \beta \le \alpha \le 1,\ \beta(2\alpha - \beta) \le \sqrt 3,\ "
            r"1/20 \le \eta \le 2/5 \implies (T(1/2) - \tfrac35) \ln(1 + \eta) \ge"
            r" \tfrac12 \ln(2/\beta^2) - (2\alpha - \beta)^2/(4(2-\eta)(1+\eta))"
        ),
        variables=(START, BETA, STEP),
        hypotheses=(
            Hypothesis("eta >= 1/20", lambda a, p, c: 20 * p.step - 1),
            Hypothesis("eta <= 2/5", lambda a, p, c: 2 - 5 * p.step),
            Hypothesis("beta <= alpha", lambda a, p, c: p.start - p.beta),
            Hypothesis("beta >= 1e-6", lambda a, p, c: 10**6 * p.beta - 1),
            Hypothesis(
                "beta (2 alpha - beta) <= sqrt 3",
                lambda a, p, c: 3 - p.beta**2 * (2 * p.start - p.beta) ** 2,
            ),
        ),
        exact=False,
        margin=sign_changes_late,
    ),
)
