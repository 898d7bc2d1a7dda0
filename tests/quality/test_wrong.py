"""The wrong claims of the benchmark are wrong, each at a point that is known."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from dmfcheck.theory.ledger import ledger

HERE = Path(__file__).with_name("wrong")


def claims_of(half):
    """(file's stem, claim) of every claim of a half."""
    found = []
    for path in sorted((HERE / half).glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"benchmark_{half}_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [(path.stem, claim) for claim in module.CLAIMS]
    return found


CLAIMS = {half: claims_of(half) for half in ("seen", "unseen")}
# In a file of their own, which nothing that hunts a claim reads: Hypothesis draws the constants
# of modules.
POINTS = {half: json.loads((HERE / half / "points.json").read_text()) for half in CLAIMS}
WRONG = [(half, claim) for half, claims in CLAIMS.items() for _, claim in claims]


@pytest.mark.parametrize(("half", "claim"), WRONG, ids=[claim.id for _, claim in WRONG])
def test_a_wrong_claim_fails_with_certainty(half, claim):
    verdict = claim.examine(**POINTS[half][claim.id])
    assert verdict.name == "refuted", verdict


def test_the_halves_have_as_many_of_each_kind():
    kinds = {half: Counter(kind for kind, _ in claims) for half, claims in CLAIMS.items()}
    assert kinds["seen"] == kinds["unseen"]
    assert kinds["seen"].total() >= 75
    assert all(
        claim.id.startswith(f"{kind}.") for claims in CLAIMS.values() for kind, claim in claims
    )


def test_each_is_a_conjecture_of_its_own():
    ids = [claim.id for _, claim in WRONG]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(ledger())
    # What a claim says of itself tells nobody where it fails.
    assert {claim.expected for _, claim in WRONG} == {"open"}
    assert [claim.id for _, claim in WRONG if claim.counterexamples] == []
    assert {half: set(points) for half, points in POINTS.items()} == {
        half: {claim.id for _, claim in claims} for half, claims in CLAIMS.items()
    }
