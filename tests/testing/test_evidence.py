import json

from dmfcheck.testing.evidence import Evidence
from dmfcheck.testing.recorded import FIELDS
from dmfcheck.testing.table import ledger_lines, vacuous_lines


def example():
    record = Evidence("step.monotone", "holds", drawn=10, satisfied=8, swept=8)
    record.saw_margin(0.5, {"depth": 2})
    record.saw_margin(0.25, {"depth": 3})
    record.binding["h <= 1/N"] += 3
    return record


def test_a_claim_without_evidence_is_undecided():
    assert Evidence("a", "holds", drawn=5, satisfied=5).verdict == "undecided"
    assert Evidence("a", "holds", proved_depths=[2]).verdict == "undecided"


def test_one_refutation_outweighs_everything():
    record = example()
    assert record.verdict == "holds"
    assert record.as_expected
    record.refuted = 1
    assert record.verdict == "refuted"
    assert not record.as_expected


def test_evidence_survives_the_way_through_json_and_adds_up():
    sent = json.loads(json.dumps(example().as_json()))
    total = example()
    total.absorb(sent)
    assert total.drawn == 20
    assert total.tightest == 0.25
    assert total.where == {"depth": 3}
    assert total.binding["h <= 1/N"] == 6


def test_points_without_a_margin_are_said_whole_and_with_what_was_raised():
    record = example()
    assert not any("no value" in line for line in ledger_lines([record], 80))
    record.saw_undefined(2, "")
    assert "    margin has no value at 2 of 10 points within the hypotheses: NaN in float64" in (
        ledger_lines([record], 40)
    )
    record.saw_undefined(90, "raises ValueError: nothing (my.py, line 2)")
    lines = ledger_lines([record], 40)
    said = "    margin has no value at 92 of 100 points within the hypotheses: "
    assert lines[2] == said + "ValueError: nothing (my.py, line 2)"
    record.drawn = 100
    assert vacuous_lines([record]) == [
        "hardly tested: step.monotone, 8 of 100 examples within its hypotheses and with a margin"
    ]


def test_points_without_a_margin_add_up_over_workers_and_add_no_key_to_the_ledger_file():
    first, second = example(), example()
    first.saw_undefined(3, "raises ValueError: b")
    second.saw_undefined(4, "raises ValueError: a")
    total = example()
    for record in (first, second, example()):
        total.absorb(json.loads(json.dumps(record.as_sent())))
    assert (total.undefined, total.raised) == (7, "raises ValueError: a")
    assert total.as_json().keys() == Evidence("a", "holds").as_json().keys() == {"id", *FIELDS}


def test_a_claim_that_few_examples_are_about_is_named():
    records = [
        Evidence("a", "holds", drawn=100, satisfied=20),
        Evidence("b", "holds", drawn=100, satisfied=19),
        Evidence("c", "holds"),
    ]
    assert [line.split()[2] for line in vacuous_lines(records)] == ["b,"]
    assert ledger_lines(records, 80)[-1] == vacuous_lines(records)[0]
