"""`pytest --dmf-report FILE.html`: the page of the ledger at the end of a run.

A plugin of its own, since what is seen is built on what is tested. As in
:mod:`dmfcheck.testing.pytest_plugin`, it is loaded in every run of pytest, so its names are cut out
of long strings and nothing is imported before the option is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

OPTION, FILE, GROUP, WORKER, PAGE = "--dmf-report FILE.html dmfcheck workeroutput .html".split()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option."""
    parser.getgroup(GROUP).addoption(
        OPTION, metavar=FILE, default=None, help="write the ledger as a page of HTML to FILE.html"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse at once what could not be written at the end."""
    place = config.getoption(OPTION)
    if place is None:
        return
    from dmfcheck.base.validation import BadInput
    from dmfcheck.report.ledger_page import require_extra

    if not Path(place).resolve().parent.is_dir() or not place.endswith(PAGE):
        raise pytest.UsageError(
            f"--dmf-report {place} cannot be written; accepted: FILE.html in an existing folder"
        )
    try:
        require_extra(OPTION)
    except BadInput as refusal:
        raise pytest.UsageError(str(refusal)) from None


@pytest.hookimpl(trylast=True)  # when the records of all workers have been gathered
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the page, in the process that has all records."""
    place: Any = session.config.getoption(OPTION)
    if place is None or hasattr(session.config, WORKER):
        return
    from dmfcheck.base.files import write_whole
    from dmfcheck.base.workers import cores
    from dmfcheck.report.ledger_page import ledger_page
    from dmfcheck.testing.pytest_ledger import gathered_evidence
    from dmfcheck.theory.kept_constants import kept_constants

    found = {record.claim_id: record.as_json() for record in gathered_evidence()}
    write_whole(place, ledger_page(found, kept_constants(workers=cores())), OPTION)
