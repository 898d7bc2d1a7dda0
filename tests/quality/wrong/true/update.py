"""Momentum and schedules that keep what plain descent does."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), None, open_low=True)
MOMENTUM = Variable("momentum", "number", Fraction(0), Fraction(1), open_high=True)


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


def alternating(a, p, c):
    x, parts = p.start, []
    for k in range(p.steps):
        x = x + pull(x, p.other_step if k % 2 else p.step, p.depth)
        parts.append(1 - x)
    return a.minimum(*parts)


CLAIMS = (
    # monotone.momentum/order: m <= (1 - sqrt(hN))^2.
    conjecture(
        id="update.overdamped",
        statement=r"\text{heavy ball, } hN \le 1/4,\ m \le 1/4 \implies x_k \le 1",
        variables=(DEPTH, START, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/(4N)", lambda a, p, c: 1 - 4 * p.depth * p.step),
            Hypothesis("m <= 1/4", lambda a, p, c: 1 - 4 * p.momentum),
        ),
        margin=heavy_ball,
    ),
    # e(k+1) >= (1 - hN)((1+m) e(k) - m e(k-1)), whose quotient has a real root to stay above.
    conjecture(
        id="update.nesterov_overdamped",
        statement=r"\text{Nesterov, } hN \le ((1-m)/(1+m))^2 \implies x_k \le 1",
        variables=(DEPTH, START, MOMENTUM, STEP, STEPS),
        hypotheses=(
            Hypothesis(
                "hN <= ((1-m)/(1+m))^2",
                lambda a, p, c: (1 - p.momentum) ** 2 - p.depth * p.step * (1 + p.momentum) ** 2,
            ),
        ),
        margin=nesterov,
    ),
    # step.monotone, once a step.
    conjecture(
        id="update.alternating_below",
        statement=r"h_1, h_2 \le 1/N \implies x_k \le 1",
        variables=(DEPTH, START, STEP, OTHER, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("h_2 <= 1/N", lambda a, p, c: 1 - p.depth * p.other_step),
        ),
        margin=alternating,
    ),
)
