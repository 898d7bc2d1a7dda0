"""False in a narrow region, beside regions where the margin is nearly 0 anyway."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
GAP = Variable("gap", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
FIRST = Variable("first", "number", Fraction(0), Fraction(1), open_low=True, meaning="d_1")
OTHER = Variable("other", "number", Fraction(0), Fraction(1), open_low=True, meaning="d_2")
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")
THIRD = Variable("third", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_3")


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


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def unimodal(a, values):
    before, after = least_so_far(a, values), least_so_far(a, values[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - values[k], after[k + 1] - values[k])
            for k in range(1, len(values) - 1)
        )
    )


def rank(a, p, c):
    d = e = p.alpha
    ranks = [2 + 0 * d]
    for _ in range(p.steps):
        d, e = moved(d, p.eta, 1, p.depth), moved(e, p.eta, p.second, p.depth)
        ranks.append(1 + (e / d) ** p.depth)
    return unimodal(a, ranks)


def entropy(a, p, c):
    """-sum p_i ln p_i, two layers."""
    ds, ranks = [p.alpha] * 3, []
    for _ in range(p.steps):
        w = [d * d for d in ds]
        shares = [x / (w[0] + w[1] + w[2]) for x in w]
        ranks.append(-sum((x * a.log(x) for x in shares[1:]), shares[0] * a.log(shares[0])))
        ds = [moved(d, p.eta, x, 2) for d, x in zip(ds, (1, p.second, p.third), strict=True)]
    return unimodal(a, ranks)


def nearer(a, p, c):
    x = moved(moved(p.start, p.step, 1, p.depth), p.step, 1, p.depth)
    return (1 - p.start) - a.absolute(1 - x)


def kappa(a, p, c):
    """S+ - 21/20 kappa S for the eigenvalues 1 and second."""
    N, h, d, e = p.depth, p.step, p.first, p.other

    def growth(x, eigenvalue):
        return 1 + h * x ** (N - 2) * (eigenvalue - x**N)

    s, t, H = growth(d, 1), growth(e, p.second), h * d ** (N - 2)
    G = 1 + H * s ** (N - 2) - (1 + H) * s ** (2 * N - 2) + s ** (2 * N - 1)
    slope = s ** (N - 2) * ((2 * N - 1) * s**N - (2 * N - 2) * (1 + H) * s ** (N - 1))
    slope = slope + (N - 2) * H * s ** (N - 2) / s
    before = e**N * (t**N - s**N)
    after = (e * t) ** N * (growth(e * t, p.second) ** N - growth(d * s, 1) ** N)
    return after - Fraction(21, 20) * s * G ** (N - 1) * slope * before


CLAIMS = (
    conjecture(
        id="narrow.order",
        statement=r"N \ge 4,\ h_1 \le 11/(10N),\ \alpha^N \le \lambda_2 \implies d_1(k) \ge d_2(k)",
        variables=(DEPTH, GAP, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("N >= 4", lambda a, p, c: p.depth - 4 + 0 * p.alpha),
            Hypothesis("h_1 <= 11/(10N)", lambda a, p, c: 11 - 10 * p.depth * p.eta),
            Hypothesis("alpha^N <= lambda_2", lambda a, p, c: 1 - p.gap - p.alpha**p.depth),
        ),
        margin=order,
    ),
    conjecture(
        id="narrow.rank",
        statement=(
            r"n = 2,\ h_1 \le 51/(50N),\ \alpha^N \le \lambda_2"
            r" \implies r \text{ falls, then rises}"
        ),
        variables=(DEPTH, SECOND, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 51/(50N)", lambda a, p, c: 51 - 50 * p.depth * p.eta),
            Hypothesis("alpha^N <= lambda_2", lambda a, p, c: p.second - p.alpha**p.depth),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=rank,
    ),
    conjecture(
        id="narrow.entropy",
        statement=(
            r"N = 2,\ n = 3,\ h_1 \le 1/2,\ \alpha^2 \le \lambda_3 \implies"
            r" -\sum p_i \ln p_i \text{ falls, then rises}"
        ),
        variables=(SECOND, THIRD, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.eta),
            Hypothesis("alpha^2 <= lambda_3", lambda a, p, c: p.third - p.alpha**2),
            Hypothesis("lambda_3 <= lambda_2", lambda a, p, c: p.second - p.third),
            Hypothesis("3 steps", lambda a, p, c: p.steps - 3 + 0 * p.eta),
        ),
        exact=False,
        margin=entropy,
    ),
    conjecture(
        id="narrow.nearer",
        statement=r"x_0 < 1,\ h \le 201/(100N) \implies |1 - x_2| \le |1 - x_0|",
        variables=(DEPTH, START, STEP),
        hypotheses=(Hypothesis("h <= 201/(100N)", lambda a, p, c: 201 - 100 * p.depth * p.step),),
        margin=nearer,
    ),
    conjecture(
        id="narrow.kappa",
        statement=(
            r"h \le 1/N,\ d_2 \le d_1,\ w_2 \le \lambda_2"
            r" \implies S^+ \ge \tfrac{21}{20}\kappa S"
        ),
        variables=(DEPTH, FIRST, OTHER, SECOND, STEP),
        hypotheses=(
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("d_2 <= d_1", lambda a, p, c: p.first - p.other),
            Hypothesis("w_2 <= lambda_2", lambda a, p, c: p.second - p.other**p.depth),
        ),
        margin=kappa,
    ),
)
