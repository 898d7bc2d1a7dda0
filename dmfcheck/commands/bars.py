"""A bar on a terminal for what takes long; nothing where nobody watches."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dmfcheck.base.progress import watched

__all__ = ["bar"]

PATIENCE = 0.7
"""Seconds after which a bar comes: what ends sooner is done without one."""

WIDTH = 24
"""Columns of the bar itself, beside which there is room for words within 80."""


@contextmanager
def bar(label: str, seconds: float | None = None) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr that is told (done, in all); None where stderr is no terminal.

    It has the count, the percentage and the time left; what is counted in the block
    (:func:`dmfcheck.base.progress.counted`) moves it as well, under its own name. Until something
    is counted it shows the time that has passed, of ``seconds`` where the block has a limit.
    """
    if not sys.stderr.isatty():
        yield None
        return
    shown = _Bar(label, seconds)
    timer = threading.Timer(PATIENCE, shown.start)
    timer.daemon = True
    timer.start()
    try:
        with watched(shown.tell):
            yield lambda done, total: shown.tell(label, done, total)
    finally:
        timer.cancel()
        shown.stop()


class _Bar:
    """Counts until it is started, by a timer, and draws from then on."""

    def __init__(self, label: str, seconds: float | None) -> None:
        self._begun, self._seconds = time.monotonic(), seconds
        self._label = label
        self._told: tuple[str, int, int | None] = (label, 0, None)
        self._lock = threading.Lock()
        self._ended = False
        self._drawn: Any = None
        self._tasks: dict[tuple[str, int | None], Any] = {}

    def tell(self, what: str, done: int, total: int) -> None:
        """Take note of a count."""
        # What is done is no longer what one waits for.
        self._told = (what, done, total) if done < total else (self._label, 0, None)
        if self._drawn is not None:
            self._update()

    def start(self) -> None:
        """Draw from now on."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        name = TextColumn("{task.description}", markup=False)
        columns = (name, BarColumn(WIDTH), _times(self._left))
        console = Console(file=sys.stderr)
        drawn = Progress(*columns, console=console, transient=True, refresh_per_second=4)
        with self._lock:
            if self._ended:
                return
            self._drawn = drawn
            self._update()
            drawn.start()

    def stop(self) -> None:
        """Leave the line as it was."""
        with self._lock:
            self._ended = True
            if self._drawn is not None:
                self._drawn.stop()

    def _update(self) -> None:
        what, done, total = self._told
        key = (what, total)
        if key not in self._tasks:
            for before in self._tasks.values():
                self._drawn.update(before, visible=False)
            self._tasks[key] = self._drawn.add_task(what, total=total)
        self._drawn.update(self._tasks[key], completed=done, visible=True)

    def _left(self) -> str:
        spent = time.monotonic() - self._begun
        if self._seconds is None:
            return f"{clock(spent)} so far"
        return f"{clock(spent)} of at most {clock(self._seconds)}"


def clock(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any.

    >>> clock(75.2), clock(3600)
    ('1:15', '1:00:00')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _times(passed: Callable[[], str]) -> Any:
    """The column after the bar: percentage, count and time left, or the time that has passed."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Times(ProgressColumn):
        def render(self, task: Task) -> Text:
            if not task.total:
                return Text(passed())
            left = task.time_remaining
            ending = passed() if left is None else f"{clock(left)} left"
            return Text(f"{task.percentage:3.0f} % {task.completed:g}/{task.total:g}, {ending}")

    return Times()
