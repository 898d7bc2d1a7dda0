"""True in every corner."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
Y = Variable("y", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)


def product(a, p, c):
    """f(xy) - f(x) f(y), without the common (xy)^{N-1}."""
    u, v = p.x**p.depth, p.y**p.depth
    return 1 - u * v - (1 - u) * (1 - v)


CLAIMS = (
    # u + v >= 2uv.
    conjecture(
        id="corner.product_of_two",
        statement=r"f(x) = x^{N-1}(1 - x^N) \implies f(xy) \ge f(x) f(y)",
        variables=(DEPTH, X, Y),
        margin=product,
    ),
)
