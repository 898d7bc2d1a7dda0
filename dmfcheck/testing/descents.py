"""Evidence from real descents: what the judgements of a check are on record as."""

from __future__ import annotations

from collections.abc import Iterable

from dmfcheck.base.verdict import Refuted, Undecided
from dmfcheck.claims.judge import Judgement
from dmfcheck.testing.evidence import evidence_for


def record_judgements(judged: Iterable[Judgement]) -> None:
    """Write each judgement of a descent into the evidence of its claim.

    A margin of a whole record stands for no parameters, and is not kept.
    """
    for entry in judged:
        record = evidence_for(entry.claim.id, entry.claim.expected)
        where = entry.point.as_text()
        record.drawn += 1
        record.satisfied += entry.hypotheses_hold
        if isinstance(entry.verdict, Refuted):
            record.refuted += 1
            record.saw_counterexample(where)
        elif isinstance(entry.verdict, Undecided):
            record.undecided += 1
            record.saw_undecided(entry.verdict.reason)
        else:
            record.descents += 1
            record.false_alarms += entry.seen < 0
            if where:
                record.saw_margin(entry.seen, where)
