"""Read off spectra of a few eigenvalues, and said of any number of them."""

from functools import partial
from itertools import pairwise

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_SPECTRUM, STEPS, Claim, Hypothesis

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

VARIABLES = (DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, STEPS)
BELOW = Hypothesis("alpha^N <= lambda_n", lambda a, p, c: 1 - p.alpha**p.depth / p.spectrum[-1])
SMALL = Hypothesis(
    "h_1 <= 1/N",
    lambda a, p, c: 1 - (p.depth * p.eta) ** p.depth * p.spectrum[0] ** (2 * p.depth - 2),
)


def iterates(a, p):
    """For each step the eigenvalues of W."""
    return list(zip(*(a.end_to_end(p, i) for i in range(len(p.spectrum))), strict=True))


def total(values):
    first, *rest = values
    return sum(rest, first)


def ranks(a, p):
    return [total(w) / w[0] for w in iterates(a, p)]


def gaps(a, p, c):
    apart = [50 * (x - y) / p.spectrum[0] - 1 for x, y in pairwise(p.spectrum)]
    return a.minimum(*apart, 1 + 0 * p.alpha)


def distance(a, p, c):
    missing = [[x - w for x, w in zip(p.spectrum, ws, strict=True)] for ws in iterates(a, p)]
    return a.minimum(*(6 * total(e * e for e in es) - total(es) ** 2 for es in missing))


def half_recovered(a, p, c):
    """r <= 2 wherever w_1 is between a half and three fifths of lambda_1."""
    parts = []
    for w in iterates(a, p):
        share = w[0] / p.spectrum[0]
        parts.append(a.maximum(2 - total(w) / w[0], 10 * share - 6, 1 - 2 * share))
    return a.minimum(*parts)


def variance(a, p, c):
    """5 - sum_i (u_i - mean)^2 of the recovered shares u_i."""
    n, parts = len(p.spectrum), []
    for ws in iterates(a, p):
        shares = [w / x for w, x in zip(ws, p.spectrum, strict=True)]
        mean = total(shares) / n
        parts.append(5 - total((u - mean) ** 2 for u in shares))
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="eigenvalues.distance",
        statement=(
            r"\lambda_i - \lambda_{i+1} \ge \lambda_1/50 \implies"
            r" \|\hat W - W(k)\|_*^2 \le 6 \|\hat W - W(k)\|_F^2"
        ),
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL, Hypothesis("gaps of lambda_1/50", gaps)),
        margin=distance,
    ),
    conjecture(
        id="eigenvalues.half_recovered",
        statement=(
            r"\lambda_2 \le \lambda_1/2,\ \alpha^N \le \lambda_1/100,\ "
            r"1/2 \le w_1(k)/\lambda_1 \le 3/5 \implies r(W(k)) \le 2"
        ),
        variables=VARIABLES,
        hypotheses=(
            BELOW,
            SMALL,
            Hypothesis(
                "lambda_2 <= lambda_1/2",
                lambda a, p, c: a.minimum(*(p.spectrum[0] - 2 * x for x in p.spectrum[1:]), 1),
            ),
            Hypothesis(
                "alpha^N <= lambda_1/100", lambda a, p, c: p.spectrum[0] - 100 * p.alpha**p.depth
            ),
        ),
        margin=half_recovered,
    ),
    conjecture(
        id="eigenvalues.whole_fall",
        statement=r"r(W(0)) - r(W(k)) \le 10",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=lambda a, p, c: a.minimum(*(10 + r - len(p.spectrum) for r in ranks(a, p))),
    ),
    conjecture(
        id="eigenvalues.steepest_fall",
        statement=r"r(W(k)) - r(W(k+1)) \le 5",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=lambda a, p, c: a.minimum(*(5 + y - x for x, y in pairwise(ranks(a, p)))),
    ),
    conjecture(
        id="eigenvalues.variance",
        statement=r"\sum_i (u_i - \bar u)^2 \le 5,\ u_i = w_i(k)/\lambda_i",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=variance,
    ),
)
