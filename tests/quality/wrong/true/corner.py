"""True in every corner."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), None, open_low=True)


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def mean(p):
    """(1 + x + ... + x^{N-1})/N."""
    total = 1
    for _ in range(p.depth - 1):
        total = 1 + p.x * total
    return total / p.depth


def larger_step(a, p, c):
    x = y = p.x
    parts = []
    for _ in range(p.steps):
        x, y = moved(x, p.step, p.depth), moved(y, p.other_step, p.depth)
        parts.append(y - x)
    return a.minimum(*parts)


CLAIMS = (
    # x^j is convex in j.
    conjecture(
        id="corner.mean_above",
        statement=r"\tfrac1N \sum_{j < N} x^j \le \tfrac12 (1 + x^{N-1})",
        variables=(DEPTH, X),
        margin=lambda a, p, c: (1 + p.x ** (p.depth - 1)) / 2 - mean(p),
    ),
    # The arithmetic mean against the geometric one.
    conjecture(
        id="corner.mean_below",
        statement=r"(\tfrac1N \sum_{j < N} x^j)^2 \ge x^{N-1}",
        variables=(DEPTH, X),
        margin=lambda a, p, c: mean(p) ** 2 - p.x ** (p.depth - 1),
    ),
    # The map increases in x and in h.
    conjecture(
        id="corner.larger_step_ahead",
        statement=r"h \le h' \le 1/N \implies x_k \le x'_k",
        variables=(DEPTH, X, STEP, OTHER, STEPS),
        hypotheses=(
            Hypothesis("h <= h'", lambda a, p, c: p.other_step - p.step),
            Hypothesis("h' <= 1/N", lambda a, p, c: 1 - p.depth * p.other_step),
        ),
        margin=larger_step,
    ),
)
