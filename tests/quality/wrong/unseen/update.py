"""Momentum, decay, schedules and other updates, held to what plain descent does."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, POSITIVE_EIGENVALUE, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), None, open_low=True)
MOMENTUM = Variable("momentum", "number", Fraction(0), Fraction(1), open_high=True)
DECAY = Variable("decay", "number", Fraction(0), None, open_low=True)
LARGE = Variable("large", "number", Fraction(1), Fraction(3, 2))
SMALL = Variable("small", "number", Fraction(0), Fraction(1), open_low=True)


def pull(x, h, N):
    return h * x ** (N - 1) * (1 - x**N)


def heavy_ball(a, p, c):
    x = before = p.start
    parts = []
    for _ in range(p.steps):
        x, before = x + pull(x, p.step, p.depth) + p.momentum * (x - before), x
        parts.append(1 - x)
    return a.minimum(*parts)


def nesterov(a, p, c):
    x = before = p.start
    parts = []
    for _ in range(p.steps):
        y = x + p.momentum * (x - before)
        x, before = y + pull(y, p.step, p.depth), x
        parts.append(1 - x)
    return a.minimum(*parts)


def decayed(a, p, c):
    """lambda - c - w after the steps."""
    N, d, parts = p.depth, p.start, []
    for _ in range(p.steps):
        d = d + p.step * (d ** (N - 1) * (p.eigenvalue - d**N) - p.decay * d)
        parts.append(p.eigenvalue - p.decay - d**N)
    return a.minimum(*parts)


def alternating(a, p, c):
    x, parts = p.start, []
    for k in range(p.steps):
        x = x + pull(x, p.other_step if k % 2 else p.step, p.depth)
        parts.append(1 - x)
    return a.minimum(*parts)


def one_after_the_other(a, p, c):
    """Two layers: each factor sees what the other has just become."""
    x, y, parts = p.large, p.small, []
    for _ in range(p.steps):
        x = x + p.step * y * (1 - x * y)
        y = y + p.step * x * (1 - x * y)
        parts.append(1 - x * y)
    return a.minimum(*parts)


SMALL_DECAYED = Hypothesis(
    "N eta lambda max(1, lambda) <= 1/2",
    lambda a, p, c: 1 - 2 * p.depth * p.step * p.eigenvalue * a.maximum(1, p.eigenvalue),
)

CLAIMS = (
    conjecture(
        id="update.heavy_ball",
        statement=r"hN \le 1/4,\ m \le 27/100 \implies x_k \le 1",
        variables=(DEPTH, START, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/(4N)", lambda a, p, c: 1 - 4 * p.depth * p.step),
            Hypothesis("m <= 27/100", lambda a, p, c: 27 - 100 * p.momentum),
        ),
        margin=heavy_ball,
    ),
    conjecture(
        id="update.nesterov",
        statement=r"hN \le \tfrac{21}{20}((1-m)/(1+m))^2,\ m \ge 1/10 \implies x_k \le 1",
        variables=(DEPTH, START, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis(
                "hN <= 21/20 ((1-m)/(1+m))^2",
                lambda a, p, c: (
                    21 * (1 - p.momentum) ** 2 - 20 * p.depth * p.step * (1 + p.momentum) ** 2
                ),
            ),
            Hypothesis("m >= 1/10", lambda a, p, c: 10 * p.momentum - 1),
        ),
        margin=nesterov,
    ),
    conjecture(
        id="update.decayed",
        statement=(
            r"\alpha^N \le \lambda - c,\ N\eta\lambda\max(1, \lambda) \le 1/2,\ \lambda \le 3/2"
            r" \implies w(k) \le \lambda - c"
        ),
        variables=(DEPTH, POSITIVE_EIGENVALUE, START, DECAY, STEP, STEPS),
        hypotheses=(
            Hypothesis("N <= 4", lambda a, p, c: 4 - p.depth + 0 * p.start),
            Hypothesis("lambda <= 3/2", lambda a, p, c: 3 - 2 * p.eigenvalue),
            SMALL_DECAYED,
            Hypothesis(
                "alpha^N <= lambda - c",
                lambda a, p, c: p.eigenvalue - p.decay - p.start**p.depth,
            ),
        ),
        margin=decayed,
    ),
    conjecture(
        id="update.alternating",
        statement=r"h_1 + h_2 \le 2/N,\ h_i \le 41/(40N) \implies x_k \le 1",
        variables=(DEPTH, START, STEP, OTHER, STEPS),
        hypotheses=(
            Hypothesis("h_1 + h_2 <= 2/N", lambda a, p, c: 2 - p.depth * (p.step + p.other_step)),
            Hypothesis("h_1 <= 41/(40N)", lambda a, p, c: 41 - 40 * p.depth * p.step),
            Hypothesis("h_2 <= 41/(40N)", lambda a, p, c: 41 - 40 * p.depth * p.other_step),
        ),
        margin=alternating,
    ),
    conjecture(
        id="update.one_after_the_other",
        statement=(
            r"N = 2,\ f_2^+ \text{ from } f_1^+,\ 1 \le f_1 \le 3/2,\ f_1 f_2 \le 1,\ \eta \le 9/20"
            r" \implies f_1 f_2 \le 1"
        ),
        variables=(LARGE, SMALL, STEP, STEPS),
        hypotheses=(
            Hypothesis("f_1 f_2 <= 1", lambda a, p, c: 1 - p.large * p.small),
            Hypothesis("eta <= 9/20", lambda a, p, c: 9 - 20 * p.step),
        ),
        margin=one_after_the_other,
    ),
)
