"""Tests run in forks of a process that has imported what others wrote, and nothing of dmfcheck.

So a fault that is planted in time is met, and numba and SymPy need not be imported again.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

HEAVY = ("flint", "mpmath", "numba", "pytest", "scipy.optimize", "sympy")
"""Not the plugins of pytest: it warns of those that it finds imported."""
SLOWER = 5
MORE = 60
"""A test hangs if it takes so many times what it takes without a fault, and so many seconds more:
it may have to set up what another of its file did set up when the times were taken."""
COLLECTED = 60
"""Seconds within which the tests must be collected."""
MEMORY = 8 << 30
NO_TESTS = 5
"""The exit code of pytest where there are none."""


def import_heavy_packages() -> None:
    """Once, before the forks."""
    for package in HEAVY:
        import_module(package)


def first_failure(tests: Sequence[str], seconds: Mapping[str, float]) -> str:
    """The id of the first test that fails or hangs, another text if none can run; or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        told.touch()
        child = os.fork()
        if not child:
            _be_pytest(tests, told)
        try:
            return _watched(child, told, seconds)
        finally:
            _end(child)


def _watched(child: int, told: Path, seconds: Mapping[str, float]) -> str:
    current, since = "", time.monotonic()
    while True:
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        lines = told.read_text(encoding="utf-8").splitlines(keepends=True)
        said = [json.loads(line) for line in lines if line.endswith("\n")]
        failed = [value for what, value in said if what == "failed"]
        if failed:
            return str(failed[0])
        codes = [value for what, value in said if what == "ends"]
        if ended:
            good = codes and codes[0] in (0, NO_TESTS)
            return "" if good else current or f"pytest ends with {codes or 'a crash'}"
        starts = [value for what, value in said if what == "starts"]
        if starts and starts[-1] != current:
            current, since = starts[-1], time.monotonic()
        # Of a file that counts as a single test, all of it.
        lasts = seconds.get(current, seconds.get(current.partition("::")[0], 0))
        limit = MORE + SLOWER * lasts if current else COLLECTED
        if time.monotonic() - since > limit:
            return current or "the tests are not collected"
        time.sleep(0.05)


def _end(child: int) -> None:
    """The child with all that it started."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


class _Tell:
    """A plugin that says what begins and what fails."""

    def __init__(self, told: Path) -> None:
        self.told = told

    def say(self, what: str, value: object) -> None:
        with self.told.open("a", encoding="utf-8") as file:
            file.write(json.dumps([what, value]) + "\n")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.say("starts", nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.say("failed", report.nodeid)


def _be_pytest(tests: Sequence[str], told: Path) -> NoReturn:
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        import pytest

        tell = _Tell(told)
        options = ["-x", "-q", "-n", "0", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
        tell.say("ends", int(pytest.main([*options, *tests], plugins=[tell])))
    except BaseException:  # noqa: BLE001 - a crash of the tests must not end the soak
        traceback.print_exc()
    finally:
        os._exit(0)
