"""Ctrl-C ends a command within seconds, also where the exception that it raises is lost.

Python raises it between two steps of its own, so not within a compiled loop; it drops one that is
raised in a destructor or in a callback from C, as that of a garbage collection is; and it joins
threads and processes before it exits.
"""

from __future__ import annotations

import math
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType

__all__ = ["GRACE", "INTERRUPTED", "are_heeded", "has_come", "heeded", "may_have_come"]

GRACE = 3.0
"""Seconds that an interrupted command has to let go of files and workers."""

INTERRUPTED = 130
"""The exit code, as of a shell: 128 + SIGINT."""

_DROPPED, _SHOWN = b"\0", b"\xff"  # no signals have these numbers

_AGAIN = {_DROPPED: 0.02, _SHOWN: 1.0}
"""Seconds after which a ``KeyboardInterrupt`` that was lost is raised again, by what tells of it.

Not at once, for the callback or the destructor may not have returned. Compiled code that shows it
raises as a rule an error of its own, and what lets go of files then is not to be interrupted.
"""


class _Handler:
    """Raises ``KeyboardInterrupt``, and knows whether it has, and whether the block has ended."""

    def __init__(self) -> None:
        self.interrupted = self.ended = False

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


def has_come() -> bool:
    """Whether a SIGINT has come since this process entered a block of :func:`heeded`.

    >>> has_come()
    False
    """
    handler = signal.getsignal(signal.SIGINT)
    return isinstance(handler, _Handler) and handler.interrupted


@contextmanager
def heeded() -> Iterator[None]:
    """Within the block and after it, SIGINT ends the process with :data:`INTERRUPTED`.

    It raises ``KeyboardInterrupt`` as ever, and again where Python says that it was lost; whatever
    becomes of that, the process ends after :data:`GRACE` seconds, or at the second SIGINT. So the
    block must be all that is left for the process to do. Nothing is changed where SIGINT is ignored
    or has a handler of the caller's, nor outside of the main thread.

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
    report, show = sys.unraisablehook, sys.excepthook

    def raise_again(how: bytes) -> None:
        if handle.interrupted:
            with suppress(OSError):  # nothing is said twice
                tell.send(how)

    def report_others(lost: sys.UnraisableHookArgs) -> None:
        # An interrupted pool may have closed its pipe before the exit of Python writes to it.
        closed = handle.interrupted and issubclass(lost.exc_type, OSError)
        if lost.exc_type is KeyboardInterrupt:
            raise_again(_DROPPED)
        elif not closed:
            report(lost)

    def show_others(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        # The block is all that is left, so what is shown within it was dropped by compiled code.
        if kind is KeyboardInterrupt and handle.interrupted:
            raise_again(_SHOWN)
        else:
            show(kind, error, trace)

    sys.unraisablehook, sys.excepthook = report_others, show_others
    threading.Thread(target=_end_late, args=(told, handle), daemon=True).start()
    try:
        yield
    finally:
        handle.ended = True
        if not handle.interrupted:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.set_wakeup_fd(before)
            sys.unraisablehook, sys.excepthook = report, show
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


def _end_late(told: socket.socket, handle: _Handler) -> None:
    """End the process some time after the first SIGINT that ``told`` tells of, if one comes.

    Until then raise again what it tells of as lost.
    """
    end = again = math.inf
    own = 0
    with told:
        while (now := time.monotonic()) < end:
            if now >= again:
                again = math.inf
                # What runs after the block lets go of things.
                if not handle.ended:
                    own += 1
                    _interrupt_main()
            told.settimeout(None if end == math.inf else max(0.001, min(end, again) - now))
            try:
                number = told.recv(1)
            except TimeoutError:
                continue
            if not number:
                return  # the block has ended without an interrupt
            if number in _AGAIN:
                again = time.monotonic() + _AGAIN[number]
            elif number[0] != signal.SIGINT:
                continue
            elif own:
                own -= 1
            elif end < math.inf:
                break
            end = min(end, time.monotonic() + GRACE)
        os._exit(INTERRUPTED)


def _interrupt_main() -> None:
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        # To the thread itself, which then wakes up if it waits.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
