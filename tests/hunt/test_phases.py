"""The stream of shards: which come next, what is kept of those that ended, and which counts."""

from collections import Counter

import pytest

from dmfcheck import claim
from dmfcheck.hunt.search import CHOSEN, Search
from dmfcheck.hunt.shards import Task
from dmfcheck.hunt.stages import BY_NAME, GENERIC

SUBJECT = claim("order.preserved")


def values(steps, alpha="1/10"):
    return {"depth": 2, "spectrum": ["2", "1"], "alpha": alpha, "eta": "1/8", "steps": steps}


def result(*tightest, found=None, evaluations=10):
    counts = dict.fromkeys(("inside", "unknown", "certified", "false_alarms", "undecided"), 1)
    return counts | {"evaluations": evaluations, "tightest": tightest, "found": found}


def absorbed(search, stage, *tightest, found=None):
    task = Task(search.shards, 0, stage, (), 0)
    search.absorb(task, result(*tightest, found=found))


def absorbed_phase(search, *tightest):
    tasks = search.next_phase()
    for task in tasks:
        search.absorb(task, result(*tightest))
    return tasks


def test_the_first_phase_has_the_strategies_and_every_stage_that_needs_no_point():
    search = Search(SUBJECT, seed=3, strategies=2)
    first = search.next_phase()
    assert [task.number for task in first] == list(range(len(first)))
    assert [(task.stage, task.turn) for task in first[:2]] == [("drawn", 0), ("drawn", 1)]
    wanted = {stage.name for stage in GENERIC if stage.begins != "near"}
    counts = Counter(task.stage for task in first[2:])
    assert set(counts) == wanted
    assert all(counts[name] == BY_NAME[name].least for name in wanted)
    assert all(task.near == () for task in first)
    # Those of one stage are told apart by their turns.
    assert [task.turn for task in first if task.stage == "edge"] == list(
        range(BY_NAME["edge"].least)
    )


def test_a_later_phase_has_every_stage_and_some_that_are_chosen():
    search = Search(SUBJECT, seed=3, strategies=1)
    absorbed_phase(search, (0.5, values(1)))
    second = absorbed_phase(search, (0.25, values(100)))
    names = [stage.name for stage in GENERIC for _ in range(stage.least)]
    assert [task.stage for task in second[: len(names)]] == names
    assert len(second) == len(names) + CHOSEN
    third = search.next_phase()
    assert third[0].stage == "drawn"
    for task in second + third[1:]:
        if BY_NAME[task.stage].begins == "near":
            assert task.near
        for near in task.near:
            assert near in (values(1), values(100))
    # Sobol points are around what is known every other time.
    sweeps = [task for task in second + third if task.stage == "sobol"]
    assert [bool(task.near) for task in sweeps] == [task.turn % 2 == 1 for task in sweeps]
    assert {bool(task.near) for task in sweeps} == {False, True}


def test_a_stage_that_makes_progress_is_chosen_more_often():
    search = Search(SUBJECT, seed=0, strategies=0)
    counts = Counter()
    margin = 1.0
    for _ in range(40):
        for task in search.next_phase():
            if task.stage == "edge":
                margin /= 2
                search.absorb(task, result((margin, values(1))))
            else:
                search.absorb(task, result((2.0, values(1))))
            counts[task.stage] += 1
    more = {stage.name: counts[stage.name] - 40 * stage.least for stage in GENERIC}
    assert more["edge"] > 2 * max(more[name] for name in more if name != "edge")
    # And the others go on.
    assert min(more.values()) >= -1


def test_without_anything_known_no_stage_that_needs_a_point_is_run():
    search = Search(SUBJECT, seed=0, strategies=1)
    for _ in range(3):
        tasks = absorbed_phase(search)
        assert all(task.near == () for task in tasks)
        assert "neighbourhood" not in {task.stage for task in tasks}
        assert "evolution" in {task.stage for task in tasks}


def test_a_phase_follows_from_what_was_absorbed():
    one, other = (Search(SUBJECT, seed=5, strategies=1) for _ in range(2))
    for _ in range(4):
        first, second = one.next_phase(), other.next_phase()
        assert first == second
        for task in first:
            point = (1 / (1 + task.number), values(1 + task.number % 40))
            one.absorb(task, result(point))
            other.absorb(task, result(point))
    assert Search(SUBJECT, 6, 1).next_phase() != Search(SUBJECT, 5, 1).next_phase()


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
