"""True of perturbed starts, W_1(0) = (alpha - beta) I."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ALPHA = Variable("alpha", "number", Fraction(0), Fraction(1), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def ratio(a, p, c):
    """p_0/q_0 - p_k/q_k of two layers, lambda = 0."""
    first, other = (1 - p.share) * p.alpha, p.alpha
    for _ in range(p.steps):
        w = first * other
        first, other = first - p.step * other * w, other - p.step * first * w
    return 1 - p.share - first / other


CLAIMS = (
    # p+/q+ = (p/q)(1 - eta q^2)/(1 - eta p^2), p <= q, and q falls.
    conjecture(
        id="perturbed.ratio",
        statement=(
            r"N = 2,\ \lambda = 0,\ \alpha \le 1,\ \eta \le 1/4 \implies p_k/q_k \le p_0/q_0"
        ),
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(Hypothesis("eta <= 1/4", lambda a, p, c: 1 - 4 * p.step),),
        margin=ratio,
    ),
)
