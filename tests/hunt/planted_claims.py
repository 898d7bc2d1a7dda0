"""False claims whose violation is planted where few points are, in a file like a user's."""

from fractions import Fraction

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable

ZERO, ONE = Fraction(0), Fraction(1)


def needle(name, centre, radius):
    """A claim that fails within ``radius`` of ``centre``, and the more clearly the nearer to it."""
    names = [f"x{i}" for i in range(len(centre))]

    def margin(a, p, _):
        return sum(
            (p[name] - a.number(middle)) ** 2 for name, middle in zip(names, centre, strict=True)
        ) - a.number(radius**2)

    return Claim(
        id=name,
        statement="|x - c| >= r",
        source="derived",
        kind="inequality",
        expected="refuted",
        variables=tuple(Variable(name, "number", ZERO, ONE) for name in names),
        margin=margin,
        exact=True,
    )


CLAIMS = (
    needle("planted.needle", (Fraction(27, 89), Fraction(37, 61)), Fraction(1, 10_000)),
    needle("planted.deep", (Fraction(27, 89),) * 4, Fraction(1, 100_000)),
    needle("planted.wide", (Fraction(27, 89), Fraction(37, 61)), Fraction(1, 4)),
)
