"""Read off shallow products, and said of every depth."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
GROWTH = Variable("growth", "number", Fraction(1), Fraction(2), open_low=True, open_high=True)
FIRST = Variable("first", "number", Fraction(0), Fraction(1), open_low=True, meaning="p")
OTHER = Variable("other", "number", Fraction(1), Fraction(2), meaning="q")


def downward_curvature(a, p, c):
    """1 + 1^T H 1/N, H the Hessian of the loss at equal factors."""
    N, x = p.depth, p.start
    return 1 - (N - 1) * x ** (N - 2) + (2 * N - 1) * x ** (2 * N - 2)


def halved_at_once(a, p, c):
    N, x = p.depth, p.start
    y = x + x ** (N - 1) * (1 - x**N) / N
    return (1 - x**N) ** 2 - 2 * (1 - y**N) ** 2


def fitted_ceiling(a, p, c):
    """1/(c-1) + (N-1)/c falls, up to the root c of (c-1) c^{N-1} = 1 to L_N."""
    N, root = p.depth, p.growth
    return 1 / (root - 1) + (N - 1) / root - Fraction(26 * N - 9, 20)


CLAIMS = (
    conjecture(
        id="depth.downward_curvature",
        statement=(
            r"0 < x < 1 \implies \tfrac1N \mathbf 1^T \nabla^2 L(x \mathbf 1) \mathbf 1 \ge -1"
            r"\ (\lambda = 1)"
        ),
        variables=(DEPTH, START),
        margin=downward_curvature,
    ),
    conjecture(
        id="depth.halved_at_once",
        statement=r"h = 1/N,\ w(0) \ge 49/100 \implies L(1) \le L(0)/2",
        variables=(DEPTH, START),
        hypotheses=(Hypothesis("w(0) >= 49/100", lambda a, p, c: 100 * p.start**p.depth - 49),),
        margin=halved_at_once,
    ),
    conjecture(
        id="depth.fitted_ceiling",
        statement=r"L_N = c^{N-1} + (N-1)/c,\ (c-1)c^{N-1} = 1 \implies L_N \ge (26N - 9)/20",
        variables=(DEPTH, GROWTH),
        hypotheses=(
            Hypothesis(
                "(c-1) c^{N-1} <= 1",
                lambda a, p, c: 1 - (p.growth - 1) * p.growth ** (p.depth - 1),
            ),
        ),
        margin=fitted_ceiling,
    ),
    conjecture(
        id="depth.common_factor",
        statement=(
            r"q^2 - p^2 \ge 99/100,\ p q^{N-1} \ge 1,\ 0 < p \le 1 \le q \implies q \ge 11/10"
        ),
        variables=(DEPTH, FIRST, OTHER),
        hypotheses=(
            Hypothesis("q^2 - p^2 >= 99/100", lambda a, p, c: 100 * (p.other**2 - p.first**2) - 99),
            Hypothesis("p q^{N-1} >= 1", lambda a, p, c: p.first * p.other ** (p.depth - 1) - 1),
        ),
        margin=lambda a, p, c: 10 * p.other - 11,
    ),
)
