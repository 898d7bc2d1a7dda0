"""``dmfcheck verify``: replay certificates, independently of how they were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

if TYPE_CHECKING:
    from dmfcheck.replay.verify import Replay

MOST_SECONDS = 1e6


def verify(
    certificates: Annotated[
        list[str], typer.Argument(metavar="CERTIFICATE...", help="Files to replay.")
    ],
    claims: Annotated[
        str | None,
        typer.Option("--claims", metavar="FILE.py", help="Your claims that they are about."),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option("--seconds", metavar="S", help="How long a certificate may take (60)."),
    ] = 60.0,
    json_output: options.Json = False,
) -> int:
    """Replay certificates from the files alone, with other arithmetic than made them.

    A certificate about a claim of your own needs the file that defines it: it is run. What takes
    more than --seconds, or 2 GB, is undecided. One that cannot be read leaves the others theirs.
    """
    from dmfcheck.commands.limited_replay import ClaimsFile, replays
    from dmfcheck.hunt.subject import read_source

    if not 0 < seconds < MOST_SECONDS:
        raise BadInput("--seconds", f"is {seconds:g}", f"0 < seconds < {MOST_SECONDS:g}")
    own = None if claims is None else ClaimsFile(claims, read_source(claims, "--claims"))
    most = seconds * len(certificates)
    with bar("verify", most):
        answered = replays(certificates, seconds, own)
        answers = list(counted(answered, "certificates", len(certificates)))
    refusals = [answer for answer in answers if isinstance(answer, BadInput)]
    results = [answer for answer in answers if not isinstance(answer, BadInput)]
    if results:
        _show(results, json_output)
    if refusals:
        raise refusals[0]
    # A rejected file outweighs an undecided one.
    codes = {entry.exit_code for entry in results}
    return next((code for code in (1, 3) if code in codes), 0)


def _show(results: Sequence[Replay], json_output: bool) -> None:
    if json_output:
        output.print_json(
            {
                "results": [
                    {
                        "path": entry.path,
                        "verdict": entry.verdict,
                        "reason": entry.reason,
                        "second_reading": entry.second_reading,
                    }
                    for entry in results
                ]
            }
        )
    else:
        output.print_table(
            ["certificate", "verdict", "second reading", ""],
            [
                [entry.path, entry.verdict, "yes" if entry.second_reading else "-", entry.reason]
                for entry in results
            ],
            {"second reading": "yes: the statement, written a second time, says the same; -: none"},
        )
