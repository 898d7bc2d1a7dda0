"""Read off spectra of a few eigenvalues, and said of any number of them."""

from fractions import Fraction
from functools import partial

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


def entropy_rank(a, p, c):
    """ln(5 r/2) - H at the last step, H the entropy of the shares of the nuclear norm."""
    w = iterates(a, p)[-1]
    nuclear = total(w)
    entropy = -total(x / nuclear * a.log(x / nuclear) for x in w)
    return a.log(Fraction(5, 2) * nuclear / w[0]) - entropy


def share_of_the_trace(a, p, c):
    whole, parts = total(p.spectrum), []
    for w in iterates(a, p):
        parts.append(w[0] / p.spectrum[0] + Fraction(1, 2) - total(w) / whole)
    return a.minimum(*parts)


def loss_left(a, p, c):
    """L <= 17/20 L(0) at each step with w_1 >= lambda_1/2."""
    states = iterates(a, p)
    losses = [total((x - w) ** 2 for x, w in zip(p.spectrum, ws, strict=True)) for ws in states]
    return a.minimum(
        *(
            a.maximum(17 - 20 * loss / losses[0], 1 - 2 * w[0] / p.spectrum[0])
            for w, loss in zip(states, losses, strict=True)
        )
    )


def cosine(a, p, c):
    """25 <W, What>^2 - 4 ||W||_F^2 ||What||_F^2, relative to the latter product."""
    size, parts = total(x * x for x in p.spectrum), []
    for ws in iterates(a, p):
        inner = total(w * x for w, x in zip(ws, p.spectrum, strict=True))
        parts.append(25 * inner**2 / (total(w * w for w in ws) * size) - 4)
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="eigenvalues.entropy_rank",
        statement=r"\exp(-\sum p_i \ln p_i) \le \tfrac52 r(W(k)),\ p_i = w_i/\sum_j w_j",
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        exact=False,
        margin=entropy_rank,
    ),
    conjecture(
        id="eigenvalues.share_of_the_trace",
        statement=(
            r"\operatorname{tr} W(k)/\operatorname{tr} \hat W \le w_1(k)/\lambda_1 + \tfrac12"
        ),
        variables=VARIABLES,
        hypotheses=(BELOW, SMALL),
        margin=share_of_the_trace,
    ),
    conjecture(
        id="eigenvalues.loss_left",
        statement=(
            r"\alpha^N \le \lambda_1/100,\ w_1(k) \ge \lambda_1/2 \implies"
            r" L(k) \le \tfrac{17}{20} L(0)"
        ),
        variables=VARIABLES,
        hypotheses=(
            BELOW,
            SMALL,
            Hypothesis(
                "alpha^N <= lambda_1/100",
                lambda a, p, c: 1 - 100 * p.alpha**p.depth / p.spectrum[0],
            ),
        ),
        margin=loss_left,
    ),
    conjecture(
        id="eigenvalues.cosine",
        statement=(
            r"\lambda_n \ge \lambda_1/2 \implies"
            r" \langle W(k), \hat W\rangle \ge \tfrac25 \|W(k)\|_F \|\hat W\|_F"
        ),
        variables=VARIABLES,
        hypotheses=(
            BELOW,
            SMALL,
            Hypothesis(
                "lambda_n >= lambda_1/2", lambda a, p, c: 2 * p.spectrum[-1] / p.spectrum[0] - 1
            ),
        ),
        margin=cosine,
    ),
)
