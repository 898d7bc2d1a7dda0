"""What a search has covered, and what is said of the rest."""

import json
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import DEPTH, Claim, Variable, claim
from dmfcheck.hunt.box import Box, axis_of
from dmfcheck.hunt.coverage import Coverage
from dmfcheck.hunt.shards import Task, run_shard
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.subject import Subject
from dmfcheck.hunt.uncovered import _range, explained, rows_of

UNIT = Variable("x", "number", Fraction(0), Fraction(1))
SPECTRUM = Variable("spectrum", "spectrum", Fraction(0), None)
STEPS = Variable("steps", "integer", Fraction(1), None)


def claimed(*variables):
    return Claim("my.claim", "x", "derived", "inequality", "open", variables, lambda a, p, c: 1)


def said(subject, coverage):
    return {row.of: (row.tried, row.not_tried) for row in rows_of(subject, coverage)}


def test_integers_that_were_not_tried_are_listed():
    subject = claimed(DEPTH, STEPS)
    coverage = Coverage()
    for depth, steps in ((2, 1), (3, 5), (3, 8), (7, 8)):
        coverage.saw_point(subject, {"depth": depth, "steps": steps})
    assert coverage.integers["depth"] == {"2": 1, "3": 2, "7": 1}
    rows = said(subject, coverage)
    assert rows["depth"] == ("2 to 7 (3 values)", "4 to 6, 8 to 50")
    assert rows["steps"] == ("1 to 8 (3 values)", "2 to 4, 6 to 7, beyond 8")


def test_nothing_is_left_of_what_was_tried_to_its_ends():
    subject = claimed(Variable("depth", "integer", Fraction(2), Fraction(4)), UNIT)
    coverage = Coverage()
    for depth, x in ((2, Fraction(0)), (3, Fraction(1)), (4, Fraction(1, 2))):
        coverage.saw_point(subject, {"depth": depth, "x": x})
    rows = said(subject, coverage)
    assert rows["depth"] == ("2 to 4 (3 values)", "")
    assert rows["x"] == ("0 to 1", "")
    assert rows["zeros"] == ("1 points with a number that is 0", "")


@pytest.mark.parametrize("spectrum", [("2", "1", "1"), ("2", "1", "0")])
def test_ties_and_zeros_of_single_points_are_counted(spectrum):
    subject = claimed(SPECTRUM)
    coverage = Coverage()
    coverage.saw_point(subject, {"spectrum": tuple(map(Fraction, spectrum))})
    tied = len(set(spectrum)) < 3
    assert (coverage.ties, coverage.zeros) == (int(tied), int(not tied))
    assert said(subject, coverage)["ties"][1] == ("" if tied else "equal eigenvalues")
    assert said(subject, coverage)["spectrum"] == (
        f"3 eigenvalues; {0 if not tied else 1} to 2",
        "more than 3; " + ("above 2" if not tied else "below 1, above 2"),
    )


def test_sizes_between_which_some_were_not_tried_are_counted():
    subject = claimed(SPECTRUM)
    coverage = Coverage()
    for size in (2, 3, 60):
        coverage.saw_point(subject, {"spectrum": (Fraction(1),) * size})
    assert said(subject, coverage)["spectrum"] == (
        "2 to 60 eigenvalues (3 sizes); 1 to 1",
        "more than 60; below 1, above 1",
    )


def test_a_batch_counts_the_points_within_the_hypotheses_only():
    subject = claimed(SPECTRUM, UNIT)
    box = Box(subject, Structure((), (("spectrum", (2,)),)))
    cube = np.array([[0.0, 0.0, 0.5], [0.2, 0.4, 0.0], [0.5, 0.5, 1.0], [1.0, 0.1, 0.9]])
    coverage = Coverage()
    coverage.saw_batch(box, cube, np.array([True, True, True, False]))
    assert coverage.shapes == {"spectrum": {"2": 3}}
    assert coverage.numbers["x"] == [0.0, 1.0]
    # The range of each parameter is that of its rows within: 1.0 of the last is none of them.
    assert coverage.numbers["spectrum"] == [0.0, float(box.axes[0].value(np.array([0.5]))[0])]
    assert (coverage.ties, coverage.zeros) == (2, 2)
    alone = Coverage()
    alone.saw_batch(box, cube, np.zeros(4, dtype=bool))
    assert alone == Coverage()


def test_matrices_that_may_be_other_than_square():
    for sizes, missing in ((("m", "n"), True), (("n", "n"), False)):
        subject = claimed(Variable("target", "matrix", sizes=sizes))
        coverage = Coverage()
        coverage.saw_point(subject, {"target": ((Fraction(1), Fraction(2)),) * 2})
        assert ("not square" in said(subject, coverage)["target"][1]) is missing
    wide = Coverage()
    subject = claimed(Variable("target", "matrix", sizes=("m", "n")))
    wide.saw_point(subject, {"target": ((Fraction(1), Fraction(2)),)})
    assert "not square" not in said(subject, wide)["target"][1]


def test_of_nothing_everything_is_left():
    rows = said(claimed(DEPTH, SPECTRUM, UNIT), Coverage())
    assert rows["depth"] == ("nothing", "2 <= depth <= 50")
    assert rows["x"] == ("nothing", "0 <= x <= 1")
    assert rows["spectrum"][0] == "nothing"
    assert rows["precision"][1] == "any point exactly or in balls"


def test_shards_hand_on_what_they_covered_as_json_and_it_adds_up():
    results = [run_shard(Subject("step.monotone"), Task(number, 0, "sobol")) for number in range(2)]
    total = Coverage()
    for result in results:
        total.add(json.loads(json.dumps(result["coverage"])))
    inside = sum(result["inside"] for result in results)
    assert inside
    for counts in total.integers.values():
        assert sum(counts.values()) == inside
    again = Coverage()
    again.add(total.as_json())
    assert again == total


def test_decisions_are_counted_by_what_decided_them():
    coverage = Coverage()
    for bits in (0, 64, 256):
        coverage.decided({"bits": bits})
    assert (coverage.exact, coverage.balls, coverage.bits) == (1, 2, 256)
    assert "2 in balls of up to 256 bits" in said(claimed(UNIT), coverage)["precision"][0]


def test_stages_that_never_ran_and_points_that_stayed_open_are_said():
    subject = claim("step.monotone")
    found = explained(subject, Coverage(), {"sobol": 9, "edge": 0}, {"unknown": 4, "inside": 9})
    rows = {row["of"]: row for row in found["rows"]}
    assert rows["stages"]["tried"] == "sobol"
    assert rows["stages"]["not_tried"] == "edge"
    assert rows["judgement"]["tried"] == "5 of 9 points in float64"
    assert rows["judgement"]["not_tried"] == (
        "4 points that float64 could not judge, 0 that stayed open"
    )
    assert json.loads(json.dumps(found)) == found


def test_an_end_that_no_float64_meets_is_met_by_the_next_one():
    start = Variable("start", "number", Fraction(19, 20), None)
    least = axis_of(start).low
    assert _range(start, [least, 9.0]) == ("0.95 to 9", "above 9")
    assert _range(start, [least + 0.1, 9.0])[1] == "below 1.05, above 9"
