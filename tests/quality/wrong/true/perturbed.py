"""Perturbed starts within the step that is proved."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ALPHA = Variable("alpha", "number", Fraction(0), Fraction(1), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)


def states(p, N, eigenvalue):
    """(p, q) at every step from p = (1 - share) alpha, q = alpha."""
    first, other = (1 - p.share) * p.alpha, p.alpha
    yield first, other
    for _ in range(p.steps):
        left = eigenvalue - first * other ** (N - 1)
        first, other = (
            first + p.step * other ** (N - 1) * left,
            other + p.step * first * other ** (N - 2) * left,
        )
        yield first, other


def at_most(bound):
    return Hypothesis(f"eta <= {bound}", lambda a, p, c: bound - p.step)


CLAIMS = (
    # step.perturbed: 1/L_2 = .4472, 1/L_3 = .2846.
    conjecture(
        id="perturbed.two_layers_below",
        statement=r"N = 2,\ \lambda = 1,\ \alpha \le 1,\ \eta \le 11/25 \implies w(k) \le 1",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(11, 25)),),
        margin=lambda a, p, c: a.minimum(*(1 - f * q for f, q in states(p, 2, 1))),
    ),
    conjecture(
        id="perturbed.three_layers_below",
        statement=r"N = 3,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 7/25 \implies w(k) \ge -1",
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(7, 25)),),
        margin=lambda a, p, c: a.minimum(*(1 + f * q * q for f, q in states(p, 3, -1))),
    ),
    # perturbed.invariant, |e| <= 1.
    conjecture(
        id="perturbed.gap_shrinks",
        statement=(
            r"N = 2,\ \lambda = -1,\ \alpha \le 1,\ \eta \le 2/5 \implies"
            r" q_k^2 - p_k^2 \le q_0^2 - p_0^2"
        ),
        variables=(ALPHA, SHARE, STEP, STEPS),
        hypotheses=(at_most(Fraction(2, 5)),),
        margin=lambda a, p, c: a.minimum(
            *(
                p.alpha**2 * (1 - (1 - p.share) ** 2) - (q * q - f * f)
                for f, q in list(states(p, 2, -1))[1:]
            )
        ),
    ),
)
