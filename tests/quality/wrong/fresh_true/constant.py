"""Theorems with the constant that they have."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)

CLAIMS = (
    # w^{1-1/N} <= sqrt w, and sqrt w (1 - w) is at most 2/(3 sqrt 3) = .38490.
    conjecture(
        id="constant.force_bounded",
        statement=r"0 < x < 1 \implies x^{N-1}(1 - x^N) \le 77/200",
        variables=(DEPTH, START),
        margin=lambda a, p, c: (
            Fraction(77, 200) - p.start ** (p.depth - 1) * (1 - p.start**p.depth)
        ),
    ),
)
