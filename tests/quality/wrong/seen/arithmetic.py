"""What depends on the parity, the divisors or the combination of integers."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_SPECTRUM, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

HALF = Variable("half", "integer", Fraction(1), Fraction(10), meaning="N = 2 half")
PAIRS = Variable("pairs", "integer", Fraction(1), Fraction(6), meaning="k = 2 pairs")
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
PULL = Variable("pull", "number", Fraction(0), Fraction(21, 20), open_low=True)
NEGATIVE = Variable("negative", "integer", Fraction(0), Fraction(50))
RANK = Variable("rank", "integer", Fraction(1), Fraction(50))
MULTIPLE = Variable("multiple", "integer", Fraction(1), Fraction(50))
TO_TWELVE = Variable("depth", "integer", Fraction(3), Fraction(12))


def even_steps(a, p, c):
    """d(2 pairs)/alpha for lambda = -1, N even and the pull of the first step."""
    N, d = 2 * p.half, p.start
    eta = p.pull / (d ** (N - 2) * (1 + d**N))
    for _ in range(2 * p.pairs):
        d = d - eta * d ** (N - 1) * (1 + d**N)
    return d / p.start


def signs(a, p, c):
    """``negative`` of the N factors begin at -start, the others at start; lambda = 1."""
    N, j = p.depth, p.negative
    f, g = -p.start, p.start
    for _ in range(N * 4):
        # The gradient of a factor is (w - 1) w / factor; here the products of the others.
        w = f**j * g ** (N - j)
        f, g = (
            f + f ** max(j - 1, 0) * g ** (N - j) * (1 - w) / N,
            g + f**j * g ** max(N - j - 1, 0) * (1 - w) / N,
        )
    return 2 * f**j * g ** (N - j) - 1


def tail(a, p, c):
    w = [a.end_to_end(p, i)[-1] for i in range(len(p.spectrum))]
    L = min(p.rank, len(w) - 1)
    rest = sum(w[L + 1 :], w[L])
    return 6 * w[0] - rest


def squares_of_cosines(a, p, c):
    N = p.depth
    total = a.cos_pi(Fraction(0))
    for j in range(1, N):
        total = total + a.cos_pi(Fraction(2 * j * p.multiple % (2 * N), N)) ** 2
    return Fraction(3, 4) - total / N


def doubling_time(a, p, c):
    """From x_0 = 1/2 to w = 1/2 at h = 1/N: N 2^{N-2}/(N-2) + N/2 steps are enough."""
    N = p.depth
    x = a.number(Fraction(1, 2))
    for _ in range(N * 2 ** (N - 2) // (N - 2) + N // 2):
        x = x + x ** (N - 1) * (1 - x**N) / N
    return 2 * x**N - 1


CLAIMS = (
    conjecture(
        id="arithmetic.even_steps",
        statement=(
            r"N \text{ even},\ \lambda = -1,\ \eta(\alpha^{N-2} + \alpha^{2N-2}) \le 21/20,\ "
            r"k \text{ even} \implies d(k) \ge 0"
        ),
        variables=(HALF, START, PULL, PAIRS),
        margin=even_steps,
    ),
    conjecture(
        id="arithmetic.signs",
        statement=(
            r"j \text{ factors at } -x_0,\ N - j \text{ even},\ j < N,\ x_0 \ge 4/5,\ h = 1/N"
            r" \implies w(4N) \ge 1/2"
        ),
        variables=(DEPTH, NEGATIVE, START),
        hypotheses=(
            Hypothesis("N - j even", lambda a, p, c: -((p.depth - p.negative) % 2) + 0 * p.start),
            Hypothesis(
                "1 <= j < N",
                lambda a, p, c: min(p.negative - 1, p.depth - p.negative - 1) + 0 * p.start,
            ),
            Hypothesis("N <= 9", lambda a, p, c: 9 - p.depth + 0 * p.start),
            Hypothesis("x_0 >= 4/5", lambda a, p, c: 5 * p.start - 4),
        ),
        margin=signs,
    ),
    conjecture(
        id="arithmetic.tail",
        statement=(
            r"\alpha^N \le \lambda_n,\ h_1 \le 1/N,\ L \ge 3,\ k \ge 2 \implies"
            r" \sum_{i > L} w_i(k) \le 6 w_1(k)"
        ),
        variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, RANK, STEPS),
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
            Hypothesis(
                "3 <= L < n",
                lambda a, p, c: min(p.rank - 3, len(p.spectrum) - 1 - p.rank) + 0 * p.alpha,
            ),
            Hypothesis("k >= 2", lambda a, p, c: p.steps - 2 + 0 * p.alpha),
        ),
        margin=tail,
    ),
    conjecture(
        id="arithmetic.squares_of_cosines",
        statement=r"1 \le m < N \implies \sum_{j < N} \cos^2(2\pi j m/N) \le \tfrac{3}{4} N",
        variables=(DEPTH, MULTIPLE),
        hypotheses=(
            Hypothesis("m < N", lambda a, p, c: a.number(Fraction(p.depth - p.multiple - 1))),
        ),
        exact=False,
        margin=squares_of_cosines,
    ),
    conjecture(
        id="arithmetic.doubling_time",
        statement=r"x_0 = 1/2,\ h = 1/N \implies K(1/2) \le N 2^{N-2}/(N-2) + N/2",
        variables=(TO_TWELVE,),
        margin=doubling_time,
    ),
)
