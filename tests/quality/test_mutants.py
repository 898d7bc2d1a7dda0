"""The suite is worth as many wrong claims as it refutes."""

from collections import Counter
from pathlib import Path

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.testing.mutation import try_mutant
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

CLAIMS = Path(__file__).with_name("claims.txt").read_text().split()
"""The claims of the abstract as this project reads it, each with its parts (id/part)."""


@pytest.mark.parametrize("name", mutants())
def test_every_mutant_is_refuted_and_the_claim_itself_is_not(name):
    mutant = mutants()[name]
    trial = try_mutant(mutant)
    assert trial.killed, f"{mutant.broken}: {trial.satisfied}/{trial.evaluations} examined"
    original = ledger()[mutant.claim_id]
    if original.expected == "refuted":
        return
    # Otherwise the refutation would be of the claim itself, or of nothing.
    try:
        verdict = original.examine(**trial.witness)
    except BadInput:
        # The mutant claims something of depths or signs that the claim is not about.
        return
    assert verdict.name in ("holds", "outside hypotheses"), (name, verdict)


def test_every_claim_is_in_the_ledger_under_its_own_id():
    assert set(CLAIMS) <= set(ledger())


def test_every_claim_has_four_mutants_or_more():
    counts = Counter(mutant.claim_id.partition("/")[0] for mutant in mutants().values())
    assert [claim for claim in CLAIMS if counts[claim] < 4] == []
    assert counts.total() >= 150
