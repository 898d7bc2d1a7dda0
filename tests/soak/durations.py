"""A plugin for pytest: what each test took goes into a file, ``pytest -p durations``.

The file is named by the environment's DURATIONS; a line of JSON for each part of a test (its
set-up, its call and its tear-down): the test's id, the seconds, and whether it passed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Called in the process that was started, and by xdist in each of its workers."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        with Path(os.environ["DURATIONS"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps([report.nodeid, report.duration, report.passed]) + "\n")
