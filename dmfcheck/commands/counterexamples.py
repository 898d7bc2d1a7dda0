"""``dmfcheck prove ID --kernel`` of a refuted claim: a counterexample that Coq computes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dmfcheck.proofs.kernel import KernelProof

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim
    from dmfcheck.hunt.subject import Subject

HUNTING = 20.0
"""Seconds at most for which a counterexample is looked for where none is known."""


def check_known(name: str, seconds: float) -> KernelProof:
    """The claim's first counterexample that Coq accepts, of those that are known or found.

    Undecided for the reason of the last where it accepts none.
    """
    from dmfcheck.hunt.subject import read_subject
    from dmfcheck.proofs.counterexample.export import check_counterexample

    begun = time.monotonic()
    subject = read_subject(name)
    claim = subject.claim()
    found = KernelProof("undecided", "no counterexample is known or found", [], 0.0)
    for values in _points(subject, claim, seconds):
        left = seconds - (time.monotonic() - begun)
        if left <= 0:
            break
        found = check_counterexample(claim, claim.point(**values), left)
        if found.verdict == "refuted":
            break
    return replace(found, seconds=time.monotonic() - begun)


def _points(subject: Subject, claim: Claim, seconds: float) -> Iterator[Mapping[str, Any]]:
    """Points where the claim fails, those that its author knows first."""
    yield from claim.counterexamples
    if claim.counterexamples:
        return
    from dmfcheck.base.bounds import within

    least = min(HUNTING, seconds)
    with within(least):
        witness = _witness(subject, least)
        if witness is not None:
            yield witness


def _witness(subject: Subject, seconds: float) -> Mapping[str, Any] | None:
    from dmfcheck.base.verdict import Refuted
    from dmfcheck.hunt.hunt_claim import hunt_claim
    from dmfcheck.testing.mutation import try_mutant
    from dmfcheck.theory.mutants import mutants

    if not subject.path and subject.name in mutants():
        return try_mutant(mutants()[subject.name]).witness
    verdict = hunt_claim(subject.text, seconds=seconds)
    return verdict.counterexample if isinstance(verdict, Refuted) else None
