"""How far a hunt is: a live line on a terminal, a line every half minute in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from dmfcheck.hunt.search import Search

LOG_EVERY = 30.0
"""Seconds between two lines of a log."""

LIVE_EVERY = 0.25
"""Seconds between two changes of the live line."""


class Progress:
    """Shows evaluations a second, the tightest margin, and the time left of ``seconds``."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._begun = self._shown = time.monotonic()
        self._before: int | None = None
        self._live: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), transient=True, auto_refresh=False)

    def __enter__(self) -> Progress:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, search: Search) -> None:
        """Say where the search stands."""
        if self._before is None:
            # What an earlier run did is not this run's speed.
            self._before = search.evaluations
        now = time.monotonic()
        if now - self._shown < (LOG_EVERY if self._live is None else LIVE_EVERY):
            return
        self._shown = now
        if self._live is not None:
            self._live.update(self.line(search, now), refresh=True)
        else:
            print(self.line(search, now), file=sys.stderr, flush=True)

    def line(self, search: Search, now: float) -> str:
        """One line of progress."""
        spent = max(now - self._begun, 1e-9)
        rate = (search.evaluations - (self._before or 0)) / spent
        margin = "none" if search.worst_margin is None else f"{search.worst_margin:.3g}"
        left = "" if self._seconds is None else f", {max(0.0, self._seconds - spent):.0f} s left"
        return (
            f"hunting {search.claim.id}: {search.evaluations} evaluations, {rate:.0f}/s,"
            f" tightest margin {margin}{left}"
        )
