"""Word from inside a shard that the search goes on, so that a slow one can be shown and stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 0.5
"""Seconds between two beats at most, while other processes are waited for."""

_heard: Callable[[], None] | None = None


class OutOfTime(BaseException):
    """The hunt is over: the shard in flight is given up, and run again if the hunt goes on.

    No ``Exception``, which Hypothesis would take for a failing example and a margin's caller for
    an undefined margin.
    """


@contextmanager
def heard_by(listener: Callable[[], None]) -> Iterator[None]:
    """Call ``listener`` at every beat of this process; it may raise :class:`OutOfTime`.

    >>> heard = []
    >>> with heard_by(lambda: heard.append("beat")):
    ...     beat()
    >>> heard
    ['beat']
    """
    global _heard
    before, _heard = _heard, listener
    try:
        yield
    finally:
        _heard = before


def beat() -> None:
    """Say that the search goes on; nobody hears it in a worker."""
    if _heard is not None:
        _heard()
