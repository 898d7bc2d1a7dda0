"""A claim's proof checked step by step; Coq is needed only where a theorem is the glue."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dmfcheck.base.bounds import interruptible, remaining, within
from dmfcheck.base.certificate import seal
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.proofs.coq import PACKAGE, Refused, workshop
from dmfcheck.proofs.kernel import checked
from dmfcheck.proofs.lemmas import NAMES, Outcome, check_lemma
from dmfcheck.theory.proof import Cited, Kernel, Lemma, Proof, Taken

UP_TO_GLUE = "proved up to glue: "
"""How the reason begins where a human takes a step."""

LACKS = f"a theorem for Coq to check, and coqc is not on the PATH (`apt-get install {PACKAGE}`)"

LONGEST = 1e6
"""Seconds that Coq is given where there is no limit."""


@dataclass
class LemmaFound:
    """What was found of one step of a proof: checked at ``depths`` (None: all), or why not."""

    lemma: Lemma
    glue: bool
    depths: list[int] | None = None
    reason: str = ""
    done: bool = False
    lacks: bool = False
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    @property
    def check(self) -> str:
        """The kind of its check, as JSON has it."""
        named = {Kernel: "kernel", Cited: "cited", Taken: "taken"}
        return {**named, **NAMES}[type(self.lemma.check)]

    def as_json(self) -> dict[str, Any]:
        """The entry of ``lemmas`` in ``dmfcheck prove --json``."""
        return {
            "name": self.lemma.name,
            "statement": self.lemma.statement,
            "check": self.check,
            "glue": self.glue,
            "rests_on": list(self.lemma.rests_on),
            "depths": self.depths,
            "terms": sum(outcome.terms for outcome in self.outcomes.values()),
            "boxes": sum(outcome.boxes for outcome in self.outcomes.values()),
            "reason": self.reason or None,
        }


@dataclass
class ProofFound:
    """The verdict, "proved" or "undecided" with its reason, and each step of the proof."""

    claim: Claim
    original: Claim
    verdict: str
    reason: str
    lemmas: list[LemmaFound]
    depths: list[int] | None
    seconds: float

    @property
    def up_to_glue(self) -> bool:
        """Whether all that a machine checks is checked, of the claim as it is stated."""
        return self.reason.startswith(UP_TO_GLUE)

    @property
    def method(self) -> str:
        """The kinds of check that its lemmas have, the first first."""
        return ", ".join(dict.fromkeys(found.check for found in self.lemmas if not found.glue))

    def certificate(self) -> dict[str, Any] | None:
        """What ``dmfcheck verify`` replays: every lemma that signs or boxes have shown.

        None where there is none, where one is too long to write, and where the claim is not the one
        that the proof was written for.
        """
        if differs(self.claim, self.original):
            return None
        entries = []
        for found in self.lemmas:
            for depth, outcome in found.outcomes.items():
                if found.check == "symbolic":
                    continue
                if outcome.entry is None:
                    return None
                entries.append(
                    {
                        "name": found.lemma.name,
                        "statement": found.lemma.statement,
                        "check": found.check,
                        "depth": depth,
                        "proof": outcome.entry,
                    }
                )
        if not entries:
            return None
        body = {"kind": "lemmas", "claim": self.claim.id, "statement": self.claim.statement}
        return seal({**body, "lemmas": entries})


def prove(
    claim: Claim, original: Claim, proof: Proof, depths: Sequence[int] | None, seconds: float
) -> ProofFound:
    """Check ``proof``, which is one of ``original``, for ``claim`` at ``depths`` (None: its own).

    A claim that differs from the original in its margin or in constants is proved only where its
    own margin is all that is to be shown; one that differs in more is left undecided.
    """
    begun = time.monotonic()
    asked = tuple(depths if depths is not None else proof.depths or ())
    found = [LemmaFound(step, step in proof.glue) for step in proof.steps]
    changed = differs(claim, original)
    if changed in ("variables", "hypotheses"):
        reason = f"the proof is of {original.id}, whose {changed} are others"
        return ProofFound(claim, original, "undecided", reason, [], None, 0.0)
    if not asked and proof.depths is not None:
        return ProofFound(claim, original, "undecided", "there is no depth", found, [], 0.0)
    with within(seconds) as limit:
        # A margin may be anybody's, with a loop that never asks for the time.
        with interruptible():
            for step in found:
                _check(step, claim, asked)
        if not changed:
            _check_theorems(found)
    if limit.reached:
        for step in found:
            if not step.done and not step.reason:
                step.reason = f"not within {seconds:g} s"
    reason = _why_undecided(changed, original, proof, found)
    verdict = "undecided" if reason else "proved"
    shown = None if proof.depths is None and depths is None else list(asked)
    return ProofFound(claim, original, verdict, reason, found, shown, time.monotonic() - begun)


def _check(step: LemmaFound, claim: Claim, depths: Sequence[int]) -> None:
    """Check one step at every depth asked for."""
    check = step.lemma.check
    if isinstance(check, Kernel | Cited | Taken):
        step.done = not isinstance(check, Kernel)
        return
    for depth in counted(depths, f"depths of {step.lemma.name}"):
        try:
            step.outcomes[depth] = check_lemma(step.lemma, claim, depth)
        except ArithmeticError as error:
            step.reason = f"N = {depth}: {error}"
            return
    step.depths, step.done = list(depths), True


def _check_theorems(found: Sequence[LemmaFound]) -> None:
    """Have Coq check the steps that are theorems, unless something has failed already."""
    steps = [(s, s.lemma.check.theorem) for s in found if isinstance(s.lemma.check, Kernel)]
    if not steps or any(step.reason for step in found):
        return
    try:
        with workshop(min(max(remaining(), 1.0), LONGEST)) as shop:
            for step, theorem in steps:
                [entry] = checked(shop, [theorem])
                step.reason, step.done = entry.reason, True
    except Refused as refusal:
        for step, _ in steps:
            step.reason = str(refusal)
    except BadInput:
        for step, _ in steps:
            step.reason, step.lacks = LACKS, True


def _why_undecided(changed: str, original: Claim, proof: Proof, found: Sequence[LemmaFound]) -> str:
    for step in found:
        if step.reason and not step.lacks:
            return f"{step.lemma.name}: {step.reason}"
    if changed and (proof.glue or not _all_own(proof)):
        return f"the proof is of {original.id}, whose {changed} is another"
    taken = [step.name for step in proof.taken]
    taken += [f"{step.lemma.name}, {LACKS}" for step in found if step.lacks]
    return f"{UP_TO_GLUE}{', '.join(taken)}" if taken else ""


def differs(claim: Claim, original: Claim) -> str:
    """What ``claim`` has otherwise than ``original``: the first that matters, "" for nothing.

    >>> from dmfcheck import claim
    >>> differs(claim("order.preserved"), claim("order.preserved"))
    ''
    """
    if claim is original:
        return ""
    if claim.variables != original.variables:
        return "variables"
    if not set(claim.hypotheses) >= set(original.hypotheses):
        return "hypotheses"
    if claim.margin is not original.margin:
        return "margin"
    return "constants" if _stated(claim) != _stated(original) else ""


def _stated(claim: Claim) -> Mapping[str, list[Any]]:
    known = next((v for v in claim.variables if v.name == "depth"), None)
    if known is None:
        depths = range(1)
    else:
        low = 0 if known.low is None else int(known.low)
        depths = range(low, 1 + (50 if known.high is None else int(known.high)))
    return {c.name: [c.stated(N) for N in depths] for c in claim.constants}


def _all_own(proof: Proof) -> bool:
    """Whether every lemma is about the claim's own margin."""
    inequalities = [getattr(step.check, "inequality", None) for step in proof.lemmas]
    return all(known is not None and known.margin is None for known in inequalities)
