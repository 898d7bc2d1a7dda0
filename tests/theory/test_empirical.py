"""Claims whose evidence is a rate: one instance decides none of them, for any reader."""

import math

import pytest

from dmfcheck.claims.judge import confirm, float_margin
from dmfcheck.dynamics.instances.rates import rate_of
from dmfcheck.problems.studies.study import study_named
from dmfcheck.testing import ClaimUndecided, evidence, examine
from dmfcheck.testing.evidence import Evidence
from dmfcheck.testing.table import ledger_lines
from dmfcheck.theory.ledger import ledger

EMPIRICAL = [entry for entry in ledger().values() if entry.study is not None]
VALUES = {"size": 4, "rank": 1, "measurements": 14, "depth": 2, "scale": "1/100", "seed": 0}


def values_of(entry, **changed):
    names = {variable.name for variable in entry.variables}
    return {name: value for name, value in (VALUES | changed).items() if name in names}


@pytest.mark.parametrize("entry", EMPIRICAL, ids=lambda entry: entry.id)
def test_an_instance_has_a_margin_and_decides_nothing(entry):
    point = entry.point(**values_of(entry))
    margin = float_margin(entry, point)
    assert math.isfinite(margin)
    assert margin <= 1
    assert margin == float_margin(entry, point)
    verdict = confirm(entry, point)
    assert verdict.name == "undecided"
    assert f"dmfcheck study {entry.study}" in str(verdict)
    assert entry.study == study_named(entry.study).name
    assert (entry.kind, entry.expected) == ("empirical", "open")


def test_a_failing_instance_is_never_called_a_counterexample(monkeypatch):
    monkeypatch.setattr(evidence, "_RECORDS", {})  # this is no evidence of the run
    claim = ledger()["sensing.recovery"]
    # One measurement of a 4 x 4 matrix: nothing can recover it.
    values = values_of(claim, measurements=1)
    assert float_margin(claim, claim.point(**values)) < 0
    with pytest.raises(ClaimUndecided):
        examine("sensing.recovery", values)


def test_a_measured_claim_is_never_a_bare_pass():
    record = Evidence("sensing.recovery", "open")
    assert record.verdict == "undecided"
    record.rates.append(rate_of("sensing.recovery", [True] * 9 + [False], 7, depth=3).as_json())
    assert record.verdict == "measured"
    assert record.as_expected
    _, line, rate = ledger_lines([record], 120)
    assert "measured" in line
    assert rate.strip() == "rate 0.900 [0.555, 0.997], 9 of 10, seed 7: depth=3"
    total = Evidence("sensing.recovery", "open")
    total.absorb(record.as_json())
    total.absorb(record.as_json())
    assert len(total.rates) == 2


def test_rates_are_in_the_same_order_whoever_found_them_first():
    two, three = (
        rate_of("sensing.recovery", [True, False], 0, depth=depth).as_json() for depth in (2, 3)
    )
    one = Evidence("sensing.recovery", "open", rates=[two, three])
    other = Evidence("sensing.recovery", "open", rates=[three, two])
    assert one.as_json() == other.as_json()
    assert ledger_lines([one], 120) == ledger_lines([other], 120)


def test_a_rate_is_not_what_a_theorem_needs():
    record = Evidence("step.monotone", "holds")
    record.rates.append(rate_of("step.monotone", [True], 0).as_json())
    assert record.verdict == "measured"
    assert not record.as_expected
