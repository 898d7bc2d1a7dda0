"""Ctrl-C ends a command within seconds, also where the exception that it raises is lost.

Python raises it between two steps of its own, so not within a compiled loop; it drops one that is
raised in a destructor or in a callback from C; and it joins threads and processes before it exits.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

__all__ = ["GRACE", "INTERRUPTED", "are_heeded", "heeded", "may_have_come"]

GRACE = 3.0
"""Seconds that an interrupted command has to let go of files and workers."""

INTERRUPTED = 130
"""The exit code, as of a shell: 128 + SIGINT."""


class _Handler:
    """Raises ``KeyboardInterrupt``, and knows whether it has."""

    def __init__(self) -> None:
        self.interrupted = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = True
        signal.default_int_handler(number, frame)


def may_have_come() -> bool:
    """Whether a ``KeyboardInterrupt`` raised in this thread may be a SIGINT's.

    If not, the code that was run has raised it itself.

    >>> may_have_come()
    True
    """
    if threading.current_thread() is not threading.main_thread():
        return False
    handler = signal.getsignal(signal.SIGINT)
    if isinstance(handler, _Handler):
        return handler.interrupted
    return handler not in (signal.SIG_IGN, signal.SIG_DFL)


@contextmanager
def heeded() -> Iterator[None]:
    """Within the block and after it, SIGINT ends the process with :data:`INTERRUPTED`.

    It raises ``KeyboardInterrupt`` as ever; whatever becomes of that, the process ends after
    :data:`GRACE` seconds, or at the second SIGINT. So the block must be all that is left for the
    process to do. Nothing is changed where SIGINT is ignored or has a handler of the caller's, nor
    outside of the main thread.

    >>> with heeded():
    ...     pass
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    handle = _Handler()

    # A socket: Windows tells of signals through nothing else.
    told, tell = socket.socketpair()
    tell.setblocking(False)
    _kept_open.append(tell)
    # The interpreter writes the number of a signal here when it arrives, whatever else it does.
    before = signal.set_wakeup_fd(tell.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGINT, handle)
    report = sys.unraisablehook

    def report_others(lost: sys.UnraisableHookArgs) -> None:
        # An interrupted pool may have closed its pipe before the exit of Python writes to it.
        closed = handle.interrupted and issubclass(lost.exc_type, OSError)
        if lost.exc_type is not KeyboardInterrupt and not closed:
            report(lost)

    sys.unraisablehook = report_others
    threading.Thread(target=_end_late, args=(told,), daemon=True).start()
    try:
        yield
    finally:
        if not handle.interrupted:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.set_wakeup_fd(before)
            sys.unraisablehook = report
            _kept_open.remove(tell)
            tell.close()


def are_heeded() -> bool:
    """Whether this process is in a block of :func:`heeded`, as every command is.

    >>> are_heeded()
    False
    """
    return bool(_kept_open)


_kept_open: list[socket.socket] = []
"""The ends that are written to; one that was collected would be closed."""


def _end_late(told: socket.socket) -> None:
    """End the process some time after the first SIGINT that ``told`` tells of, if one comes."""
    with told:
        if _interrupted(told):
            told.settimeout(GRACE)
            with suppress(TimeoutError):
                _interrupted(told)
            os._exit(INTERRUPTED)


def _interrupted(told: socket.socket) -> bool:
    """Whether a SIGINT comes before the other end is closed."""
    while number := told.recv(1):
        if number[0] == signal.SIGINT:
            return True
    return False
