"""The best value of a named constant that hunting cannot refute: a hunt for each factor tried."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from dmfcheck.base.bounds import remaining
from dmfcheck.base.certificate import write as write_certificate
from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.scaled import scaled, scaled_id
from dmfcheck.hunt.decision import Decision
from dmfcheck.hunt.direction import Direction
from dmfcheck.hunt.directory import CERTIFICATE, SUMMARY, HuntDirectory
from dmfcheck.hunt.executors import Executor, Result
from dmfcheck.hunt.first_look import NOTHING_UNDEFINED, FirstLook
from dmfcheck.hunt.hunt import Budget, hunt, settings_of
from dmfcheck.hunt.known_points import KnownPoints
from dmfcheck.hunt.ladder import PROVED, REFUTED, SURVIVED, UNSEEN, Ladder
from dmfcheck.hunt.scaled_files import CLAIMS, WITNESS, claims_file
from dmfcheck.hunt.shards import Task
from dmfcheck.hunt.simplify import simplify
from dmfcheck.hunt.subject import Subject
from dmfcheck.hunt.tightened import told

KNOWN = 0.25
"""The part of a factor's time for which points known from others are tried first."""

MORE = 0.3
"""The part of what is left for a factor of which the first hunt saw nothing."""

ENOUGH = 2.0
"""Seconds that are worth another hunt, once the precision is reached."""

LOOK = 5.0
"""Seconds for which a claim that is proved is hunted all the same."""

LAST = 10.0
"""Seconds for which both witnesses are looked for, and simplified, even if the time is up."""


class TightenDirectory(HuntDirectory):
    """The files of one tightening; each factor has a hunt below it."""

    word = "tightening"
    settings_name, log_name, entry = "tighten.json", "factors.jsonl", "entry"
    schema = "dmfcheck-tighten/1"

    def hunt(self, factor: Fraction) -> HuntDirectory:
        """The folder of the hunt of one factor."""
        name = rational_text(factor).replace("/", "_")
        return HuntDirectory(self.path / "hunts" / name, self.argument)


@dataclass(frozen=True)
class Asked:
    """What is tightened: a constant of a claim, its direction, and how near the ends shall be.

    ``proof`` says what proves the claim as it stands, "" if nothing does.
    """

    subject: Subject
    constant: str
    seed: int
    direction: Direction
    precision: Fraction
    proof: str = ""

    def scaled(self, factor: Fraction) -> Subject:
        """The subject with the constant times ``factor``."""
        name = scaled_id(self.subject.name, self.constant, factor)
        return replace(self.subject, name=name)

    def claim(self, factor: Fraction) -> Claim:
        """The claim with the constant times ``factor``."""
        return scaled(self.subject.claim(), self.constant, factor)

    def settings(self) -> dict[str, Any]:
        """What has to be the same for a tightening to go on."""
        return {
            **settings_of(self.subject, self.seed),
            "constant": self.constant,
            "direction": asdict(self.direction),
        }


@dataclass
class Tightening:
    """A tightening under way: the log on the disk, and all that follows from it."""

    asked: Asked
    directory: TightenDirectory
    executor: Executor
    seconds: float | None
    evaluations: int | None
    look: FirstLook = NOTHING_UNDEFINED
    log: list[dict[str, Any]] = field(default_factory=list)
    points: KnownPoints = field(default_factory=KnownPoints)
    end: float = math.inf
    begun: int = 0

    def run(self) -> dict[str, Any]:
        """Try one factor after the other until the precision, or the time, is reached."""
        if self.seconds is not None:
            self.end = time.monotonic() + self.seconds
        for entry in self.directory.results():
            self._take_in(entry)
        self.begun = len(self.log)
        while self.asked.direction.sign and (factor := self._next()) is not None:
            self._note(self._tried(factor))
        return self._summary()

    @property
    def ladder(self) -> Ladder:
        """What became of each factor."""
        outcomes = {Fraction(entry["factor"]): entry["outcome"] for entry in self.log}
        return Ladder(self.asked.direction.sign, outcomes)

    @property
    def left(self) -> float:
        """Seconds left, infinite where they are not limited."""
        return min(self.end - time.monotonic(), remaining())

    def _next(self) -> Fraction | None:
        """The factor to try now, None at the end."""
        if self.left <= 0:
            return None
        ladder = self.ladder
        factor = ladder.next(self.asked.precision)
        if factor is not None:
            return None if self._in_vain(factor) else factor
        # What is left goes to the factor on which all rests; one that is proved needs a witness.
        best = ladder.best
        if best is None or math.isinf(self.left) or self.left < ENOUGH or self._in_vain(best):
            return None
        if ladder.outcomes[best] == PROVED and self._lower(best, LAST) is not None:
            return None
        return best

    def _in_vain(self, factor: Fraction) -> bool:
        """Whether the last two hunts of this run were both of ``factor``, and saw the same."""
        last = [(entry["factor"], entry["evaluations"]) for entry in self.log[self.begun :][-2:]]
        return len(last) == 2 and last[0] == last[1] and last[0][0] == rational_text(factor)

    def _tried(self, factor: Fraction) -> dict[str, Any]:
        """The entry of the log that says what became of ``factor``."""
        entry: dict[str, Any] = {"factor": rational_text(factor), "evaluations": 0}
        ladder = self.ladder
        again = factor in ladder.outcomes
        share = self.left
        if ladder.outcomes.get(factor) == UNSEEN:
            share *= MORE
        elif not again:
            share = max(share / (ladder.left(self.asked.precision) + 1), min(share, ENOUGH))
        if factor == 1 and self.asked.proof:
            # It needs no hunt, but a witness; and what is proved had better not be refuted.
            found = self._hunted(factor, share if again else min(share, LOOK))
            if found["outcome"] != REFUTED:
                found |= {"outcome": PROVED, "by": self.asked.proof}
            return {**entry, **found}
        claim = self.asked.claim(factor)
        known = None if again else self.points.refuting(claim, KNOWN * min(share, 60.0))
        if known is not None:
            return {
                **entry,
                "outcome": REFUTED,
                "by": "a known point",
                "certificate": known.certificate,
            }
        return {**entry, **self._hunted(factor, share)}

    def _hunted(self, factor: Fraction, share: float) -> dict[str, Any]:
        """What a hunt of the claim with ``factor`` came to, going on where it was broken off."""
        subject, folder = self.asked.scaled(factor), self.directory.hunt(factor)
        with folder.locked(create=True):
            if not (folder.path / folder.settings_name).exists():
                folder.begin(settings_of(subject, self.asked.seed))
            budget = Budget(None if math.isinf(share) else share, self.evaluations)
            summary = hunt(subject, self.asked.seed, folder, Lent(self.executor), budget, self.look)
            shards = folder.results()
        found = [shard["found"]["certificate"]["parameters"] for shard in shards if shard["found"]]
        seen = [stage["at"] for stage in summary["stages"] if stage["at"] is not None]
        entry = {
            "outcome": SURVIVED if summary.get("reason") is None else UNSEEN,
            "by": "a hunt",
            "evaluations": summary["evaluations"],
            "points": [*seen, *found],
            "nothing": summary.get("reason"),
        }
        if summary["verdict"] == "refuted":
            certificate = json.loads(Path(summary["certificate"]).read_text(encoding="utf-8"))
            entry |= {"outcome": REFUTED, "certificate": certificate}
        return entry

    def _note(self, entry: dict[str, Any]) -> None:
        """Put an entry on record, on the disk first."""
        self.directory.append(len(self.log), entry)
        self._take_in(entry)

    def _take_in(self, entry: dict[str, Any]) -> None:
        self.log.append(entry)
        certificate = entry.get("certificate")
        at = [] if certificate is None else [certificate["parameters"]]
        self.points.add([*entry.get("points", ()), *at])

    def _summary(self) -> dict[str, Any]:
        """The outcome, written to the folder with both witnesses and the claims they are of."""
        ladder, asked = self.ladder, self.asked
        seconds = LAST / 2
        upper = self._upper(ladder.refuted, seconds)
        if upper is not None:
            # What was refuted first is where the weaker claim is the tightest.
            self.points.add([upper.parameters])
        lower = self._lower(ladder.best, seconds)
        named = [factor for factor in (ladder.best, ladder.refuted) if factor is not None]
        path = self.directory.path
        if named:
            self.directory.write(CLAIMS, claims_file(asked.subject, asked.constant, named, path))
        for name, decision in ((CERTIFICATE, upper), (WITNESS, lower)):
            if decision is not None and decision.certificate is not None:
                write_certificate(decision.certificate, path / name)
        summary = told(asked, self.log, ladder, upper, lower, path)
        self.directory.write(SUMMARY, json.dumps(summary, indent=2) + "\n")
        return summary

    def _upper(self, factor: Fraction | None, seconds: float) -> Decision | None:
        """The counterexample of the weakest refuted factor, simplified."""
        if factor is None:
            return None
        records = [entry for entry in self.log if Fraction(entry["factor"]) == factor]
        decision = Decision.of(records[-1]["certificate"])
        claim = self.asked.claim(factor)
        values = claim.point(**decision.parameters).exact
        return simplify(claim, values, decision, seconds=seconds)[1]

    def _lower(self, factor: Fraction | None, seconds: float) -> Decision | None:
        """The tightest certified point of the strongest factor that survived."""
        if factor is None:
            return None
        return self.points.tightest(self.asked.claim(factor), seconds)


class Lent:
    """An executor that several hunts use one after the other, and none of them closes."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def results(self, subject: Subject, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
        """(task, result) in the order of ``tasks``."""
        return self._executor.results(subject, tasks)

    def close(self) -> None:
        """Leave it to whoever lent it."""


def refuse_false(claim: Claim, argument: str = "ID") -> None:
    """Raise :class:`~dmfcheck.base.validation.BadInput` for a claim that is expected to be false.

    >>> from dmfcheck import claim
    >>> refuse_false(claim("step.monotone"))
    """
    if claim.expected == "refuted":
        wrong = f"is {claim.id!r}, which is false as it stands"
        raise BadInput(
            argument, wrong, "a claim that holds or is open (`dmfcheck hunt` refutes it)"
        )
