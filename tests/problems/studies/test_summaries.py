"""Tables of the studies from results made by hand: what is counted, and over what."""

import math

import pytest

from dmfcheck.problems.studies.study import MODULES, study_named


@pytest.mark.parametrize("name", MODULES)
def test_tasks_follow_from_the_seed_and_are_all_different(name):
    study = study_named(name)
    tasks = study.tasks(3, 5)
    assert tasks == study.tasks(3, 5) != study.tasks(3, 6)
    assert len({tuple(sorted(task.items())) for task in tasks}) == len(tasks)
    assert len(tasks) == 3 * len(study.tasks(1, 5))
    assert study.name == name
    assert study.question.endswith("?")


def summary_of(name, result, runs=4):
    study = study_named(name)
    tasks = study.tasks(runs, 0)
    return study.summary(tasks, [result(task) for task in tasks], 0)


def test_completion_compares_matched_instances():
    """An error that falls with depth and with the start, and a nuclear norm in between."""

    def result(task):
        error = 0.3 / task["depth"] * task["scale"] ** 0.5 if task["depth"] else 0.05
        return {"error": error, "fit": 0.0, "steps": 7}

    table = summary_of("completion", result)
    assert {row["method"] for row in table.rows} == {
        "least nuclear norm",
        *(f"depth {depth}" for depth in (1, 2, 3, 4)),
    }
    assert {row["observations"] for row in table.rows} == {2000, 5000}
    for rate in table.rates:
        assert rate.estimate.runs == 4
        where = rate.where
        if rate.claim in ("completion.depth", "completion.scale"):
            assert rate.successes == 4
        if rate.claim == "completion.nuclear":
            wins = 0.3 / where["depth"] * where["scale"] ** 0.5 <= 0.05
            assert rate.successes == 4 * wins
    row = next(row for row in table.rows if row["method"] == "depth 2" and row["scale"] == 1e-2)
    assert row["error"]["mean"] == pytest.approx(0.015)
    assert row["fitted"] == 4


def test_plateaus_are_counted_per_ensemble():
    def result(task):
        rises = task["run"] % 2 == 0
        return {"rises": rises, "falls_first": False, "plateaus": 3, "error": 0.1, "fit": 1e-3}

    table = summary_of("plateaus", result)
    rates = [rate for rate in table.rates if rate.claim == "sensing.plateaus/rank-one"]
    assert {(rate.successes, rate.estimate.runs) for rate in rates} == {(2, 4)}
    assert {rate.successes for rate in table.rates if rate.claim == "random.falls_first"} == {0}
    assert len(table.rows) == 7 * 3 * 2


def test_recovery_counts_errors_of_a_tenth():
    def result(task):
        return {"error": 0.1 if task["ratio"] >= 2 else math.nextafter(0.1, 1), "fit": 0.0}

    table = summary_of("recovery", result)
    for rate in table.rates:
        enough = rate.where["measurements"] / (31 if rate.where["rank"] == 1 else 87) > 1.9
        assert rate.successes == (4 if enough or rate.claim != "sensing.recovery" else 0)


def test_gaussian_counts_where_early_stopping_beats_thresholding():
    errors = dict.fromkeys(("best step", "best plateau", "chosen plateau", "shrinkage"), 0.4) | {
        "threshold at rank": 0.5,
        "converged": 0.7,
    }

    def result(task):
        changed = {"best step": 0.5} if task["depth"] == 2 else {}
        return {"errors": errors | changed, "chosen": 3, "is best": True, "step": 9}

    table = summary_of("gaussian", result)
    assert {(r.where["depth"], r.successes) for r in table.rates} == {(2, 0), (3, 4), (4, 4)}
    assert all(rate.claim == "stopping.gaussian" for rate in table.rates)
