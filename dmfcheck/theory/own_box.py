"""The proof that is tried for a claim of a user's own: its margin, on its whole box."""

from __future__ import annotations

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.theory.proof import Bernstein, Inequality, Lemma, Proof, Range, constant

MOST_DEPTHS = 10
"""A claim of every depth is tried at so many, from the least on."""

NO_DEPTH = 0
"""What stands for the depth of a claim that has none."""


def proof_on_box(claim: Claim) -> Proof:
    """One lemma: margin >= 0 wherever the variables are in their ranges, whatever the hypotheses.

    That the margin has a value everywhere there is part of it. Raises ``ValueError`` where the
    variables are no box of numbers.

    >>> from dmfcheck.claims.domain import Variable
    >>> from fractions import Fraction
    >>> x = Variable("x", "number", Fraction(0))
    >>> mine = Claim("my.claim", "x >= 0", "own", "inequality", "holds", (x,), lambda a, p, c: p.x)
    >>> proof_on_box(mine).depths
    (0,)
    """
    ranges: list[Range] = []
    depths: tuple[int, ...] = (NO_DEPTH,)
    for variable in claim.variables:
        if variable.name == "depth":
            depths = _depths(variable)
        elif variable.shape != "number" or variable.low is variable.high is None:
            wrong = f"{variable.name} is no number with a bound"
            raise ValueError(f"{wrong}, and a box has such alone")
        else:
            low, high = variable.low, variable.high
            ranges.append(
                Range(
                    variable.name,
                    low=None if low is None else constant(low),
                    high=None if high is None else constant(high),
                    open_low=variable.open_low,
                    open_high=variable.open_high,
                )
            )
    check = Bernstein(Inequality(tuple(ranges), depths=depths, has_values=True))
    return Proof((Lemma("margin", claim.statement, check),))


def _depths(variable: Variable) -> tuple[int, ...]:
    if variable.shape != "integer":
        raise ValueError(f"depth is a {variable.shape}, and no integer")
    low = 0 if variable.low is None else int(variable.low)
    high = low + MOST_DEPTHS - 1
    if variable.high is not None:
        high = min(high, int(variable.high))
    if high < low:
        raise ValueError("depth has no value")
    return tuple(range(low, high + 1))
