"""The command line as a process: ``python -m dmfcheck``, or ``dmfcheck``."""

from __future__ import annotations

import sys

from dmfcheck.base import interrupts


def main() -> int:
    """Run the arguments of this process and return its exit code.

    The commands are imported within, for an interrupt ends the process meanwhile as well.
    """
    with interrupts.heeded():
        try:
            from dmfcheck.commands import main as commands

            return commands.main()
        except (KeyboardInterrupt, Exception):
            if not interrupts.has_come():
                raise
            return interrupts.INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
