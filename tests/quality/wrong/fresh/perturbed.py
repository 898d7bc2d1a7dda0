"""Perturbed starts, W_1(0) = (alpha - beta) I."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ALPHA = Variable("alpha", "number", Fraction(0), Fraction(1), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
LARGER = Variable("larger_share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def states(alpha, share, p, N, eigenvalue):
    """(p, q) at every step from p = (1 - share) alpha, q = alpha."""
    first, other = (1 - share) * alpha, alpha
    yield first, other
    for _ in range(p.steps):
        left = eigenvalue - first * other ** (N - 1)
        first, other = (
            first + p.step * other ** (N - 1) * left,
            other + p.step * first * other ** (N - 2) * left,
        )
        yield first, other


def larger_share(a, p, c):
    one = 1 + 0 * p.share
    pairs = zip(states(one, p.share, p, 2, 1), states(one, p.larger_share, p, 2, 1), strict=True)
    return a.minimum(*(f * q - g * r for (f, q), (g, r) in pairs))


def algebraic(a, p, c):
    """2 w(k) (1 + 2 eta alpha^2 k) - w(0)."""
    *_, (first, other) = states(p.alpha, p.share, p, 2, 0)
    slowed = 1 + 2 * p.step * p.alpha**2 * p.steps
    return 2 * first * other * slowed / p.alpha**2 - 1 + p.share


def quarter(a, p, c):
    return a.minimum(*(31 - 25 * f * q for f, q in states(p.alpha, p.share, p, 2, 1)))


def balanced(a, p, c):
    """q/p <= 1 + 21/20 beta wherever w >= 99/100; alpha = 1, three layers."""
    parts = []
    for f, q in states(1 + 0 * p.share, p.share, p, 3, 1):
        even = 1 + Fraction(21, 20) * p.share - q / f
        parts.append(a.maximum(99 - 100 * f * q * q, even))
    return a.minimum(*parts)


def at_most(bound):
    return Hypothesis(f"eta <= {bound}", lambda a, p, c: bound - p.step)


CLAIMS = (
    conjecture(
        id="perturbed.larger_share",
        statement=(
            r"N = 2,\ \lambda = \alpha = 1,\ \beta \le \beta',\ \eta \le 1/5 \implies"
            r" w(k) \ge w'(k)"
        ),
        variables=(SHARE, LARGER, STEP, STEPS),
        hypotheses=(
            at_most(Fraction(1, 5)),
            Hypothesis("beta <= beta'", lambda a, p, c: p.larger_share - p.share),
        ),
        margin=larger_share,
    ),
    conjecture(
        id="perturbed.algebraic",
        statement=(
            r"N = 2,\ \lambda = 0,\ \beta \le \alpha/4,\ \eta \le 1/4 \implies"
            r" w(k) \ge \tfrac12 w(0)/(1 + 2\eta\alpha^2 k)"
        ),
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(
            at_most(Fraction(1, 4)),
            Hypothesis("beta <= alpha/4", lambda a, p, c: 1 - 4 * p.share),
        ),
        margin=algebraic,
    ),
    conjecture(
        id="perturbed.quarter",
        statement=r"N = 2,\ \lambda = 1,\ \alpha \le 1,\ \eta \le 1 \implies w(k) \le 31/25",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(1)),),
        margin=quarter,
    ),
    conjecture(
        id="perturbed.balanced",
        statement=(
            r"N = 3,\ \lambda = \alpha = 1,\ \eta \le 1/5,\ w(k) \ge 99/100 \implies"
            r" q_k/p_k \le 1 + \tfrac{21}{20}\beta"
        ),
        variables=(SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(1, 5)),),
        margin=balanced,
    ),
)
