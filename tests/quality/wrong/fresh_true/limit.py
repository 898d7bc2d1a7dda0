"""True to the ends of two parameters."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

GAP = Variable("gap", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)


def steepness(a, p, c):
    """phi(1 - gap)/N - 1 + 3/2 N gap, phi(x) = x^{N-1} (1 + ... + x^{N-1})."""
    N, x = p.depth, 1 - p.gap
    total = 1 + 0 * x
    for _ in range(N - 1):
        total = 1 + x * total
    return x ** (N - 1) * total / N - 1 + Fraction(3, 2) * N * p.gap


CLAIMS = (
    # x^j >= 1 - j (1 - x), summed over j = N-1, ..., 2N-2, whose sum is 3 N (N-1)/2.
    conjecture(
        id="limit.steepness_bounded",
        statement=r"x < 1 \implies \phi(x) \ge N - \tfrac32 N^2 (1 - x)",
        variables=(DEPTH, GAP),
        margin=steepness,
    ),
)
