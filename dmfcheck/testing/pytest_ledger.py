"""The ledger at the end of a run: gathered from every worker, written as JSON, and printed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dmfcheck.testing.evidence import Evidence

KEY = "dmfcheck_evidence"


def gathered_evidence() -> list[Evidence]:
    """The records of this process by claim id; none if no test imported the claims."""
    evidence = sys.modules.get("dmfcheck.testing.evidence")
    return [] if evidence is None else sorted(evidence.gathered(), key=lambda entry: entry.claim_id)


def absorb(node: Any) -> None:
    """Merge what a pytest-xdist worker gathered into the ledger of the controller."""
    records = getattr(node, "workeroutput", {}).get(KEY, [])
    if records:
        from dmfcheck.testing.evidence import absorb_records

        absorb_records(records)


def finish(config: Any) -> None:
    """Hand the records to the controller (in a worker) or write the JSON ledger."""
    records = gathered_evidence()
    workeroutput = getattr(config, "workeroutput", None)
    if workeroutput is not None:
        workeroutput[KEY] = [record.as_sent() for record in records]
        return
    destination = config.getoption("--dmf-json")
    if destination is not None:
        from dmfcheck.base.files import write_whole

        write_whole(
            destination,
            json.dumps([record.as_json() for record in records], indent=2) + "\n",
            "--dmf-json",
        )


def print_ledger(terminalreporter: Any) -> None:
    """Print the ledger, unless nothing was recorded."""
    records = gathered_evidence()
    if not records:
        return
    from dmfcheck.testing.table import ledger_lines

    terminalreporter.section("dmfcheck ledger")
    width = terminalreporter._tw.fullwidth
    for line in ledger_lines(records, width):
        terminalreporter.write_line(line)
