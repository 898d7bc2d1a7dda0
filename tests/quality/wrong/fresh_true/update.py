"""Other step sizes that keep what plain descent does."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
FEW = Variable("steps", "integer", Fraction(1), Fraction(12))


def polyak(a, p, c):
    """Two layers with the step L/||nabla L||^2 = 1/(4 x^2)."""
    x, parts = p.start, []
    for _ in range(p.steps):
        x = x + (1 - x * x) / (4 * x)
        parts.append(1 - x)
    return a.minimum(*parts)


CLAIMS = (
    # 1 - x+ = (3x - 1)(1 - x)/(4x), and x grows.
    conjecture(
        id="update.polyak_from_a_third",
        statement=(
            r"\eta = L/\|\nabla L\|^2,\ N = 2,\ \lambda = 1,\ 1/3 \le x_0 < 1 \implies x_k \le 1"
        ),
        variables=(START, FEW),
        hypotheses=(Hypothesis("x_0 >= 1/3", lambda a, p, c: 3 * p.start - 1),),
        margin=polyak,
    ),
)
