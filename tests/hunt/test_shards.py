"""A shard where a Dask worker runs it: beside other threads of the same process."""

import random
import threading
import warnings
from contextlib import contextmanager

from dmfcheck.hunt.shards import Task, run_shard, run_within
from dmfcheck.hunt.subject import Subject


@contextmanager
def others_draw():
    """Another thread that uses `random`, as the loop of a worker does."""
    ended = threading.Event()

    def use():
        while not ended.wait(1e-4):
            random.random()

    thread = threading.Thread(target=use)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_threads_that_use_random_are_not_warned_of():
    subject, task = Subject("step.monotone"), Task(0, 0, "drawn")
    expected = run_shard(subject, task)
    with warnings.catch_warnings(record=True) as said, others_draw():
        warnings.simplefilter("always")
        found = run_within(subject, task, 60)
    assert [str(one.message)[:60] for one in said] == []
    assert found == expected
