"""Other programs, run within a time and ended with this one."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dmfcheck.base.workers import undisturbed


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code, None if its time was over, and what it wrote."""

    code: int | None
    output: str
    errors: str


def run_program(command: Sequence[str], folder: Path, seconds: float) -> Ended:
    r"""Run ``command`` in ``folder`` for at most ``seconds``; whatever ends the wait, it ends too.

    Raises ``OSError`` if it cannot be begun.

    >>> import sys
    >>> run_program([sys.executable, "-c", "print(6)"], Path("."), 60).output
    '6\n'
    """
    with undisturbed():
        process = subprocess.Popen(  # noqa: S603 - the caller's own command
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
    try:
        output, errors = process.communicate(timeout=max(seconds, 0))
    except subprocess.TimeoutExpired:
        return Ended(None, "", "")
    finally:
        # Also an interrupt: nothing is left running.
        if process.poll() is None:
            process.kill()
            process.communicate()
    return Ended(process.returncode, output, errors)
