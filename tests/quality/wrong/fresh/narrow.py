"""False in a narrow region, beside regions where the margin is nearly 0 anyway."""

from fractions import Fraction
from functools import partial
from itertools import pairwise

from dmfcheck import DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ALPHA = Variable("alpha", "number", Fraction(0), Fraction(3, 2), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, meaning="d_1(0)")
AHEAD = Variable("ahead", "number", Fraction(1), Fraction(101, 100), meaning="d_2(0)/d_1(0)")
FIRST = Variable("first", "number", Fraction(0), Fraction(1), open_low=True, meaning="d_1")
OTHER = Variable("other", "number", Fraction(0), Fraction(1), open_low=True, meaning="d_2")
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")


def moved(d, eta, eigenvalue, N):
    return d + eta * d ** (N - 1) * (eigenvalue - d**N)


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


def almost_one_start(a, p, c):
    d, e = p.start, p.start * p.ahead
    ratios = [(e / d) ** 3]
    for _ in range(p.steps):
        d, e = moved(d, p.step, 1, 3), moved(e, p.step, p.second, 3)
        ratios.append((e / d) ** 3)
    return unimodal(a, ratios)


def falls_for_ever(a, p, c):
    d = e = p.alpha
    ratios = [e / d]
    for _ in range(p.steps):
        d, e = moved(d, p.eta, 1, p.depth), moved(e, p.eta, p.second, p.depth)
        ratios.append(e / d)
    return a.minimum(*(before - after for before, after in pairwise(ratios)))


def perturbed(p, eigenvalue):
    """w at every step of two layers from (1 - share) alpha and alpha."""
    first, other = (1 - p.share) * p.alpha, p.alpha
    yield first * other
    for _ in range(p.steps):
        left = eigenvalue - first * other
        first, other = first + p.eta * other * left, other + p.eta * first * left
        yield first * other


def perturbed_rank(a, p, c):
    pairs = zip(perturbed(p, 1), perturbed(p, p.second), strict=True)
    return unimodal(a, [second / first for first, second in pairs])


def order_of_two(a, p, c):
    first = moved(p.first, p.step, 1, p.depth)
    return first - moved(p.other, p.step, p.second, p.depth)


TWO_STEPS = Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.second)

CLAIMS = (
    conjecture(
        id="narrow.almost_one_start",
        statement=(
            r"N = 3,\ h_1 \le 1/3,\ d_1(0) \le d_2(0) \le \tfrac{101}{100} d_1(0),\ "
            r"d_2(0)^3 \le \lambda_2 \implies r \text{ falls, then rises}"
        ),
        variables=(SECOND, START, AHEAD, STEP, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/3", lambda a, p, c: 1 - 3 * p.step),
            Hypothesis("d_2(0)^3 <= lambda_2", lambda a, p, c: p.second - (p.start * p.ahead) ** 3),
            TWO_STEPS,
        ),
        margin=almost_one_start,
    ),
    conjecture(
        id="narrow.falls_for_ever",
        statement=(
            r"h_1 \le 1/N,\ \lambda_2 \le \alpha^N \le \tfrac{21}{20}\lambda_1"
            r" \implies w_2/w_1 \text{ falls for ever}"
        ),
        variables=(DEPTH, SECOND, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/N", lambda a, p, c: 1 - p.depth * p.eta),
            Hypothesis("lambda_2 <= alpha^N", lambda a, p, c: p.alpha**p.depth - p.second),
            Hypothesis("alpha^N <= 21/20", lambda a, p, c: 21 - 20 * p.alpha**p.depth),
        ),
        margin=falls_for_ever,
    ),
    conjecture(
        id="narrow.perturbed_rank",
        statement=(
            r"N = 2,\ W_1(0) = (1 - s)\alpha I,\ h_1 \le 12/25,\ \alpha^2 \le \lambda_2"
            r" \implies r \text{ falls, then rises}"
        ),
        variables=(SECOND, ALPHA, SHARE, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 12/25", lambda a, p, c: 12 - 25 * p.eta),
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.alpha**2),
            TWO_STEPS,
        ),
        margin=perturbed_rank,
    ),
    conjecture(
        id="narrow.order_of_two",
        statement=(
            r"h_1 \le 101/(100N),\ \lambda_2 \le \lambda_1,\ d_2 \le d_1,\ d_i^N \le \lambda_i"
            r" \implies d_2^+ \le d_1^+"
        ),
        variables=(DEPTH, FIRST, OTHER, SECOND, STEP),
        hypotheses=(
            Hypothesis("h_1 <= 101/(100N)", lambda a, p, c: 101 - 100 * p.depth * p.step),
            Hypothesis("d_2 <= d_1", lambda a, p, c: p.first - p.other),
            Hypothesis("d_2^N <= lambda_2", lambda a, p, c: p.second - p.other**p.depth),
        ),
        margin=order_of_two,
    ),
)
