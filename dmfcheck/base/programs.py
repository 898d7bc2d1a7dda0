"""Other programs, run within a time and a size and ended with this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dmfcheck.base import launched
from dmfcheck.base.workers import undisturbed

MEMORY = 4 * 2**30
"""Bytes of address space that a program may take, where the system can limit it."""


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code, None if its time was over, and what it wrote."""

    code: int | None
    output: str
    errors: str


def run_program(
    command: Sequence[str],
    folder: Path,
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    r"""Run ``command`` in ``folder`` for at most ``seconds``; whatever ends the wait, it ends too.

    So does whatever it has begun, and on Linux also if this process is killed. ``command`` begins
    with the path of a file. What cannot be run ends with a code that is not 0, or raises
    ``OSError``.

    >>> import sys
    >>> run_program([sys.executable, "-c", "print(6)"], Path("."), 60).output
    '6\n'
    """
    if os.name == "posix":
        parent = str(os.getpid())
        launch = [sys.executable, "-I", "-S", launched.__file__, parent, str(MEMORY)]
        command = [*launch, *command]
    process: subprocess.Popen[str] | None = None
    done = False
    try:
        with undisturbed():  # an interrupt that has come is raised where the block ends
            process = subprocess.Popen(  # noqa: S603 - the caller's own command
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        output, errors = process.communicate(timeout=max(seconds, 0))
        done = True
    except subprocess.TimeoutExpired:
        return Ended(None, "", "")
    finally:
        # Also an interrupt: nothing is left running.
        if process is not None and not done:
            _kill(process)
    return Ended(process.returncode, output, errors)


def _kill(process: subprocess.Popen[str]) -> None:
    """End the process and all of its group, and wait for it; not for who else has its pipes."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
