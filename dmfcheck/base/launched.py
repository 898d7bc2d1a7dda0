"""A program that ends with the process that began it, and takes only so much memory.

Run as a file, without the package: ``python launched.py PARENT BYTES COMMAND...`` becomes COMMAND.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1
"""From <sys/prctl.h>: the signal that the kernel sends when the parent ends."""

NOT_BEGUN = 127
"""The exit code where COMMAND cannot be run, as of a shell."""


def killed_by_the_kernel() -> bool:
    """Ask Linux to kill this process with its parent; elsewhere False."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return False
    return bool(prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL)) == 0)


def main(parent: str, most: str, *command: str) -> int:
    """Become ``command``; return the exit code where that cannot be."""
    import resource

    if killed_by_the_kernel() and os.getppid() != int(parent):
        return NOT_BEGUN  # it ended before the kernel was asked
    with suppress(OSError, ValueError):  # where the system cannot limit it
        resource.setrlimit(resource.RLIMIT_AS, (int(most), int(most)))
    try:
        os.execv(command[0], command)  # noqa: S606 - the caller's own command
    except OSError as error:
        print(f"{command[0]} cannot be run ({error.strerror})", file=sys.stderr)
    return NOT_BEGUN


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
