"""How far a long computation is, for whoever watches: the computation counts, and knows no bar.

:func:`counted` goes through parts of the work, :func:`watched` says who is told of them. Without a
watcher nothing is told, and counting costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

__all__ = ["Tell", "counted", "watched"]

Part = TypeVar("Part")

Tell = Callable[[str, int, int], object]
"""Told what is counted, how many parts are done, and how many there are in all."""


class _Watch:
    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.busy = False


_watch: ContextVar[_Watch | None] = ContextVar("dmfcheck_progress", default=None)


@contextmanager
def watched(tell: Tell) -> Iterator[None]:
    """Have ``tell`` told of what the block counts.

    >>> with watched(lambda *told: print(told)):
    ...     for _ in counted("ab", "letters"):
    ...         pass
    ('letters', 0, 2)
    ('letters', 1, 2)
    ('letters', 2, 2)
    """
    before = _watch.set(_Watch(tell))
    try:
        yield
    finally:
        _watch.reset(before)


def counted(parts: Iterable[Part], what: str, total: int | None = None) -> Iterator[Part]:
    """The ``parts``, of which there are ``total`` (their length if None), told one by one.

    What is counted while another count goes on is a part of that one, and is not told.

    >>> list(counted([1, 2], "numbers"))
    [1, 2]
    """
    watch = _watch.get()
    if watch is None or watch.busy:
        yield from parts
        return
    if total is None:
        if not isinstance(parts, Sized):
            raise TypeError("parts without a length need a total")
        total = len(parts)
    watch.busy = True
    try:
        watch.tell(what, 0, total)
        for done, part in enumerate(parts, start=1):
            yield part
            watch.tell(what, done, total)
    finally:
        watch.busy = False
