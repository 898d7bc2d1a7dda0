"""True of every divisor."""

from fractions import Fraction
from functools import partial

from dmfcheck import Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

LAYERS = Variable("layers", "integer", Fraction(2), Fraction(13), meaning="N")
INVERSE = Variable("inverse", "integer", Fraction(2), Fraction(10), meaning="m")
FINENESS = Variable("fineness", "integer", Fraction(2), Fraction(100), meaning="n")


def part_of_the_denominator(a, p, c):
    N, m = p.layers, p.inverse
    start = Fraction(1, m)
    after = start + start ** (N - 1) * (1 - start**N) / p.fineness
    return a.number(Fraction(1 if after.denominator % m ** (2 * N - 1) == 0 else -1))


CLAIMS = (
    # x_1 is (m^{2N-2} n + m^N - 1)/(m^{2N-1} n), whose numerator is prime to m.
    conjecture(
        id="arithmetic.part_of_the_denominator",
        statement=r"x_0 = 1/m,\ h = 1/n \implies m^{2N-1} \text{ divides the denominator of } x_1",
        variables=(LAYERS, INVERSE, FINENESS),
        margin=part_of_the_denominator,
    ),
)
