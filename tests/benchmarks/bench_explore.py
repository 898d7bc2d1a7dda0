"""Processor time of a redrawing of the explorer, by typical and by the worst settings.

Run ``python tests/benchmarks/bench_explore.py``. A redrawing is what the server does of it: what is
known within its share of the time, tables, figures, and the message to the browser. Each setting is
new to it. ``all of it`` is what deciding every part takes without a limit, up to half a minute.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from bokeh.document import Document
from bokeh.protocol import Protocol

from dmfcheck.report.explore import view as views
from dmfcheck.report.explore.page import Page
from dmfcheck.report.explore.view import LONG, QUICK

MANY = ",".join(str(Fraction(64 - place, 16)) for place in range(64))
SETTINGS: dict[str, tuple[str, int, str, int, str]] = {
    "first view": ("3,2,1", 3, "1/100", 50, "Descent"),
    "depth 2": ("3,2,1", 2, "1/100", 50, "Descent"),
    "depth 4": ("3,2,1", 4, "1/100", 50, "Descent"),
    "depth 10": ("3,2,1", 10, "1/100", 50, "Descent"),
    "depth 2, tiny start": ("3,2,1", 2, "1/100000000", 50, "Descent"),
    "depth 10, tiny start, tiny step": ("3,2,1", 10, "1/100000000", 1, "Descent"),
    "start 1": ("3,2,1", 3, "1", 50, "Descent"),
    "beyond the stable step": ("3,2,1", 3, "1/100", 150, "Descent"),
    "negative ones": ("3,1,0,-1", 3, "1/100", 50, "Descent"),
    "close ones": ("1,0.999999999,0.99999", 3, "1/100", 50, "Descent"),
    "64 eigenvalues": (MANY, 3, "1/100", 50, "Descent"),
    "64 eigenvalues, depth 10": (MANY, 10, "1/100", 50, "Descent"),
    "momentum": ("3,2,1", 3, "1/100", 50, "HeavyBall"),
    "momentum, 64 eigenvalues": (MANY, 10, "1/100", 50, "HeavyBall"),
}
"""Spectrum, depth, start, percent of the stable step, update."""

AGREED = 0.2
"""Seconds from a slider's move to what is seen."""


class Redrawing:
    """A page without a browser."""

    def __init__(self) -> None:
        self._document = Document()
        self._page = Page(self._document)
        self._events: list[Any] = []
        for root in self._page.roots.values():
            self._document.add_root(root)
        self._document.on_change(self._events.append)

    def __call__(self, setting: tuple[str, int, str, int, str], seconds: float) -> None:
        """Have the page draw the setting, and write the message."""
        page = self._page
        page.spectrum.value, page.depth.value, page.alpha.value = setting[:3]
        page.share.value, page.update.value = setting[3:]
        self._events.clear()
        page.redraw(seconds)
        told = [event for event in self._events if hasattr(event, "to_serializable")]
        Protocol().create("PATCH-DOC", told).content_json  # noqa: B018 - it is made here


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    before = time.process_time()
    work()
    return time.process_time() - before


def forget() -> None:
    """As if no setting had been asked for."""
    for kept in views._answers.values():
        kept.clear()


def main() -> int:
    """Print a table; the exit code is 1 where a redrawing takes longer than is agreed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--all", action="store_true", help="measure deciding all of it as well")
    given = parser.parse_args()
    drawn = Redrawing()
    drawn(SETTINGS["depth 4"], LONG)  # what is loaded and compiled first is not of a redrawing
    drawn(SETTINGS["momentum"], LONG)
    late = False
    print(f"{'setting':34}{'median, ms':>12}{'most, ms':>10}{'all of it, ms':>15}")
    for name, setting in SETTINGS.items():
        found = []
        for _ in range(given.rounds):
            forget()
            found.append(spent(lambda setting=setting: drawn(setting, QUICK)))  # type: ignore[misc]
        late |= max(found) > AGREED
        told = f"{name:34}{1e3 * statistics.median(found):12.0f}{1e3 * max(found):10.0f}"
        if given.all:
            forget()
            told += f"{1e3 * spent(lambda setting=setting: drawn(setting, LONG)):15.0f}"  # type: ignore[misc]
        print(told, flush=True)
    return int(late)


if __name__ == "__main__":
    raise SystemExit(main())
