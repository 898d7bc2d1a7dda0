"""True of every parity and divisor."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

HALF = Variable("half", "integer", Fraction(1), Fraction(12), meaning="N = 2 half")
SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
FEW = Variable("steps", "integer", Fraction(1), Fraction(6))
MULTIPLE = Variable("multiple", "integer", Fraction(1), Fraction(200))
TO_TWELVE = Variable("depth", "integer", Fraction(3), Fraction(12))


def pull(p):
    N = 2 * p.half
    return p.eta * p.alpha ** (N - 2) * (p.size + p.alpha**N)


def shrinks(a, p, c):
    N, d, parts = 2 * p.half, p.alpha, []
    for _ in range(p.steps):
        d = d - p.eta * d ** (N - 1) * (p.size + d**N)
        parts.append(1 - (d / p.alpha) ** 2)
    return a.minimum(*parts)


def roots_of_unity(a, p, c):
    N = p.depth
    total = a.cos_pi(Fraction(0))
    for j in range(1, N):
        total = total + a.cos_pi(Fraction(2 * j * p.multiple % (2 * N), N))
    return Fraction(1, 2) - total


def doubling_time(a, p, c):
    N = p.depth
    x = a.number(Fraction(1, 2))
    for _ in range(N * 2 ** (N - 2) // (N - 2) + N):
        x = x + x ** (N - 1) * (1 - x**N) / N
    return 2 * x**N - 1


CLAIMS = (
    # step.nonpositive/even
    conjecture(
        id="arithmetic.even_shrinks",
        statement=(
            r"N \text{ even},\ \lambda = -\ell,\ \eta\alpha^{N-2}(\ell + \alpha^N) \le 19/10"
            r" \implies |d(k)| \le \alpha"
        ),
        variables=(HALF, SIZE, ALPHA, ETA, FEW),
        hypotheses=(
            Hypothesis("eta alpha^{N-2} (l + alpha^N) <= 19/10", lambda a, p, c: 19 - 10 * pull(p)),
        ),
        margin=shrinks,
    ),
    conjecture(
        id="arithmetic.no_multiple",
        statement=r"0 < m < N \implies \sum_{j < N} \cos(2\pi j m/N) \le 1/2",
        variables=(DEPTH, MULTIPLE),
        hypotheses=(
            Hypothesis("m < N", lambda a, p, c: a.number(Fraction(p.depth - p.multiple - 1))),
        ),
        exact=False,
        margin=roots_of_unity,
    ),
    # Ten depths, each computed.
    conjecture(
        id="arithmetic.doubled_in_time",
        statement=r"N \le 12,\ x_0 = 1/2,\ h = 1/N \implies K(1/2) \le N 2^{N-2}/(N-2) + N",
        variables=(TO_TWELVE,),
        margin=doubling_time,
    ),
)
