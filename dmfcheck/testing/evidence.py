"""What a run has found out about each claim: counts, the tightest margin, the verdict."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LEAST_ACCEPTANCE = 0.2
"""Where fewer examples meet the hypotheses, a claim is hardly tested: it may hold of nothing."""


@dataclass
class Evidence:
    """The evidence for one claim, gathered example by example.

    ``drawn`` examples were handed in, ``satisfied`` of them met every hypothesis and have a margin;
    ``undefined`` more met them where it has no value, and ``raised`` is what it raised. Of the
    satisfied, ``swept`` were judged in float64, ``certified`` in exact arithmetic or balls and
    ``descents`` on the record of a real matrix descent. ``false_alarms`` are float64 violations
    that balls did not confirm. ``proved_depths`` are the depths at which a symbolic identity was
    checked. ``rates`` are those of an empirical claim, as
    :meth:`dmfcheck.dynamics.instances.rates.Rate.as_json` has them.
    """

    claim_id: str
    expected: str
    drawn: int = 0
    satisfied: int = 0
    swept: int = 0
    certified: int = 0
    descents: int = 0
    false_alarms: int = 0
    refuted: int = 0
    undecided: int = 0
    tightest: float = math.inf
    where: Mapping[str, Any] | None = None
    counterexample: Mapping[str, Any] | None = None
    undecided_because: str = ""
    undefined: int = 0
    raised: str = ""
    binding: Counter[str] = field(default_factory=Counter)
    proved_depths: list[int] = field(default_factory=list)
    rates: list[dict[str, Any]] = field(default_factory=list)

    def saw_margin(self, margin: float, where: Mapping[str, Any]) -> None:
        """Keep the tightest margin and the parameters where it occurred, the shortest of several.

        >>> evidence = Evidence("step.monotone", "holds")
        >>> evidence.saw_margin(0.25, {"depth": 2})
        >>> evidence.tightest
        0.25
        """
        if margin < self.tightest:
            self.where = dict(where)
        elif margin == self.tightest:
            self.where = simplest(self.where, where)
        self.tightest = min(margin, self.tightest)

    def saw_counterexample(self, parameters: Mapping[str, Any]) -> None:
        """Keep the shortest counterexample.

        >>> evidence = Evidence("order.literal", "refuted")
        >>> evidence.saw_counterexample({"alpha": "1/10"})
        >>> evidence.saw_counterexample({"alpha": "1/2"})
        >>> evidence.counterexample
        {'alpha': '1/2'}
        """
        self.counterexample = simplest(self.counterexample, parameters)

    def saw_undecided(self, reason: str) -> None:
        """Keep one reason, the first in the alphabet whatever the order in which they come."""
        self.undecided_because = min(reason, self.undecided_because or reason)

    def saw_undefined(self, points: int, raised: str) -> None:
        """Count points without a margin, and keep what was raised, the first in the alphabet.

        >>> evidence = Evidence("my.own", "open")
        >>> evidence.saw_undefined(2, "")
        >>> evidence.saw_undefined(3, "raises ValueError")
        >>> evidence.undefined, evidence.raised
        (5, 'raises ValueError')
        """
        self.undefined += points
        self.raised = min(filter(None, (self.raised, raised)), default="")

    @property
    def verdict(self) -> str:
        """One of the verdicts of :mod:`dmfcheck.base.verdict`, as a word, or "measured".

        Rates say how often, so a claim that has them is neither held nor refuted by them. A proof
        counts only together with examples that satisfied the hypotheses: an identity that was
        never evaluated may be an identity about nothing.

        >>> Evidence("step.monotone", "holds").verdict
        'undecided'
        """
        if self.refuted:
            return "refuted"
        if self.rates:
            return "measured"
        if self.undecided or not self.swept + self.certified + self.descents:
            return "undecided"
        return "proved" if self.proved_depths else "holds"

    @property
    def ordered_rates(self) -> list[dict[str, Any]]:
        """The rates in an order that does not depend on which process found which first."""
        return sorted(self.rates, key=lambda rate: json.dumps(rate, sort_keys=True))

    @property
    def acceptance(self) -> float | None:
        """The share of the drawn examples that met every hypothesis; None if none was drawn.

        >>> Evidence("step.monotone", "holds", drawn=8, satisfied=2).acceptance
        0.25
        """
        return self.satisfied / self.drawn if self.drawn else None

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is what the ledger expects of the claim."""
        wanted = {"refuted": {"refuted"}, "holds": {"holds", "proved"}}
        return self.verdict in wanted.get(self.expected, {"holds", "proved", "refuted", "measured"})

    def as_json(self) -> dict[str, Any]:
        """The evidence with the keys of the ledger file."""
        return {
            "id": self.claim_id,
            "expected": self.expected,
            "verdict": self.verdict,
            "drawn": self.drawn,
            "satisfied": self.satisfied,
            "swept": self.swept,
            "certified": self.certified,
            "descents": self.descents,
            "false_alarms": self.false_alarms,
            "refuted": self.refuted,
            "undecided": self.undecided,
            "undecided_because": self.undecided_because,
            "tightest_margin": None if math.isinf(self.tightest) else self.tightest,
            "where": self.where,
            "counterexample": self.counterexample,
            "binding": dict(sorted(self.binding.items(), key=lambda item: (-item[1], item[0]))),
            "proved_depths": sorted(set(self.proved_depths)),
            "rates": self.ordered_rates,
        }

    def as_sent(self) -> dict[str, Any]:
        """The evidence for another process: what only the printed ledger says is in it too."""
        return {**self.as_json(), "undefined": self.undefined, "raised": self.raised}

    def absorb(self, other: Mapping[str, Any]) -> None:
        """Add the evidence that another process gathered, as :meth:`as_sent` gave it."""
        for name in (
            "drawn",
            "satisfied",
            "swept",
            "certified",
            "descents",
            "false_alarms",
            "refuted",
            "undecided",
        ):
            setattr(self, name, getattr(self, name) + other[name])
        if other["tightest_margin"] is not None:
            self.saw_margin(other["tightest_margin"], other["where"])
        if other["undecided_because"]:
            self.saw_undecided(other["undecided_because"])
        self.saw_undefined(other.get("undefined", 0), other.get("raised", ""))
        if other["counterexample"] is not None:
            self.saw_counterexample(other["counterexample"])
        self.binding.update(other["binding"])
        self.proved_depths += other["proved_depths"]
        self.rates += other.get("rates", [])


def simplest(
    first: Mapping[str, Any] | None, second: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """The parameters that are shorter to write, so that no order of arrival decides.

    >>> simplest({"alpha": "1/10"}, {"alpha": "1/2"})
    {'alpha': '1/2'}
    """

    def size(parameters: Mapping[str, Any]) -> tuple[int, str]:
        text = json.dumps(parameters, sort_keys=True)
        return len(text), text

    known = [dict(parameters) for parameters in (first, second) if parameters is not None]
    return min(known, key=size, default=None)


_RECORDS: dict[str, Evidence] = {}


def evidence_for(claim_id: str, expected: str) -> Evidence:
    """The record of this process for a claim, made on first use."""
    return _RECORDS.setdefault(claim_id, Evidence(claim_id, expected))


@contextmanager
def set_aside() -> Iterator[None]:
    """Within the block nothing is on record, and what it records is dropped at its end.

    >>> with set_aside():
    ...     len(gathered())
    0
    """
    kept = dict(_RECORDS)
    _RECORDS.clear()
    try:
        yield
    finally:
        _RECORDS.clear()
        _RECORDS.update(kept)


def gathered() -> list[Evidence]:
    """Every record of this process, in the order in which the claims were first examined."""
    return list(_RECORDS.values())


def absorb_records(records: list[dict[str, Any]]) -> None:
    """Merge the records of another process into those of this one."""
    for record in records:
        evidence_for(record["id"], record["expected"]).absorb(record)
