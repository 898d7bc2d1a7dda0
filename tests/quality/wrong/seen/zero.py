"""True of almost every point, and said of every one."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

HALF = Variable("half", "integer", Fraction(1), Fraction(12), meaning="N = 2 half")
SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
ABOVE = Variable("start", "number", Fraction(1), Fraction(2), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
FIRST = Variable("first", "number", Fraction(0), None, open_low=True, log_scale=True)
SECOND = Variable("second", "number", Fraction(0), None, open_low=True, log_scale=True)
ONE = Variable("one", "number", Fraction(0), None, open_low=True, log_scale=True)
OTHER = Variable("other", "number", Fraction(0), None, open_low=True, log_scale=True)


def moved(d, eta, eigenvalue, N):
    return d + eta * d ** (N - 1) * (eigenvalue - d**N)


def differ(a, x, y):
    """1 where x != y, -1 where they are equal."""
    return -a.indicator(-a.absolute(x - y))


def returns(a, p, c):
    N = 2 * p.half
    once = moved(p.start, p.step, 1, N)
    return differ(a, moved(once, p.step, 1, N), p.start)


def meet(a, p, c):
    x, y = (
        moved(start, p.eta, eigenvalue, p.depth)
        for start, eigenvalue in ((p.one, p.first), (p.other, p.second))
    )
    return differ(a, x, y)


def pull(p):
    return p.eta * p.alpha ** (p.depth - 2) * (p.size + p.alpha**p.depth)


CLAIMS = (
    conjecture(
        id="zero.moves",
        statement=r"\lambda > 0 \implies w(1) \ne w(0)",
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA),
        margin=lambda a, p, c: differ(a, moved(p.alpha, p.eta, p.eigenvalue, p.depth), p.alpha),
    ),
    conjecture(
        id="zero.returns",
        statement=r"N \text{ even},\ \lambda = 1,\ x_0 > 1 \implies x_2 \ne x_0",
        variables=(HALF, ABOVE, STEP),
        margin=returns,
    ),
    conjecture(
        id="zero.meet",
        statement=(
            r"\lambda_1 > \lambda_2,\ \alpha_1 < \alpha_2,\ \alpha_i^N \le \lambda_i"
            r" \implies d_1(1) \ne d_2(1)"
        ),
        variables=(DEPTH, FIRST, SECOND, ONE, OTHER, ETA),
        hypotheses=(
            Hypothesis("lambda_1 > lambda_2", lambda a, p, c: p.first - p.second, strict=True),
            Hypothesis("alpha_1 < alpha_2", lambda a, p, c: p.other - p.one, strict=True),
            Hypothesis("alpha_2^N <= lambda_2", lambda a, p, c: p.second - p.other**p.depth),
        ),
        margin=meet,
    ),
    conjecture(
        id="zero.tie",
        statement=r"\lambda_1 \ge \lambda_2 \ge \alpha^N \implies r(W(1)) < r(W(0))",
        variables=(DEPTH, FIRST, SECOND, ALPHA, ETA),
        hypotheses=(
            Hypothesis("lambda_1 >= lambda_2", lambda a, p, c: p.first - p.second),
            Hypothesis("alpha^N <= lambda_2", lambda a, p, c: p.second - p.alpha**p.depth),
        ),
        margin=lambda a, p, c: differ(
            a,
            moved(p.alpha, p.eta, p.first, p.depth),
            moved(p.alpha, p.eta, p.second, p.depth),
        ),
    ),
    conjecture(
        id="zero.stays_positive",
        statement=r"\lambda = -\ell,\ \eta\alpha^{N-2}(\ell + \alpha^N) \le 1 \implies w(1) > 0",
        variables=(DEPTH, SIZE, ALPHA, ETA),
        hypotheses=(Hypothesis("eta alpha^{N-2} (l + alpha^N) <= 1", lambda a, p, c: 1 - pull(p)),),
        margin=lambda a, p, c: -a.indicator(pull(p) - 1),
    ),
)
