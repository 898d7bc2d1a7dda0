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


def ranks(a, p):
    return [sum(w[1:], w[0]) / w[0] for w in iterates(a, p)]


def twice_the_limit(a, p, c):
    limit = sum(p.spectrum[1:], p.spectrum[0]) / p.spectrum[0]
    return a.minimum(*(2 * limit + 4 - r for r in ranks(a, p)))


def nuclear(a, p, c):
    return a.minimum(
        *(
            20 * sum((x * x for x in w[1:]), w[0] ** 2) / sum(w[1:], w[0]) ** 2 - 1
            for w in iterates(a, p)
        )
    )


def jump(a, p, c):
    return a.minimum(*(1 + before - after for before, after in pairwise(ranks(a, p))))


def gaps(a, p, c):
    # 1 for a single eigenvalue, which has none.
    apart = [100 * (x - y) / p.spectrum[0] - 1 for x, y in pairwise(p.spectrum)]
    return a.minimum(*apart, 1 + 0 * p.alpha)


def crossings(a, p, c):
    """5 less how many eigenvalues reach half of their value at one step."""
    halves = [
        tuple(2 * w - x for w, x in zip(ws, p.spectrum, strict=True)) for ws in iterates(a, p)
    ]
    counts = []
    for before, after in pairwise(halves):
        marks = [a.indicator(y) - a.indicator(x) for x, y in zip(before, after, strict=True)]
        counts.append(5 - sum(marks[1:], marks[0]) / 2)
    return a.minimum(*counts)


def harmonic(a, p, c):
    return a.minimum(*(3 - sum(w[1:], w[0]) / p.spectrum[0] for w in iterates(a, p)))


CLAIMS = (
    conjecture(
        id="eigenvalues.twice_the_limit",
        statement=r"r(W(k)) \le 2 r(\hat W) + 4",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=twice_the_limit,
    ),
    conjecture(
        id="eigenvalues.nuclear",
        statement=r"\|W(k)\|_*^2 \le 20 \|W(k)\|_F^2",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=nuclear,
    ),
    conjecture(
        id="eigenvalues.jump",
        statement=r"r(W(k+1)) \le r(W(k)) + 1",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=jump,
    ),
    conjecture(
        id="eigenvalues.crossings",
        statement=(
            r"\lambda_i - \lambda_{i+1} \ge \lambda_1/100 \implies"
            r"\text{ at most five eigenvalues reach half of their value at one step}"
        ),
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL, Hypothesis("gaps of lambda_1/100", gaps)),
        margin=crossings,
    ),
    conjecture(
        id="eigenvalues.harmonic",
        statement=r"\lambda_i \le \lambda_1/i \implies \|W(k)\|_* \le 3 \lambda_1",
        variables=VARIABLES,
        hypotheses=(
            BELOW,
            SMALL,
            Hypothesis(
                "lambda_i <= lambda_1/i",
                lambda a, p, c: a.minimum(
                    *(p.spectrum[0] - i * x for i, x in enumerate(p.spectrum, start=1))
                ),
            ),
        ),
        margin=harmonic,
    ),
)
