"""Equalities."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="identity", expected="open", exact=True)

SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)
RATIO = Variable("ratio", "number", Fraction(0), Fraction(9, 10), open_low=True)


def invariant(a, p, c):
    N, first, other = p.depth, p.alpha - p.beta, p.alpha
    left = -p.size - first * other ** (N - 1)
    e = p.eta * other ** (N - 2) * left
    after = (other + e * first) ** 2 - (first + e * other) ** 2
    # e may be large: the difference is measured beside both squares.
    return a.equal(after, (1 - e * e) * (other**2 - first**2), (1 + e * e) * (other**2 + first**2))


def binomial(a, p, c):
    y = p.eta * (p.size + p.alpha**2)
    return a.equal((1 - y) ** 2, 1 - 2 * y + y**2, 1 + y**2)


def geometric(a, p, c):
    partial_sum = 0
    for k in range(12):
        partial_sum = partial_sum + p.ratio**k
    return a.equal(partial_sum, (1 - p.ratio**12) / (1 - p.ratio), 1)


CLAIMS = (
    # perturbed.invariant
    conjecture(
        id="identity.invariant",
        statement=r"q^{+2} - p^{+2} = (1 - e^2)(q^2 - p^2),\ e = \eta q^{N-2}(\lambda - w)",
        variables=(DEPTH, SIZE, ALPHA, BETA, ETA),
        hypotheses=(Hypothesis("beta < alpha", lambda a, p, c: p.alpha - p.beta, strict=True),),
        margin=invariant,
    ),
    conjecture(
        id="identity.square",
        statement=r"N = 2,\ y = \eta(\ell + \alpha^2) \implies w(1)/w(0) = 1 - 2y + y^2",
        variables=(SIZE, ALPHA, ETA),
        margin=binomial,
    ),
    conjecture(
        id="identity.twelve_terms",
        statement=r"\sum_{k < 12} x^k = (1 - x^{12})/(1 - x)",
        variables=(RATIO,),
        margin=geometric,
    ),
)
