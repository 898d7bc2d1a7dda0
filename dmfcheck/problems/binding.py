"""Which points of a claim's domain a problem contains: the claims that apply to a descent."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dmfcheck.base.problem import Problem
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.point import Point


def points(
    claim: Claim, problem: Problem, *, steps: int, fraction: Fraction
) -> Iterator[tuple[Point, tuple[int, ...]]]:
    """The points of ``claim`` in ``problem``, each with the indices of its eigenvalues.

    A claim about one eigenvalue has a point for each, a claim about a spectrum one for each pair
    of neighbours that the identical start can tell apart. A perturbed start has none.

    >>> from dmfcheck.theory.ledger import claim
    >>> problem = Problem.from_spectrum("2,1,-1", depth=2, alpha="1/4", eta="1/8")
    >>> [i for _, i in points(claim("time.two_layer"), problem, steps=9, fraction=Fraction(1, 2))]
    [(0,), (1,)]
    """
    if problem.beta:
        return
    names = {variable.name for variable in claim.variables}
    shared = {
        "depth": problem.depth,
        "alpha": problem.alpha,
        "eta": problem.eta,
        "steps": steps,
        "fraction": fraction,
    }
    chosen = {name: value for name, value in shared.items() if name in names}
    for values, indices in _eigenvalues(names, problem):
        try:
            yield claim.point(**chosen, **values), indices
        except BadInput:
            # Outside the domain (a depth or a sign the claim is not about): no such point.
            continue


def _eigenvalues(
    names: set[str], problem: Problem
) -> Iterator[tuple[dict[str, object], tuple[int, ...]]]:
    if "eigenvalue" in names:
        for index, eigenvalue in enumerate(problem.spectrum):
            yield {"eigenvalue": eigenvalue}, (index,)
    elif "spectrum" in names:
        distinct = [
            index
            for index, value in enumerate(problem.spectrum)
            if value > 0 and (index == 0 or value < problem.spectrum[index - 1])
        ]
        for larger, smaller in pairwise(distinct):
            pair = (problem.spectrum[larger], problem.spectrum[smaller])
            yield {"spectrum": pair}, (larger, smaller)
