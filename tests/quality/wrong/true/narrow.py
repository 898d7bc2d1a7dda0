"""True to the edge, where the margin is nearly 0."""

from fractions import Fraction
from functools import partial
from itertools import pairwise

from dmfcheck import ALPHA, DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
GAP = Variable("gap", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")


def moved(d, eta, eigenvalue, N):
    return d + eta * d ** (N - 1) * (eigenvalue - d**N)


def order(a, p, c):
    """The least d_1(k) - d_2(k), lambda = 1 and 1 - gap."""
    d = e = p.alpha
    parts = []
    for _ in range(p.steps):
        d, e = moved(d, p.eta, 1, p.depth), moved(e, p.eta, 1 - p.gap, p.depth)
        parts.append(d - e)
    return a.minimum(*parts)


def rank(a, p, c):
    """A rise of w_2/w_1 is followed by no fall."""
    d = e = p.alpha
    ratios = [e / d]
    for _ in range(p.steps):
        d, e = moved(d, p.eta, 1, p.depth), moved(e, p.eta, p.second, p.depth)
        ratios.append(e / d)
    rises = [after - before for before, after in pairwise(ratios)]
    return a.minimum(*(a.maximum(-x, y) for x, y in pairwise(rises)))


def nearer(a, p, c):
    x = moved(moved(p.start, p.step, 1, p.depth), p.step, 1, p.depth)
    return (1 - p.start) - a.absolute(1 - x)


LEADING = Hypothesis("h_1 <= 1/N", lambda a, p, c: 1 - p.depth * p.eta)

CLAIMS = (
    # order.preserved
    conjecture(
        id="narrow.order_kept",
        statement=r"h_1 \le 1/N,\ \alpha^N \le \lambda_2 \implies d_1(k) \ge d_2(k)",
        variables=(DEPTH, GAP, ALPHA, ETA, STEPS),
        hypotheses=(
            LEADING,
            Hypothesis("alpha^N <= lambda_2", lambda a, p, c: 1 - p.gap - p.alpha**p.depth),
        ),
        margin=order,
    ),
    # monotone.ratio
    conjecture(
        id="narrow.ratio_kept",
        statement=(
            r"h_1 \le 1/N,\ \alpha^N \le \lambda_2"
            r" \implies w_2/w_1 \text{ falls, then rises}"
        ),
        variables=(DEPTH, SECOND, ALPHA, ETA, STEPS),
        hypotheses=(
            LEADING,
            Hypothesis("alpha^N <= lambda_2", lambda a, p, c: p.second - p.alpha**p.depth),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=rank,
    ),
    # step.convergent
    conjecture(
        id="narrow.nearer_at_the_edge",
        statement=r"x_0 < 1,\ h \le 2/N \implies |1 - x_2| \le |1 - x_0|",
        variables=(DEPTH, START, STEP),
        hypotheses=(Hypothesis("h <= 2/N", lambda a, p, c: 2 - p.depth * p.step),),
        margin=nearer,
    ),
)
