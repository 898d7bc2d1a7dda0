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


# Equalities of numbers that are not dyadic: a step size at its bound; a level that step 2 attains.
TIES = {
    "monotone.perturbed~only-rises": {
        "depth": 5,
        "spectrum": "100000,100000,379637599436800000/684539748133407",
        "alpha": "1435/412",
        "beta": "287/824000",
        "eta": "163958447795719650389244231021/100000000000000000000000000000000000000",
        "steps": 2,
    },
    "rank.leading_last/bound~start-past-sharp": {
        "depth": 2,
        "spectrum": "1,65535/65536",
        "rank": 2,
        "alpha": "1877/4096",
        "eta": "101/300",
        "delta": "34292220813003741310203014112587395773188060534075502466226273471347884423809"
        "43249191/6909434025168953186898423488192738560764355727491605100357419112857600000000000000000",
        "steps": 1,
    },
}


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
@pytest.mark.parametrize("name", TIES)
def test_ties_are_computed_exactly(name):
    claim = mutants()[name].claim
    found = check_counterexample(claim, claim.point(**TIES[name]), 300)
    assert (found.verdict, found.reason) == ("refuted", "")
