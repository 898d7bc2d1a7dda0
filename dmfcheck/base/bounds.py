"""How long a decision may take: a limit that all that is called meets, and that nothing outlasts.

:func:`within` sets a limit for its block. What takes long asks :func:`check_time` now and then, and
what runs a margin, which may be anybody's loop, runs it in :func:`interruptible`: there an alarm
ends it, in the main thread of a system that has alarms. Elsewhere only the asking does.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from types import FrameType, TracebackType

__all__ = [
    "Limit",
    "OutOfWork",
    "TimeUp",
    "check_time",
    "effort",
    "interruptible",
    "remaining",
    "shared",
    "spend",
    "within",
]

AGAIN = 0.25
"""Seconds between two alarms: a margin that swallows the first one meets the next."""

LONGEST_ALARM = 1e8
"""Systems take no more; three years."""


class Limit:
    """A number of seconds (None: no end), when they end, and whether a block was ended by them.

    ``divisible`` says that a part of the work may be given a part of the time, see :func:`shared`.
    """

    def __init__(self, seconds: float | None, *, divisible: bool = True) -> None:
        self.seconds = seconds
        self.end = math.inf if seconds is None else time.monotonic() + seconds
        self.divisible = divisible
        self.reached = False

    @property
    def remaining(self) -> float:
        """The seconds that are left, negative when it is over."""
        return self.end - time.monotonic()


class TimeUp(BaseException):
    """The time is over; :func:`within` catches it at the end of the block whose ``limit`` it was.

    No ``Exception``, which a margin might catch, its caller take for an undefined margin and
    Hypothesis for a failing example.
    """

    def __init__(self, limit: Limit) -> None:
        super().__init__(f"{limit.seconds} s are over")
        self.limit = limit


_limit: ContextVar[Limit | None] = ContextVar("dmfcheck_time_limit", default=None)


class within:  # noqa: N801 - read as a verb: with within(5): ...
    """End the block after so many seconds (never if None); ``reached`` of the limit then says so.

    Of nested limits the earlier counts: it ends the blocks inside it too. A limit that is not
    ``divisible`` leaves the course of the work inside as it is until it is over.

    >>> with within(0.01) as limit:
    ...     while True:
    ...         check_time()
    >>> limit.reached
    True
    """

    def __init__(self, seconds: float | None, *, divisible: bool = True) -> None:
        self._seconds = seconds
        self._divisible = divisible
        self._own: Limit | None = None
        self._before: Token[Limit | None] | None = None

    def __enter__(self) -> Limit:
        outer = _limit.get()
        own = self._own = Limit(self._seconds, divisible=self._divisible)
        if own.end < (math.inf if outer is None else outer.end):
            self._before = _limit.set(own)
        return own

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if self._before is not None:
            _limit.reset(self._before)
        if not isinstance(error, TimeUp) or error.limit is not self._own:
            return False
        error.limit.reached = True
        return True


@contextmanager
def shared(part: float) -> Iterator[Limit]:
    """Give the block that part of the time that is left, where a limit is there to be divided.

    >>> with within(60), shared(0.5) as limit:
    ...     limit.remaining < 31
    True
    """
    limit = _limit.get()
    seconds = part * limit.remaining if limit is not None and limit.divisible else None
    with within(seconds) as own:
        yield own


def remaining() -> float:
    """The seconds that are left, negative when they are over; infinite without a limit.

    >>> remaining()
    inf
    """
    limit = _limit.get()
    return math.inf if limit is None else limit.remaining


def check_time() -> None:
    """Raise :class:`TimeUp` if the limit in force is over.

    >>> check_time()
    """
    limit = _limit.get()
    if limit is not None and time.monotonic() >= limit.end:
        raise TimeUp(limit)


class OutOfWork(ArithmeticError):
    """The work that a computation may take is used up, on whatever machine it runs."""


_effort: ContextVar[list[int] | None] = ContextVar("dmfcheck_effort", default=None)


@contextmanager
def effort(most: int) -> Iterator[None]:
    """Let the block spend so much work, in units of its own: what lasts a few seconds at most.

    Unlike a limit of time it ends the same computation at the same place everywhere.

    >>> with effort(2):
    ...     for _ in range(3):
    ...         spend(1)
    Traceback (most recent call last):
    dmfcheck.base.bounds.OutOfWork: more work than is worth it
    """
    before = _effort.set([most])
    try:
        yield
    finally:
        _effort.reset(before)


def spend(work: int) -> None:
    """Spend work of the :func:`effort` in force, if there is one, and look at the time.

    >>> spend(10**9)
    """
    check_time()
    left = _effort.get()
    if left is not None:
        left[0] -= work
        if left[0] < 0:
            raise OutOfWork("more work than is worth it")


@contextmanager
def interruptible() -> Iterator[None]:
    """Run the block so that the limit in force ends it even if it never asks for the time.

    By an alarm (SIGALRM), whose handler and timer are put back afterwards; a timer of somebody
    else's that goes off earlier is left alone. Without a limit, outside the main thread and where
    there are no alarms, the block runs as it is.

    >>> with within(0.05) as limit, interruptible():
    ...     while True:
    ...         pass
    >>> limit.reached
    True
    """
    limit = _limit.get()
    if limit is None or not _has_alarms():
        yield
        return
    left, begun = limit.remaining, time.monotonic()
    if left <= 0:
        raise TimeUp(limit)
    earlier, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < earlier <= left:
        yield
        return
    armed, rung = True, False

    def ring(_number: int, frame: FrameType | None) -> None:
        nonlocal rung
        # The next alarm comes soon.
        if armed and not _untouchable(frame):
            rung = True
            raise TimeUp(limit)

    handler = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, min(left, LONGEST_ALARM), AGAIN)
        try:
            yield
        except Exception as consequence:
            if rung:
                raise TimeUp(limit) from consequence
            raise
        finally:
            armed = False
        # Compiled code that calls back may lose the exception, and go on with half a result.
        if rung:
            raise TimeUp(limit)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if earlier > 0:
            # Whoever else set a timer gets its alarm when it was to come, or at once.
            rest = max(1e-3, earlier - (time.monotonic() - begun))
            signal.setitimer(signal.ITIMER_REAL, rest, interval)


UNTOUCHED = ("importlib._bootstrap", "numba.", "llvmlite.", "weakref")
"""Modules whose work is not broken off: loading and compiling, of which half is worse than none,
and callbacks, which swallow what is raised in them."""

SWALLOWING = ("__del__", "gc_callback")
"""Functions that Python calls by itself, and from which it lets nothing escape: finalisers, and
the callback by which Hypothesis measures the collection of garbage."""


CALLED_BACK = ("guarded",)
"""Functions that compiled code calls, and that catch whatever is raised in what they call: raised
in themselves it would be lost, and Python would go on with an exception set."""


def _untouchable(frame: FrameType | None) -> bool:
    """Whether ``frame`` is of :data:`CALLED_BACK`, or runs for one of the other two."""
    if frame is not None and frame.f_code.co_name in CALLED_BACK:
        return True
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith(UNTOUCHED):
            return True
        if frame.f_code.co_name in SWALLOWING:
            return True
        frame = frame.f_back
    return False


def _has_alarms() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
