import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.instances.rates import rate_of
from dmfcheck.testing import evidence
from dmfcheck.testing.rates import measured


def test_rates_are_recorded_under_their_claims(monkeypatch):
    monkeypatch.setattr(evidence, "_RECORDS", {})
    measured(rate_of("sensing.recovery", [True, False], 3, depth=depth) for depth in (2, 3))
    (record,) = evidence.gathered()
    assert (record.claim_id, record.expected, record.verdict) == (
        "sensing.recovery",
        "open",
        "measured",
    )
    assert record.drawn == record.satisfied == record.descents == 4
    assert [rate["where"] for rate in record.ordered_rates] == [{"depth": 2}, {"depth": 3}]
    with pytest.raises(BadInput, match=r"sensing\.recovry"):
        measured([rate_of("sensing.recovry", [True], 0)])
