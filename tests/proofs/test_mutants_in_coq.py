"""A sample of the mutants, all refuted by Coq at the point that refutes it here.

All of them, and all refuted claims: ``python tests/soak/soak_kernel.py``.
"""

import re

import pytest

from dmfcheck.base import seeds
from dmfcheck.proofs.counterexample.export import check_counterexample, export
from dmfcheck.proofs.counterexample.term import CannotWrite
from dmfcheck.testing.mutation import try_mutant
from dmfcheck.theory.mutants import mutants

SEED = 1
SAMPLE = 6
MOST_CHARACTERS = 5_000
LONG = re.compile(r"\d{25}|\d{2}%N")
"""Numbers, and orbits of ten steps, that Coq takes longer for than a second or two."""


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


# Hypotheses that are equalities there, of numbers that are not dyadic: of what orbits attain,
# of the level that one attains when it is recovered. (One of parameters with denominators of 2,000
# bits, monotone.perturbed~order, takes Coq most of a minute.)
TIES = ["monotone.perturbed~only-rises", "rank.leading_last/bound~start-past-sharp"]


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
@pytest.mark.parametrize("name", TIES)
def test_ties_are_computed_exactly(name):
    mutant = mutants()[name]
    found = check_counterexample(
        mutant.claim, mutant.claim.point(**try_mutant(mutant).witness), 300
    )
    assert (found.verdict, found.reason) == ("refuted", "")
