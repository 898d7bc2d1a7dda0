"""A sample of the mutants, all refuted by Coq at the point that refutes it here.

All of them, and all refuted claims: ``python tests/soak/soak_kernel.py``.
"""

import re

import pytest

from dmfcheck.base import seeds
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.claims.point import depth_of
from dmfcheck.proofs.counterexample.export import check_counterexample, export
from dmfcheck.proofs.counterexample.term import CannotWrite
from dmfcheck.testing.mutation import try_mutant
from dmfcheck.theory.mutants import mutants

SEED = 1
SAMPLE = 6
MOST_CHARACTERS = 5_000
LONG = re.compile(r"\d{25}|\d{2}%N")
"""Numbers, and orbits of ten steps, that Coq takes longer for than a second or two."""


def tie(claim, point):
    """A hypothesis that is an equality there, of numbers that no interval of dyadic ends shows."""
    denominators = [value.denominator for value in numbers(point.exact.values())]
    if all(bottom & (bottom - 1) == 0 for bottom in denominators):
        return False
    exact = Exact()
    read = point.converted(exact.number)
    constants = claim.constant_values(exact, depth_of(point))
    try:
        return any(h.margin(exact, read, constants) == 0 for h in claim.hypotheses)
    except NotExact:
        return False


def numbers(values):
    for value in values:
        yield from numbers(value) if isinstance(value, tuple) else [value]


def written():
    """(claim, point) of the first mutants, in an order that the seed tells, that are written."""
    names = sorted(mutants())
    seeds.branch(SEED, "kernel").shuffle(names)
    found = []
    for name in names:
        claim = mutants()[name].claim
        witness = try_mutant(mutants()[name]).witness
        assert witness is not None, name
        try:
            exported = export(claim, claim.point(**witness))
        except CannotWrite:
            continue
        text = exported.text
        if tie(claim, claim.point(**witness)):
            continue
        if len(text) <= MOST_CHARACTERS and not LONG.search(text):
            found.append((name, claim, claim.point(**witness)))
        if len(found) == SAMPLE:
            break
    return found


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
def test_coq_refutes_a_sample_of_the_mutants():
    sample = written()
    assert len(sample) == SAMPLE
    for name, claim, point in sample:
        found = check_counterexample(claim, point, 300)
        assert (name, found.verdict, found.reason) == (name, "refuted", "")
        assert "forall " in found.theorems[0].theorem.statement
