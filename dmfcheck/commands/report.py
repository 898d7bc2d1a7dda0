"""``dmfcheck report``: the ledger as one page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dmfcheck.base.files import ACCEPTED, file_label, write_whole
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options
from dmfcheck.commands.bars import bar
from dmfcheck.commands.claims import read_evidence

if TYPE_CHECKING:
    from dmfcheck.theory.sharp import SharpConstant


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

    Every counterexample is judged again, the sharp constants are enclosed. What a run of the
    property tests found is on it with --evidence, as by `pytest properties/ --dmf-report FILE`.
    """
    from dmfcheck.report.ledger_page import ledger_page, require_extra

    _require_place(output, evidence)
    require_extra("report")
    found = {} if evidence is None else read_evidence(evidence)
    page = ledger_page(found, _constants())
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
    if not place.resolve().parent.is_dir():
        raise BadInput(label, "is in a folder that does not exist", ACCEPTED)
    if evidence is not None and place.resolve() == Path(evidence).resolve():
        raise BadInput(label, "is the file that is read", "another file")


def _constants() -> list[SharpConstant]:
    from dmfcheck.theory.sharp_catalogue import number_of_constants, sharp_constants

    found: list[SharpConstant] = []
    with bar("constants") as told:
        for sharp in sharp_constants():
            found.append(sharp)
            if told is not None:
                told(len(found), number_of_constants())
    return found
