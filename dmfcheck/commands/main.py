"""The command line: which commands there are, and how each ends.

Exit codes: 0 holds or done, 1 refuted, 2 bad input (one line on stderr), 3 undecided; 130 after an
interrupt, 141 when the reader of a pipe has gone, 74 when the output cannot be written, 70 after an
error inside dmfcheck.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from dmfcheck import __version__
from dmfcheck.base import interrupts
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import plot
from dmfcheck.commands.check import check
from dmfcheck.commands.claims import claims
from dmfcheck.commands.conjecture import conjecture
from dmfcheck.commands.constants import constants
from dmfcheck.commands.denoise import denoise
from dmfcheck.commands.derive import derive
from dmfcheck.commands.doctor import doctor
from dmfcheck.commands.explore import explore
from dmfcheck.commands.hitting_time import hitting_time
from dmfcheck.commands.hunt import hunt
from dmfcheck.commands.mutants import mutants
from dmfcheck.commands.overlay import overlay
from dmfcheck.commands.predict import predict
from dmfcheck.commands.prove import prove
from dmfcheck.commands.refusals import UsageError, from_usage_error, with_option_name
from dmfcheck.commands.report import report
from dmfcheck.commands.study import study
from dmfcheck.commands.tighten import tighten
from dmfcheck.commands.verify import verify

BAD_INPUT = 2
INTERNAL_ERROR = 70
"""Not 1, which is what Python returns: a crash must not pass for a certified refutation."""
INTERRUPTED = interrupts.INTERRUPTED
CLOSED_PIPE = 141
OUTPUT_ERROR = 74

COMPLETING = "_DMFCHECK_COMPLETE"
"""Set by a shell that asks what could come next; `dmfcheck --install-completion` makes it ask."""

app = typer.Typer(
    help="Verify the theory of gradient descent on deep matrix factorization.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    derive,
    predict,
    check,
    overlay,
    denoise,
    hitting_time,
    claims,
    prove,
    mutants,
    constants,
    hunt,
    tighten,
    conjecture,
    study,
    report,
    explore,
    verify,
    doctor,
):
    app.command(command.__name__.replace("_", "-"))(command)
app.add_typer(plot.app, name="plot")


def _print_version(asked: bool) -> None:
    if asked:
        print(f"dmfcheck {__version__}")
        raise typer.Exit


VERSION = typer.Option(
    "--version", is_eager=True, callback=_print_version, help="Print the version."
)


@app.callback()
def _options(version: Annotated[bool, VERSION] = False) -> None:
    """Take the options that come before the command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default) and return its exit code."""
    if arguments is not None:
        return _ended(list(arguments))
    with interrupts.heeded():
        return _ended(sys.argv[1:])


def _ended(arguments: list[str]) -> int:
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - see INTERNAL_ERROR
        # Compiled code may have made an error of its own of an interrupt.
        code = INTERRUPTED if interrupts.has_come() else _failed(error)
    if code == INTERRUPTED:
        try:
            sys.stdout.flush()
        except OSError:
            _forget_output()
    return code


def _failed(error: Exception) -> int:
    """Say in one line what was not expected; the exit code."""
    if isinstance(error, OSError):
        # Files that are read are refused by name, so this is the output.
        _forget_output()
        if isinstance(error, BrokenPipeError):
            return CLOSED_PIPE
        _say(f"the output cannot be written ({error.strerror or error})")
        return OUTPUT_ERROR
    if os.environ.get("DMFCHECK_DEBUG"):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}"
    _say(f"internal error ({what}); DMFCHECK_DEBUG=1 shows where; please report it")
    return INTERNAL_ERROR


def _run(arguments: list[str]) -> int:
    group: Any = typer.main.get_command(app)
    if COMPLETING in os.environ:
        group.main(prog_name="dmfcheck")
    try:
        # Not group.main, which ends the process with 1 when the reader of a pipe has gone.
        with group.make_context("dmfcheck", arguments) as context:
            return int(group.invoke(context))
    except typer.Exit as end:
        return end.exit_code
    except UsageError as error:
        refusal = from_usage_error(error, group.commands, arguments)
    except BadInput as error:
        refusal = with_option_name(error, set(_options_of(group)))
    if interrupts.has_come():
        return INTERRUPTED  # what is refused may be what an interrupt has left
    _say(str(refusal))
    return BAD_INPUT


def _options_of(command: Any) -> Iterator[str]:
    """The options of a command, and of the commands that it has."""
    yield from (name for part in command.params for name in part.opts)
    for below in getattr(command, "commands", {}).values():
        yield from _options_of(below)


def _say(message: str) -> None:
    # A name can hold anything, also what moves the cursor of a terminal.
    line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(message.splitlines()))
    print(f"dmfcheck: {line}", file=sys.stderr)


def _forget_output() -> None:
    """Let the interpreter flush into nothing when it ends: the reader has gone."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
