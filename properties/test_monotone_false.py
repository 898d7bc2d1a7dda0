"""monotone.*: the readings of C4 that are false, each refuted from scratch and where known."""

import pytest

from dmfcheck.testing import refute, refuted_at_known_points
from dmfcheck.theory.monotone import literal_strategies as strategies
from dmfcheck.theory.monotone.rank_strategies import heavy_balls

FALSE = {
    "monotone.literal": strategies.semidefinite(),
    "monotone.literal/few_steps": strategies.many_initial_steps(),
    "monotone.literal/perturbed": strategies.perturbed_signs(),
    "monotone.entropy": strategies.clusters(),
    "monotone.participation": strategies.clusters(),
    "monotone.start/deep": strategies.unordered_pairs(3),
    "monotone.start/effective_rank": strategies.unordered_pairs(2),
    "monotone.momentum": heavy_balls(),
    "monotone.decay": strategies.decays(),
    "monotone.from_above/one_positive": strategies.one_positive(),
}


@pytest.mark.parametrize("claim_id", FALSE)
def test_it_is_refuted_from_scratch(claim_id):
    refute(claim_id, FALSE[claim_id])


@pytest.mark.parametrize("claim_id", FALSE)
def test_it_is_refuted_where_it_is_known_to_fail(claim_id):
    refuted_at_known_points(claim_id)
