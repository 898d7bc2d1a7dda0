"""Perturbed starts, W_1(0) = (alpha - beta) I."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ALPHA = Variable("alpha", "number", Fraction(0), Fraction(1), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
SIZE = Variable("size", "number", Fraction(0), Fraction(4), open_low=True, meaning="-lambda_2")


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


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def rank(a, p, c):
    """r of diag(1, -size) never exceeds both an earlier and a later value."""
    ranks = []
    for (f, q), (g, r) in zip(states(p, 2, 1), states(p, 2, -p.size), strict=True):
        one, two = a.absolute(f * q), a.absolute(g * r)
        ranks.append((one + two) / a.maximum(one, two))
    before, after = least_so_far(a, ranks), least_so_far(a, ranks[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - ranks[k], after[k + 1] - ranks[k])
            for k in range(1, len(ranks) - 1)
        )
    )


def at_most(bound):
    return Hypothesis(f"eta <= {bound}", lambda a, p, c: bound - p.step)


CLAIMS = (
    conjecture(
        id="perturbed.two_layers",
        statement=r"N = 2,\ \lambda = 1,\ \alpha \le 1,\ \eta \le 47/100 \implies w(k) \le 1",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(47, 100)),),
        margin=lambda a, p, c: a.minimum(*(1 - f * q for f, q in states(p, 2, 1))),
    ),
    conjecture(
        id="perturbed.four_layers",
        statement=r"N = 4,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 11/50 \implies w(k) \ge -1",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(11, 50)),),
        margin=lambda a, p, c: a.minimum(*(1 + f * q**3 for f, q in states(p, 4, -1))),
    ),
    conjecture(
        id="perturbed.height",
        statement=r"N = 2,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 2/5 \implies q_k^2 \le 3/2",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(2, 5)),),
        margin=lambda a, p, c: a.minimum(*(Fraction(3, 2) - q * q for _, q in states(p, 2, -1))),
    ),
    conjecture(
        id="perturbed.difference",
        statement=(
            r"N = 2,\ \lambda = 1,\ 9/10 \le \alpha \le 1,\ \eta \le 2/5 \implies"
            r" q_k - p_k \ge \tfrac{9}{20}\beta"
        ),
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(
            at_most(Fraction(2, 5)),
            Hypothesis("alpha >= 9/10", lambda a, p, c: 10 * p.alpha - 9),
        ),
        margin=lambda a, p, c: a.minimum(
            *(20 * (q - f) - 9 * p.share * p.alpha for f, q in states(p, 2, 1))
        ),
    ),
    conjecture(
        id="perturbed.rank",
        statement=(
            r"N = 2,\ \lambda = (1, -\ell),\ \ell \le 4,\ \eta \le 1/16 \implies"
            r" r \text{ falls, then rises}"
        ),
        variables=(ALPHA, SHARE, SIZE, STEP, STEPS),
        hypotheses=(
            at_most(Fraction(1, 16)),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.step),
        ),
        margin=rank,
    ),
)
