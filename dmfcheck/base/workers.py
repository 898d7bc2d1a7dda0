"""Processes that work for this one: they leave Ctrl-C to it, and end with it, however it ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from types import TracebackType
from typing import Any

from dmfcheck.base import interrupts
from dmfcheck.base.launched import killed_by_the_kernel


def cores() -> int:
    """How many processes may run at once here.

    >>> cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerPool(ProcessPoolExecutor):
    """``workers`` processes begun afresh rather than forked; each runs ``prepare`` first.

    A ``with`` block that ends by an exception, an interrupt say, kills them and waits for no task.

    >>> with WorkerPool(1) as pool:
    ...     pool.submit(abs, -2).result()
    2
    """

    def __init__(
        self,
        workers: int,
        prepare: Callable[..., object] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> None:
        if interrupts.are_heeded():
            _begin_tracker()
        super().__init__(workers, get_context("spawn"), _begin, (prepare, arguments))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Queue ``fn(*args, **kwargs)``, which may begin a process."""
        with undisturbed():
            return super().submit(fn, *args, **kwargs)

    def pids(self) -> list[int]:
        """The process ids of the workers that run now."""
        return sorted(self._processes or {})

    def kill(self) -> None:
        """End the workers without waiting for their tasks."""
        processes = list((self._processes or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        for process in processes:
            process.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        if kind is not None:
            self.kill()
        return super().__exit__(kind, value, traceback)


def _begin_tracker() -> None:
    """Begin the process that removes semaphores which are left, told not to warn of them.

    A command that an interrupt has not ended in time is ended without ado, which leaves some.
    """
    if sys.platform == "win32":
        return
    from multiprocessing import resource_tracker

    before = os.environ.get("PYTHONWARNINGS")
    quiet = "ignore:resource_tracker:UserWarning"
    os.environ["PYTHONWARNINGS"] = f"{before},{quiet}" if before else quiet
    try:
        with undisturbed():
            resource_tracker.ensure_running()
    finally:
        del os.environ["PYTHONWARNINGS"]
        if before is not None:
            os.environ["PYTHONWARNINGS"] = before


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep an interrupt until the end of the block, and from the processes begun within.

    Half a process begun would be on nobody's list. A blocked signal stays blocked in a new process,
    which would otherwise answer Ctrl-C with a traceback until it comes to ignore it.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or not callable(signal.getsignal(signal.SIGINT))  # ignored, or not Python's affair
    ):
        yield
        return
    arrived: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: arrived.append(number))
    masks = hasattr(signal, "pthread_sigmask")  # not on Windows
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
        if arrived and callable(handler):
            # Not raised as a signal again: that would be a second one.
            handler(signal.SIGINT, None)


def _begin(prepare: Callable[..., object] | None, arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if prepare is not None:
        prepare(*arguments)


def _end_with_parent() -> None:
    """Let this process end when the one that began it does, also in the middle of a long call."""
    parent = parent_process()
    if parent is None:
        return
    if killed_by_the_kernel():
        if os.getppid() != parent.pid:  # it ended before the kernel was asked
            os._exit(1)
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
