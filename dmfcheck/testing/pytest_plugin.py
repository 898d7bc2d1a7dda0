"""The pytest plugin: profile and seed of dmfcheck's tests, files of claims, and the ledger.

It is loaded in every run of pytest on the machine, and acts only on what is dmfcheck's: its own
tests, those of files that import ``dmfcheck.testing``, files of claims, and its own
options.

Hypothesis draws some constants from the source of the modules that are loaded: numbers of three
digits, and strings of up to 20 characters. Installed as editable, a constant in a file that is
always loaded (``__init__``, this one, ``pytest_files``) would change what other projects draw, so
there is none: names of options are cut out of one long string.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from dmfcheck.testing.pytest_files import PACKAGE, is_own, may_claim

PROFILE, SEED, JSON, FILE = "--dmf-profile --dmf-seed --dmf-json FILE".split()
SECONDS, OF_SECONDS, INFINITY = "--dmf-seconds SECONDS inf".split()
QUICK, DEEP, HYPOTHESIS_PROFILE = "quick deep --hypothesis-profile".split()
CLAIMS, SEPARATOR, TERMINAL, PATTERNS = "CLAIMS :: terminalreporter python_files".split()

PRINTED = pytest.StashKey[bool]()
"""Whether the header was printed for the workers of pytest-xdist."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of the plugin."""
    group = parser.getgroup(PACKAGE.name)
    group.addoption(
        PROFILE,
        choices=[DEEP, QUICK],
        default=None,
        help="how long the property tests search: quick (default, about a minute) or deep",
    )
    group.addoption(
        SEED,
        type=int,
        default=0,
        help="the one seed of every random choice (default 0)",
    )
    group.addoption(
        SECONDS,
        metavar=OF_SECONDS,
        type=float,
        default=None,
        help="how long each claim of a file is hunted, as `dmfcheck hunt --seconds S` does",
    )
    group.addoption(JSON, metavar=FILE, default=None, help="write the ledger as JSON to FILE")


@pytest.hookimpl(tryfirst=True)  # before Hypothesis loads a profile that dmfcheck registers
def pytest_configure(config: pytest.Config) -> None:
    """Refuse a file that cannot be written, and no time; nothing is imported yet."""
    seconds = config.getoption(SECONDS)
    if seconds is not None and not 0 < seconds < float(INFINITY):
        raise pytest.UsageError(
            f"--dmf-seconds is {seconds:g}; accepted: a positive number such as 20"
        )
    json_file = config.getoption(JSON)
    if json_file is not None and not Path(json_file).resolve().parent.is_dir():
        raise pytest.UsageError(
            f"--dmf-json {json_file} is in a folder that does not exist; accepted: a file in an "
            "existing folder"
        )
    named = config.getoption(HYPOTHESIS_PROFILE, default=None)
    if named is not None and named.startswith(PACKAGE.name):
        from dmfcheck.testing.pytest_settings import register

        register()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Define the tests of a file of dmfcheck's under its profile, and those of no other."""
    if not (isinstance(collector, pytest.File) and is_own(collector.path)):
        return (yield)
    from dmfcheck.testing.pytest_settings import in_force

    with in_force(collector.config):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Run the tests of dmfcheck under its profile and seed, and no other."""
    if not _concerns(item):
        return (yield)
    from dmfcheck.testing.pytest_settings import in_force

    with in_force(item.config):
        return (yield)


def _concerns(item: pytest.Item) -> bool:
    """Whether a test is dmfcheck's, or a claim."""
    claims = sys.modules.get("dmfcheck.testing.collect")
    return is_own(item.path) or (claims is not None and isinstance(item, claims.ClaimItem))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let no test's examples depend on which tests ran before it, and where."""
    own = any(is_own(item.path) for item in session.items)
    if own and f"{PACKAGE.name}.testing" in sys.modules:
        from dmfcheck.base import seeds

        seeds.import_everything()


def pytest_pycollect_makemodule(module_path: Path, parent: Any) -> pytest.Module | None:
    """Load a file of claims that is asked for by its name as a file of claims is loaded."""
    config = parent.config
    given = {Path(argument.partition(SEPARATOR)[0]).resolve() for argument in config.args}
    if module_path not in given or not may_claim(module_path, config.getini(PATTERNS)):
        return None
    from dmfcheck.testing.collect import ClaimModule

    return ClaimModule.from_parent(parent, path=module_path)


def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> list[pytest.Item] | None:
    """Make a test of every claim in a file of claims, such as ``pytest my_claims.py``."""
    if "dmfcheck.claims.claim" not in sys.modules:
        return None
    from dmfcheck.claims.claim import Claim

    # Nothing heavy is imported for the many names that are no claims.
    if name != CLAIMS and not isinstance(obj, Claim):
        return None
    from dmfcheck.testing.collect import claim_items

    return claim_items(collector, name, obj)


def pytest_report_collectionfinish(
    config: pytest.Config, items: Sequence[pytest.Item]
) -> str | None:
    """The profile and the seed, where a test has them, so that any run can be repeated."""
    if config.get_verbosity() < 0 or not any(map(_concerns, items)):
        return None
    return _header(config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: Sequence[str]) -> None:
    """Say the same where workers have the tests, and this process only their names."""
    config = node.config
    if PRINTED in config.stash or config.get_verbosity() < 0:
        return
    patterns = config.getini(PATTERNS)
    given = {Path(argument.partition(SEPARATOR)[0]).resolve() for argument in config.args}
    files = {config.rootpath / name.partition(SEPARATOR)[0] for name in ids}
    if any(is_own(file) or (file in given and may_claim(file, patterns)) for file in files):
        config.stash[PRINTED] = True
        config.pluginmanager.get_plugin(TERMINAL).write_line(_header(config))


def _header(config: pytest.Config) -> str:
    from dmfcheck.testing.pytest_settings import header

    return header(config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Merge what a pytest-xdist worker gathered into the ledger of the controller."""
    from dmfcheck.testing.pytest_ledger import absorb

    absorb(node)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the records to the controller (in a worker) or write the JSON ledger."""
    if "dmfcheck.testing.evidence" in sys.modules or session.config.getoption(JSON) is not None:
        from dmfcheck.testing.pytest_ledger import finish

        finish(session.config)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the ledger."""
    if "dmfcheck.testing.evidence" in sys.modules:
        from dmfcheck.testing.pytest_ledger import print_ledger

        print_ledger(terminalreporter)
