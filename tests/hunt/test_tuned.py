"""Strategies that know where a claim is tight: their points are within its hypotheses."""

import pytest
from hypothesis import HealthCheck, given, settings

from dmfcheck import claim
from dmfcheck.claims.judge import failed_hypotheses
from dmfcheck.hunt.tuned import strategies_for
from dmfcheck.theory.look import looks

COUNT = 12


@pytest.mark.parametrize("claim_id", [name for name, look in looks().items() if look.first])
def test_what_is_drawn_is_mostly_within_the_hypotheses(claim_id):
    subject = claim(claim_id)
    drawn = []

    @settings(
        max_examples=COUNT,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies_for(claim_id)[0])
    def collect(values):
        drawn.append(not failed_hypotheses(subject, subject.point(**values), last_bits=256)[0])

    collect()
    assert sum(drawn) >= len(drawn) / 2
