"""True, with margins that loop or are no number in float64."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

BEYOND = Variable("start", "number", Fraction(0), Fraction(6, 5), open_low=True)
TO_SIX = Variable("depth", "integer", Fraction(2), Fraction(6))


def some_decrease(a, p, c):
    """Halves h = 1 while the loss would rise."""
    x, N, h = p.start, p.depth, Fraction(1)
    loss, force = (1 - x**N) ** 2, x ** (N - 1) * (1 - x**N)
    while (1 - (x + h * force) ** N) ** 2 > loss and h > Fraction(1, 1000):
        h = h / 2
    return 16 * h - 1 + 0 * x


CLAIMS = (
    # h = 1/16 is small enough. From below, x_1 <= 1. From above, phi(x_0) < 25, so x_1 > 1 - s
    # with s = x_0 - 1, and 1 - (1 - s)^N <= N s <= (1 + s)^N - 1.
    conjecture(
        id="single.some_decrease",
        statement=(
            r"N \le 6,\ x_0 \le 6/5 \implies L(1) \le L(0) \text{ for an } h = 2^{-j} \ge 1/16"
        ),
        variables=(TO_SIX, BEYOND),
        margin=some_decrease,
    ),
)
