"""monotone.*: the readings of C4 that are false, each refuted from scratch and where known."""

import pytest

from dmfcheck.testing import refute, refuted_at_known_points
from dmfcheck.theory.look import look

FALSE = [
    "monotone.literal",
    "monotone.literal/few_steps",
    "monotone.literal/perturbed",
    "monotone.entropy",
    "monotone.participation",
    "monotone.start/deep",
    "monotone.start/effective_rank",
    "monotone.schedule/small_powers",
    "monotone.momentum",
    "monotone.decay",
    "monotone.from_above/one_positive",
]


@pytest.mark.parametrize("claim_id", FALSE)
def test_it_is_refuted_from_scratch(claim_id):
    refute(claim_id, look(claim_id))


@pytest.mark.parametrize("claim_id", FALSE)
def test_it_is_refuted_where_it_is_known_to_fail(claim_id):
    refuted_at_known_points(claim_id)
