"""Perturbed starts, W_1(0) = (alpha - beta) I."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ALPHA = Variable("alpha", "number", Fraction(0), Fraction(1), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
DEEP = Variable("depth", "integer", Fraction(3), Fraction(8))


def states(p, N, eigenvalue):
    """(p, q) at every step from p = (1 - share) alpha, q = alpha."""
    first, other = (1 - p.share) * p.alpha, p.alpha
    yield first, other
    for _ in range(p.steps):
        left = eigenvalue - first * other ** (N - 1)
        first, other = (
            first + p.step * other ** (N - 1) * left,
            other + p.step * first * other ** (N - 2) * left,
        )
        yield first, other


def gap(a, p, c):
    start = p.alpha**2 * (1 - (1 - p.share) ** 2)
    return a.minimum(*(20 * (q * q - f * f) / start - 1 for f, q in states(p, 2, -1)))


def at_most(bound):
    return Hypothesis(f"eta <= {bound}", lambda a, p, c: bound - p.step)


CLAIMS = (
    conjecture(
        id="perturbed.gap",
        statement=(
            r"N = 2,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 2/5 \implies"
            r" q_k^2 - p_k^2 \ge (q_0^2 - p_0^2)/20"
        ),
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(2, 5)),),
        margin=gap,
    ),
    conjecture(
        id="perturbed.never_below",
        statement=r"N = 2,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 12/25 \implies w(k) \ge -1",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(12, 25)),),
        margin=lambda a, p, c: a.minimum(*(1 + f * q for f, q in states(p, 2, -1))),
    ),
    conjecture(
        id="perturbed.sum",
        statement=(
            r"N = 2,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 2/5 \implies p_k + q_k \ge \beta/4"
        ),
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(2, 5)),),
        margin=lambda a, p, c: a.minimum(
            *(4 * (f + q) / (p.share * p.alpha) - 1 for f, q in states(p, 2, -1))
        ),
    ),
    conjecture(
        id="perturbed.no_saddle",
        statement=(
            r"N \ge 3,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 1/N^2"
            r" \implies q_k \ge \alpha/4"
        ),
        variables=(DEEP, ALPHA, SHARE, STEP, STEPS),
        hypotheses=(Hypothesis("eta <= 1/N^2", lambda a, p, c: 1 - p.depth**2 * p.step),),
        margin=lambda a, p, c: a.minimum(*(4 * q / p.alpha - 1 for _, q in states(p, p.depth, -1))),
    ),
    conjecture(
        id="perturbed.three_layers",
        statement=r"N = 3,\ \lambda = 1,\ \alpha \le 1,\ \eta \le 3/10 \implies w(k) \le 1",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(3, 10)),),
        margin=lambda a, p, c: a.minimum(*(1 - f * q * q for f, q in states(p, 3, 1))),
    ),
)
