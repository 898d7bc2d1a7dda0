"""Equalities that do not happen."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

HALF = Variable("half", "integer", Fraction(1), Fraction(12), meaning="N = 2 half")
SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def moved(d, eta, eigenvalue, N):
    return d + eta * d ** (N - 1) * (eigenvalue - d**N)


def differ(a, x, y):
    """1 where x != y, -1 where they are equal."""
    return -a.indicator(-a.absolute(x - y))


def pull(p):
    N = 2 * p.half
    return p.eta * p.alpha ** (N - 2) * (p.size + p.alpha**N)


CLAIMS = (
    # step.nonpositive/even
    conjecture(
        id="zero.strictly_nearer",
        statement=(
            r"N \text{ even},\ \lambda = -\ell,\ \eta\alpha^{N-2}(\ell + \alpha^N) < 2"
            r" \implies |d(1)| < |d(0)|"
        ),
        variables=(HALF, SIZE, ALPHA, ETA),
        hypotheses=(
            Hypothesis(
                "eta alpha^{N-2} (l + alpha^N) < 2", lambda a, p, c: 2 - pull(p), strict=True
            ),
        ),
        margin=lambda a, p, c: -a.indicator(a.absolute(1 - pull(p)) - 1),
    ),
    # step.monotone: 1 - x_1 = (1 - h phi)(1 - x_0), phi < N.
    conjecture(
        id="zero.does_not_arrive",
        statement=r"x_0 < 1,\ h \le 1/N \implies x_1 \ne 1",
        variables=(DEPTH, START, STEP),
        hypotheses=(Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),),
        margin=lambda a, p, c: differ(a, moved(p.start, p.step, 1, p.depth), 1),
    ),
    conjecture(
        id="zero.moves_elsewhere",
        statement=r"\lambda > \alpha^N \implies w(1) \ne w(0)",
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA),
        hypotheses=(
            Hypothesis(
                "lambda > alpha^N",
                lambda a, p, c: p.eigenvalue - p.alpha**p.depth,
                strict=True,
            ),
        ),
        margin=lambda a, p, c: differ(a, moved(p.alpha, p.eta, p.eigenvalue, p.depth), p.alpha),
    ),
)
