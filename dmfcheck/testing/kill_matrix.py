"""The kill matrix: which property tests refute which mutants.

The tests are those of ``properties/``, as pytest collects them. A test is run with a mutant in the
place of its claim in the ledger, and kills it if it comes upon a certified refutation. Its own
search (see :mod:`dmfcheck.testing.mutation`) is where a mutant must die; the matrix says how much
of that the tests see whose points were drawn for the true claim.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import Any

from dmfcheck.claims.mutant import Mutant

EXAMPLES = 30
"""Examples of each test on each mutant; the first certified refutation ends them."""

JUDGES = frozenset({"examine", "refute", "refuted_at_known_points"})
"""What a property test judges a claim with. Symbolic proofs judge no margin, so mutate nothing."""


@dataclass(frozen=True)
class PropertyTest:
    """A test of ``properties/`` with its parameters: the name without them, claims, how it is run.

    ``claims`` are those that it names.
    """

    name: str
    claims: frozenset[str]
    run: Callable[[], object]


def property_tests(folder: Path, seed: int) -> list[PropertyTest]:
    """The tests in ``folder`` that judge claims, with at most :data:`EXAMPLES` examples each.

    Raises ``RuntimeError`` if pytest cannot collect them.
    """
    import pytest
    from hypothesis import settings

    collector, profile = _Collector(), settings.get_current_profile_name()
    # Its own options: those of the project are for whole runs.
    # What other code of this process left to the collector of garbage is none of a collection.
    plugins = ("terminal", "cacheprovider", "unraisableexception")
    options = ["--assert=plain", *(word for name in plugins for word in ("-p", f"no:{name}"))]
    with _undisturbed():
        code = pytest.main(
            ["-o", "addopts=--import-mode=importlib", *options, str(folder)], plugins=[collector]
        )
    settings.load_profile(profile)
    if code != pytest.ExitCode.OK:
        raise RuntimeError(f"pytest could not collect {folder} (exit code {int(code)})")
    tests = [_property_test(item, seed) for item in collector.items]
    return [test for test in tests if test is not None]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Neither the options of a whole run, which would write its reports, nor installed plugins.

    Plugins may reorder what is collected.
    """
    changed = {
        "PYTEST_ADDOPTS": None,
        "PYTEST_PLUGINS": None,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    kept = {name: os.environ.get(name) for name in changed}
    _set_environment(changed)
    try:
        yield
    finally:
        _set_environment(kept)


def _set_environment(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


class _Collector:
    """A pytest plugin that keeps the tests and runs none of them."""

    def __init__(self) -> None:
        self.items: list[Any] = []

    def pytest_configure(self) -> None:
        """Shorten the search before the tests are imported, and shrink nothing."""
        from hypothesis import HealthCheck, Phase, settings

        settings.register_profile(
            "dmfcheck-mutants",
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=False,
            phases=[Phase.explicit, Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("dmfcheck-mutants")

    def pytest_collection_finish(self, session: Any) -> None:
        """Keep what was collected."""
        self.items = list(session.items)

    def pytest_runtestloop(self) -> bool:
        """Leave nothing to run."""
        return True


def _property_test(item: Any, seed: int) -> PropertyTest | None:
    import hypothesis

    from dmfcheck.theory.ledger import ledger

    function, parameters = item.obj, getattr(item, "callspec", None)
    arguments: Mapping[str, Any] = {} if parameters is None else parameters.params
    code = getattr(getattr(function, "hypothesis", None), "inner_test", function).__code__
    if JUDGES.isdisjoint(code.co_names):
        return None
    if hypothesis.is_hypothesis_test(function):
        hypothesis.seed(seed)(function)
    named = {text for text in (*_texts(code), *arguments.values()) if isinstance(text, str)}
    name = f"{Path(item.path).name}::{item.originalname}"
    return PropertyTest(name, frozenset(named & set(ledger())), lambda: function(**arguments))


def _texts(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from _texts(constant)


def kills(test: PropertyTest, mutant: Mutant) -> bool:
    """Whether ``test`` refutes ``mutant`` with certainty when that stands in its claim's place."""
    from dmfcheck.testing.evidence import evidence_for, set_aside
    from dmfcheck.theory.ledger import ledger, standing_in

    original = ledger()[mutant.claim_id]
    wrong = replace(
        mutant.claim,
        id=original.id,
        expected=original.expected,
        counterexamples=original.counterexamples,
    )
    # How the test ends does not matter: a false claim's test passes when it refutes.
    with set_aside():
        with standing_in(wrong), suppress(Exception):
            test.run()
        return evidence_for(original.id, original.expected).refuted > 0


def killers(tests: Sequence[PropertyTest], mutant: Mutant) -> list[str]:
    """The names of the tests of the mutant's claim that kill it, with any of their parameters."""
    found: dict[str, bool] = {}
    for test in tests:
        if mutant.claim_id in test.claims and not found.get(test.name):
            found[test.name] = kills(test, mutant)
    return [name for name, killed in found.items() if killed]


def redundant(killed_by: Mapping[str, Sequence[str]], tests: Sequence[str]) -> list[str]:
    """The tests that kill nothing that another test does not kill too.

    ``killed_by`` has the killers of every mutant.

    >>> redundant({"m": ["a", "b"], "n": ["b"]}, ["a", "b", "c"])
    ['a', 'c']
    """
    alone = {names[0] for names in killed_by.values() if len(names) == 1}
    return [test for test in tests if test not in alone]
