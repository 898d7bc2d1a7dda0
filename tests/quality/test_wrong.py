"""The wrong claims of the benchmark are wrong and the true ones hold, each at a known point."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from dmfcheck.theory.ledger import ledger

HERE = Path(__file__).with_name("wrong")
WANTED = {
    "seen": "refuted",
    "unseen": "refuted",
    "fresh": "refuted",
    "true": "holds",
    "fresh_true": "holds",
}


def claims_of(part):
    """(file's stem, claim) of every claim of a part of the benchmark."""
    found = []
    for path in sorted((HERE / part).glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"benchmark_{part}_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [(path.stem, claim) for claim in module.CLAIMS]
    return found


CLAIMS = {part: claims_of(part) for part in WANTED}
# In a file of their own, which nothing that hunts a claim reads: Hypothesis draws the constants
# of modules.
POINTS = {part: json.loads((HERE / part / "points.json").read_text()) for part in CLAIMS}
EACH = [(part, claim) for part, claims in CLAIMS.items() for _, claim in claims]


@pytest.mark.parametrize(("part", "claim"), EACH, ids=[claim.id for _, claim in EACH])
def test_a_claim_is_decided_at_its_point(part, claim):
    verdict = claim.examine(**POINTS[part][claim.id])
    assert verdict.name == WANTED[part], verdict


def test_the_parts_have_as_many_of_each_kind_and_true_ones_beside_them():
    kinds = {part: Counter(kind for kind, _ in claims) for part, claims in CLAIMS.items()}
    assert kinds["seen"] == kinds["unseen"]
    assert kinds["seen"].total() >= 75
    assert set(kinds["true"]) == set(kinds["seen"])
    assert kinds["true"].total() >= 40
    assert kinds["fresh"] == dict.fromkeys(kinds["seen"], 4)
    assert kinds["fresh_true"] == dict.fromkeys(kinds["seen"], 1)


def test_each_is_a_conjecture_of_its_own():
    ids = [claim.id for _, claim in EACH]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(ledger())
    # What a claim says of itself tells nobody whether and where it fails.
    assert {claim.expected for _, claim in EACH} == {"open"}
    assert [claim.id for _, claim in EACH if claim.counterexamples] == []
    for part, claims in CLAIMS.items():
        assert set(POINTS[part]) == {claim.id for _, claim in claims}
        for kind, claim in claims:
            assert claim.id.startswith(f"{kind}.")
