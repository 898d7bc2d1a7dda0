"""The tasks of a study: the same results on any number of workers, and after an interrupt."""

import json

import pytest

from dmfcheck.problems.studies.pool import Journal, results_of
from dmfcheck.problems.studies.study import study_named

STUDY = study_named("gaussian")
TASKS = [
    {"seed": 3, "run": i, "signal": signal, "depth": 3}
    for i in range(2)
    for signal in ("weak", "strong")
]
HEADER = {"study": "gaussian", "seed": 3}


@pytest.fixture(scope="module")
def expected():
    return results_of(STUDY, TASKS, workers=1)


def test_results_do_not_depend_on_the_number_of_workers(expected):
    seen = []
    found = results_of(STUDY, TASKS, workers=2, progress=lambda *counts: seen.append(counts))
    assert found == expected
    assert seen == [(done, 4) for done in range(5)]
    assert json.loads(json.dumps(found)) == found


def test_results_do_not_depend_on_where_the_workers_are(expected):
    from distributed import LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options, silence_logs=50) as cluster:
        seen = []
        found = results_of(
            STUDY,
            TASKS,
            workers=1,
            progress=lambda *counts: seen.append(counts),
            scheduler=cluster.scheduler_address,
        )
    assert found == expected
    assert seen == [(done, 4) for done in range(5)]


def test_an_interrupted_study_goes_on_where_it_was(tmp_path, expected):
    path = tmp_path / "study.json.part"
    journal = Journal(path, HEADER)

    def interrupt(done, _):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        results_of(STUDY, TASKS, workers=1, journal=journal, progress=interrupt)
    kept = Journal(path, HEADER).read()
    assert len(kept) == 2
    with path.open("a") as handle:
        handle.write('\n{"index": 3, "resu')  # cut off while it was written
    seen = []
    again = Journal(path, HEADER)
    found = results_of(
        STUDY, TASKS, workers=1, journal=again, progress=lambda *counts: seen.append(counts)
    )
    assert seen[0] == (2, 4)
    assert found == expected
    assert len(Journal(path, HEADER).read()) == 4
    again.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["7", "[]", "{}", "[" * 100_000])
def test_a_line_that_is_no_entry_is_left_out(tmp_path, line):
    path = tmp_path / "study.json.part"
    Journal(path, HEADER).write(0, {"error": 1.0})
    path.write_text(path.read_text() + "\n" + line)
    assert Journal(path, HEADER).read() == {0: {"error": 1.0}}


def test_a_journal_of_other_settings_is_not_used(tmp_path):
    path = tmp_path / "study.json.part"
    Journal(path, HEADER).write(0, {"error": 1.0})
    assert Journal(path, HEADER).read() == {0: {"error": 1.0}}
    other = Journal(path, HEADER | {"seed": 4})
    assert other.read() == {}
    other.write(1, {"error": 2.0})
    assert Journal(path, HEADER).read() == {}
    assert Journal(path, HEADER | {"seed": 4}).read() == {1: {"error": 2.0}}


def test_what_is_no_journal_is_begun_anew(tmp_path):
    path = tmp_path / "study.json.part"
    for content in (b"", b"\xff\xff", b"[1, 2]"):
        path.write_bytes(content)
        journal = Journal(path, HEADER)
        assert journal.read() == {}
        journal.write(0, {})
        assert Journal(path, HEADER).read() == {0: {}}
