"""The stream of shards: which come next, what is kept of those that ended, and which counts."""

from fractions import Fraction

import pytest

from dmfcheck import claim
from dmfcheck.hunt.search import (
    EACH,
    EVOLUTIONS,
    MOST_SWEEPS,
    NEIGHBOURHOODS,
    STRUCTURES,
    SWEEPS,
    Search,
)
from dmfcheck.hunt.shards import Task

SUBJECT = claim("order.preserved")


def values(steps, alpha="1/10"):
    return {"depth": 2, "spectrum": ["2", "1"], "alpha": alpha, "eta": "1/8", "steps": steps}


def result(*tightest, found=None, evaluations=10):
    counts = dict.fromkeys(("inside", "unknown", "certified", "false_alarms", "undecided"), 1)
    return counts | {"evaluations": evaluations, "tightest": tightest, "found": found}


def absorbed(search, stage, *tightest, found=None):
    task = Task(search.shards, 0, stage, (), 0)
    search.absorb(task, result(*tightest, found=found))


def test_a_round_has_strategies_and_sweeps_then_evolutions_and_neighbourhoods():
    search = Search(SUBJECT, seed=3, strategies=2)
    first = search.next_phase()
    assert [task.number for task in first] == list(range(2 + SWEEPS))
    assert [(task.stage, task.strategy) for task in first] == [
        ("drawn", 0),
        ("drawn", 1),
        ("sobol", 0),
        ("sobol", 0),
        ("edge", 0),
        ("edge", 0),
    ]
    assert all(task.near == () for task in first)
    for task in first:
        search.absorb(task, result((float(9 - task.number), values(task.number + 1))))
    second = search.next_phase()
    assert [task.stage for task in second] == ["evolution"] * EVOLUTIONS + [
        "neighbourhood"
    ] * NEIGHBOURHOODS
    # The two tightest structures, one of all, and one of which nothing is known.
    assert second[0].near == (values(6),)
    assert second[1].near == (values(5),)
    assert len(second[2].near) == 1
    assert second[3].near == ()
    assert second[4].near == (values(6),)
    assert second[0].number == len(first)
    third = search.next_phase()
    sweeps = third[2:]
    assert len(sweeps) == 2 * SWEEPS
    # Every other sweep is around what is known.
    assert [bool(task.near) for task in sweeps] == [False, True] * SWEEPS
    assert [task.stage for task in sweeps] == ["sobol", "sobol", "edge", "edge"] * 2
    for _ in range(20):
        last = search.next_phase()
    assert len([t for t in last if t.stage in ("sobol", "edge")]) in (0, MOST_SWEEPS)


def test_without_anything_known_evolutions_start_anywhere():
    search = Search(SUBJECT, seed=0, strategies=1)
    search.next_phase()
    second = search.next_phase()
    assert [(task.stage, task.near) for task in second] == [("evolution", ())] * EVOLUTIONS


def test_the_worst_counterexample_is_kept_and_the_first_of_equals():
    search = Search(SUBJECT, seed=0, strategies=0)
    for stage, margin, name in (
        ("drawn", -1.0, "a"),
        ("sobol", -1.0, "b"),
        ("edge", -2.0, "c"),
        ("drawn", -1.5, "d"),
    ):
        absorbed(search, stage, found={"margin": margin, "name": name})
    assert search.found["name"] == "c"
    assert (search.found_by, search.found_after) == ("edge", 30)
    assert search.evaluations == 40
    equal = Search(SUBJECT, seed=0, strategies=0)
    for name in "ab":
        absorbed(equal, "drawn", found={"margin": -1.0, "name": name})
    assert (equal.found["name"], equal.found_after) == ("a", 10)


def test_margins_and_counts_are_kept_by_stage():
    search = Search(SUBJECT, seed=0, strategies=0)
    assert search.worst_margin is None
    absorbed(search, "drawn", (0.5, values(1)), (0.25, values(2)))
    absorbed(search, "drawn", (0.25, values(3)))
    absorbed(search, "sobol", (0.75, values(4)))
    assert search.worst_margin == 0.25
    assert search.stages["drawn"].at == values(2)
    assert search.stages["sobol"].best_margin == 0.75
    assert set(search.counts.values()) == {3}
    with pytest.raises(ValueError, match="order"):
        search.absorb(Task(5, 0, "drawn", (), 0), result())


def test_the_tightest_points_of_the_tightest_structures_are_kept():
    search = Search(SUBJECT, seed=0, strategies=0)
    alphas = [f"1/{10 + k}" for k in range(EACH + 2)]
    margins = [0.5, 0.1, 0.4, 0.1, 0.3]
    for margin, alpha in zip(margins, alphas, strict=True):
        absorbed(search, "drawn", (margin, values(1, alpha)))
    kept = search._ranked()
    assert [entry["alpha"] for entry in kept[0]] == [alphas[1], alphas[3], alphas[4]]
    for steps in range(2, STRUCTURES + 3):
        absorbed(search, "drawn", (float(steps), values(steps)))
    kept = search._ranked()
    assert len(kept) == STRUCTURES
    assert [pool[0]["steps"] for pool in kept] == list(range(1, STRUCTURES + 1))
    assert Fraction(kept[0][0]["alpha"]) == Fraction(1, 11)
