"""``pytest my_claims.py``: every claim that a file defines is a test, a short hunt for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dmfcheck.base import seeds
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.faults import ClaimFault
from dmfcheck.hunt.first_look import first_look, nothing_seen
from dmfcheck.hunt.hunt import Budget
from dmfcheck.hunt.hunt_claim import searched, simplified
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.subject import SEPARATOR, Subject, loading
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.testing.failure import Failure
from dmfcheck.theory.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

EVALUATIONS = {"quick": 50_000, "deep": 5_000_000}
SECONDS = {"quick": 10, "deep": 600}
"""Evaluations of the margin of each claim, by the profile of the run, and seconds at most."""


def claim_items(collector: Any, name: str, value: object) -> list[pytest.Item] | None:
    """The items of ``CLAIMS``, or of a claim in a file without; None for anything else.

    Built-in claims that a file imports are not its own, and files of tests collect their tests.
    """
    patterns = collector.config.getini("python_files")
    if any(collector.path.match(pattern) for pattern in patterns):
        return None
    if name == "CLAIMS" and isinstance(value, (tuple, list)):
        entries = [entry for entry in value if isinstance(entry, Claim)]
    elif isinstance(value, Claim) and not hasattr(collector.obj, "CLAIMS"):
        entries = [value]
    else:
        return None
    own = [entry for entry in entries if entry.id not in ledger()]
    return [ClaimItem.from_parent(collector, name=entry.id, claim=entry) for entry in own]


class ClaimModule(pytest.Module):
    """A file of claims: one that does not end, or that ends the process, is an error of its own."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Run the file, and collect the claims in it."""
        try:
            with loading(str(self.path)):
                _ = self.obj
        except BadInput as error:
            raise self.CollectError(str(error)) from None
        return super().collect()


class ClaimItem(pytest.Item):
    """A claim of a user's own as a test: hunted, and refuted exactly if it says so itself."""

    def __init__(self, *, claim: Claim, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.claim = claim

    def runtest(self) -> None:
        """Hunt for as long as the options say, and record what was seen."""
        subject = Subject(self.claim.id, str(self.path), self.path.read_text(encoding="utf-8"))
        try:
            look = first_look(self.claim)
            search = self._hunted(subject, self._budget())
        except ClaimFault as fault:
            pytest.fail(str(fault), pytrace=False)
        self._record(search)
        if search.found is None:
            reason = nothing_seen(search, look)
            if reason is not None:
                pytest.fail(f"{self.claim.id} was not checked: {reason}", pytrace=False)
            if self.claim.expected == "refuted":
                pytest.fail(f"{self.claim.id} is false, but no counterexample was found")
            return
        found = simplified(self.claim, search.found["certificate"])
        counterexample = found.parameters
        evidence_for(self.claim.id, self.claim.expected).saw_counterexample(counterexample)
        if self.claim.expected != "refuted":
            failure = Failure(self.claim, found.verdict, "fails with certainty", subject)
            pytest.fail(str(failure), pytrace=False)

    def _budget(self) -> Budget:
        """So many seconds and nothing else, as ``dmfcheck hunt`` has, or what the profile says."""
        seconds = self.config.getoption("--dmf-seconds")
        if seconds is not None:
            return Budget(seconds, None)
        profile = self.config.getoption("--dmf-profile") or "quick"
        return Budget(SECONDS[profile], EVALUATIONS[profile])

    def _hunted(self, subject: Subject, budget: Budget) -> Search:
        search = searched(subject, seeds.current(), budget, 0)
        if not search.shards:
            pytest.fail(
                f"{self.claim.id} was not checked: its margin is so slow that not one batch of"
                f" points was done in {budget.seconds:g} s (--dmf-seconds has more)",
                pytrace=False,
            )
        return search

    def _record(self, search: Search) -> None:
        evidence = evidence_for(self.claim.id, self.claim.expected)
        counts = search.counts
        evidence.drawn += search.evaluations
        evidence.satisfied += counts["inside"] - search.undefined
        evidence.swept += counts["inside"] - counts["unknown"]
        evidence.saw_undefined(search.undefined, search.raised)
        evidence.certified += counts["certified"]
        evidence.false_alarms += counts["false_alarms"]
        evidence.refuted += search.found is not None
        for stage in search.stages.values():
            if stage.best_margin is not None and stage.at is not None:
                evidence.saw_margin(stage.best_margin, stage.at)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the test is said to be."""
        return self.path, None, f"{self.path.name}{SEPARATOR}{self.name}"
