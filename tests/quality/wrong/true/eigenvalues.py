"""True of any number of eigenvalues."""

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


def total(values):
    first, *rest = values
    return sum(rest, first)


def iterates(a, p):
    """For each step the eigenvalues of W."""
    return list(zip(*(a.end_to_end(p, i) for i in range(len(p.spectrum))), strict=True))


def ranks(a, p):
    return [total(w) / w[0] for w in iterates(a, p)]


def nuclear(a, p, c):
    n = len(p.spectrum)
    return a.minimum(*(n * total(x * x for x in w) - total(w) ** 2 for w in iterates(a, p)))


def no_second_fall(a, p, c):
    rises = [after - before for before, after in pairwise(ranks(a, p))]
    return a.minimum(*(a.maximum(-x, y) for x, y in pairwise(rises)))


def kept(a, p, c):
    """r(k+1) against (w_1(k)/lambda_1) r(k)."""
    parts = []
    for w, after in pairwise(iterates(a, p)):
        parts.append(total(after) / after[0] - total(w) / p.spectrum[0])
    return a.minimum(*parts)


CLAIMS = (
    # After Cauchy and Schwarz.
    conjecture(
        id="eigenvalues.nuclear_of_n",
        statement=r"\|W(k)\|_*^2 \le n \|W(k)\|_F^2",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=nuclear,
    ),
    # monotone.rank
    conjecture(
        id="eigenvalues.no_second_fall",
        statement=r"r(k+1) > r(k) \text{ is followed by } r(k+2) \ge r(k+1)",
        variables=VARIABLES,
        hypotheses=(
            BELOW,
            SMALL,
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=no_second_fall,
    ),
    # monotone.onset
    conjecture(
        id="eigenvalues.kept",
        statement=r"r(W(k+1)) \ge (w_1(k)/\lambda_1) r(W(k))",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=kept,
    ),
)
