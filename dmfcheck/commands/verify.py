"""``dmfcheck verify``: replay certificates, independently of how they were found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dmfcheck.commands import options, output


def verify(
    certificates: Annotated[
        list[str], typer.Argument(metavar="CERTIFICATE...", help="Files to replay.")
    ],
    claims: Annotated[
        str | None,
        typer.Option("--claims", metavar="FILE.py", help="Your claims that they are about."),
    ] = None,
    json_output: options.Json = False,
) -> int:
    """Replay certificates from the files alone, with other arithmetic than made them.

    A certificate about a claim of your own needs the file that defines it: it is run.
    """
    from dmfcheck.hunt.subject import claims_of, read_source
    from dmfcheck.replay.verify import verify as replay

    own = {} if claims is None else claims_of(claims, read_source(claims, "--claims"))
    results = [replay(Path(name), own) for name in certificates]
    if json_output:
        output.print_json(
            {
                "results": [
                    {"path": entry.path, "verdict": entry.verdict, "reason": entry.reason}
                    for entry in results
                ]
            }
        )
    else:
        output.print_table(
            ["certificate", "verdict", ""],
            [[entry.path, entry.verdict, entry.reason] for entry in results],
        )
    # A rejected file outweighs an undecided one.
    codes = {entry.exit_code for entry in results}
    return next((code for code in (1, 3) if code in codes), 0)
