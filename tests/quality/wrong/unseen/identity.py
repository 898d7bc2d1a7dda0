"""Equalities that no float64 contradicts."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="identity", expected="open", exact=True)

SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
RATIO = Variable("ratio", "number", Fraction(0), Fraction(1, 10), open_low=True)
GROWTH = Variable("growth", "number", Fraction(0), Fraction(1, 1000), open_low=True, log_scale=True)
FEW = Variable("steps", "integer", Fraction(1), Fraction(5))
T = Fraction(1, 10**6)
ROOT_OF_FIVE = Fraction(2236067977500, 10**12)


def conserved(a, p, c):
    first, other, N = p.alpha - p.beta, p.alpha, p.depth
    for _ in range(p.steps):
        left = -p.size - first * other ** (N - 1)
        first, other = (
            first + p.eta * other ** (N - 1) * left,
            other + p.eta * first * other ** (N - 2) * left,
        )
    before = p.alpha**2 - (p.alpha - p.beta) ** 2
    return a.equal(other**2 - first**2, before, p.alpha**2)


def short(a, p, c):
    pull = p.eta * p.alpha ** (p.depth - 2) * (p.size + p.alpha**p.depth)
    return 1 - 10**6 * pull


def derivative(a, p, c):
    N = p.depth

    def f(x):
        return x ** (N - 1) * (1 - x**N)

    slope = (N - 1) * p.start ** (N - 2) - (2 * N - 1) * p.start ** (2 * N - 2)
    return a.equal((f(p.start + T) - f(p.start - T)) / (2 * T), slope, 2 * N)


def geometric(a, p, c):
    partial_sum = 0
    for k in range(12):
        partial_sum = partial_sum + p.ratio**k
    return a.equal(partial_sum, 1 / (1 - p.ratio), 1)


def logarithm(a, p, c):
    g = p.growth
    return a.equal(a.log(1 + g), g - g**2 / 2 + g**3 / 3, 1)


CLAIMS = (
    conjecture(
        id="identity.conserved",
        statement=(
            r"\eta\alpha^{N-2}(\ell + \alpha^N) \le 10^{-6},\ k \le 5 \implies"
            r" q_k^2 - p_k^2 = \alpha^2 - (\alpha - \beta)^2"
        ),
        variables=(DEPTH, SIZE, ALPHA, BETA, ETA, FEW),
        hypotheses=(
            Hypothesis("beta < alpha", lambda a, p, c: p.alpha - p.beta, strict=True),
            Hypothesis("eta alpha^{N-2} (l + alpha^N) <= 1e-6", short),
        ),
        margin=conserved,
    ),
    conjecture(
        id="identity.derivative",
        statement=(
            r"f'(x) = (f(x+t) - f(x-t))/(2t),\ t = 10^{-6},\ f(x) = x^{N-1}(1 - x^N),\ N \le 5"
        ),
        variables=(DEPTH, START),
        hypotheses=(Hypothesis("N <= 5", lambda a, p, c: 5 - p.depth + 0 * p.start),),
        margin=derivative,
    ),
    conjecture(
        id="identity.geometric",
        statement=r"\sum_{k < 12} x^k = 1/(1 - x),\ 0 < x \le 1/10",
        variables=(RATIO,),
        margin=geometric,
    ),
    conjecture(
        id="identity.two_layers",
        statement=r"L_2 = 2.236067977500 \implies (L_2 M)^2 = 5 M^2",
        variables=(ALPHA,),
        margin=lambda a, p, c: a.equal((ROOT_OF_FIVE * p.alpha) ** 2, 5 * p.alpha**2, p.alpha**2),
    ),
    conjecture(
        id="identity.logarithm",
        statement=r"0 < s \le 1/1000 \implies \ln(1 + s) = s - s^2/2 + s^3/3",
        variables=(GROWTH,),
        exact=False,
        margin=logarithm,
    ),
)
