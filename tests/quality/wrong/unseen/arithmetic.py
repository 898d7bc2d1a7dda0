"""What depends on the parity, the divisors or the combination of integers."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_SPECTRUM, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
FEW = Variable("steps", "integer", Fraction(1), Fraction(6))
MULTIPLE = Variable("multiple", "integer", Fraction(1), Fraction(200))


def pull(p):
    return p.eta * p.alpha ** (p.depth - 2) * (p.size + p.alpha**p.depth)


def shrinks(a, p, c):
    d, parts = p.alpha, []
    for _ in range(p.steps):
        d = d - p.eta * d ** (p.depth - 1) * (p.size + d**p.depth)
        parts.append(1 - (d / p.alpha) ** 2)
    return a.minimum(*parts)


def from_below(a, p, c):
    """w(k) >= 0 from the factors -start I, lambda = 1, h = 1/N."""
    d = -p.start
    for _ in range(p.steps):
        d = d + d ** (p.depth - 1) * (1 - d**p.depth) / p.depth
    return d**p.depth


def rank(a, p, c):
    w = [a.end_to_end(p, i)[-1] for i in range(len(p.spectrum))]
    return p.depth + p.steps + 5 - sum(w[1:], w[0]) / w[0]


def roots_of_unity(a, p, c):
    N = p.depth
    total = a.cos_pi(Fraction(0))
    for j in range(1, N):
        total = total + a.cos_pi(Fraction(2 * j * p.multiple % (2 * N), N))
    return Fraction(1, 2) - total


def two_thirds(a, p, c):
    """Between h = 5/4/N and 3/2/N: above 1 after odd numbers of steps from 24/25."""
    x = Fraction(24, 25) + 0 * p.start
    h = (Fraction(5, 4) + p.start / 4) / p.depth
    for _ in range(p.steps):
        x = x + h * x ** (p.depth - 1) * (1 - x**p.depth)
    return (x - 1) * (1 if p.steps % 2 else -1)


CLAIMS = (
    conjecture(
        id="arithmetic.shrinks",
        statement=(
            r"\lambda = -\ell,\ \eta\alpha^{N-2}(\ell + \alpha^N) \le 19/10,\ k \le 6"
            r" \implies |d(k)| \le \alpha"
        ),
        variables=(DEPTH, SIZE, ALPHA, ETA, FEW),
        hypotheses=(
            Hypothesis("eta alpha^{N-2} (l + alpha^N) <= 19/10", lambda a, p, c: 19 - 10 * pull(p)),
        ),
        margin=shrinks,
    ),
    conjecture(
        id="arithmetic.from_below",
        statement=r"d(0) = -x_0,\ \lambda = 1,\ h = 1/N \implies w(k) \ge 0",
        variables=(DEPTH, START, STEPS),
        margin=from_below,
    ),
    conjecture(
        id="arithmetic.rank",
        statement=r"\alpha^N \le \lambda_n,\ h_1 \le 1/N \implies r(W(k)) \le N + k + 5",
        variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis(
                "alpha^N <= lambda_n", lambda a, p, c: 1 - p.alpha**p.depth / p.spectrum[-1]
            ),
            Hypothesis(
                "h_1 <= 1/N",
                lambda a, p, c: (
                    1 - (p.depth * p.eta) ** p.depth * p.spectrum[0] ** (2 * p.depth - 2)
                ),
            ),
        ),
        margin=rank,
    ),
    conjecture(
        id="arithmetic.roots_of_unity",
        statement=r"m > N \implies \sum_{j < N} \cos(2\pi j m/N) \le 1/2",
        variables=(DEPTH, MULTIPLE),
        hypotheses=(
            Hypothesis("m > N", lambda a, p, c: a.number(Fraction(p.multiple - p.depth - 1))),
        ),
        exact=False,
        margin=roots_of_unity,
    ),
    conjecture(
        id="arithmetic.alternates",
        statement=(
            r"5/4 \le hN \le 3/2,\ x_0 = 24/25 \implies"
            r" x_k \ge 1 \text{ for odd } k,\ x_k \le 1 \text{ for even } k"
        ),
        variables=(DEPTH, START, STEPS),
        margin=two_thirds,
    ),
)
