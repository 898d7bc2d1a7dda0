"""What the benchmarks share: the unit P, processes that are measured, sections of one note."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

NOTE = Path(__file__).parents[2] / "notes" / "benchmarks.md"

ADDITIONS = compile("total = 0\nfor _ in range(10_000_000):\n    total += 1\n", "P", "exec")
"""A module's own loop, as one would type it: its names are looked up in a dictionary."""


def loop() -> float:
    """P: seconds of processor time of a Python loop of 1e7 additions."""
    began = time.process_time()
    exec(ADDITIONS, {})  # noqa: S102 - the loop above
    return time.process_time() - began


def processor_time(code: str, environment: Mapping[str, str] | None = None) -> tuple[float, float]:
    """(seconds of a process that runs ``code`` and of its own, its peak memory in MB)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    probe = "\nimport resource, sys\nused = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
    probe += "print(used, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code + probe],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # Modules are compiled once, as for any user, whatever is set here.
        env=os.environ
        | {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": ""}
        | dict(environment or {}),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, float(done.stderr.split()[-1]) / 1e3


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Median, and least to most.

    >>> spread([3.0, 1.0, 2.0])
    '2.00 (1.00 - 3.00)'
    """
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({least:.{digits}f} - {most:.{digits}f})"


def write_section(title: str, lines: Sequence[str]) -> None:
    """Put ``lines`` below the heading ``title`` of the note, in the place of what was there."""
    text = NOTE.read_text(encoding="utf-8")
    heading = f"## {title}\n"
    section = "\n".join([heading, *lines, ""])
    before, found, after = text.partition(heading)
    if not found:
        written = text.rstrip("\n") + "\n\n" + section
    else:
        _, next_heading, rest = after.partition("\n## ")
        written = before + section + next_heading + rest
    NOTE.write_text(written, encoding="utf-8")
