"""Runs the tasks of a study on several processes; the results do not depend on how many.

Every task runs with one thread of linear algebra in a process of its own kind, also when there is
one worker only: other thread counts round differently. Finished tasks wait in a file beside the
destination, so that an interrupted study goes on where it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from dmfcheck.base.cluster import connected
from dmfcheck.base.validation import BadInput
from dmfcheck.base.workers import WorkerPool
from dmfcheck.problems.studies.study import Result, Study, Task, study_named

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

Progress = Callable[[int, int], None]


def results_of(
    study: Study,
    tasks: Sequence[Task],
    *,
    workers: int,
    journal: Journal | None = None,
    progress: Progress | None = None,
    scheduler: str | None = None,
) -> list[Result]:
    """One result per task, in the order of the tasks.

    On ``workers`` processes, or on the Dask cluster whose ``scheduler`` is at an address.
    ``progress`` is told (tasks done, tasks in all). An interrupt leaves ``journal`` complete up to
    then.
    """
    found: dict[int, Result] = {} if journal is None else journal.read()
    if progress is not None:
        progress(len(found), len(tasks))
    waiting = [index for index in range(len(tasks)) if index not in found]
    if waiting:
        count = min(workers, len(waiting))
        with _local(count) if scheduler is None else _cluster(scheduler) as (submit, as_completed):
            sent = {submit(_work, study.name, tasks[i]): i for i in waiting}
            for future in as_completed(sent):
                index = sent[future]
                found[index] = future.result()
                if journal is not None:
                    journal.write(index, found[index])
                if progress is not None:
                    progress(len(found), len(tasks))
    return [found[index] for index in range(len(tasks))]


Submit = Callable[..., Any]
Completed = Callable[[Iterable[Any]], Iterable[Any]]


@contextmanager
def _local(workers: int) -> Iterator[tuple[Submit, Completed]]:
    """Processes of this machine."""
    with _one_thread(), WorkerPool(workers) as pool:
        yield pool.submit, futures.as_completed


@contextmanager
def _cluster(scheduler: str) -> Iterator[tuple[Submit, Completed]]:
    """The workers of a Dask cluster, of one thread each; what is in flight ends with the study."""
    client = connected(scheduler)
    try:
        from distributed import CancelledError, as_completed

        sent: list[Any] = []

        def submit(function: Submit, *arguments: object) -> Any:
            sent.append(client.submit(function, *arguments, pure=False))
            return sent[-1]

        try:
            yield submit, partial(as_completed, loop=client.loop)
        except CancelledError:
            raise BadInput(
                "--scheduler",
                f"{scheduler!r} has gone",
                "a running Dask scheduler: with -o, the study goes on where it was",
            ) from None
        finally:
            client.cancel(sent)
    finally:
        client.close()


def _work(name: str, task: Task) -> Result:
    return study_named(name).work(task)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes started within read these when they load their linear algebra."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class Journal:
    """The results of finished tasks, one line of JSON each, after a line that says of which study.

    A file that begins with another line belongs to other settings and is begun anew.

    >>> Journal(Path("nowhere.part"), {"study": "completion"}).read()
    {}
    """

    def __init__(self, path: Path, header: dict[str, Any]) -> None:
        self.path = path
        self._header = json.dumps(header, sort_keys=True)
        self._begun = False

    def read(self) -> dict[int, Result]:
        """The results on file; a line that an interrupt cut off is left out."""
        found: dict[int, Result] = {}
        try:
            first, *lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return found
        if first != self._header:
            return found
        for line in lines:
            with suppress(ValueError, KeyError, TypeError, RecursionError):
                entry = json.loads(line)
                found[int(entry["index"])] = entry["result"]
        self._begun = True
        return found

    def write(self, index: int, result: Result) -> None:
        """Add one result."""
        with self.path.open("a" if self._begun else "w", encoding="utf-8") as handle:
            if not self._begun:
                handle.write(self._header + "\n")
                self._begun = True
            # The line feed first: it ends whatever an interrupt may have cut off.
            handle.write("\n" + json.dumps({"index": index, "result": result}))

    def remove(self) -> None:
        """Nothing is left once the study is written."""
        self.path.unlink(missing_ok=True)
