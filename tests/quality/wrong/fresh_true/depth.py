"""True at every depth."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)


def nine_sixteenths(a, p, c):
    N, x = p.depth, p.start
    y = x + x ** (N - 1) * (1 - x**N) / N
    return 9 * (1 - x**N) ** 2 - 16 * (1 - y**N) ** 2


CLAIMS = (
    # By Bernoulli w(1) >= w + w^{2-2/N} (1 - w), so 1 - w(1) <= (1 - w)(1 - w^2) <= 3/4 (1 - w).
    conjecture(
        id="depth.nine_sixteenths",
        statement=r"h = 1/N,\ w(0) \ge 1/2 \implies L(1) \le \tfrac{9}{16} L(0)",
        variables=(DEPTH, START),
        hypotheses=(Hypothesis("w(0) >= 1/2", lambda a, p, c: 2 * p.start**p.depth - 1),),
        margin=nine_sixteenths,
    ),
)
