"""True of any number of eigenvalues."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_SPECTRUM, STEPS, Claim, Hypothesis

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)


def total(values):
    first, *rest = values
    return sum(rest, first)


def share_bounded(a, p, c):
    """w_1/lambda_1 + (sqrt n - 1)/(sqrt n + 1) less the share of the trace, at each step."""
    whole, parts = total(p.spectrum), []
    root = a.root(a.number(Fraction(len(p.spectrum))), 2)
    orbits = (a.end_to_end(p, i) for i in range(len(p.spectrum)))
    for w in zip(*orbits, strict=True):
        parts.append(w[0] / p.spectrum[0] + (root - 1) / (root + 1) - total(w) / whole)
    return a.minimum(*parts)


CLAIMS = (
    # w_i <= w_1 and w_i <= lambda_i (order.preserved, step.monotone). The difference is greatest
    # where lambda_i = w_i = w_1 for i >= 2; with s = w_1/lambda_1 it is then
    # (n-1) s (1-s)/(1 + (n-1) s), at most the bound, which it meets at s = 1/(1 + sqrt n).
    conjecture(
        id="eigenvalues.share_bounded",
        statement=(
            r"n \ge 2 \implies \operatorname{tr} W(k)/\operatorname{tr} \hat W \le"
            r" w_1(k)/\lambda_1 + (\sqrt n - 1)/(\sqrt n + 1)"
        ),
        variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("n >= 2", lambda a, p, c: len(p.spectrum) - 2 + 0 * p.alpha),
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
        exact=False,
        margin=share_bounded,
    ),
)
