"""``dmfcheck prove ID`` without Coq: the lemmas of a claim, and a hunt where they fail."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import output

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim
    from dmfcheck.hunt.subject import Subject
    from dmfcheck.proofs.prove import ProofFound
    from dmfcheck.theory.proof import Proof

HUNTING = 20.0
"""Seconds at most for which a counterexample is hunted where a proof fails."""


@dataclass
class Outcome:
    """The verdict on a claim: its proof as far as it goes, or a point that refutes it."""

    verdict: str
    method: str
    reason: str
    seconds: float
    found: ProofFound | None = None
    counterexample: Mapping[str, Any] | None = None
    certificate: Mapping[str, Any] | None = None
    path: str | None = None

    def as_json(self) -> dict[str, Any]:
        """What ``dmfcheck prove --json`` prints."""
        lemmas = [] if self.found is None else [step.as_json() for step in self.found.lemmas]
        return {
            "verdict": self.verdict,
            "method": self.method,
            "boxes": sum(step["boxes"] for step in lemmas),
            "terms": sum(step["terms"] for step in lemmas),
            "seconds": self.seconds,
            "certificate": self.path,
            "depths": None if self.found is None else self.found.depths,
            "lemmas": lemmas,
            "reason": self.reason or None,
            "counterexample": self.counterexample,
        }


def prove_lemmas(name: str, depth: str | None, seconds: float) -> Outcome:
    """Prove the claim that ``name`` names, or refute it, in ``seconds``.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a name that is none, and for a depth that
    the claim does not range over.
    """
    from dmfcheck.hunt.subject import read_subject
    from dmfcheck.proofs.prove import prove

    begun = time.monotonic()
    subject = read_subject(name)
    claim = subject.claim()
    depths = None if depth is None else (_depth(claim, depth),)
    found, reason = None, ""
    try:
        original, proof = _proof(subject, claim)
        found = prove(claim, original, proof, depths, seconds)
        reason = found.reason
    except _NoProof as none:
        reason = str(none)
    spent = time.monotonic() - begun
    if found is not None and (found.verdict == "proved" or found.up_to_glue):
        certificate = found.certificate()
        return Outcome(found.verdict, found.method, reason, spent, found, certificate=certificate)
    refuted = _refuted(subject, claim, min(HUNTING, seconds - spent))
    spent = time.monotonic() - begun
    if refuted is None:
        method = found.method if found is not None else "hunt"
        return Outcome("undecided", method, reason, spent, found)
    return Outcome("refuted", "hunt", "", spent, found, *refuted)


def nothing_to_try(name: str) -> str:
    """Why no proof of it is tried, before a counterexample is hunted; empty where one is.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a name that is none.
    """
    from dmfcheck.hunt.subject import read_subject

    subject = read_subject(name)
    try:
        _proof(subject, subject.claim())
    except _NoProof as none:
        return str(none)
    return ""


class _NoProof(Exception):
    """Why nothing is tried."""


def _proof(subject: Subject, claim: Claim) -> tuple[Claim, Proof]:
    from dmfcheck.theory.ledger import ledger
    from dmfcheck.theory.mutants import mutants
    from dmfcheck.theory.own_box import proof_on_box
    from dmfcheck.theory.proof import proofs

    if subject.path:
        try:
            return claim, proof_on_box(claim)
        except ValueError as lack:
            raise _NoProof(f"no proof of it is tried: {lack}") from None
    mutant = mutants().get(subject.name)
    original = claim.id if mutant is None else mutant.claim_id
    if original not in proofs():
        raise _NoProof("no proof of it by lemmas is known")
    return ledger()[original], proofs()[original]


def _depth(claim: Claim, depth: str) -> int:
    variable = next((known for known in claim.variables if known.name == "depth"), None)
    if variable is None:
        raise BadInput("--depth", f"is {depth}", f"nothing: {claim.id} has no depth")
    low = 0 if variable.low is None else int(variable.low)
    high = 50 if variable.high is None else int(variable.high)
    return validation.whole(depth, "--depth", low, high)


def _refuted(
    subject: Subject, claim: Claim, seconds: float
) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """(the point, its certificate) of a counterexample that is known or found in ``seconds``."""
    from dmfcheck.base.verdict import Refuted
    from dmfcheck.hunt.hunt_claim import hunt_claim

    begun = time.monotonic()
    for values in claim.counterexamples:
        left = seconds - (time.monotonic() - begun)
        verdict = claim.examine(**values, seconds=left) if left > 0 else None
        if isinstance(verdict, Refuted):
            return verdict.counterexample, verdict.certificate
    left = seconds - (time.monotonic() - begun)
    if left <= 0:
        return None
    verdict = hunt_claim(subject.text, seconds=left)
    if isinstance(verdict, Refuted):
        return verdict.counterexample, verdict.certificate
    return None


def write_certificate(outcome: Outcome, path: str) -> None:
    """Write the certificate of a proof, or of a counterexample; say on the outcome where it is.

    Where there is none, the reason of the outcome says so.
    """
    from dmfcheck.base.certificate import write

    if outcome.certificate is None:
        lacks = "there is no certificate to write"
        outcome.reason = f"{outcome.reason}; {lacks}" if outcome.reason else lacks
        return
    write(outcome.certificate, Path(path))
    outcome.path = path


def print_outcome(name: str, outcome: Outcome) -> None:
    """Print what ``dmfcheck prove`` found, a line for each step of the proof."""
    from dmfcheck.base.unicode_math import unicode_math

    found = outcome.found
    at = ""
    if found is not None and found.depths and outcome.verdict != "refuted":
        at = f" at N = {several(found.depths)}"
    by = f"by {outcome.method}" if outcome.verdict != "undecided" else f"({outcome.method})"
    name = output.printable(name)
    print(f"{name}: {outcome.verdict} {by}{at} ({outcome.seconds:.1f} s)")
    if outcome.reason:
        print(f"    {output.printable(outcome.reason)}")
    if outcome.counterexample is not None:
        values = ", ".join(f"{key}={value}" for key, value in outcome.counterexample.items())
        print(f"    fails at {output.printable(values)}")
    for step in () if found is None else found.lemmas:
        terms = sum(one.terms for one in step.outcomes.values())
        boxes = sum(one.boxes for one in step.outcomes.values())
        what = "identities" if step.check == "symbolic" else "terms"
        counts = [f"{n} {of}" for n, of in ((terms, what), (boxes, "boxes")) if n]
        said = step.reason or ", ".join([step.check, *counts])
        print(f"    {'glue' if step.glue else 'lemma'} {step.lemma.name}: {said}")
        print(f"        {output.printable(unicode_math(step.lemma.statement))}")


def several(depths: list[int]) -> str:
    """The depths in short.

    >>> several([2, 3, 4]), several([2, 4]), several([5])
    ('2..4', '2, 4', '5')
    """
    if len(depths) > 2 and depths == list(range(depths[0], depths[-1] + 1)):
        return f"{depths[0]}..{depths[-1]}"
    return ", ".join(map(str, depths))
