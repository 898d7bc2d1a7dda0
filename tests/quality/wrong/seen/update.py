"""Momentum, decay, schedules and other updates, held to what plain descent does."""

from fractions import Fraction
from functools import partial
from itertools import pairwise

from dmfcheck import DEPTH, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
MOMENTUM = Variable("momentum", "number", Fraction(0), Fraction(1), open_high=True)
DECAY = Variable("decay", "number", Fraction(0), None)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
THIRD = Variable("third", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)


def heavy_ball(p, eigenvalue):
    """d(0), d(1), ... with two layers."""
    d = before = p.start
    orbit = [d]
    for _ in range(p.steps):
        d, before = d + p.step * d * (eigenvalue - d * d) + p.momentum * (d - before), d
        orbit.append(d)
    return orbit


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def unimodal(a, values):
    before, after = least_so_far(a, values), least_so_far(a, values[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - values[k], after[k + 1] - values[k])
            for k in range(1, len(values) - 1)
        )
    )


def order(a, p, c):
    first, second = heavy_ball(p, 1), heavy_ball(p, p.second)
    return a.minimum(*(d - e for d, e in zip(first[1:], second[1:], strict=True)))


def rank(a, p, c):
    first, second = heavy_ball(p, 1), heavy_ball(p, p.second)
    return unimodal(a, [(e / d) ** 2 for d, e in zip(first, second, strict=True)])


def rises(a, p, c):
    x = before = p.start
    orbit, N = [x], p.depth
    for _ in range(p.steps):
        y = x + p.momentum * (x - before)
        x, before = y + p.step * y ** (N - 1) * (1 - y**N), x
        orbit.append(x)
    return a.minimum(*(after - x for x, after in pairwise(orbit)))


def decayed_rank(a, p, c):
    ds, ranks = [p.start] * 3, []
    for _ in range(p.steps):
        ranks.append((ds[1] / ds[0]) ** 2 + (ds[2] / ds[0]) ** 2)
        ds = [
            d + p.step * d * (x - p.decay - d * d)
            for d, x in zip(ds, (1, p.second, p.third), strict=True)
        ]
    return unimodal(a, ranks)


def warm_up(a, p, c):
    x, N, parts = p.start, p.depth, []
    for k in range(p.steps):
        h = p.step * Fraction(min(k + 1, 20), 20)
        x = x + h * x ** (N - 1) * (1 - x**N)
        parts.append(1 - x)
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="update.order",
        statement=r"N = 2,\ h_1 \le 1/2,\ m \le 1/2,\ \alpha^2 \le \lambda_2 \implies d_1 \ge d_2",
        variables=(START, SECOND, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("m <= 1/2", lambda a, p, c: 1 - 2 * p.momentum),
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.start**2),
        ),
        margin=order,
    ),
    conjecture(
        id="update.rank",
        statement=(
            r"N = 2,\ h_1 \le 1/4,\ m \le 3/10,\ \alpha^2 \le \lambda_2 \implies"
            r" r \text{ falls, then rises}"
        ),
        variables=(START, SECOND, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/4", lambda a, p, c: 1 - 4 * p.step),
            Hypothesis("m <= 3/10", lambda a, p, c: 3 - 10 * p.momentum),
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.start**2),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.step),
        ),
        margin=rank,
    ),
    conjecture(
        id="update.rises",
        statement=r"\text{Nesterov, } hN \le 1/4,\ m \le 2/5,\ x_0 < 1 \implies x_{k+1} \ge x_k",
        variables=(DEPTH, START, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/(4N)", lambda a, p, c: 1 - 4 * p.depth * p.step),
            Hypothesis("m <= 2/5", lambda a, p, c: 2 - 5 * p.momentum),
        ),
        margin=rises,
    ),
    conjecture(
        id="update.decayed_rank",
        statement=(
            r"N = 2,\ n = 3,\ h_1 \le 1/2,\ \alpha^2 \le \lambda_3,\ c \le \lambda_3 \implies"
            r" r \text{ falls, then rises}"
        ),
        variables=(START, SECOND, THIRD, DECAY, STEP, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("lambda_3 <= lambda_2", lambda a, p, c: p.second - p.third),
            Hypothesis("alpha^2 <= lambda_3", lambda a, p, c: p.third - p.start**2),
            Hypothesis("c <= lambda_3", lambda a, p, c: p.third - p.decay),
            Hypothesis("3 steps", lambda a, p, c: p.steps - 3 + 0 * p.step),
        ),
        margin=decayed_rank,
    ),
    conjecture(
        id="update.warm_up",
        statement=r"h_k = \min(k+1, 20) h/20,\ h \le 26/(25N),\ x_0 \le 1/2 \implies x_k \le 1",
        variables=(DEPTH, START, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 26/(25N)", lambda a, p, c: 26 - 25 * p.depth * p.step),
            Hypothesis("x_0 <= 1/2", lambda a, p, c: 1 - 2 * p.start),
        ),
        margin=warm_up,
    ),
)
