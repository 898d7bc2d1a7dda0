"""The effective rank ||W||_* / ||W|| of diagonal matrices whose eigenvalues are orbits' ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.lacking import Blurred
from dmfcheck.replay.readings.numbers import Irrational, Numbers
from dmfcheck.replay.readings.orbits import perturbed, spectrum_orbits
from dmfcheck.replay.readings.truth import at_most, every


def rank_less_one(n: Numbers, ends: Sequence[Any]) -> Any:
    """sum_i |w_i| / max_i |w_i| - 1, to the digits of what is small in it.

    Of the matrix 0 there is none: Irrational or Blurred is raised.

    >>> from flint import fmpq
    >>> from dmfcheck.replay.readings.numbers import Exactly
    >>> rank_less_one(Exactly(), [fmpq(-1), fmpq(2), fmpq(-1)])
    1
    """
    sizes = [(abs(w), count) for w, count in counted(ends)]
    for lead, (top, ties) in enumerate(sizes):
        others = sizes[:lead] + sizes[lead + 1 :]
        if every(at_most(size, top) for size, _ in others):
            if at_most(top, 0) is not False:
                raise (Irrational if n.exact else Blurred)("the effective rank of the matrix 0")
            # Where one is known to be the largest, its own share is 1 without rounding.
            return sum((count * size / top for size, count in others), n.number(ties - 1))
    total = sum((count * size for size, count in sizes), n.number(0))
    return total / n.greatest([size for size, _ in sizes]) - 1


def counted(ends: Sequence[Any]) -> list[tuple[Any, int]]:
    """The values with how often each occurs; equal eigenvalues have one value, the same object.

    >>> w = object()
    >>> counted([w, w]) == [(w, 2)]
    True
    """
    values = {id(w): w for w in ends}
    counts = Counter(map(id, ends))
    return [(w, counts[key]) for key, w in values.items()]


def columns(n: Numbers, p: Point) -> list[tuple[Any, ...]]:
    """The eigenvalues of W(k) at every step k, of the start that the point has."""
    if "beta" not in p:
        orbits = spectrum_orbits(n, p)
        ends = {id(orbit): [d**p.depth for d in orbit] for orbit in orbits}
        return list(zip(*(ends[id(orbit)] for orbit in orbits), strict=True))
    return list(
        zip(*([w for _, _, w in perturbed(n, p, value)] for value in p.spectrum), strict=True)
    )


def ranks(n: Numbers, p: Point) -> list[Any]:
    """r(W(k)) - 1 at every step k."""
    return [rank_less_one(n, column) for column in columns(n, p)]
