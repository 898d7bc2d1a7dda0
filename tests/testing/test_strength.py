"""Which evidence is the strongest, and what is proved whatever is run."""

from dataclasses import replace

import pytest

from dmfcheck.testing import strength
from dmfcheck.testing.strength import KINDS, amount, proved, strongest
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.proof import Lemma, Proof, Symbolic, Taken, proofs

BY_SIGNS = proofs()["step.monotone"].lemmas[0]
BY_BOXES = proofs()["order.preserved"].lemmas[0]
IDENTITY = Lemma("identity", "=", Symbolic("time"))
HUMAN = Lemma("induction", r"\forall k", Taken("notes/step.md"), (BY_SIGNS.name,))


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        ({}, "none"),
        ({"kernel": None, "swept": 0}, "none"),
        ({"swept": 3}, "swept"),
        ({"swept": 3, "certified": 1}, "certified"),
        ({"rates": [{}], "swept": 0}, "measured"),
        ({"certified": 1, "boxes": [2, 3]}, "boxes"),
        ({"boxes": [2], "coefficients": [2]}, "coefficients"),
        ({"proved_depths": [2, 3], "coefficients": [2]}, "symbolic"),
        ({"kernel": "a theorem", "proved_depths": [2]}, "kernel"),
    ],
)
def test_the_strongest(evidence, kind):
    assert strongest(evidence) == kind
    assert kind in KINDS


def test_the_amount():
    assert amount({"proved_depths": [2, 3]}) == "N = 2, 3"
    assert amount({"rates": [{}, {}]}) == "2"
    assert amount({}) == ""


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((BY_SIGNS,), "coefficients"),
        ((BY_SIGNS, BY_BOXES), "boxes"),
        ((IDENTITY,), "symbolic"),
        ((IDENTITY, BY_SIGNS), "coefficients"),
        ((BY_SIGNS, HUMAN), None),
    ],
)
def test_a_proof_counts_as_its_weakest_step(monkeypatch, steps, found):
    proof = Proof(tuple(replace(step, rests_on=()) for step in steps))
    monkeypatch.setattr(strength, "proofs", lambda: {"one": proof})
    depths = list(proof.depths or ())
    assert proved("one") == {"kernel": None} | ({found: depths} if found else {})


def test_every_claim_says_the_same_as_its_theorem():
    for claim_id in ledger():
        formal = formal_statements().get(claim_id)
        assert proved(claim_id)["kernel"] == (formal.evidence if formal else None)
