"""``dmfcheck report``: the ledger as one page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dmfcheck.base.files import ACCEPTED, file_label, require_new_place, write_whole
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options
from dmfcheck.commands.bars import bar


def report(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE.html", help="The page to write.")
    ],
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="FILE", help="What `pytest --dmf-json FILE` wrote."),
    ] = None,
    json_output: options.Json = False,
) -> int:
    """Write the ledger as one page of HTML that needs nothing else.

    Every counterexample is judged again, the sharp constants are enclosed, or read from the cache
    where the same sources have enclosed them. With --evidence it has what
    a run of the property tests found.
    """
    from dmfcheck.report.ledger_page import ledger_page, require_extra
    from dmfcheck.testing.recorded import read_evidence
    from dmfcheck.theory import kept_constants

    _require_place(output, evidence)
    require_extra("report")
    found = {} if evidence is None else read_evidence(evidence)
    with bar("report"):
        page = ledger_page(found, kept_constants.kept_constants(workers=options.processes(None)))
    write_whole(output, page, "-o")
    if json_output:
        from dmfcheck.commands.output import print_json

        print_json({"path": output, "bytes": len(page.encode()), "claims": len(found)})
    else:
        print(f"{output}: {len(page.encode())} bytes")
    return 0


def _require_place(output: str, evidence: str | None) -> None:
    label = file_label("-o", output, ACCEPTED)
    place = Path(output)
    if not place.name.endswith((".html", ".htm")):
        raise BadInput(label, "has another ending", "FILE.html")
    require_new_place(output, [evidence] if evidence else [], "-o")
