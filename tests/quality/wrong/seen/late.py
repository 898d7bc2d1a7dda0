"""What is so for hundreds of steps, and said of every step."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
DECAY = Variable("decay", "number", Fraction(0), None, open_low=True, log_scale=True)


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def at_the_edge(a, p, c):
    """20 |1 - x_k| / (1 - x_0) - 1 at h = 2/N."""
    x, h = p.start, Fraction(2, p.depth)
    for _ in range(p.steps):
        x = moved(x, h, p.depth)
    return 20 * a.absolute(1 - x) / (1 - p.start) - 1


def decayed(a, p, c):
    d = p.alpha
    for _ in range(p.steps):
        d = d - p.eta * (d ** (2 * p.depth - 1) + p.decay * d)
    return 2 * d / p.alpha - 1


def below_a_half(a, p, c):
    return 1 - 2 * a.orbit(p)[-1] ** p.depth / p.eigenvalue


def harmonic_steps(a, p, c):
    x = p.start
    for k in range(p.steps):
        x = moved(x, p.eta / (k + 1), 2)
    return 1 - 2 * x


def recovered_by_700(a, p, c):
    x = p.start
    for _ in range(p.steps):
        x = moved(x, Fraction(1, p.depth), p.depth)
    return 2 * x**p.depth - 1


CLAIMS = (
    conjecture(
        id="late.at_the_edge",
        statement=r"h = 2/N \implies |1 - x_k| \ge |1 - x_0|/20",
        variables=(DEPTH, START, STEPS),
        hypotheses=(Hypothesis("x_0 >= 1/2", lambda a, p, c: 2 * p.start - 1),),
        margin=at_the_edge,
    ),
    conjecture(
        id="late.decayed",
        statement=(
            r"\lambda = 0,\ d^+ = d - \eta(d^{2N-1} + c d),\ \eta(c + \alpha^{2N-2}) \le 1/1000"
            r" \implies d(k) \ge \alpha/2"
        ),
        variables=(DEPTH, ALPHA, DECAY, ETA, STEPS),
        hypotheses=(
            Hypothesis(
                "eta (c + alpha^{2N-2}) <= 1/1000",
                lambda a, p, c: 1 - 1000 * p.eta * (p.decay + p.alpha ** (2 * p.depth - 2)),
            ),
        ),
        margin=decayed,
    ),
    conjecture(
        id="late.below_a_half",
        statement=r"hN \le 1/100,\ x_0 \le 1/1000 \implies w(k) \le \lambda/2",
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis(
                "h <= 1/(100 N)",
                lambda a, p, c: (
                    1 - (100 * p.depth * p.eta) ** p.depth * p.eigenvalue ** (2 * p.depth - 2)
                ),
            ),
            Hypothesis(
                "alpha <= lambda^{1/N}/1000",
                lambda a, p, c: 1 - (1000 * p.alpha) ** p.depth / p.eigenvalue,
            ),
        ),
        margin=below_a_half,
    ),
    conjecture(
        id="late.harmonic_steps",
        statement=(
            r"N = 2,\ \lambda = 1,\ \eta_k = \eta/(k+1),\ \eta \le 1/5,\ x_0 \le 1/10"
            r" \implies x_k \le 1/2"
        ),
        variables=(START, ETA, STEPS),
        hypotheses=(
            Hypothesis("eta <= 1/5", lambda a, p, c: 1 - 5 * p.eta),
            Hypothesis("x_0 <= 1/10", lambda a, p, c: 1 - 10 * p.start),
        ),
        margin=harmonic_steps,
    ),
    conjecture(
        id="late.recovered_by_700",
        statement=r"x_0 \ge 1/3,\ h = 1/N,\ k \ge 700 \implies w(k) \ge \lambda/2",
        variables=(DEPTH, START, STEPS),
        hypotheses=(
            Hypothesis("x_0 >= 1/3", lambda a, p, c: 3 * p.start - 1),
            Hypothesis("k >= 700", lambda a, p, c: p.steps - 700 + 0 * p.start),
        ),
        margin=recovered_by_700,
    ),
)
