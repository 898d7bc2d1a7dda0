"""The suite is worth as many wrong claims as it refutes."""

import pytest

from dmfcheck.claims.ledger import ledger
from dmfcheck.claims.mutants import mutants
from dmfcheck.mutation import try_mutant
from dmfcheck.replay.claims import _point
from dmfcheck.validation import BadInput


@pytest.mark.parametrize("name", mutants())
def test_every_mutant_is_refuted_with_certainty(name):
    trial = try_mutant(mutants()[name])
    assert trial.killed, f"{trial.mutant.broken}: {trial.satisfied}/{trial.evaluations} examined"


def test_the_true_claims_survive_what_refutes_their_mutants():
    # Otherwise the refutation would be of the claim itself, or of nothing.
    checked = 0
    for mutant in mutants().values():
        original = ledger()[mutant.claim_id]
        if original.expected == "refuted":
            continue
        witness = try_mutant(mutant).witness
        try:
            verdict = original.examine(**_point(mutant.claim, witness).exact)
        except BadInput:
            # The mutant claims something of depths or signs that the claim is not about.
            continue
        assert verdict.name in ("holds", "outside hypotheses"), (mutant.name, verdict)
        checked += 1
    assert checked > 50
