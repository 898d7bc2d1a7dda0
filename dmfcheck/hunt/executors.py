"""Where shards run: in this process, in local processes, or on a Dask cluster.

Each executor yields the results of a phase in the order of its tasks, whatever the order in which
they end, and repeats a shard whose worker died.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from dmfcheck.base.bounds import remaining
from dmfcheck.base.cluster import connected
from dmfcheck.base.workers import WorkerPool
from dmfcheck.hunt.heartbeat import EVERY, beat
from dmfcheck.hunt.shards import Task, run_shard, run_within
from dmfcheck.hunt.subject import Subject

Result = dict[str, Any]

ATTEMPTS = 4
"""How often a shard may take its worker with it before the hunt gives up."""


class WorkerLost(RuntimeError):
    """A shard ended its worker again and again."""


class Executor(Protocol):
    """Runs the shards of a phase."""

    def results(self, subject: Subject, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
        """(task, result) in the order of ``tasks``."""

    def close(self) -> None:
        """Let go of the workers, in flight or not."""


class Serial:
    """One shard after the other, in this process."""

    def results(self, subject: Subject, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
        """(task, result) in the order of ``tasks``."""
        for task in tasks:
            yield task, run_shard(subject, task)

    def close(self) -> None:
        """Nothing to let go of."""


class LocalPool:
    """``workers`` processes of this machine, begun afresh rather than forked."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = WorkerPool(workers)

    def pids(self) -> list[int]:
        """The process ids of the workers that run now."""
        return self._pool.pids()

    def results(self, subject: Subject, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
        """(task, result) in the order of ``tasks``."""
        futures = [self._pool.submit(run_shard, subject, task) for task in tasks]
        try:
            for index, task in enumerate(tasks):
                for attempt in range(1, ATTEMPTS + 1):
                    try:
                        result = _awaited(futures[index])
                        break
                    except BrokenProcessPool:
                        if attempt == ATTEMPTS:
                            raise WorkerLost(
                                f"shard {task.number} ended its worker again"
                            ) from None
                        self._replace(subject, tasks, futures)
                yield task, result
        finally:
            # Where the pool is used again, what has not begun is not waited for.
            for future in futures:
                future.cancel()

    def _replace(
        self, subject: Subject, tasks: Sequence[Task], futures: list[Future[Result]]
    ) -> None:
        """A new pool for the shards that the broken one did not finish."""
        self._pool.shutdown(wait=True)
        self._pool = WorkerPool(self.workers)
        for index, future in enumerate(futures):
            if future.cancelled() or isinstance(future.exception(), BrokenProcessPool):
                futures[index] = self._pool.submit(run_shard, subject, tasks[index])

    def close(self) -> None:
        """End the workers without waiting for the shards in flight."""
        self._pool.kill()


def _awaited(future: Any) -> Result:
    """The result of a local or a Dask future, with a beat now and then until it is there."""
    while True:
        beat()
        try:
            result: Result | None = future.result(timeout=max(0.0, min(EVERY, remaining())))
        except TimeoutError:
            continue
        except UnboundLocalError:
            # distributed has no result to return where a wait is cancelled as its time ends: the
            # shard goes on. One that has ended has its result, or an error of its own, at once.
            if not future.done():
                continue
            result = future.result()
        if result is not None:
            return result
        # The worker has given up a moment before this hunt does.
        time.sleep(max(0.0, min(EVERY, remaining())))


class Cluster:
    """The workers of a running Dask cluster, which must have this version of dmfcheck."""

    def __init__(self, scheduler: str) -> None:
        self._client = connected(scheduler)

    def results(self, subject: Subject, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
        """(task, result) in the order of ``tasks``."""
        from distributed import CancelledError, KilledWorker

        def submit(task: Task) -> Any:
            # A shard of a worker that dies is run again by the scheduler itself.
            # Its thread outlives the hunt, so it is told when to give up.
            return self._client.submit(
                run_within, subject, task, remaining(), pure=False, priority=-task.number
            )

        futures = [submit(task) for task in tasks]
        try:
            for index, task in enumerate(tasks):
                for attempt in range(1, ATTEMPTS + 1):
                    try:
                        result = _awaited(futures[index])
                        break
                    except (KilledWorker, CancelledError):
                        if attempt == ATTEMPTS:
                            raise WorkerLost(
                                f"shard {task.number} ended its worker again"
                            ) from None
                        futures[index] = submit(task)
                yield task, result
        finally:
            self._client.cancel(futures)

    def close(self) -> None:
        """Leave the cluster as it was found."""
        self._client.close()
