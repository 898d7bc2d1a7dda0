"""Code of others that would end the process is stopped before it does.

``os._exit`` ends a process at once, without a word and with whatever exit code it is given. Code
that calls it in another way (``posix._exit``, a system call) is not stopped.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_end = os._exit
"""What it was before."""

_kept: list[tuple[int, int]] = []
"""Process and thread of the blocks that are kept alive now."""


class Ended(BaseException):
    """The code would have ended the process; no ``Exception``, which it might catch itself."""


def _refuse(status: int) -> None:
    # Processes forked within a block may end, and so may other threads, on Ctrl-C for one.
    if (os.getpid(), threading.get_ident()) not in _kept:
        _end(status)
    raise Ended(f"os._exit({status})")


@contextmanager
def kept_alive() -> Iterator[None]:
    """Let ``os._exit`` raise :class:`Ended` in the block.

    >>> with kept_alive():
    ...     os._exit(0)
    Traceback (most recent call last):
    dmfcheck.base.exits.Ended: os._exit(0)
    """
    block = (os.getpid(), threading.get_ident())
    before = os._exit
    _kept.append(block)
    os._exit = _refuse  # type: ignore[assignment]
    try:
        yield
    finally:
        os._exit = before
        _kept.remove(block)
