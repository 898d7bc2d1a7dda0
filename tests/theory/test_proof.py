"""Proof objects: a graph of lemmas without a circle, each with what checks it."""

import pytest

from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.proof import (
    Cited,
    Coefficients,
    Inequality,
    Lemma,
    Proof,
    Range,
    Symbolic,
    Taken,
    proofs,
)

STEP = Lemma("step", "x^+ >= x", Coefficients(Inequality((Range("x"),), depths=(2, 3, 4))))
IDENTITY = Lemma("identity", "G(1) = 1", Symbolic("monotone_rank", depths=(3, 4, 5)))
BY_HAND = Lemma("limit", "x_k -> 1", Taken("notes/step.md"), rests_on=("step",))


def test_a_lemma_rests_on_what_is_there_already():
    with pytest.raises(ValueError, match="rests on what is not there yet"):
        Proof((BY_HAND, STEP))
    with pytest.raises(ValueError, match="step is there twice"):
        Proof((STEP,), (STEP,))


def test_a_proof_is_one_at_the_depths_of_all_its_parts():
    assert Proof((STEP, IDENTITY)).depths == (3, 4)
    assert Proof((STEP,)).depths == (2, 3, 4)
    assert Proof((BY_HAND.__class__("limit", "x_k -> 1", Taken("notes/step.md")),)).depths is None


def test_what_no_machine_checks_is_named():
    cited = Lemma("cited", "...", Cited("arXiv:2011.13772"))
    assert Proof((STEP, cited), (BY_HAND,)).taken == (cited, BY_HAND)
    assert Proof((STEP, IDENTITY)).taken == ()


def test_proofs_are_of_claims():
    assert set(proofs()) <= set(ledger())
