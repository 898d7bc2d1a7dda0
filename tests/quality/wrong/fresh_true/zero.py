"""Equalities that do not happen."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)


def push(p):
    """e = eta q^{N-2} (lambda - w) at the perturbed start."""
    w = (p.alpha - p.beta) * p.alpha ** (p.depth - 1)
    return p.eta * p.alpha ** (p.depth - 2) * (p.eigenvalue - w)


def factors_stay_apart(a, p, c):
    first, other = p.alpha - p.beta, p.alpha
    gap = other + push(p) * first - first - push(p) * other
    return -a.indicator(-a.absolute(gap))


CLAIMS = (
    # perturbed.invariant: q(1) - p(1) = (1 - e) beta.
    conjecture(
        id="zero.factors_stay_apart",
        statement=(
            r"0 < \beta < \alpha,\ \eta\alpha^{N-2}(\lambda - w(0)) < 1 \implies p(1) \ne q(1)"
        ),
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, BETA, ETA),
        hypotheses=(
            Hypothesis("beta < alpha", lambda a, p, c: p.alpha - p.beta, strict=True),
            Hypothesis(
                "eta alpha^{N-2} (lambda - w(0)) < 1", lambda a, p, c: 1 - push(p), strict=True
            ),
        ),
        margin=factors_stay_apart,
    ),
)
