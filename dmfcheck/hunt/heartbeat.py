"""Word from inside a shard that the search goes on: a slow one is shown, and stopped in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dmfcheck.base.bounds import check_time

EVERY = 0.5
"""Seconds between two beats at most, while other processes are waited for."""

_heard: Callable[[], None] | None = None


@contextmanager
def heard_by(listener: Callable[[], None]) -> Iterator[None]:
    """Call ``listener`` at every beat of this process.

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
    """Say that the search goes on, unless its time is up; nobody hears it in a worker.

    Raises :class:`~dmfcheck.base.bounds.TimeUp` at the limit in force.
    """
    check_time()
    if _heard is not None:
        _heard()
