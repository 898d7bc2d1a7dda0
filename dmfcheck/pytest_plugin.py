"""The pytest plugin: Hypothesis profiles, one printed seed, and the ledger at the end of a run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dmfcheck import seeds

if TYPE_CHECKING:
    from dmfcheck.report.evidence import Evidence

PROFILES = {"quick": 60, "deep": 3000}
"""Examples of each property test under each profile."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of the plugin."""
    group = parser.getgroup("dmfcheck")
    group.addoption(
        "--dmf-profile",
        choices=sorted(PROFILES),
        default=None,
        help="how long the property tests search: quick (default, about a minute) or deep",
    )
    group.addoption(
        "--dmf-seed",
        type=int,
        default=0,
        help="the one seed of every random choice (default 0)",
    )
    group.addoption(
        "--dmf-json", metavar="FILE", default=None, help="write the ledger as JSON to FILE"
    )


@pytest.hookimpl(tryfirst=True)  # before Hypothesis reads its seed
def pytest_configure(config: pytest.Config) -> None:
    """Load the profile and spread the seed; nothing heavy is imported before a test needs it."""
    json_file = config.getoption("--dmf-json")
    if json_file is not None and not Path(json_file).resolve().parent.is_dir():
        raise pytest.UsageError(
            f"--dmf-json {json_file} is in a folder that does not exist; accepted: a file in an "
            "existing folder"
        )
    from hypothesis import HealthCheck, settings

    for name, examples in PROFILES.items():
        settings.register_profile(
            f"dmfcheck-{name}",
            max_examples=examples,
            deadline=None,
            # The same seed must give the same run, so no examples are kept from earlier ones.
            database=None,
            # Where the variable CI is set, Hypothesis would draw by the test's code, not the seed.
            derandomize=False,
            print_blob=False,
            suppress_health_check=[HealthCheck.too_slow],
        )
    chosen = config.getoption("--dmf-profile")
    explicit = config.getoption("--hypothesis-profile", default=None)
    if chosen is not None or explicit is None:
        settings.load_profile(f"dmfcheck-{chosen or 'quick'}")
    seeds.use(config.getoption("--dmf-seed"))
    if config.getoption("--hypothesis-seed", default=None) is None:
        config.option.hypothesis_seed = str(config.getoption("--dmf-seed"))


def pytest_collection_finish() -> None:
    """Let no test's examples depend on which tests ran before it, and where."""
    if "dmfcheck.testing" in sys.modules:
        seeds.import_everything()


def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> list[pytest.Item] | None:
    """Make a test of every claim in a file of claims, such as ``pytest my_claims.py``."""
    if "dmfcheck.claims.claim" not in sys.modules:
        return None
    from dmfcheck.claims.claim import Claim

    # Nothing heavy is imported for the many names that are no claims.
    if name != "CLAIMS" and not isinstance(obj, Claim):
        return None
    from dmfcheck.hunt.collect import claim_items

    return claim_items(collector, name, obj)


def pytest_report_header(config: pytest.Config) -> str:
    """The profile and the seed, so that any run can be repeated."""
    profile = config.getoption("--dmf-profile") or "quick"
    return f"dmfcheck: profile {profile}, seed {config.getoption('--dmf-seed')}"


def gathered_evidence() -> list[Evidence]:
    """The records of this process by claim id; none if no test imported the claims."""
    evidence = sys.modules.get("dmfcheck.report.evidence")
    return [] if evidence is None else sorted(evidence.gathered(), key=lambda entry: entry.claim_id)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Merge what a pytest-xdist worker gathered into the ledger of the controller."""
    records = getattr(node, "workeroutput", {}).get("dmfcheck_evidence", [])
    if records:
        from dmfcheck.report.evidence import absorb_records

        absorb_records(records)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the records to the controller (in a worker) or write the JSON ledger."""
    records = [record.as_json() for record in gathered_evidence()]
    workeroutput = getattr(session.config, "workeroutput", None)
    if workeroutput is not None:
        workeroutput["dmfcheck_evidence"] = records
        return
    destination = session.config.getoption("--dmf-json")
    if destination is not None:
        from dmfcheck.files import write_whole

        write_whole(destination, json.dumps(records, indent=2) + "\n", "--dmf-json")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the ledger."""
    records = gathered_evidence()
    if not records:
        return
    from dmfcheck.report.table import ledger_lines

    terminalreporter.section("dmfcheck ledger")
    width = terminalreporter._tw.fullwidth
    for line in ledger_lines(records, width):
        terminalreporter.write_line(line)
